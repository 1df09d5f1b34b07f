// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.recording.documents.domain.DisposalDecider;
import io.temoin.recording.documents.domain.DisposalReport;
import io.temoin.recording.documents.domain.ItemsDisposed;
import io.temoin.recording.documents.domain.ReportDisposal;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The streams {@code disposal-<batch>}: the answer to one order of retention-service. */
@ApplicationScoped
class DisposalStream {

    private static final String CATEGORY = "disposal";

    private final CommandHandler<ReportDisposal, DisposalReport, ItemsDisposed> handler;

    DisposalStream(EventStore store, ShreddableKeys keys) {
        this.handler =
                new CommandHandler<>(
                        store, new EventCodec<>(ItemsDisposed.class, keys), new DisposalDecider());
    }

    /** Answers an order, unless it was answered before. */
    Uni<Void> report(ReportDisposal command, EventMetadata metadata) {
        return handler.handle(stream(command.batch()), command, metadata).replaceWithVoid();
    }

    /** Whether an order was answered. */
    Uni<Boolean> isAnswered(TenantId tenant, UUID batch) {
        return handler.replay(tenant, stream(batch)).map(known -> known.state().said() != null);
    }

    private static StreamId stream(UUID batch) {
        return new StreamId(CATEGORY, batch.toString());
    }
}
