// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.disposal.domain.Disposal;
import io.temoin.consent.disposal.domain.Disposal.Done;
import io.temoin.consent.disposal.domain.DisposalDecider;
import io.temoin.consent.disposal.domain.ItemsDisposed;
import io.temoin.consent.disposal.domain.RecordDisposal;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The streams {@code disposal-<batch>}: one per order that was carried out. */
@Singleton
class DisposalStream {

    private static final String CATEGORY = "disposal";

    private final CommandHandler<RecordDisposal, Disposal, ItemsDisposed> handler;

    DisposalStream(EventStore store, ShreddableKeys keys) {
        this.handler = new CommandHandler<>(store, codec(keys), new DisposalDecider());
    }

    static EventCodec<ItemsDisposed> codec(ShreddableKeys keys) {
        return new EventCodec<>(ItemsDisposed.class, keys);
    }

    /** Whether the order was carried out. */
    Uni<Boolean> isDone(TenantId tenant, UUID batch) {
        return handler.replay(tenant, streamOf(batch))
                .map(replayed -> replayed.state() instanceof Done);
    }

    Uni<Void> record(RecordDisposal command, EventMetadata metadata) {
        return handler.handle(streamOf(command.batch().batch()), command, metadata)
                .replaceWithVoid();
    }

    private static StreamId streamOf(UUID batch) {
        return new StreamId(CATEGORY, batch.toString());
    }
}
