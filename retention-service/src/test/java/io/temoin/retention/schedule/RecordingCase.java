// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.ValidatableResponse;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One recording of one tenant, both of one test only: a run goes through all that a tenant has.
 * Speaks to the service as its neighbours and its callers do, and waits for what follows.
 */
final class RecordingCase implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
    static final Instant BEFORE_MIDNIGHT = Instant.parse("2026-11-24T22:59:59Z");
    static final Instant AFTER_MIDNIGHT = Instant.parse("2026-11-24T23:10:00Z");

    final RecordingTopic topic = new RecordingTopic();
    final String tenant = "t" + UUID.randomUUID();
    final UUID recording = UUID.randomUUID();

    @Override
    public void close() {
        topic.close();
    }

    void stored(String... purposes) {
        topic.publish(RecordingTopic.stored(tenant, recording, purposes));
    }

    /** Of a call of that campaign, or of none. */
    void storedFor(@Nullable String campaign, String purpose) {
        topic.publish(
                RecordingTopic.event(
                        tenant,
                        recording,
                        "RecordingStored",
                        data -> {
                            data.putArray("purposes").add(purpose);
                            data.remove("campaign");
                            if (campaign != null) {
                                data.put("campaign", campaign);
                            }
                        }));
    }

    void fulfilled(String purpose) {
        topic.publish(RecordingTopic.fulfilled(tenant, recording, purpose));
    }

    void quarantined(String reason, Instant eraseBy) {
        topic.publish(RecordingTopic.quarantined(tenant, recording, reason, eraseBy));
    }

    void erased(String order) {
        topic.publish(RecordingTopic.erased(tenant, recording, order));
    }

    void dueTonight() {
        stored("QUALITY");
        fulfilled("QUALITY");
        awaitDue("2026-11-24");
    }

    ValidatableResponse run(String key) {
        return Tokens.admin(tenant)
                .header("Idempotency-Key", key)
                .post("/v1/disposition-runs")
                .then()
                .statusCode(201);
    }

    ValidatableResponse item() {
        return Tokens.dpo(tenant).get("/v1/items/{id}", recording).then().statusCode(200);
    }

    ValidatableResponse explanation() {
        return explanation("*");
    }

    ValidatableResponse explanation(String acceptLanguage) {
        return Tokens.dpo(tenant)
                .header("Accept-Language", acceptLanguage)
                .get("/v1/items/{id}/explanation", recording)
                .then()
                .statusCode(200);
    }

    ValidatableResponse awaitStage(String stage) {
        return awaitStage(recording, stage);
    }

    ValidatableResponse awaitStage(UUID of, String stage) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(tenant)
                                        .get("/v1/items/{id}", of)
                                        .then()
                                        .statusCode(200)
                                        .body("state", equalTo(stage)));
        return Tokens.dpo(tenant).get("/v1/items/{id}", of).then();
    }

    void awaitDue(String day) {
        await().atMost(PATIENCE).untilAsserted(() -> item().body("dueOn", equalTo(day)));
    }

    /** Until the list has heard of the item, at a stage and, if that is a plan, its newest. */
    void awaitListed(String stage) {
        String dueAt = awaitStage(stage).extract().path("dueAt");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(tenant)
                                        .queryParam("state", stage)
                                        .get("/v1/items")
                                        .then()
                                        .body("items.id", hasItem(recording.toString()))
                                        .body("items.dueAt", hasItem(dueAt)));
    }

    void awaitCount(String stage, @Nullable String dueBefore, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            var asked =
                                    Tokens.dpo(tenant)
                                            .queryParam("state", stage)
                                            .queryParam("limit", 200);
                            var complete =
                                    dueBefore == null
                                            ? asked
                                            : asked.queryParam("dueBefore", dueBefore);
                            complete.get("/v1/items").then().body("items", hasSize(count));
                        });
    }

    List<ConsumerRecord<String, byte[]>> published(int atLeast) {
        return TopicTail.await(
                "retention.events",
                (tenant + "/item-" + recording)::equals,
                found -> found.size() >= atLeast);
    }

    static void keepsItsContract(ConsumerRecord<String, byte[]> message) {
        EventContract.of(TopicTail.header(message, "ce_type"))
                .accepts(new String(message.value(), StandardCharsets.UTF_8));
    }
}
