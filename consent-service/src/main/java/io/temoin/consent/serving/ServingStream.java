// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.serving.domain.ReportServing;
import io.temoin.consent.serving.domain.ServingDecider;
import io.temoin.consent.serving.domain.ServingEvent;
import io.temoin.consent.serving.domain.Servings;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * The streams {@code served-<decision>}: one per call, and not part of the contact's, whose every
 * event is read by every decision about that person.
 */
@Singleton
public class ServingStream {

    private static final String CATEGORY = "served";

    private final CommandHandler<ReportServing, Servings, ServingEvent> handler;

    ServingStream(EventStore store, ShreddableKeys keys) {
        this.handler = new CommandHandler<>(store, codec(keys), new ServingDecider());
    }

    static EventCodec<ServingEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(ServingEvent.class, keys);
    }

    Uni<CommandOutcome<Servings, ServingEvent>> record(
            UUID decision, ReportServing report, EventMetadata metadata) {
        return handler.handle(streamOf(decision), report, metadata);
    }

    /** Everything that was reported of a call, oldest first. */
    public Uni<List<RecordedEvent<ServingEvent>>> history(TenantId tenant, UUID decision) {
        return handler.history(tenant, streamOf(decision));
    }

    private static StreamId streamOf(UUID decision) {
        return new StreamId(CATEGORY, decision.toString());
    }
}
