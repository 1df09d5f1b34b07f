// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.tracing;

import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/** The header by which a trace goes on elsewhere (W3C Trace Context, §3.2). */
public final class Traceparent {

    private Traceparent() {}

    /** The header of a span; {@code null} when there is none. */
    public static @Nullable String of(SpanContext span) {
        return span.isValid()
                ? "00-"
                        + span.getTraceId()
                        + "-"
                        + span.getSpanId()
                        + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
