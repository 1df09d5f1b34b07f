// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What every answer of the API says to caches and browsers: it is kept by nobody unless the
 * operation says otherwise, and taken for nothing but what its Content-Type says.
 */
@ApplicationScoped
class ResponseHeaders {

    /** Before all others: also what they refuse is an answer. */
    private static final int FIRST = 1001;

    private static final String API = "/v1/";

    void register(@Observes Filters filters) {
        filters.register(ResponseHeaders::prepare, FIRST);
    }

    private static void prepare(RoutingContext context) {
        if (context.request().uri().startsWith(API)) {
            context.addHeadersEndHandler(_ -> complete(context.response().headers()));
        }
        context.next();
    }

    private static void complete(MultiMap headers) {
        headers.set("X-Content-Type-Options", "nosniff");
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
