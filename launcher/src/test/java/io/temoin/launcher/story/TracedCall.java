// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static io.temoin.launcher.suite.ServiceName.CONSENT;
import static io.temoin.launcher.suite.ServiceName.RECORDING;
import static io.temoin.launcher.suite.ServiceName.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.temoin.launcher.story.SpanCollector.Seen;
import io.temoin.launcher.suite.Suite;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.Condition;

/**
 * A call about which a client asks in traces of its own: what a request starts, in whatever service
 * and over whatever topic, is in the request's trace, connected and once.
 */
public final class TracedCall {

    private static final String CLIENT_SPAN = "00f067aa0ba902b7";

    /** As the calls of the story are made to, however it is written. */
    private static final Pattern NUMBER =
            Pattern.compile("33 ?1 ?99\\d{6}|\\b01 ?99( ?\\d{2}){3}\\b");

    private static final Set<String> OF_A_MESSAGE =
            Set.of(
                    "messaging.system",
                    "messaging.operation.type",
                    "messaging.operation.name",
                    "messaging.destination.name",
                    "messaging.destination.partition.id",
                    "messaging.kafka.offset",
                    "messaging.consumer.group.name",
                    "messaging.message.id",
                    "cloudevents.event_type");

    private final Suite suite;
    private final SpanCollector spans;
    private final SuiteLedger ledger;

    /** Of a suite whose services export to {@code spans}. */
    public TracedCall(Suite suite, SpanCollector spans) {
        this.suite = suite;
        this.spans = spans;
        this.ledger = new SuiteLedger(suite);
    }

