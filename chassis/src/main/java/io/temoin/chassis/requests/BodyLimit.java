// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request whose body is announced as too large, with a problem and before it is read.
 * {@link JsonBodyReader} looks at what passes here, and finds out where nothing was announced.
 *
 * <p>What is refused is still read and dropped, up to a bound: a connection that is closed on a
 * body under way is reset, and its sender never sees the answer.
 */
@ApplicationScoped
public class BodyLimit {

    static final String CODE = "request-too-large";

    /**
     * Before anybody looks at the body, and after the headers of CORS, without which no page could
     * read why.
     */
    static final int EARLY = 299;

    /** After Quarkus has noted its own limit, and before a resource reads anything. */
    private static final int JUST_BEFORE_ROUTES = -1;

    /** In bytes; of what no resource should read, above the limit that answers with a problem. */
    private static final long LONGEST_OTHER = 2L * JsonBodyReader.LIMIT;

    private static final Set<String> JSON =
            Set.of(MediaType.APPLICATION_JSON, JsonBodyReader.LINES);

    private final long dropped;
    private final List<Predicate<RoutingContext>> longBodies = new CopyOnWriteArrayList<>();

    BodyLimit(@ConfigProperty(name = "temoin.limits.connection.dropped-bytes") long dropped) {
        this.dropped = dropped;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    /**
     * Quarkus' own limit counts what has arrived, read or not, and cuts the connection: who sends
     * fast would be reset before {@link JsonBodyReader} can say that it is too much. So it does not
     * count for what that reads.
     */
    void register(@Observes Router router) {
        router.route().order(JUST_BEFORE_ROUTES).handler(this::limitOthers);
    }

    /** Leaves the requests of a route alone, which has a limit of its own. */
    public void except(Predicate<RoutingContext> requests) {
        longBodies.add(requests);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean tooLong = length != null && Long.parseLong(length) > JsonBodyReader.LIMIT;
        if (!tooLong || isExcepted(context)) {
            context.next();
            return;
        }
        refuse(context, () -> ProblemMapper.answer(context, CODE));
    }

    private void limitOthers(RoutingContext context) {
        if (isJson(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        } else if (!isExcepted(context)) {
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, LONGEST_OTHER);
        }
        context.next();
    }

    private boolean isExcepted(RoutingContext context) {
        return longBodies.stream().anyMatch(requests -> requests.test(context));
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && JSON.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    /** What is left of a body that nobody reads must not be taken for the next request. */
    public static void closeAfterwards(RoutingContext context) {
        boolean multiplexed = context.request().version() == HttpVersion.HTTP_2;
        if (!multiplexed) { // HTTP/2 ends the stream alone and forbids the header (RFC 9113 §8.2.2)
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /**
     * Answers a request whose body is not wanted, and closes the connection. Before the answer,
     * what is under way of the body is read and dropped: until it ends, pauses or becomes too much.
     * (Where the client has asked for the connection to be closed, Vert.x closes it with the
     * answer.)
     *
     * @param answer sends the answer; not called when the client is gone
     */
    public void refuse(RoutingContext context, Runnable answer) {
        HttpServerRequest request = context.request();
        if (request.version() == HttpVersion.HTTP_2) {
            answer.run(); // ends the stream; what is still sent for it is dropped by the protocol
            return;
        }
        closeAfterwards(context);
        new Dropping(
                        context,
                        dropped,
                        () -> {
                            if (!context.response().closed()) {
                                context.addEndHandler(_ -> request.connection().close());
                                answer.run();
                            }
                        })
                .begin();
    }

    /** The same wherever an upload is; without a word when the client is gone. */
    public void refuseUpload(RoutingContext context, Runnable answer) {
        if (context.response().closed()) {
            return; // there is nobody to answer
        }
        if (context.request().isEnded()) {
            answer.run();
        } else {
            refuse(context, answer);
        }
    }

    /** The same for an answer that the framework sends. */
    Uni<Response> refuse(RoutingContext context, Response answer) {
        Context requests = context.vertx().getOrCreateContext();
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                requests.runOnContext(
                                        _ -> refuse(context, () -> emitter.complete(answer))));
    }

    /** The rest of a body on its way to nowhere. */
    private static final class Dropping {

        /** Who sends without a pause would be reset by an answer; who pauses may wait for it. */
        private static final long PAUSE_MS = 250;

        private final RoutingContext context;
        private final HttpServerRequest request;
        private final long most;
        private final Runnable then;
        private long read;
        private long readBefore = -1;
        private boolean over;

        Dropping(RoutingContext context, long most, Runnable then) {
            this.context = context;
            this.request = context.request();
            this.most = most;
            this.then = then;
        }

        void begin() {
            if (request.isEnded()) {
                end();
                return;
            }
            request.exceptionHandler(_ -> end());
            request.endHandler(_ -> end());
            request.handler(
                    part -> {
                        read += part.length();
                        if (read > most) {
                            end();
                        }
                    });
            context.vertx().setPeriodic(PAUSE_MS, this::look);
            request.resume();
        }

        private void look(long timer) {
            if (over) {
                context.vertx().cancelTimer(timer);
            } else if (read == readBefore) {
                end();
            }
            readBefore = read;
        }

        private void end() {
            if (!over) {
                over = true;
                then.run();
            }
        }
    }
}
