// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.schedule.DispositionRunStream;
import io.temoin.retention.schedule.Dispositions;
import io.temoin.retention.schedule.domain.DispositionRun;
import io.temoin.retention.schedule.domain.DispositionRunCompleted;
import jakarta.enterprise.context.ApplicationScoped;

/** Carries out a run that somebody asked for: recordings first, then everything else. */
@ApplicationScoped
class DispositionRuns {

    private final Dispositions recordings;
    private final DispositionBatches others;
    private final DispositionRunStream runs;

    DispositionRuns(Dispositions recordings, DispositionBatches others, DispositionRunStream runs) {
        this.recordings = recordings;
        this.others = others;
        this.runs = runs;
    }

    /**
     * Orders everything that is due and exists for {@code visibility}, and records the outcome.
     * Repeated, it goes on with what is left.
     */
    Uni<CommandOutcome<DispositionRun, DispositionRunCompleted>> carryOut(
            EventMetadata metadata, Visibility visibility) {
        return recordings
                .run(
                        metadata.tenant(),
                        metadata.actor(),
                        visibility,
                        metadata.traceparent(),
                        metadata.commandId())
                .flatMap(
                        before ->
                                others.run(
                                                metadata.tenant(),
                                                metadata.actor(),
                                                visibility,
                                                metadata.commandId().toString(),
                                                metadata.traceparent())
                                        .flatMap(
                                                after ->
                                                        runs.complete(
                                                                metadata,
                                                                before.dueItems() + after.due(),
                                                                before.ordered()
                                                                        + after.ordered())));
    }

    /** How much of it is due now. */
    Uni<Integer> due(EventMetadata metadata, Visibility visibility) {
        return Uni.combine()
                .all()
                .unis(
                        recordings.count(metadata.tenant(), visibility),
                        others.count(metadata.tenant(), visibility))
                .with(Integer::sum);
    }
}
