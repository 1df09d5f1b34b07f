// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.temoin.chassis.ChassisConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What every answer of the API says to caches and browsers: it is kept by nobody unless the
 * operation says otherwise, and taken for nothing but what its Content-Type says. A problem says
 * where its type is explained (RFC 8288, {@code rel="help"}).
 */
@ApplicationScoped
class ResponseHeaders {

    /** Before all others: also what they refuse is an answer. */
    private static final int FIRST = 1001;

    /** The OpenAPI document and its viewer. */
    private static final String OTHER = "/q/";

    private static final String PREPARED = "temoin.response-headers";

    private final String pages;

    ResponseHeaders(ChassisConfig config) {
        this.pages = config.problemPages();
    }

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    prepare(context);
                    context.next();
                },
                FIRST);
    }

    /** For an answer that is given before any filter, too; once for each request. */
    void prepare(RoutingContext context) {
        if (context.<Boolean>get(PREPARED) == null) {
            context.put(PREPARED, true);
            context.addHeadersEndHandler(_ -> complete(context));
        }
    }

    /** An address of the API can be written in many ways; one of Quarkus' own pages in one. */
    private static boolean isOfApi(RoutingContext context) {
        String path = String.valueOf(context.request().path());
        return !path.startsWith(OTHER) || path.contains("/.") || path.contains("%");
    }

    private void complete(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set(CorrelationFilter.HEADER, CorrelationFilter.correlationOf(context));
        String problem = context.get(ProblemLanguage.TYPE);
        if (problem != null) {
            headers.set("Link", "<" + pages + problem + ">; rel=\"help\"");
        }
        headers.set("X-Content-Type-Options", "nosniff");
        if (isOfApi(context) && !headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