    /** Places the call, has its recording destroyed, and looks at the traces. */
    public void check() {
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            var clock = new DemoClock(conversation, suite.folder());
            clock.toNextMidMorning();
            var number = "+33199%06d".formatted(suite.folder().nextStoryCall());
            conversation.quietly(PermissionChapter.consent(number, clock)).status(201);
            var decision = decided(conversation, number);
            var recording = recorded(conversation, clock, decision);
            var midnight = clock.toTheEveOfMidnight();
            fulfilled(conversation, recording, decision);
            clock.past(midnight);
            destroyed(conversation);
        }
        nobodysStatementsAreNoTraces();
        nothingPersonalIsExported();
    }

    private Answer decided(Conversation conversation, String number) {
        var trace = newTrace();
        var correlation = UUID.randomUUID().toString();
        var decision =
                conversation
                        .quietly(
                                traced(PermissionChapter.decision(Actor.DIALER, number), trace)
                                        .with("X-Correlation-Id", correlation))
                        .status(201)
                        .field("/verdict", "ALLOW");
        assertReaches(
                trace,
                "consent-service: POST /v1/call-decisions",
                "consent-service: send consent.events CallDecided",
                "audit-service: process consent.events CallDecided");
        assertThat(ledger.traceparents(CONSENT, "claimed:" + correlation))
                .singleElement()
                .asString()
                .startsWith("00-" + trace + "-");
        conversation
                .quietly(Ask.get(AUDIT, "/v1/entries?correlation=" + correlation).as(Actor.DIANE))
                .status(200)
                .field("/items/0/action", "CALL_ALLOWED");
        return decision;
    }

    private String recorded(Conversation conversation, DemoClock clock, Answer decision) {
        var id = Uuid7.at(clock.now()).toString();
        var startedAt = Instant.parse(decision.text("/decidedAt"));
        var served =
                conversation
                        .quietly(
                                RecordingChapter.noticeServed(
                                        PermissionChapter.CONTROLLER, decision, startedAt))
                        .status(201);
        var trace = newTrace();
        conversation
                .quietly(
                        traced(Ask.put(RECORDING, "/v1/recordings/" + id + "/audio"), trace)
                                .as(Actor.RECORDER)
                                .with("Call-Receipt", decision.text("/receipt"))
                                .with("Notice-Receipt", served.text("/receipt"))
                                .with("Recording-Started-At", startedAt.toString())
                                .with("Recording-Ended-At", startedAt.plusMillis(1).toString())
                                .with("Content-Type", "audio/wav")
                                .file(new DemoCall().bytes(), DemoCall.PATH))
                .status(201);
        assertReaches(
                trace,
                "recording-service: send recording.events RecordingStored",
                "retention-service: process recording.events RecordingStored",
                "retention-service: send retention.events ItemRetained",
                "audit-service: process recording.events RecordingStored",
                "audit-service: process retention.events ItemRetained");
        return id;
    }

    /** From recording-service to retention-service, and what that plans, to the trail. */
    private void fulfilled(Conversation conversation, String recording, Answer decision) {
        for (var purpose : decision.json().at("/recording/purposes")) {
            var trace = newTrace();
            conversation
                    .quietly(
                            traced(
                                            Ask.post(
                                                    RECORDING,
                                                    "/v1/recordings/%s/purposes/%s/fulfilment"
                                                            .formatted(
                                                                    recording, purpose.asText())),
                                            trace)
                                    .as(Actor.BUSINESS))
                    .status(201);
            assertReaches(
                    trace,
                    "recording-service: POST /v1/recordings/{id}/purposes/{purpose}/fulfilment",
                    "recording-service: send recording.events PurposeFulfilled",
                    "retention-service: process recording.events PurposeFulfilled",
                    "retention-service: send retention.events PurposeEndNoted",
                    "audit-service: process recording.events PurposeFulfilled",
                    "audit-service: process retention.events PurposeEndNoted");
        }
    }

    /** From retention-service to recording-service and back, and to the trail. */
    private void destroyed(Conversation conversation) {
        var trace = newTrace();
        conversation
                .quietly(traced(Ask.post(RETENTION, "/v1/disposition-runs"), trace).as(Actor.ADELE))
                .status(201)
                .field("/ordered", "1");
        assertReaches(
                trace,
                "retention-service: POST /v1/disposition-runs",
                "retention-service: send retention.events DispositionOrdered",
                "recording-service: process retention.events DispositionOrdered",
                "recording-service: send recording.events RecordingErased",
                "retention-service: process recording.events RecordingErased",
                "retention-service: send retention.events DispositionConfirmed",
                "audit-service: process retention.events DispositionOrdered",
                "audit-service: process recording.events RecordingErased",
                "audit-service: process retention.events DispositionConfirmed");
    }

    private void assertReaches(String trace, String... labels) {
        var expected = List.of(labels);
        var seen =
                spans.trace(
                        trace,
                        found ->
                                found.stream().map(Seen::label).toList().containsAll(expected)
                                        && lost(found).isEmpty()
                                        && untaken(found).isEmpty());
        assertThat(seen).extracting(Seen::label).containsAll(expected);
        assertThat(lost(seen)).as("spans whose parent is missing").isEmpty();
        assertThat(untaken(seen)).as("messages that the trail has not").isEmpty();
        assertThat(seen)
                .filteredOn(span -> span.parent().equals(CLIENT_SPAN))
                .singleElement()
                .extracting(Seen::kind)
                .isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(seen.stream().filter(span -> span.kind() == SpanKind.SPAN_KIND_CONSUMER))
                .as("each message once by each consumer group")
                .doesNotHaveDuplicates()
                .extracting(
                        span ->
                                span.attributes().get("messaging.consumer.group.name")
                                        + " "
                                        + span.attributes().get("messaging.message.id"))
                .doesNotHaveDuplicates();
    }

    /** Every span is part of another one of the trace, but for the first. */
    private static List<Seen> lost(List<Seen> trace) {
        var ids = trace.stream().map(Seen::id).collect(Collectors.toSet());
        ids.add(CLIENT_SPAN);
        return trace.stream().filter(span -> !ids.contains(span.parent())).toList();
    }

    /** What was sent and audit-service has not processed. */
    private static Set<String> untaken(List<Seen> trace) {
        var sent = messages(trace, SpanKind.SPAN_KIND_PRODUCER);
        sent.removeAll(
                messages(
                        trace.stream()
                                .filter(span -> span.service().equals("audit-service"))
                                .toList(),
                        SpanKind.SPAN_KIND_CONSUMER));
        return sent;
    }

    private static Set<String> messages(List<Seen> spans, SpanKind kind) {
        return spans.stream()
                .filter(span -> span.kind() == kind)
                .map(span -> span.attributes().get("messaging.message.id"))
                .collect(Collectors.toSet());
    }

    /** Relay, views and gauges ask the database four times a second. */
    private void nobodysStatementsAreNoTraces() {
        assertThat(spans.all())
                .filteredOn(span -> span.parent().isEmpty())
                .extracting(Seen::kind)
                .doesNotContain(SpanKind.SPAN_KIND_CLIENT);
    }

    /** Not of this call and not of the stories played before. */
    private void nothingPersonalIsExported() {
        assertThat(spans.all())
                .isNotEmpty()
                .doNotHave(
                        new Condition<>(
                                span -> NUMBER.matcher(said(span)).find(), "a number in it"));
        assertThat(spans.all())
                .filteredOn(span -> span.attributes().containsKey("url.query"))
                .isNotEmpty()
                .extracting(span -> span.attributes().get("url.query"))
                .allMatch(query -> query.matches("(\\w+=REDACTED&?)+"));
        assertThat(spans.all())
                .filteredOn(span -> span.attributes().containsKey("messaging.system"))
                .allSatisfy(
                        span -> assertThat(OF_A_MESSAGE).containsAll(span.attributes().keySet()));
    }

    /** Without its ids: among so many random digits there is any number at times. */
    private static String said(Seen span) {
        return span.name() + span.attributes();
    }

    private static Ask traced(Ask ask, String trace) {
        return ask.with("traceparent", "00-%s-%s-01".formatted(trace, CLIENT_SPAN));
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
