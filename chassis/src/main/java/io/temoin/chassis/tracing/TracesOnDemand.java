// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Traces begin with a request or a message. What the service asks of others on its own account, the
 * feeds of their database four times a second for instance, begins none. And they carry no values
 * of queries ({@link QueryNames}). Found by the SDK as a service provider; not asked while tracing
 * is off.
 */
public final class TracesOnDemand implements AutoConfigurationCustomizerProvider {

    /** Called by the SDK. */
    public TracesOnDemand() {}

    @Override
    public void customize(AutoConfigurationCustomizer sdk) {
        sdk.addSamplerCustomizer((configured, _) -> new OnDemand(configured));
        sdk.addTracerProviderCustomizer(
                (provider, _) -> provider.addSpanProcessor(new QueryNames()));
    }

    /**
     * Drops what a client would begin; leaves everything else to the sampler that is configured.
     */
    record OnDemand(Sampler configured) implements Sampler {

        @Override
        public SamplingResult shouldSample(
                Context parent,
                String trace,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> links) {
            return kind == SpanKind.CLIENT && !Span.fromContext(parent).getSpanContext().isValid()
                    ? SamplingResult.drop()
                    : configured.shouldSample(parent, trace, name, kind, attributes, links);
        }

        @Override
        public String getDescription() {
            return "OnDemand{" + configured.getDescription() + "}";
        }
    }
}
