// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The streams {@code request-<id>}: one request of a person each. */
@ApplicationScoped
public class RequestStream {

    static final String CATEGORY = "request";

    private final CommandHandler<RequestCommand, Request, RequestEvent> requests;

    RequestStream(EventStore store, ShreddableKeys keys) {
        this.requests = new CommandHandler<>(store, codec(keys), new RequestDecider());
    }

    /** How what happens to requests is recorded and published. */
    public static EventCodec<RequestEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(RequestEvent.class, keys);
    }

    /** Whose key seals the notes of a request: one key each, which goes with the request. */
    static SubjectId keyOwner(UUID request) {
        return new SubjectId(request.toString().replace("-", ""));
    }

    /** Runs a command on a request. */
    public Uni<CommandOutcome<Request, RequestEvent>> handle(
            UUID request, RequestCommand command, EventMetadata metadata) {
        return requests.handle(stream(request), command, metadata);
    }

    /** The request as of now. */
    Uni<Request> load(TenantId tenant, UUID request) {
        return requests.replay(tenant, stream(request)).map(replayed -> replayed.state());
    }

    private static StreamId stream(UUID request) {
        return new StreamId(CATEGORY, request.toString());
    }
}
