// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives every request a correlation id, the caller's or a fresh one, and sends it back. A caller's
 * is recorded as claimed: whoever has seen it can send it too, so it proves no connection (ADR
 * 0036).
 */
@ApplicationScoped
public class CorrelationFilter {

    /** Begins a correlation id on record that a client chose. */
    public static final String CLAIMED = "claimed:";

    static final String HEADER = "X-Correlation-Id";
    private static final String KEY = "temoin.correlation";
    private static final String RECORDED = "temoin.correlation.recorded";
    private static final int FIRST = 1000;
    private static final Pattern UUID_SHAPE =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    void register(@Observes Filters filters) {
        filters.register(CorrelationFilter::correlate, FIRST);
    }

    /** The correlation id of a request, as it is sent back. */
    public static String correlationOf(RoutingContext context) {
        String correlation = context.get(KEY);
        return correlation != null ? correlation : assign(context);
    }

    /** The same as it is recorded. */
    public static String recordedOf(RoutingContext context) {
        String shown = correlationOf(context);
        String recorded = context.get(RECORDED);
        return recorded != null ? recorded : shown;
    }

    private static void correlate(RoutingContext context) {
        context.response().putHeader(HEADER, correlationOf(context));
        context.next();
    }

    /** Not the caller's when it is no UUID: it is published and must not carry anything else. */
    private static String assign(RoutingContext context) {
        String claimed = context.request().getHeader(HEADER);
        if (claimed != null && UUID_SHAPE.matcher(claimed).matches()) {
            String correlation = claimed.toLowerCase(Locale.ROOT);
            context.put(RECORDED, CLAIMED + correlation);
            context.put(KEY, correlation);
            return correlation;
        }
        String fresh = UUID.randomUUID().toString();
        context.put(KEY, fresh);
        return fresh;
    }
}
