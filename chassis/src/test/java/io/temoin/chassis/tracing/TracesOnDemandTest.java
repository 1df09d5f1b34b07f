// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TracesOnDemandTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static final Context IN_A_TRACE =
            Context.root()
                    .with(
                            Span.wrap(
                                    SpanContext.create(
                                            TRACE,
                                            "b7ad6b7169203331",
                                            TraceFlags.getSampled(),
                                            TraceState.getDefault())));

    private final Sampler sampler = new TracesOnDemand.OnDemand(Sampler.alwaysOn());

    @Test
    void aRequestAndAMessageBeginATrace() {
        assertThat(sampled(Context.root(), SpanKind.SERVER)).isTrue();
        assertThat(sampled(Context.root(), SpanKind.CONSUMER)).isTrue();
    }

    @Test
    void aStatementIsSeenInATraceAndBeginsNone() {
        assertThat(sampled(IN_A_TRACE, SpanKind.CLIENT)).isTrue();
        assertThat(sampled(Context.root(), SpanKind.CLIENT)).isFalse();
    }

    @Test
    void isFoundByTheSdk() {
        assertThat(ServiceLoader.load(AutoConfigurationCustomizerProvider.class))
                .hasAtLeastOneElementOfType(TracesOnDemand.class);
    }

    private boolean sampled(Context parent, SpanKind kind) {
        return sampler.shouldSample(parent, TRACE, "a", kind, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }
}
