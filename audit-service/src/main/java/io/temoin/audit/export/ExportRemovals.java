// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.ExportRow.Details;
import io.temoin.audit.export.domain.ExportCommand;
import io.temoin.audit.export.domain.ExportCommand.WithdrawExport;
import io.temoin.audit.intake.ErasedPersonStore;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Takes exports away before their time. It is decided on the stream, where it meets whoever
 * completes the export; the row and the chunks follow what is on record there. What a crash leaves
 * out in between, the next one who asks makes good, and so does the job of an export that is being
 * written.
 */
@ApplicationScoped
public class ExportRemovals {

    private final ExportStream streams;
    private final RemovalStore rows;
    private final ErasedPersonStore erased;
    private final ChunkStorage chunks;
    private final Clock clock;

    ExportRemovals(
            ExportStream streams,
            RemovalStore rows,
            ErasedPersonStore erased,
            ChunkStorage chunks,
            Clock clock) {
        this.streams = streams;
        this.rows = rows;
        this.erased = erased;
        this.chunks = chunks;
        this.clock = clock;
    }

    /** Puts it on record, then takes away what is written; twice is as once. */
    Uni<Void> remove(UUID export, ExportCommand command, EventMetadata metadata) {
        return streams.handle(export, command, metadata)
                .chain(() -> follow(metadata.tenant(), export));
    }

    /** Has the row say what is on record, and the bucket hold nothing of it. */
    Uni<Void> follow(TenantId tenant, UUID export) {
        return streams.history(tenant, export)
                .flatMap(
                        history ->
                                Removal.in(history)
                                        .map(
                                                removal ->
                                                        rows.end(tenant, export, removal)
                                                                .chain(
                                                                        () ->
                                                                                chunks.removeSoon(
                                                                                        new ExportId(
                                                                                                tenant,
                                                                                                export))))
                                        .orElseGet(ExportRemovals::done));
    }

    /**
     * Withdraws every export of a tenant that may have been written from the trail as it was: those
     * that are written and those that are being written. One that nobody has taken up yet will be
     * written from the trail as it is, unless it is narrowed to who was erased; so whoever calls
     * this has committed before what must not be read any more.
     *
     * @param cause the circumstances of the erasure
     * @param erasure its id
     */
    public Uni<Void> withdrawAll(EventMetadata cause, UUID erasure) {
        return rows.concerned(cause.tenant())
                .onItem()
                .transformToMulti(concerned -> Multi.createFrom().iterable(concerned))
                .onItem()
                .transformToUniAndConcatenate(
                        export ->
                                remove(
                                        export,
                                        new WithdrawExport(erasure),
                                        withdrawal(cause, erasure, export)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /**
     * Withdraws an export that is narrowed to a person who is erased. It may have been asked for,
     * or have got its row, only after the erasure, which does not know of it then. Whoever opens
     * one asks when the row is there: an erasure that begins later finds it.
     *
     * @return whether it names one, and is withdrawn
     */
    Uni<Boolean> withdrawNaming(TenantId tenant, UUID export, Details asked) {
        return erased.among(tenant, asked.filters().values())
                .onItem()
                .transformToMulti(persons -> Multi.createFrom().iterable(persons))
                .onItem()
                .transformToUniAndConcatenate(person -> rows.forget(tenant, person.value()))
                .collect()
                .asList()
                .chain(() -> rows.namesErased(tenant, export))
                .call(named -> named ? withdraw(tenant, export, asked) : done());
    }

    /**
     * By nobody who asked for it, and after an erasure of which nothing is known but the key: the
     * withdrawal has an id of its own in its place.
     */
    private Uni<Void> withdraw(TenantId tenant, UUID export, Details asked) {
        String command = export + "/WithdrawExport";
        EventMetadata metadata =
                new EventMetadata(
                        tenant,
                        Actor.service("audit-service"),
                        UUID.nameUUIDFromBytes(command.getBytes(StandardCharsets.UTF_8)),
                        null,
                        asked.correlation(),
                        null,
                        null,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        return remove(export, new WithdrawExport(metadata.commandId()), metadata);
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }

    /** A command for each export; the same when the erasure is asked for again. */
    private static EventMetadata withdrawal(EventMetadata cause, UUID erasure, UUID export) {
        String command = erasure + "/" + export + "/WithdrawExport";
        return new EventMetadata(
                cause.tenant(),
                cause.actor(),
                UUID.nameUUIDFromBytes(command.getBytes(StandardCharsets.UTF_8)),
                null,
                cause.correlation(),
                null,
                cause.traceparent(),
                cause.at());
    }
}
