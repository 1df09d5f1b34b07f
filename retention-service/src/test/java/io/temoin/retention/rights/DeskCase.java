// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.chassis.testing.ValidatableResponse;
import io.temoin.platform.TestTokens;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The desk of one tenant, of one test only: what arrives there, and who works at it. */
public final class DeskCase implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(30);
    public static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
    public static final String RHONE = "rhone-telecom";
    public static final String VOIX = "voix-du-rhone";
    public static final String AGENT = "00000000-0000-4000-8000-0000000000a1";

    public final String tenant;
    public final UUID recording = UUID.randomUUID();

    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            ConfigProvider.getConfig()
                                    .getValue("kafka.bootstrap.servers", String.class)),
                    new StringSerializer(),
                    new ByteArraySerializer());

    /** Of a tenant that no other test has. */
    public DeskCase() {
        this("t" + UUID.randomUUID());
    }

    /** Of a tenant that settings name. */
    public DeskCase(String tenant) {
        this.tenant = tenant;
    }

    @Override
    public void close() {
        producer.close();
    }

    /** A person asks through a link, and consent-service says so, perhaps again. */
    public void asked(String event, UUID request, Consumer<ObjectNode> change) {
        var type = "io.temoin.consent.DsrReceived.v1";
        var data = (ObjectNode) EventContract.of(type).exampleNode();
        data.put("request", request.toString());
        change.accept(data);
        publish(event, type, "dsr-" + request, data);
    }

    /** A person objects to recordings of their calls, and consent-service says so. */
    void objected(UUID objection) {
        objected(objection, "2026-11-24T09:30:00Z");
    }

    void objected(UUID objection, String statedAt) {
        var type = "io.temoin.consent.RecordingObjectionRecorded.v1";
        var data = (ObjectNode) EventContract.of(type).exampleNode();
        data.put("objection", objection.toString()).put("statedAt", statedAt);
        publish(
                UUID.randomUUID() + ".0",
                type,
                "contact-" + RHONE + "-" + data.get("subject").textValue(),
                data);
    }

    /** consent-service put a consent right under a request, and says so. */
    void rectified(UUID request, UUID consent) {
        var type = "io.temoin.consent.ConsentRectified.v1";
        var data = (ObjectNode) EventContract.of(type).exampleNode();
        data.put("request", request.toString()).put("consent", consent.toString());
        publish(
                UUID.randomUUID() + ".0",
                type,
                "contact-" + RHONE + "-" + data.get("subject").textValue(),
                data);
    }

    private void publish(String event, String type, String stream, ObjectNode data) {
        var message =
                new ProducerRecord<>(
                        "consent.events",
                        tenant + "/" + stream,
                        data.toString().getBytes(StandardCharsets.UTF_8));
        Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", event),
                        Map.entry("ce_source", "/temoin/" + tenant + "/consent"),
                        Map.entry("ce_type", type),
                        Map.entry("ce_time", "2026-11-24T09:30:00Z"),
                        Map.entry("ce_subject", stream),
                        Map.entry("ce_sequence", "%020d".formatted(1)),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", tenant),
                        Map.entry("ce_actor", data.get("subject").textValue()),
                        Map.entry("ce_organisation", RHONE),
                        Map.entry("ce_role", "data-subject"),
                        Map.entry("content-type", "application/json"))
                .forEach(
                        (name, value) ->
                                message.headers()
                                        .add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the broker did not take the event", failure);
        }
    }

    /** The same, and the desk has it and lists it. */
    public UUID received(String right) {
        var request = UUID.randomUUID();
        asked(UUID.randomUUID() + ".0", request, data -> data.put("right", right));
        awaitListed(request);
        return request;
    }

    public void awaitListed(UUID request) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(tenant)
                                        .get("/v1/requests")
                                        .then()
                                        .statusCode(200)
                                        .body("items.id", hasItem(request.toString())));
    }

    /** A call of the processor with the person was recorded. */
    public void recorded() {
        try (var topic = new RecordingTopic()) {
            topic.publish(RecordingTopic.stored(tenant, recording, "QUALITY"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(tenant)
                                        .get("/v1/items/{id}", recording)
                                        .then()
                                        .statusCode(200));
    }

    public RequestSpecification dpo() {
        return json(Tokens.dpo(tenant));
    }

    public RequestSpecification as(String organisation, String actor, String role) {
        return json(
                Http.given()
                        .auth()
                        .oauth2(
                                TestTokens.token(
                                        tenant, organisation, List.of(RHONE), actor, role)));
    }

    RequestSpecification agent() {
        return as(VOIX, AGENT, "agent");
    }

    /** Something is done with a request; without a body where {@code body} is empty. */
    public static Response post(RequestSpecification who, UUID request, String what, String body) {
        var path = "/v1/requests/" + request + "/" + what;
        return body.isEmpty() ? who.post(path) : who.body(body).post(path);
    }

    String opening(String type, String more) {
        return "{\"type\": \"%s\", \"way\": \"ORAL\", \"about\": {\"recording\": \"%s\"}%s}"
                .formatted(type, recording, more);
    }

    private static RequestSpecification json(RequestSpecification request) {
        return request.header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json");
    }

    /** What is taken in about a person who asked before. */
    static String about(UUID request, String type) {
        return "{\"type\": \"%s\", \"way\": \"ORAL\", \"about\": {\"request\": \"%s\"}}"
                .formatted(type, request);
    }

    /** The same of a person who says what is wrong; {@code more} names it exactly. */
    static String correcting(UUID request, String about, String more) {
        return """
        {"type": "RECTIFICATION", "way": "ORAL", "about": {"request": "%s"},
         "correction": {"text": "aiguille-corriger-4716: I did not shout", "about": "%s"%s}}"""
                .formatted(request, about, more);
    }

    /** The controller does something with a request. */
    public ValidatableResponse done(UUID request, String what, String body) {
        return post(dpo(), request, what, body).then().statusCode(201);
    }

    public static String ground(String ground) {
        return "{\"ground\": \"%s\"}".formatted(ground);
    }

    static String answer(String recording) {
        return """
        {"parts": [
          {"service": "CONSENT", "outcome": "GRANTED"},
          {"service": "RECORDING", "item": "01990000-0000-7000-8000-000000000001", "outcome": "%s"},
          {"service": "RETENTION", "outcome": "GRANTED"},
          {"service": "AUDIT", "outcome": "GRANTED"}]}\
        """
                .formatted(recording);
    }

    /** The names of the events of a request, once there are so many. */
    public List<String> published(UUID request, int events) {
        return TopicTail.names(tail(request, events));
    }

    /** The same events as they are published. */
    public List<String> messages(UUID request, int events) {
        return tail(request, events).stream()
                .map(message -> new String(message.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Their ids. */
    public List<String> eventIds(UUID request, int events) {
        return tail(request, events).stream()
                .map(
                        message ->
                                new String(
                                        message.headers().lastHeader("ce_id").value(),
                                        StandardCharsets.UTF_8))
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> tail(UUID request, int events) {
        return TopicTail.await(
                "retention.events",
                (tenant + "/request-" + request)::equals,
                found -> found.size() >= events);
    }
}
