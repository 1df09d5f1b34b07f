// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class MessageTracingTest {

    private static final String OTHER_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OTHER = "00-" + OTHER_TRACE + "-00f067aa0ba902b7-01";

    private final Spans spans = new Spans();
    private final MessageTracing tracing = spans.tracing();

    @Test
    void sendsAnEventInTheTraceThatRecordedIt() {
        var message = event(Spans.ORIGIN);

        tracing.send(message);

        SpanData sent = spans.ended().getFirst();
        assertThat(sent.getName()).isEqualTo("send recording.events");
        assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(sent.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(sent.getAttributes().asMap())
                .isEqualTo(
                        Attributes.builder()
                                .put("messaging.system", "kafka")
                                .put("messaging.operation.type", "send")
                                .put("messaging.operation.name", "send")
                                .put("messaging.destination.name", "recording.events")
                                .put("messaging.message.id", "c1.0")
                                .put("cloudevents.event_type", "io.temoin.recording.Noted.v1")
                                .build()
                                .asMap());
        assertThat(CloudEvents.optional(message.headers(), "traceparent"))
                .isEqualTo("00-" + Spans.TRACE + "-" + sent.getSpanId() + "-01");
        assertThat(CloudEvents.optional(message.headers(), "ce_traceparent"))
                .isEqualTo(Spans.ORIGIN);
    }

    @Test
    void sendsAnEventThatWasRecordedOutsideOfTracesAsItIs() {
        var message = new ProducerRecord<String, byte[]>("recording.events", new byte[0]);

        tracing.send(message);

        assertThat(spans.ended()).isEmpty();
        assertThat(message.headers()).isEmpty();
    }

    @Test
    void handlesAMessageWithinASpanThatEndsWithTheWork() {
        List<Span> current = new ArrayList<>();

        tracing.process(
                        "consent-purposes",
                        message("c1.0", Spans.TRACEPARENT),
                        span -> {
                            assertThat(Span.current()).isEqualTo(span);
                            current.add(span);
                            assertThat(spans.ended()).isEmpty();
                            return Uni.createFrom().voidItem();
                        })
                .await()
                .indefinitely();

        SpanData processed = spans.ended().getFirst();
        assertThat(current.getFirst().getSpanContext()).isEqualTo(processed.getSpanContext());
        assertThat(processed.getName()).isEqualTo("process recording.events");
        assertThat(processed.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(processed.getTraceId()).isEqualTo(Spans.TRACE);
        assertThat(processed.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(processed.getAttributes().asMap())
                .isEqualTo(
                        Attributes.builder()
                                .put("messaging.system", "kafka")
                                .put("messaging.operation.type", "process")
                                .put("messaging.operation.name", "process")
                                .put("messaging.destination.name", "recording.events")
                                .put("messaging.destination.partition.id", "2")
                                .put("messaging.kafka.offset", 7L)
                                .put("messaging.consumer.group.name", "consent-purposes")
                                .put("messaging.message.id", "c1.0")
                                .put("cloudevents.event_type", "io.temoin.recording.Noted.v1")
                                .build()
                                .asMap());
        assertThat(Span.current()).isEqualTo(Span.getInvalid());
    }

    @Test
    void aFailureEndsTheSpanWithItsNameAndWithoutItsMessage() {
        Uni<Void> failed =
                tracing.process(
                        "consent-purposes",
                        message("c1.0", Spans.TRACEPARENT),
                        _ -> {
                            throw new IllegalStateException("about +33199000001");
                        });

        assertThat(failed.onFailure().recoverWithNull().await().indefinitely()).isNull();

        SpanData processed = spans.ended().getFirst();
        assertThat(processed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(processed.getAttributes().get(Spans.ERROR_TYPE))
                .isEqualTo("IllegalStateException");
        assertThat(processed.getEvents()).isEmpty();
        assertThat(processed.toString()).doesNotContain("+33199000001");
    }

    @Test
    void handlesABatchWithinASpanForEachMessageInItsOwnTrace() {
        tracing.process(
                        "consent-purposes",
                        List.of(message("c1.0", Spans.TRACEPARENT), message("c2.0", OTHER)),
                        () -> Uni.createFrom().voidItem())
                .await()
                .indefinitely();

        assertThat(spans.ended())
                .extracting(SpanData::getTraceId)
                .containsExactly(Spans.TRACE, OTHER_TRACE);
        assertThat(spans.ended())
                .extracting(
                        span ->
                                span.getAttributes()
                                        .get(AttributeKey.stringKey("messaging.message.id")))
                .containsExactly("c1.0", "c2.0");
    }

    @Test
    void handlesWhatIsNoEventOfOursToo() {
        var stranger =
                new ConsumerRecord<String, byte[]>("recording.events", 0, 1, "k", new byte[0]);

        tracing.process("consent-purposes", stranger, _ -> Uni.createFrom().voidItem())
                .await()
                .indefinitely();

        assertThat(spans.ended()).hasSize(1);
    }

    @Test
    void makesNoSpanWhileTracingIsOffAndLetsTracesPass() {
        MessageTracing off = spans.tracingOff();
        var sent = event(Spans.ORIGIN);
        List<Span> current = new ArrayList<>();

        off.send(sent);
        off.process(
                        "consent-purposes",
                        message("c1.0", Spans.TRACEPARENT),
                        span -> {
                            current.add(span);
                            current.add(Span.current());
                            return Uni.createFrom().voidItem();
                        })
                .await()
                .indefinitely();
        off.process(
                        "consent-purposes",
                        List.of(message("c1.0", OTHER)),
                        () -> Uni.createFrom().voidItem())
                .await()
                .indefinitely();

        assertThat(spans.ended()).isEmpty();
        assertThat(current).containsOnly(Span.getInvalid());
        assertThat(CloudEvents.optional(sent.headers(), "traceparent")).isEqualTo(Spans.ORIGIN);
    }

    private static ProducerRecord<String, byte[]> event(String origin) {
        var event = new ProducerRecord<String, byte[]>("recording.events", new byte[0]);
        describe(event.headers(), "c1.0");
        add(event.headers(), "ce_traceparent", origin);
        return event;
    }

    private static ConsumerRecord<String, byte[]> message(String id, String traceparent) {
        var message =
                new ConsumerRecord<String, byte[]>("recording.events", 2, 7, "k", new byte[0]);
        describe(message.headers(), id);
        add(message.headers(), "traceparent", traceparent);
        return message;
    }

    private static void describe(Headers headers, String id) {
        add(headers, "ce_id", id);
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_type", "io.temoin.recording.Noted.v1");
        add(headers, "ce_subject", "contact-rhone-telecom-0123456789abcdef");
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
