// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.disposition.RegisteredErasures;
import io.temoin.retention.progress.ReadModelProgressQueries;
import io.temoin.retention.schedule.RecordingErasures;
import io.temoin.retention.schedule.domain.ErasableItem;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import io.temoin.retention.schedule.domain.ErasableRecording;
import io.temoin.retention.schedule.domain.KeptCalls;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Everything that is held of a person at a controller, whoever keeps it. */
@ApplicationScoped
class ErasureItems {

    private final ReadModelProgressQueries progress;
    private final RecordingErasures recordings;
    private final RegisteredErasures registered;

    ErasureItems(
            ReadModelProgressQueries progress,
            RecordingErasures recordings,
            RegisteredErasures registered) {
        this.progress = progress;
        this.recordings = recordings;
        this.registered = registered;
    }

    /** All of it, with what an erasure does with each as of {@code now}. */
    Uni<List<ErasableItem>> verdicts(
            TenantId tenant, String controller, String subject, Instant now) {
        return progress.requireItems()
                .chain(() -> recordings.verdicts(tenant, controller, subject, now))
                .flatMap(
                        audio ->
                                registered
                                        .verdicts(
                                                tenant,
                                                controller,
                                                subject,
                                                KeptCalls.of(audio),
                                                now)
                                        .map(
                                                others ->
                                                        Stream.concat(
                                                                        audio.stream()
                                                                                .map(
                                                                                        ErasableRecording
                                                                                                ::item),
                                                                        others.stream())
                                                                .toList()));
    }

    /**
     * Orders what nothing outranks, and notes the erasure on what stays for now: the command of an
     * item is the same whenever it is repeated. The register has marked its items already.
     */
    Uni<Void> carryOut(
            UUID request, String controller, List<ErasableItem> items, EventMetadata cause) {
        return Multi.createFrom()
                .iterable(items)
                .filter(item -> item.kind() == ListedKind.RECORDING)
                .filter(item -> item.verdict() == Verdict.GOES || item.verdict() == Verdict.STAYS)
                .onItem()
                .transformToUniAndConcatenate(
                        item -> recordings.note(item.item(), ofItem(request, item, cause)))
                .collect()
                .last()
                .chain(() -> registered.order(request, controller, items, cause));
    }

    private static EventMetadata ofItem(UUID request, ErasableItem item, EventMetadata cause) {
        UUID command =
                Commands.idOf(
                        Sha256.of(
                                "erase\n%s\n%s\n%s"
                                        .formatted(cause.tenant().value(), request, item.item())));
        return new EventMetadata(
                cause.tenant(),
                cause.actor(),
                command,
                null,
                cause.correlation(),
                cause.causation(),
                cause.traceparent(),
                cause.at());
    }
}
