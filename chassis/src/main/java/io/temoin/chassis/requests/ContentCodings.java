// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.temoin.chassis.ChassisProblem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;

/**
 * Refuses a request whose body has a content coding, before the body is read. No service decodes
 * one: the bytes would be read as something else than their sender said they are, and a decoder
 * would let a small body grow past {@link BodyLimit}.
 */
@ApplicationScoped
class ContentCodings {

    private static final String IDENTITY = "identity";

    private final BodyLimit bodies;

    ContentCodings(BodyLimit bodies) {
        this.bodies = bodies;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BodyLimit.EARLY - 1);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isEncoded(request) && RequestBodies.mayCome(request)) {
            bodies.refuse(context, () -> refuse(context));
        } else {
            context.next();
        }
    }

    /** The header may come several times, each with several codings (RFC 9110 §8.4). */
    private static boolean isEncoded(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .flatMap(codings -> Arrays.stream(codings.split(",", -1)))
                .map(String::strip)
                .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase(IDENTITY));
    }

    /** Accept-Encoding says that the coding was at fault (RFC 9110 §12.5.3). */
    private static void refuse(RoutingContext context) {
        context.response().putHeader(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
        ProblemMapper.answer(
                context,
                ChassisProblem.CONTENT_ENCODING_UNSUPPORTED.at(
                        "Content-Encoding",
                        "Compressed bodies are not accepted; send the body without a content"
                                + " coding."));
    }
}
