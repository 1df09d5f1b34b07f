// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryNamesTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    @ParameterizedTest
    @CsvSource({
        "actor=anna&limit=5, actor=REDACTED&limit=REDACTED",
        "subject=a=b&&from=, subject=REDACTED&&from=REDACTED",
        "anna&limit=5, REDACTED&limit=REDACTED",
        "anna, REDACTED"
    })
    void keepsTheNamesOfParametersAndNoValue(String query, String kept) {
        assertThat(exported(query)).isEqualTo(kept);
    }

    @Test
    void leavesASpanWithoutQueryAsItIs() {
        try (var provider = provider()) {
            provider.get("test").spanBuilder("a").startSpan().end();
            assertThat(exporter.getFinishedSpanItems())
                    .singleElement()
                    .satisfies(span -> assertThat(span.getAttributes().isEmpty()).isTrue());
        }
    }

    private @Nullable String exported(String query) {
        try (var provider = provider()) {
            provider.get("test")
                    .spanBuilder("a")
                    .setAttribute(QueryNames.QUERY, query)
                    .startSpan()
                    .end();
            return exporter.getFinishedSpanItems().getFirst().getAttributes().get(QueryNames.QUERY);
        }
    }

    private SdkTracerProvider provider() {
        return SdkTracerProvider.builder()
                .addSpanProcessor(new QueryNames())
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
    }
}
