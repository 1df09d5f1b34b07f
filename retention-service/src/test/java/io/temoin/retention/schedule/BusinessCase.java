// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A recorded call about insurance, and the business system that reports what followed from it. */
final class BusinessCase implements AutoCloseable {

    static final String SIGNED = "2026-12-03T14:20:00Z";
    static final Instant LATER = Instant.parse("2026-12-04T09:00:00Z");

    final RecordingCase its = new RecordingCase();
    final UUID decision = UUID.randomUUID();
    private final TestClock clock;

    /** At the moment of the call. */
    BusinessCase(TestClock clock) {
        this.clock = clock;
        clock.set(RecordingCase.NOON);
    }

    @Override
    public void close() {
        its.close();
    }

    /** The recording is stored and goes in a month; then the business system hears of the call. */
    void scheduled() {
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(LATER);
    }

    /** The call was allowed, and is known; no recording of it is stored. */
    void decided() {
        try (var owners = new OwnerTopic()) {
            owners.publish(
                    OwnerTopic.example(
                            its.tenant,
                            "consent",
                            "contact-" + decision,
                            "CallDecided",
                            data -> {
                                data.put("decision", decision.toString());
                                data.put("controller", "rhone-telecom");
                                data.remove("proofs");
                            }));
        }
        await().atMost(RecordingCase.PATIENCE)
                .until(
                        () ->
                                Tokens.dpo(its.tenant).get("/v1/items/{id}", decision).statusCode()
                                        == 200);
    }

    void stored(UUID recording) {
        its.topic.publish(
                RecordingTopic.event(
                        its.tenant,
                        recording,
                        "RecordingStored",
                        data -> {
                            data.put("decision", decision.toString());
                            data.put("controller", "rhone-telecom");
                            data.putArray("purposes")
                                    .add("INSURANCE_SALE")
                                    .add("INSURANCE_NO_SALE");
                            var retention = data.putArray("retention");
                            retention
                                    .addObject()
                                    .put("purpose", "INSURANCE_SALE")
                                    .put("keepFor", "P2Y")
                                    .put("from", "CONTRACT_SIGNED");
                            retention
                                    .addObject()
                                    .put("purpose", "INSURANCE_NO_SALE")
                                    .put("keepFor", "P1M")
                                    .put("from", "PROPOSAL_MADE");
                        }));
    }

    Response ofCall(String event, String at) {
        return post(key(), call(event, at, "rhone-telecom"));
    }

    Response ofRecording(String event, String at) {
        return post(key(), body(event, at, Map.of("recording", its.recording.toString())));
    }

    String call(String event, String at, String controller) {
        return body(event, at, Map.of("decision", decision.toString(), "controller", controller));
    }

    static String body(String event, String at, Map<String, String> target) {
        var json = new StringBuilder("{\"event\":\"" + event + "\",\"at\":\"" + at + "\"");
        target.forEach((name, value) -> json.append(",\"" + name + "\":\"" + value + "\""));
        return json.append('}').toString();
    }

    Response post(String key, String body) {
        return Tokens.as(its.tenant, "rhone-telecom", List.of(), "business-system")
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/v1/business-events");
    }

    Response as(String organisation, String body) {
        return Tokens.as(its.tenant, organisation, List.of(), "business-system")
                .header("Idempotency-Key", key())
                .contentType("application/json")
                .body(body)
                .post("/v1/business-events");
    }

    /** A command of nobody, once the business system has heard of the call. */
    EventMetadata command() {
        return new EventMetadata(
                new TenantId(its.tenant),
                Actor.service("test"),
                UUID.randomUUID(),
                null,
                "correlation",
                null,
                null,
                LATER);
    }

    static String key() {
        return UUID.randomUUID().toString();
    }
}
