// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** The real SDK, whose spans stay in memory. */
final class Spans {

    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    /** Of the span that recorded an event. */
    static final String ORIGIN = "00-" + TRACE + "-b7ad6b7169203331-01";

    /** Of the span that sent it. */
    static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                    .setTracerProvider(
                            SdkTracerProvider.builder()
                                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                                    .build())
                    .build();

    /** Of a service with tracing on. */
    MessageTracing tracing() {
        return new MessageTracing(sdk, false);
    }

    /** Of a service with the same SDK and tracing off. */
    MessageTracing tracingOff() {
        return new MessageTracing(sdk, true);
    }

    List<SpanData> ended() {
        return exporter.getFinishedSpanItems();
    }
}
