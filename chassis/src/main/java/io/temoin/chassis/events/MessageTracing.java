// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The spans of messages (OpenTelemetry semantic conventions for messaging): a {@code send} for each
 * event that is published, a {@code process} for each that is handled, both in the trace of the
 * request that started it. Attributes say which event and where; keys, streams and data stay out,
 * because they are about persons.
 *
 * <p>A batch has a span for each message instead of one with links, so that the trace of a request
 * shows that, and when, it arrived. Costs nothing while tracing is off; traces of other services
 * then pass through.
 */
@ApplicationScoped
public class MessageTracing {

    /** Of the hop: what a consumer's span continues. */
    private static final HeaderGetter HOP = new HeaderGetter("");

    /** Of the event: where it was recorded, whoever carries it since. */
    private static final HeaderGetter ORIGIN = new HeaderGetter("ce_");

    private record HeaderGetter(String prefix) implements TextMapGetter<Headers> {

        @Override
        public Iterable<String> keys(Headers headers) {
            return Arrays.stream(headers.toArray()).map(Header::key).toList();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            return headers == null ? null : CloudEvents.optional(headers, prefix + name);
        }
    }

    private final boolean off;
    private final Tracer tracer;

    MessageTracing(
            OpenTelemetry telemetry,
            // A disabled SDK still makes spans, only nobody gets them: it has to be asked first.
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.off = off;
        this.tracer = (off ? OpenTelemetry.noop() : telemetry).getTracer("io.temoin.messages");
    }

    /**
     * Takes a batch as one, each message of it within a span of its own; what the work asks of the
     * database belongs to the first of them that is sampled.
     *
     * @param consumer who takes it, by the name of its consumer group
     */
    public Uni<Void> process(
            String consumer, List<ConsumerRecord<String, byte[]>> batch, Supplier<Uni<Void>> work) {
        if (off || batch.isEmpty()) {
            return work.get();
        }
        return Uni.createFrom()
                .deferred(
                        () -> {
                            List<Span> spans =
                                    batch.stream()
                                            .map(message -> start(consumer, message))
                                            .toList();
                            return within(firstSampled(spans), spans, work);
                        });
    }

    /** Takes one message within its span, which the work is told. */
    Uni<Void> process(
            String consumer,
            ConsumerRecord<String, byte[]> message,
            Function<Span, Uni<Void>> work) {
        if (off) {
            return work.apply(Span.getInvalid());
        }
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Span span = start(consumer, message);
                            return within(span, List.of(span), () -> work.apply(span));
                        });
    }

    /**
     * Puts work that goes on beside other work on a Vert.x context of its own: the span and the
     * session of a read model that it opens belong to the context.
     */
    static Uni<Void> onItsOwn(Uni<Void> work) {
        var own = VertxContext.createNewDuplicatedContext();
        if (own == null) {
            return work;
        }
        VertxContextSafetyToggle.setContextSafe(own, true);
        return work.runSubscriptionOn(task -> own.runOnContext(_ -> task.run()));
    }

    /** Says that a message could not be handled, and by what name; never with its message. */
    static void failed(Span span, String reason) {
        span.setStatus(StatusCode.ERROR).setAttribute("error.type", reason);
    }

    /** Has an event that was recorded in a trace carry it on, by way of the span of its sending. */
    void send(ProducerRecord<String, byte[]> message) {
        Headers headers = message.headers();
        if (ORIGIN.get(headers, "traceparent") == null) {
            return;
        }
        Context parent = contextOf(headers, ORIGIN);
        Span span =
                span("send", SpanKind.PRODUCER, message.topic(), headers)
                        .setParent(parent)
                        .startSpan();
        W3CTraceContextPropagator.getInstance()
                .inject(parent.with(span), headers, MessageTracing::add);
        span.end();
    }

    private Span start(String consumer, ConsumerRecord<String, byte[]> message) {
        return span("process", SpanKind.CONSUMER, message.topic(), message.headers())
                .setParent(contextOf(message.headers(), HOP))
                .setAttribute("messaging.consumer.group.name", consumer)
                .setAttribute(
                        "messaging.destination.partition.id", Integer.toString(message.partition()))
                .setAttribute("messaging.kafka.offset", message.offset())
                .startSpan();
    }

    private SpanBuilder span(String operation, SpanKind kind, String topic, Headers headers) {
        SpanBuilder span =
                tracer.spanBuilder(operation + " " + topic)
                        .setSpanKind(kind)
                        .setAttribute("messaging.system", "kafka")
                        .setAttribute("messaging.operation.type", operation)
                        .setAttribute("messaging.operation.name", operation)
                        .setAttribute("messaging.destination.name", topic);
        String id = CloudEvents.optional(headers, "ce_id");
        String type = CloudEvents.optional(headers, "ce_type");
        // Both are missing on a record that is none of ours.
        return id == null || type == null
                ? span
                : span.setAttribute("messaging.message.id", id)
                        .setAttribute("cloudevents.event_type", type);
    }

    /**
     * Not closed where it is opened: the scope is one of the message's own Vert.x context, on which
     * the work goes on after this method, and it ends with the work.
     */
    @SuppressWarnings("MustBeClosedChecker")
    private static Uni<Void> within(Span current, List<Span> all, Supplier<Uni<Void>> work) {
        Scope scope = current.makeCurrent();
        return Uni.createFrom()
                .deferred(work::get)
                .onTermination()
                .invoke(
                        (_, failure, _) -> {
                            scope.close();
                            all.forEach(span -> end(span, failure));
                        });
    }

    private static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            failed(span, failure.getClass().getSimpleName());
        }
        span.end();
    }

    private static Span firstSampled(List<Span> spans) {
        return spans.stream()
                .filter(span -> span.getSpanContext().isSampled())
                .findFirst()
                .orElse(spans.getFirst());
    }

    private static Context contextOf(Headers headers, HeaderGetter getter) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, getter);
    }

    private static void add(@Nullable Headers headers, String name, String value) {
        if (headers != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
