// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.retention.hold.ItemFreeze;
import io.temoin.retention.hold.ItemFreezeStore;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand;
import io.temoin.retention.rights.domain.RequestCommand.ActUnjoined;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.BiFunction;

/** The streams {@code request-<id>}: one request of a person each. */
@ApplicationScoped
public class RequestStream {

    static final String CATEGORY = "request";

    private final CommandHandler<RequestCommand, Request, RequestEvent> requests;
    private final BiFunction<TenantId, ItemFreeze, Uni<Void>> freezes;

    @Inject
    RequestStream(EventStore store, ShreddableKeys keys, ItemFreezeStore freezes) {
        this(store, keys, freezes::apply);
    }

    RequestStream(
            EventStore store,
            ShreddableKeys keys,
            BiFunction<TenantId, ItemFreeze, Uni<Void>> freezes) {
        this.freezes = freezes;
        this.requests = new CommandHandler<>(store, codec(keys), new RequestDecider());
    }

    /** How what happens to requests is recorded and published. */
    public static EventCodec<RequestEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(RequestEvent.class, keys);
    }

    /** Whose key seals the notes of a request: one key each, which goes with the request. */
    public static SubjectId keyOwner(UUID request) {
        return new SubjectId(request.toString().replace("-", ""));
    }

    /** Handles a command; when it completes, what the request keeps is kept from every order. */
    public Uni<CommandOutcome<Request, RequestEvent>> handle(
            UUID request, RequestCommand command, EventMetadata metadata) {
        return requests.handle(stream(request), command, metadata)
                .call(outcome -> freeze(metadata.tenant(), outcome.state(), outcome.version()));
    }

    /** The same of those who took the request in, and must not learn that it was joined. */
    Uni<CommandOutcome<Request, RequestEvent>> handleUnjoined(
            Request request, RequestCommand command, EventMetadata metadata) {
        return answering(metadata.tenant(), request)
                .flatMap(
                        answering ->
                                handle(
                                        RequestDecider.openedOf(request).request(),
                                        new ActUnjoined(command, answering),
                                        metadata));
    }

    /** Puts in effect what a request keeps from being destroyed, as of now. */
    Uni<Void> freeze(TenantId tenant, UUID request) {
        return requests.replay(tenant, stream(request))
                .flatMap(replayed -> freeze(tenant, replayed.state(), replayed.version()));
    }

    private Uni<Void> freeze(TenantId tenant, Request state, long version) {
        ItemFreeze freeze = RequestFreezes.of(state, version);
        return freeze == null ? Uni.createFrom().voidItem() : freezes.apply(tenant, freeze);
    }

    /** The request as of now. */
    public Uni<Request> load(TenantId tenant, UUID request) {
        return requests.replay(tenant, stream(request)).map(replayed -> replayed.state());
    }

    /**
     * The request whose answer is that of this one; itself, unless it was joined to another one.
     */
    public Uni<Request> answering(TenantId tenant, Request request) {
        UUID into = Request.answeredWith(request);
        return into == null ? Uni.createFrom().item(request) : load(tenant, into);
    }

    private static StreamId stream(UUID request) {
        return new StreamId(CATEGORY, request.toString());
    }
}
