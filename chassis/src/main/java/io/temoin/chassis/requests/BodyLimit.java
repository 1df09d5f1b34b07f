// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a request whose body is announced as too large, with a problem and before a byte of it is
 * read. Quarkus would do so with an empty answer. {@link JsonBodyReader} looks at what passes here.
 */
@ApplicationScoped
public class BodyLimit {

    static final String CODE = "request-too-large";

    /**
     * Before anybody looks at the body, and after the headers of CORS, without which no page could
     * read why.
     */
    private static final int EARLY = 299;

    private final long limit;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= limit) {
            context.next();
            return;
        }
        refuse(context);
    }

    /** Answers 413, without waiting for the body. */
    public static void refuse(RoutingContext context) {
        closeAfterwards(context);
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().endHandler(_ -> context.request().connection().close());
        }
        ProblemMapper.answer(context, 413, CODE, ProblemMapper.sentence(413));
    }

    /** What is left of a body that nobody reads must not be taken for the next request. */
    public static void closeAfterwards(RoutingContext context) {
        boolean multiplexed = context.request().version() == HttpVersion.HTTP_2;
        if (!multiplexed) { // HTTP/2 ends the stream alone and forbids the header (RFC 9113 §8.2.2)
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }
}
