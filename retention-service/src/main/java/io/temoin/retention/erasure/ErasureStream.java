// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.erasure.domain.ErasureCommand;
import io.temoin.retention.erasure.domain.ErasureDecider;
import io.temoin.retention.erasure.domain.ErasureEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The streams {@code erasure-<request>}: the erasure that answers a request each. */
@ApplicationScoped
public class ErasureStream {

    static final String CATEGORY = "erasure";

    private final CommandHandler<ErasureCommand, Erasure, ErasureEvent> erasures;

    ErasureStream(EventStore store, ShreddableKeys keys) {
        this.erasures = new CommandHandler<>(store, codec(keys), new ErasureDecider());
    }

    /** How what happens to erasures is recorded and published. */
    public static EventCodec<ErasureEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(ErasureEvent.class, keys);
    }

    Uni<CommandOutcome<Erasure, ErasureEvent>> handle(
            UUID request, ErasureCommand command, EventMetadata metadata) {
        return erasures.handle(stream(request), command, metadata);
    }

    /** The erasure as of now. */
    public Uni<Erasure> load(TenantId tenant, UUID request) {
        return erasures.replay(tenant, stream(request)).map(replayed -> replayed.state());
    }

    private static StreamId stream(UUID request) {
        return new StreamId(CATEGORY, request.toString());
    }
}
