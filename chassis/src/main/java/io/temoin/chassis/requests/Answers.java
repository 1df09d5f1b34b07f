// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.eventsourcing.store.CommandOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * How commands are answered: with the position of what was recorded ({@code Event-Position}), and
 * with a mark ({@code Idempotent-Replay: true}) when it had been recorded before.
 *
 * <p>A position is the id of the command's last event, never a version or another number: several
 * organisations act on one stream, and a number would tell each how often the others did. A command
 * that recorded nothing has no position, so that its answer does not tell of others' events either.
 */
public final class Answers {

    private static final String POSITION = "Event-Position";
    private static final String REPLAY = "Idempotent-Replay";

    private Answers() {}

    /** 201: it is done. */
    public static <T> ResponseBuilder<T> created(CommandOutcome<?, ?> decision, T entity) {
        return answer(201, decision, entity);
    }

    /** 201 of what several commands did together. */
    public static <T> ResponseBuilder<T> created(
            @Nullable String position, boolean repeated, T entity) {
        return with(headers(position, repeated), ResponseBuilder.<T>create(201).entity(entity));
    }

    /** 202: it is recorded, and will be done. */
    public static <T> ResponseBuilder<T> accepted(CommandOutcome<?, ?> decision, T entity) {
        return answer(202, decision, entity);
    }

    /** 202 of work that records its event when it is done. */
    public static <T> ResponseBuilder<T> accepted(
            @Nullable String position, boolean repeated, T entity) {
        return with(headers(position, repeated), ResponseBuilder.<T>create(202).entity(entity));
    }

    /** 200 with the mark: all of it was there before. */
    public static <T> ResponseBuilder<T> replayed(T entity) {
        return ResponseBuilder.<T>create(200).entity(entity).header(REPLAY, "true");
    }

    /** The headers alone, for an answer that is no single entity; may be added to. */
    public static Map<String, List<String>> headers(CommandOutcome<?, ?> decision) {
        return headers(decision.lastEventId(), decision.repeated());
    }

    /** The headers of an answer that is written elsewhere. */
    public static Map<String, List<String>> headers(@Nullable String position, boolean repeated) {
        Map<String, List<String>> headers = new TreeMap<>();
        if (position != null) {
            headers.put(POSITION, List.of(position));
        }
        if (repeated) {
            headers.put(REPLAY, List.of("true"));
        }
        return headers;
    }

    /** The headers in an answer that is built elsewhere. */
    public static <T> ResponseBuilder<T> withHeaders(
            ResponseBuilder<T> answer, CommandOutcome<?, ?> decision) {
        return with(headers(decision), answer);
    }

    private static <T> ResponseBuilder<T> with(
            Map<String, List<String>> headers, ResponseBuilder<T> answer) {
        headers.forEach((name, values) -> answer.header(name, values.getFirst()));
        return answer;
    }

    private static <T> ResponseBuilder<T> answer(
            int status, CommandOutcome<?, ?> decision, T entity) {
        return withHeaders(ResponseBuilder.<T>create(status).entity(entity), decision);
    }
}
