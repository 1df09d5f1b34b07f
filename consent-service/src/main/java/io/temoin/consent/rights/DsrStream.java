// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.rights.domain.Dsr;
import io.temoin.consent.rights.domain.DsrDecider;
import io.temoin.consent.rights.domain.DsrReceived;
import io.temoin.consent.rights.domain.ReceiveDsr;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.legalclock.LegalCalendar;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The streams {@code dsr-<id>}: one per request of a data subject. */
@Singleton
public final class DsrStream {

    private static final String CATEGORY = "dsr";

    private final DsrDecider decider;
    private final CommandHandler<ReceiveDsr, Dsr, DsrReceived> handler;

    DsrStream(EventStore store, ShreddableKeys keys, ConsentConfig config) {
        this.decider = new DsrDecider(LegalCalendar.of(config.country(), config.zone()));
        this.handler = new CommandHandler<>(store, codec(keys), decider);
    }

    /** Reads and writes the events of these streams. */
    public static EventCodec<DsrReceived> codec(ShreddableKeys keys) {
        return new EventCodec<>(DsrReceived.class, keys);
    }

    /** Handles a command. */
    public Uni<CommandOutcome<Dsr, DsrReceived>> handle(
            ReceiveDsr command, EventMetadata metadata) {
        return handler.handle(stream(command.request()), command, metadata);
    }

    /**
     * The request as of now. Never from memory, which would know for a minute what the person said
     * after its key is destroyed.
     */
    Uni<Dsr> load(TenantId tenant, UUID request) {
        return handler.history(tenant, stream(request))
                .map(events -> decider.replay(events.stream().map(RecordedEvent::event).toList()));
    }

    private static StreamId stream(UUID request) {
        return new StreamId(CATEGORY, request.toString());
    }
}
