// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.temoin.chassis.requests.AllowedMethods;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Lets a page of anybody read what strangers read without a token: the logs and the verifier. There
 * is nothing a browser could send along that would change the answer, so every origin may. What the
 * service allows the pages of its own front ends is another matter and does not reach these
 * addresses.
 */
@Singleton
class PublicAddresses {

    /** Before the service's own CORS and before authentication. */
    private static final int FIRST = 1_000;

    private static final int NO_CONTENT = 204;

    private static final Pattern PATHS =
            Pattern.compile(
                    "/v1/logs/[^/]+/(checkpoint|tile/.+|policy|enrolment(/proof)?|pruning(/proof)?"
                            + "|consistency)|/v1/verifier(/.+)?");

    private final AllowedMethods allowed;

    PublicAddresses(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    void register(@Observes Filters filters) {
        filters.register(this::open, FIRST);
    }

    private void open(RoutingContext request) {
        String path = request.request().path();
        if (path == null || !PATHS.matcher(path).matches()) {
            request.next();
            return;
        }
        HttpServerResponse answer = request.response();
        answer.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (request.request().method().equals(HttpMethod.OPTIONS)) {
            String methods = String.join(", ", allowed.of(path));
            answer.putHeader(HttpHeaders.ALLOW, methods)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "*")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400")
                    .setStatusCode(NO_CONTENT)
                    .end();
            return;
        }
        // Nobody behind this looks at where the page is from.
        request.request().headers().remove(HttpHeaders.ORIGIN);
        request.next();
    }
}
