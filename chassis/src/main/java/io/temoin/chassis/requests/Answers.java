// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.eventsourcing.store.Decision;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * How commands are answered: with the position of what was recorded ({@code Event-Position}, the
 * version of its stream), and with a mark ({@code Idempotent-Replay: true}) when it had been
 * recorded before.
 */
public final class Answers {

    private static final String POSITION = "Event-Position";
    private static final String REPLAY = "Idempotent-Replay";

    private Answers() {}

    /** 201: it is done. */
    public static <T> ResponseBuilder<T> created(Decision<?, ?> decision, T entity) {
        return answer(201, decision, entity);
    }

    /** 202: it is recorded, and will be done. */
    public static <T> ResponseBuilder<T> accepted(Decision<?, ?> decision, T entity) {
        return answer(202, decision, entity);
    }

    /** 200 with the mark: all of it was there before. */
    public static <T> ResponseBuilder<T> replayed(T entity) {
        return ResponseBuilder.<T>create(200).entity(entity).header(REPLAY, "true");
    }

    /** The headers alone, for an answer that is no single entity; may be added to. */
    public static Map<String, List<String>> headers(Decision<?, ?> decision) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put(POSITION, List.of(Long.toString(decision.version())));
        if (decision.repeated()) {
            headers.put(REPLAY, List.of("true"));
        }
        return headers;
    }

    private static <T> ResponseBuilder<T> answer(int status, Decision<?, ?> decision, T entity) {
        ResponseBuilder<T> answer = ResponseBuilder.<T>create(status).entity(entity);
        headers(decision).forEach((name, values) -> answer.header(name, values.getFirst()));
        return answer;
    }
}
