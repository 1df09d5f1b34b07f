// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Business events from topics of controllers' own systems, which the configuration names. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class BusinessTopicTest {

    private static final String TENANT = "business-topic";
    private static final String OWN = "temoin.business";
    private static final String ATLAS = "atlas.business";
    private static final String OTHER_TENANT = "other.business";
    private static final String CONSUMER = "retention-business";
    private static final String SIGNED = "2026-12-03T14:20:00Z";

    private final RecordingTopic recordings = new RecordingTopic();
    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of("bootstrap.servers", brokers(), "max.block.ms", 10_000),
                    new StringSerializer(),
                    new ByteArraySerializer());
    private final UUID recording = UUID.randomUUID();
    private final UUID decision = UUID.randomUUID();
    private final String contract = "AV-Durand-" + recording;
    private final TestClock clock;

    BusinessTopicTest(TestClock clock) {
        this.clock = clock;
    }

    /** The service subscribes to topics that the controllers create. */
    @BeforeAll
    static void create() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            admin.createTopics(
                            Stream.of(OWN, ATLAS, OTHER_TENANT)
                                    .map(name -> new NewTopic(name, 1, (short) 1))
                                    .toList())
                    .all()
                    .get();
        }
    }

    private static String brokers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }

    @BeforeEach
    void callAboutInsurance() {
        clock.set(NOON);
        stored(TENANT, "rhone-telecom", recording, decision);
        awaitDue("2026-12-24");
        clock.set(BusinessCase.LATER);
    }

    private void stored(String tenant, String controller, UUID recording, UUID decision) {
        recordings.publish(
                RecordingTopic.event(
                        tenant,
                        recording,
                        "RecordingStored",
                        data -> {
                            data.put("decision", decision.toString());
                            data.put("controller", controller);
                            data.putArray("purposes")
                                    .add("INSURANCE_SALE")
                                    .add("INSURANCE_NO_SALE");
                        }));
    }

    @AfterEach
    void close() {
        recordings.close();
        producer.close();
    }

    @Test
    void takesAStructuredEvent() {
        structured(id(), signedCall(""));
        awaitDue("2028-12-03");
    }

    /** Twice on the topic, once in the store; and the reference is nowhere. */
    @Test
    void takesABinaryEventOnce() {
        // Given
        var link = id();
        var signed = id();

        // When
        binary(link, linkedCall(), "1.0");
        binary(link, linkedCall(), "1.0");
        binary(signed, ofContract("CONTRACT_SIGNED"), "1.0");
        binary(signed, ofContract("CONTRACT_SIGNED"), "1.0");

        // Then
        awaitDue("2028-12-03");
        var of =
                TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(TENANT + "/contract-rhone-telecom-"),
                        found ->
                                found.stream()
                                                .filter(it -> text(it.value()).contains("SIGNED"))
                                                .count()
                                        > 0);
        assertThat(of).noneMatch(message -> text(message.value()).contains("Durand"));
        assertThat(of.stream().filter(it -> text(it.value()).contains(decision.toString())))
                .hasSize(1)
                .allSatisfy(
                        it -> {
                            assertThat(TopicTail.header(it, "ce_organisation"))
                                    .isEqualTo("rhone-telecom");
                            assertThat(TopicTail.header(it, "ce_role"))
                                    .isEqualTo("business-system");
                        });
    }

    /** What a message says of tenant and controller counts for nothing. */
    @Test
    void belongsToTheTenantAndControllerOfTheTopic() {
        // Given
        var foreign = "t" + UUID.randomUUID();

        // When
        var message = record(id(), signedCall(""), "1.0");
        header(message, "ce_tenant", foreign);
        header(message, "ce_organisation", "atlas-energie");
        send(message);
        var other = id();
        binary(other, signedCall(",\"controller\":\"atlas-energie\""), "1.0");

        // Then
        awaitDue("2028-12-03");
        awaitParked("REQUEST_INVALID");
        Tokens.admin(foreign)
                .get("/v1/parked-messages")
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()));
    }

    /** Systems of the same name count their events alike; each topic is one controller's. */
    @ParameterizedTest
    @CsvSource({
        "atlas.business, business-topic, atlas-energie",
        "other.business, business-topic-b, rhone-telecom"
    })
    void countsForTheControllerOfItsTopicAlone(String topic, String tenant, String controller) {
        // Given
        var id = id();
        var theirs = UUID.randomUUID();
        var theirCall = UUID.randomUUID();
        stored(tenant, controller, theirs, theirCall);
        awaitDue(tenant, controller, theirs, "2026-12-24");

        // When
        send(record(topic, id, ofCall(theirCall, ""), "1.0"));
        send(record(topic, id(), signedCall(""), "1.0"));

        // Then
        awaitDue(tenant, controller, theirs, "2028-12-03");
        awaitParked(tenant, "ITEM_UNKNOWN");
        binary(id, signedCall(""), "1.0");
        awaitDue("2028-12-03");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"event\":\"CONTRACT_SIGNED\",\"name\":\"Anna Durand\"}', 1.0, EVENT_UNREADABLE",
        "'{\"event\":\"SIGNED\",\"at\":\"2026-12-03T14:20:00Z\"}', 1.0, REQUEST_INVALID",
        "'Anna Durand', 1.0, EVENT_UNREADABLE",
        "'{\"event\":\"CONTRACT_SIGNED\"}', 0.3, EVENT_UNREADABLE"
    })
    void parksWhatIsNotUnderstoodWithoutItsContent(String data, String version, String reason) {
        // When
        binary(id(), data, version);
        structured(id(), signedCall(""));

        // Then
        awaitDue("2028-12-03");
        awaitParked(reason);
        TopicTail.await(
                        "retention.dead-letter",
                        key -> key.startsWith(TENANT + "/"),
                        found -> !found.isEmpty())
                .forEach(letter -> assertThat(text(letter.value())).doesNotContain("Durand"));
    }

    /** Parked until the contract is linked; then handled by a replay. */
    @Test
    void waitsForItsContract() {
        // Given
        binary(id(), ofContract("CONTRACT_SIGNED"), "1.0");
        awaitParked("CONTRACT_UNKNOWN");
        String key =
                Tokens.admin(TENANT)
                        .queryParam("limit", 200)
                        .get("/v1/parked-messages")
                        .then()
                        .extract()
                        .path("items.findAll { it.reason == 'CONTRACT_UNKNOWN' }.key[-1]");

        // When
        binary(id(), linkedCall(), "1.0");
        await().untilAsserted(
                        () ->
                                Tokens.admin(TENANT)
                                        .contentType("application/json")
                                        .body(
                                                "{\"consumer\": \"%s\", \"key\": \"%s\"}"
                                                        .formatted(CONSUMER, key))
                                        .post("/v1/parked-messages/replays")
                                        .then()
                                        .statusCode(200));

        // Then
        awaitDue("2028-12-03");
    }

    private String signedCall(String more) {
        return ofCall(decision, more);
    }

    private static String ofCall(UUID decision, String more) {
        return "{\"event\":\"CONTRACT_SIGNED\",\"at\":\"%s\",\"decision\":\"%s\"%s}"
                .formatted(SIGNED, decision, more);
    }

    private String linkedCall() {
        return "{\"event\":\"CONTRACT_LINKED\",\"at\":\"%s\",\"decision\":\"%s\",\"contract\":\"%s\"}"
                .formatted(SIGNED, decision, contract);
    }

    private String ofContract(String event) {
        return "{\"event\":\"%s\",\"at\":\"%s\",\"contract\":\"%s\"}"
                .formatted(event, SIGNED, contract);
    }

    private void structured(String id, String data) {
        var event =
                """
                {"specversion": "1.0", "type": "io.temoin.business-event.v1", "id": "%s",
                 "source": "/crm", "time": "2026-12-03T15:00:00Z",
                 "datacontenttype": "application/json", "data": %s}"""
                        .formatted(id, data);
        var message =
                new ProducerRecord<String, byte[]>(
                        OWN, null, event.getBytes(StandardCharsets.UTF_8));
        header(message, "content-type", "application/cloudevents+json; charset=UTF-8");
        send(message);
    }

    private void binary(String id, String data, String version) {
        send(record(id, data, version));
    }

    private static ProducerRecord<String, byte[]> record(
            String id, String data, @Nullable String version) {
        return record(OWN, id, data, version);
    }

    private static ProducerRecord<String, byte[]> record(
            String topic, String id, String data, @Nullable String version) {
        var message =
                new ProducerRecord<String, byte[]>(
                        topic, "a key", data.getBytes(StandardCharsets.UTF_8));
        header(message, "content-type", "application/json");
        header(message, "ce_specversion", version);
        header(message, "ce_type", "io.temoin.business-event.v1");
        header(message, "ce_id", id);
        header(message, "ce_source", "/crm");
        return message;
    }

    private static void header(
            ProducerRecord<String, byte[]> message, String name, @Nullable String value) {
        if (value != null) {
            message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get(30, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the broker did not take the event", failure);
        }
    }

    private void awaitDue(String day) {
        awaitDue(TENANT, "rhone-telecom", recording, day);
    }

    private static void awaitDue(String tenant, String controller, UUID recording, String day) {
        await().atMost(RecordingCase.PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.as(tenant, controller, List.of(), "dpo")
                                        .get("/v1/items/{id}", recording)
                                        .then()
                                        .body("dueOn", equalTo(day)));
    }

    private static void awaitParked(String reason) {
        awaitParked(TENANT, reason);
    }

    private static void awaitParked(String tenant, String reason) {
        await().atMost(RecordingCase.PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.admin(tenant)
                                        .queryParam("limit", 200)
                                        .get("/v1/parked-messages")
                                        .then()
                                        .body("items.reason", hasItem(reason))
                                        .body("items.consumer", not(hasItem("retention"))));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
