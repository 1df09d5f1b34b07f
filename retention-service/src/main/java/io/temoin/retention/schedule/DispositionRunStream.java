// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.retention.schedule.domain.CompleteRun;
import io.temoin.retention.schedule.domain.DispositionRun;
import io.temoin.retention.schedule.domain.DispositionRunCompleted;
import io.temoin.retention.schedule.domain.DispositionRunDecider;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The streams {@code run-<id>}: one run that a person asked for each; its id is its command's. */
@ApplicationScoped
public class DispositionRunStream {

    private static final String CATEGORY = "run";

    private final CommandHandler<CompleteRun, DispositionRun, DispositionRunCompleted> runs;

    DispositionRunStream(EventStore store, ShreddableKeys keys) {
        this.runs = new CommandHandler<>(store, codec(keys), new DispositionRunDecider());
    }

    /** How its events are stored. */
    public static EventCodec<DispositionRunCompleted> codec(ShreddableKeys keys) {
        return new EventCodec<>(DispositionRunCompleted.class, keys);
    }

    /** The run as of now. */
    public Uni<Replayed<DispositionRun>> replay(TenantId tenant, UUID run) {
        return runs.replay(tenant, stream(run));
    }

    /** Records the outcome of the run that {@code metadata}'s command asked for. */
    public Uni<CommandOutcome<DispositionRun, DispositionRunCompleted>> complete(
            EventMetadata metadata, int dueItems, int ordered) {
        UUID run = metadata.commandId();
        return runs.handle(
                stream(run), new CompleteRun(run, dueItems, ordered, metadata.at()), metadata);
    }

    private static StreamId stream(UUID run) {
        return new StreamId(CATEGORY, run.toString());
    }
}
