// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request a correlation id, the caller's or a fresh one, and sends it back. */
@ApplicationScoped
public class CorrelationFilter {

    private static final String HEADER = "X-Correlation-Id";
    private static final String KEY = "temoin.correlation";
    private static final int FIRST = 1000;
    private static final Pattern SHAPE = Pattern.compile("[0-9a-fA-F-]{36}");

    void register(@Observes Filters filters) {
        filters.register(CorrelationFilter::correlate, FIRST);
    }

    /** The correlation id of a request. */
    public static String correlationOf(RoutingContext context) {
        String correlation = context.get(KEY);
        return correlation != null ? correlation : assign(context);
    }

    private static void correlate(RoutingContext context) {
        context.response().putHeader(HEADER, correlationOf(context));
        context.next();
    }

    /** Not the caller's when it is no UUID: it is published and must not carry anything else. */
    private static String assign(RoutingContext context) {
        String claimed = context.request().getHeader(HEADER);
        String correlation =
                claimed != null && SHAPE.matcher(claimed).matches()
                        ? claimed.toLowerCase(java.util.Locale.ROOT)
                        : UUID.randomUUID().toString();
        context.put(KEY, correlation);
        return correlation;
    }
}
