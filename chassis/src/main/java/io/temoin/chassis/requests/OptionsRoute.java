// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Answers OPTIONS with the methods that a 405 names: one source for both. The framework would tell
 * those of every address of a resource class, to each of them.
 */
@ApplicationScoped
class OptionsRoute {

    /** Also after the quotas: who may not ask for what is there is not told how. */
    private static final int AFTER_SECURITY = 1;

    private static final String API = "/v1/";
    private static final int NO_CONTENT = 204;

    private final AllowedMethods allowed;

    OptionsRoute(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.OPTIONS, "/*").order(AFTER_SECURITY).handler(this::tell);
    }

    private void tell(RoutingContext context) {
        Set<String> methods = allowed.of(context.normalizedPath());
        if (!methods.isEmpty()) {
            context.response()
                    .putHeader(HttpHeaders.ALLOW, String.join(", ", methods))
                    .setStatusCode(NO_CONTENT)
                    .end();
        } else if (context.normalizedPath().startsWith(API)) {
            ProblemMapper.answer(context, "not-found");
        } else {
            context.next(); // a page of Quarkus' own
        }
    }
}
