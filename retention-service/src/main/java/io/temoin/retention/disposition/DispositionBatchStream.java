// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.retention.disposition.domain.BatchCommand;
import io.temoin.retention.disposition.domain.BatchEvent;
import io.temoin.retention.disposition.domain.DispositionBatch;
import io.temoin.retention.disposition.domain.DispositionBatchDecider;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The streams {@code disposition-batch-<batch>}: one batch of registered items each. */
@ApplicationScoped
public class DispositionBatchStream {

    private static final String CATEGORY = "disposition";

    private final CommandHandler<BatchCommand, DispositionBatch, BatchEvent> batches;

    DispositionBatchStream(EventStore store, ShreddableKeys keys) {
        this.batches = new CommandHandler<>(store, codec(keys), new DispositionBatchDecider());
    }

    /** How its events are stored. */
    public static EventCodec<BatchEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(BatchEvent.class, keys);
    }

    /** Runs a command on one batch. */
    public Uni<CommandOutcome<DispositionBatch, BatchEvent>> handle(
            UUID batch, BatchCommand command, EventMetadata metadata) {
        return batches.handle(stream(batch), command, metadata);
    }

    /** The batch as of now. */
    Uni<Replayed<DispositionBatch>> replay(TenantId tenant, UUID batch) {
        return batches.replay(tenant, stream(batch));
    }

    private static StreamId stream(UUID batch) {
        return new StreamId(CATEGORY, "batch-" + batch);
    }
}
