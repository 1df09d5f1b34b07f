// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.requests;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.store.Decision;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** How commands are answered. */
public final class Answers {

    private Answers() {}

    /** 201, with the position of what was recorded, and a mark when it had been before. */
    public static <T> ResponseBuilder<T> created(Decision<?, ?> decision, T entity) {
        ResponseBuilder<T> answer =
                ResponseBuilder.<T>create(201)
                        .entity(entity)
                        .header("Event-Position", decision.version());
        return decision.repeated() ? answer.header("Idempotent-Replay", "true") : answer;
    }

    /** Where a thing of a contact is read; the stream must be named since it holds the thing. */
    public static URI location(String collection, UUID id, PartyId controller, SubjectId subject) {
        return URI.create(
                "/v1/"
                        + collection
                        + "/"
                        + id
                        + "?controller="
                        + controller.value()
                        + "&subject="
                        + subject.value());
    }
}
