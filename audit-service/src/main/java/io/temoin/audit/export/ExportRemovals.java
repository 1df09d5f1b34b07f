// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.domain.ExportCommand;
import io.temoin.audit.export.domain.ExportCommand.WithdrawExport;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Takes exports away before their time. It is decided on the stream, where it meets whoever
 * completes the export; the row and the pieces follow what is on record there. What a crash leaves
 * out in between, the next one who asks makes good, and so does the job of an export that is being
 * written.
 */
@ApplicationScoped
public class ExportRemovals {

    private final ExportStream streams;
    private final RemovalStore rows;

    ExportRemovals(ExportStream streams, RemovalStore rows) {
        this.streams = streams;
        this.rows = rows;
    }

    /** Puts it on record, then takes away what is written; twice is as once. */
    Uni<Void> remove(UUID export, ExportCommand command, EventMetadata metadata) {
        return streams.handle(export, command, metadata)
                .chain(() -> follow(metadata.tenant(), export));
    }

    /** Has the row say what is on record. */
    Uni<Void> follow(TenantId tenant, UUID export) {
        return streams.history(tenant, export)
                .flatMap(
                        history ->
                                Removal.in(history)
                                        .map(removal -> rows.end(tenant, export, removal))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /**
     * Withdraws every export of a tenant that may have been written from the trail as it was: those
     * that are written and those that are being written. One that nobody has taken up yet will be
     * written from the trail as it is, so whoever calls this has committed before what must not be
     * read any more.
     *
     * @param cause the circumstances of the erasure
     * @param erasure its id
     */
    public Uni<Void> withdrawAll(EventMetadata cause, UUID erasure) {
        return rows.begun(cause.tenant())
                .onItem()
                .transformToMulti(begun -> Multi.createFrom().iterable(begun))
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
