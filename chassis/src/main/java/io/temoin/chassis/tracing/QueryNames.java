// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leaves of a request's query the names of its parameters in the span, not their values: whose
 * entries somebody looked for is in the trail, behind its access rules, and not for a collector.
 */
final class QueryNames implements SpanProcessor {

    /**
     * As OpenTelemetry's semantic conventions name it, and what they write for what was removed.
     */
    static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");

    private static final String REMOVED = "REDACTED";

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        @Nullable String query = span.getAttribute(QUERY);
        if (query != null) {
            span.setAttribute(QUERY, withoutValues(query));
        }
    }

    private static String withoutValues(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(QueryNames::withoutValue)
                .collect(Collectors.joining("&"));
    }

    /** What has no name is taken for a value. */
    private static String withoutValue(String parameter) {
        return parameter.isEmpty()
                ? parameter
                : parameter.substring(0, parameter.indexOf('=') + 1) + REMOVED;
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
