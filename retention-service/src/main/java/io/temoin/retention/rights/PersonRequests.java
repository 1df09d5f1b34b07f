// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests, as the person who made them may see them: without the notes of the desk. */
@ApplicationScoped
public class PersonRequests {

    /**
     * A request.
     *
     * @param ground why it was refused, if it was
     */
    public record OwnRequest(
            UUID id,
            String type,
            String state,
            String way,
            String receivedBy,
            Instant receivedAt,
            Instant dueAt,
            @Nullable String ground) {}

    private final RequestStream requests;

    PersonRequests(RequestStream requests) {
        this.requests = requests;
    }

    /** One request, which must exist. */
    public Uni<OwnRequest> find(TenantId tenant, UUID request) {
        return requests.load(tenant, request).map(PersonRequests::own);
    }

    private static OwnRequest own(Request request) {
        return switch (request) {
            case Unopened _ -> throw RequestDecider.unknown();
            case Open open ->
                    own(open.opened(), request, open.progress().deadline().effective(), null);
            case Ended ended ->
                    own(
                            ended.opened(),
                            request,
                            ended.progress().deadline().effective(),
                            ground(ended.ending()));
        };
    }

    private static OwnRequest own(
            RequestOpened opened, Request request, Instant dueAt, @Nullable String ground) {
        return new OwnRequest(
                opened.request(),
                opened.type().name(),
                RequestState.of(request).name(),
                opened.intake().way().name(),
                opened.intake().receivedBy(),
                opened.intake().receivedAt(),
                dueAt,
                ground);
    }

    private static @Nullable String ground(Ending ending) {
        return ending instanceof Ending.Refused(var refusal) && refusal.ground() != null
                ? refusal.ground().name()
                : null;
    }
}
