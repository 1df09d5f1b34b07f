// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.RecordingTopic.erased;
import static io.temoin.retention.RecordingTopic.fulfilled;
import static io.temoin.retention.RecordingTopic.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.ProblemAssertions;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The way from a stored recording to its confirmed destruction, on real PostgreSQL and Kafka. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RetentionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
    private static final Instant BEFORE_MIDNIGHT = Instant.parse("2026-11-24T22:59:59Z");
    private static final Instant AFTER_MIDNIGHT = Instant.parse("2026-11-24T23:10:00Z");

    private final TestClock clock;
    private final DispositionJob job;
    private final RecordingTopic topic = new RecordingTopic();

    /** Each test in a tenant of its own: a run goes through all that a tenant has. */
    private final String tenant = "t" + UUID.randomUUID();

    private final UUID recording = UUID.randomUUID();

    RetentionTest(TestClock clock, DispositionJob job) {
        this.clock = clock;
        this.job = job;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void closeTopic() {
        topic.close();
    }

    @Nested
    class Scheduling {

        @Test
        void givesAStoredRecordingItsLastDay() {
            // When
            topic.publish(stored(tenant, recording, "QUALITY", "TRAINING"));

            // Then
            awaitStage("SCHEDULED")
                    .body("dueOn", equalTo("2027-05-24"))
                    .body("dueAt", equalTo("2027-05-24T22:00:00Z"))
                    .body("purposes.purpose", contains("TRAINING", "QUALITY"))
                    .body("purposes.policyVersion", contains(1, 1))
                    .body("holds", empty())
                    .body("order", nullValue());
        }

        @Test
        void endsItOnTheDayItsPurposeIsFulfilled() {
            // Given
            topic.publish(stored(tenant, recording, "QUALITY"));

            // When
            topic.publish(fulfilled(tenant, recording, "QUALITY"));

            // Then
            awaitDue("2026-11-24");
            explanation()
                    .body("stage", equalTo("SCHEDULED"))
                    .body("because.rule", contains("PURPOSE_FULFILLED"))
                    .body("because.policyVersion", contains(1))
                    .body("holds", empty())
                    .body("sentences", hasItem("No legal hold."))
                    .body("sentences[0]", containsString("QUALITY was fulfilled on 2026-11-24"));
        }

        @Test
        void keepsWhatALawOrdersKept() {
            // Given
            topic.publish(stored(tenant, recording, "INVESTMENT_ORDER"));

            // When
            topic.publish(fulfilled(tenant, recording, "INVESTMENT_ORDER"));

            // Then
            awaitStage("UNDER_MINIMUM").body("dueOn", equalTo("2031-11-24"));
        }

        @Test
        void leavesAConflictOfLawsToAPerson() {
            // When
            topic.publish(stored(tenant, recording, "INVESTMENT_ORDER", "INSURANCE_NO_SALE"));

            // Then
            awaitStage("IN_CONFLICT").body("dueOn", nullValue());
            explanation().body("sentences", hasItem(containsString("a person has to decide")));
        }

        @Test
        void takesAFulfilmentThatComesFirst() {
            // Given
            topic.publish(fulfilled(tenant, recording, "QUALITY"));

            // When
            topic.publish(stored(tenant, recording, "QUALITY"));

            // Then
            awaitDue("2026-11-24");
        }
    }

    @Nested
    class Disposing {

        @Test
        void ordersWhatIsDueAndConfirmsItWithEvidence() {
            // Given
            dueTonight();
            run("before").body("dueItems", equalTo(0)).body("ordered", equalTo(0));

            // When
            clock.set(AFTER_MIDNIGHT);
            run("after").body("dueItems", equalTo(1)).body("ordered", equalTo(1));

            // Then
            String order =
                    awaitStage("ORDERED")
                            .body("order.basis", equalTo("PURPOSE_FULFILLED"))
                            .body("order.at", equalTo("2026-11-24T23:10:00Z"))
                            .extract()
                            .path("order.id");
            topic.publish(erased(tenant, recording, order));
            awaitStage("DISPOSED")
                    .body("erasedAt", equalTo("2026-11-24T10:05:00Z"))
                    .body("evidence.keyId", notNullValue())
                    .body("evidence.bytes", equalTo(352044));
            awaitListed("DISPOSED");
        }

        @Test
        void publishesTheWholeLifeInTheWordsOfItsContracts() {
            // Given
            dueTonight();
            clock.set(AFTER_MIDNIGHT);

            // When
            run("only");
            topic.publish(
                    erased(tenant, recording, awaitStage("ORDERED").extract().path("order.id")));

            // Then
            var published = published(6);
            assertThat(TopicTail.names(published))
                    .containsExactly(
                            "ItemRetained",
                            "DispositionScheduled",
                            "PurposeFulfilmentNoted",
                            "DispositionScheduled",
                            "DispositionOrdered",
                            "DispositionConfirmed");
            assertThat(published).allSatisfy(RetentionTest::keepsItsContract);
            assertThat(published)
                    .allSatisfy(
                            it ->
                                    assertThat(TopicTail.header(it, "ce_correlationid"))
                                            .isEqualTo(RecordingTopic.correlationOf(recording)));
            // The order is caused by the plan, the plan by what recording-service said.
            assertThat(TopicTail.header(published.get(4), "ce_causationid"))
                    .isEqualTo(TopicTail.header(published.get(3), "ce_id"));
        }

        @Test
        void answersARepeatedRequestAsBefore() {
            // Given
            dueTonight();
            clock.set(AFTER_MIDNIGHT);
            String id = run("key").body("ordered", equalTo(1)).extract().path("id");

            // When
            var again = run("key");

            // Then
            again.header("Idempotent-Replay", equalTo("true"))
                    .body("id", equalTo(id))
                    .body("ordered", equalTo(1));
            run("another").body("ordered", equalTo(0));
        }

        @Test
        void runsForTheTenantOfTheCallerOnly() {
            // Given
            dueTonight();
            clock.set(AFTER_MIDNIGHT);

            // When
            Tokens.admin("t" + UUID.randomUUID())
                    .header("Idempotency-Key", "foreign")
                    .post("/v1/disposition-runs")
                    .then()
                    .statusCode(201)
                    .body("dueItems", equalTo(0));

            // Then
            item().body("stage", equalTo("SCHEDULED"));
        }

        @Test
        void runsForEveryTenantByItself() {
            // Given
            dueTonight();
            clock.set(AFTER_MIDNIGHT);
            awaitListed("SCHEDULED");

            // When
            job.run();

            // Then
            item().body("stage", equalTo("ORDERED"));
            assertThat(TopicTail.header(published(5).getLast(), "ce_actor"))
                    .isEqualTo("retention-service");
        }

        /** Killed after the order and before the list knew: the next run orders nothing again. */
        @Test
        void ordersOnceThoughTheListForgot() throws Exception {
            // Given
            dueTonight();
            clock.set(AFTER_MIDNIGHT);
            run("first");
            awaitListed("ORDERED");
            DatabaseRole.forget(tenant, recording);

            // When
            run("second").body("dueItems", equalTo(1)).body("ordered", equalTo(0));

            // Then
            run("third").body("dueItems", equalTo(0));
            assertThat(TopicTail.names(published(5))).containsOnlyOnce("DispositionOrdered");
        }

        @Test
        void touchesNothingOnTheLastDayItself() {
            // Given
            dueTonight();
            clock.set(BEFORE_MIDNIGHT);
            awaitListed("SCHEDULED");

            // When
            job.run();

            // Then
            item().body("stage", equalTo("SCHEDULED"));
        }

        @Test
        void ordersManyItemsOnceInRunsAtTheSameTime() {
            // Given
            List<UUID> recordings = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                UUID one = UUID.randomUUID();
                recordings.add(one);
                topic.publish(stored(tenant, one, "QUALITY"));
                topic.publish(fulfilled(tenant, one, "QUALITY"));
            }
            clock.set(AFTER_MIDNIGHT);
            awaitCount("SCHEDULED", "2026-11-25T00:00:00Z", 70);

            // When
            var threads =
                    List.of("a", "b", "c").stream()
                            .map(key -> Thread.ofVirtual().start(() -> run(key)))
                            .toList();
            threads.forEach(RetentionTest::join);

            // Then
            awaitCount("ORDERED", null, 70);
            var orders =
                    TopicTail.await(
                                    "retention.events",
                                    key -> key.startsWith(tenant + "/item-"),
                                    found -> found.size() >= 5 * 70)
                            .stream()
                            .filter(RetentionTest::isAnOrder)
                            .map(ConsumerRecord::key)
                            .toList();
            assertThat(orders)
                    .containsExactlyInAnyOrderElementsOf(
                            recordings.stream().map(it -> tenant + "/item-" + it).toList());
        }
    }

    @Nested
    class Repeating {

        @Test
        void hasOneEffectForADuplicate() {
            // Given
            var stored = stored(tenant, recording, "QUALITY");
            var fulfilled = fulfilled(tenant, recording, "QUALITY");

            // When
            topic.publish(stored);
            topic.publish(stored);
            topic.publish(fulfilled);
            topic.publish(fulfilled);
            // The same facts under another id: the decider's business, not the inbox's.
            topic.publish(stored(tenant, recording, "QUALITY"));
            topic.publish(fulfilled(tenant, recording, "QUALITY"));
            topic.publish(erased(tenant, recording, UUID.randomUUID().toString()));

            // Then
            assertThat(TopicTail.names(published(5)))
                    .containsExactly(
                            "ItemRetained",
                            "DispositionScheduled",
                            "PurposeFulfilmentNoted",
                            "DispositionScheduled",
                            "ErasedWithoutOrder");
            awaitStage("GONE");
        }
    }

    @Nested
    class Parking {

        @Test
        void keepsAPoisonMessageAndWhatComesBehindIt() {
            // Given
            var other = UUID.randomUUID();

            // When
            topic.publish(stored(tenant, recording, "PODCAST"));
            topic.publish(fulfilled(tenant, recording, "QUALITY"));
            topic.publish(stored(tenant, other, "QUALITY"));

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    parked().body("items", hasSize(2))
                                            .body(
                                                    "items.reason",
                                                    contains("POLICY_UNKNOWN", "BEHIND"))
                                            .body("items[0].key", equalTo(key())));
            assertThat(
                            TopicTail.await(
                                    "retention.dead-letter",
                                    key()::equals,
                                    found -> !found.isEmpty()))
                    .hasSize(1);
            awaitStage(other, "SCHEDULED");
        }

        @Test
        void staysParkedWhenItIsStillPoisonOnReplay() {
            // Given
            topic.publish(stored(tenant, recording, "PODCAST"));
            await().atMost(PATIENCE).untilAsserted(() -> parked().body("items", hasSize(1)));

            // When
            var replay = replay();

            // Then
            ProblemAssertions.assertProblem(replay.extract().response(), 422, "policy-unknown");
            parked().body("items", hasSize(1));
        }

        @Test
        void isHandledOnReplayOnceTheCauseIsGone() throws Exception {
            // Given
            DatabaseRole.OWNER.run("revoke insert on event from retention_app");
            topic.publish(stored(tenant, recording, "QUALITY"));
            topic.publish(fulfilled(tenant, recording, "QUALITY"));
            await().atMost(PATIENCE).untilAsserted(() -> parked().body("items", hasSize(2)));
            DatabaseRole.OWNER.run("grant insert on event to retention_app");

            // When
            var replay = replay();

            // Then
            replay.statusCode(200).body("handled", equalTo(2));
            parked().body("items", empty());
            item().body("dueOn", equalTo("2026-11-24"));
        }

        private ValidatableResponse parked() {
            return Tokens.admin(tenant).get("/v1/parked-messages").then().statusCode(200);
        }

        private ValidatableResponse replay() {
            return Tokens.admin(tenant)
                    .contentType("application/json")
                    .body(
                            "{\"consumer\": \"%s\", \"key\": \"%s\"}"
                                    .formatted(RecordingConsumer.NAME, key()))
                    .post("/v1/parked-messages/replays")
                    .then();
        }

        private String key() {
            return tenant + "/recording-" + recording;
        }
    }

    @Nested
    class Showing {

        @Test
        void doesNotShowItemsOfControllersTheCallerDoesNotActFor() {
            // Given
            topic.publish(stored(tenant, recording, "QUALITY"));
            awaitListed("SCHEDULED");

            // When
            var acting = Tokens.as(tenant, "voix", List.of("rhone-telecom"), "supervisor");
            var other = Tokens.as(tenant, "voix", List.of("loire-assurance"), "supervisor");

            // Then
            acting.get("/v1/items").then().statusCode(200).body("items", hasSize(1));
            Tokens.dpo("t" + UUID.randomUUID()).get("/v1/items").then().body("items", empty());
            other.get("/v1/items").then().statusCode(200).body("items", empty());
            ProblemAssertions.assertProblem(
                    Tokens.as(tenant, "voix", List.of("loire-assurance"), "supervisor")
                            .get("/v1/items/{id}", recording),
                    404,
                    "item-unknown");
        }

        @Test
        void pagesThroughAList() {
            // Given
            for (int i = 0; i < 3; i++) {
                topic.publish(stored(tenant, UUID.randomUUID(), "QUALITY"));
            }
            awaitCount("SCHEDULED", null, 3);

            // When
            var first = Tokens.dpo(tenant).queryParam("limit", 2).get("/v1/items").then();
            String next = first.body("items", hasSize(2)).extract().path("next");
            var second =
                    Tokens.dpo(tenant)
                            .queryParam("limit", 2)
                            .queryParam("cursor", next)
                            .get("/v1/items")
                            .then();

            // Then
            first.header("Link", containsString("rel=\"next\""));
            second.body("items", hasSize(1)).body("next", nullValue());
        }

        @Test
        void refusesWhatItCannotUnderstand() {
            ProblemAssertions.assertProblem(
                    Tokens.dpo(tenant).get("/v1/items?state=LOST"), 400, "request-invalid");
            ProblemAssertions.assertProblem(
                    Tokens.dpo(tenant).get("/v1/items?dueBefore=soon"), 400, "request-invalid");
            ProblemAssertions.assertProblem(
                    Tokens.dpo(tenant).get("/v1/items?cursor=abc"), 400, "cursor-invalid");
            ProblemAssertions.assertProblem(
                    Tokens.dpo(tenant).get("/v1/items/first"), 404, "item-unknown");
            ProblemAssertions.assertProblem(
                    Tokens.dpo(tenant).get("/v1/items/{id}", UUID.randomUUID()),
                    404,
                    "item-unknown");
            ProblemAssertions.assertProblem(
                    Tokens.dpo(tenant).post("/v1/disposition-runs"),
                    400,
                    "idempotency-key-missing");
        }
    }

    private void dueTonight() {
        topic.publish(stored(tenant, recording, "QUALITY"));
        topic.publish(fulfilled(tenant, recording, "QUALITY"));
        awaitDue("2026-11-24");
    }

    private ValidatableResponse run(String key) {
        return Tokens.admin(tenant)
                .header("Idempotency-Key", key)
                .post("/v1/disposition-runs")
                .then()
                .statusCode(201);
    }

    private ValidatableResponse item() {
        return Tokens.dpo(tenant).get("/v1/items/{id}", recording).then().statusCode(200);
    }

    private ValidatableResponse explanation() {
        return Tokens.dpo(tenant)
                .get("/v1/items/{id}/explanation", recording)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse awaitStage(String stage) {
        return awaitStage(recording, stage);
    }

    private ValidatableResponse awaitStage(UUID of, String stage) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(tenant)
                                        .get("/v1/items/{id}", of)
                                        .then()
                                        .statusCode(200)
                                        .body("stage", equalTo(stage)));
        return Tokens.dpo(tenant).get("/v1/items/{id}", of).then();
    }

    private void awaitDue(String day) {
        await().atMost(PATIENCE).untilAsserted(() -> item().body("dueOn", equalTo(day)));
    }

    /** Until the list has heard of the item, at a stage and, if that is a plan, its newest. */
    private void awaitListed(String stage) {
        String dueAt = awaitStage(stage).extract().path("dueAt");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(tenant)
                                        .queryParam("state", stage)
                                        .get("/v1/items")
                                        .then()
                                        .body("items.recording", hasItem(recording.toString()))
                                        .body("items.dueAt", hasItem(dueAt)));
    }

    private void awaitCount(String stage, @Nullable String dueBefore, int count) {
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

    private List<ConsumerRecord<String, byte[]>> published(int atLeast) {
        return TopicTail.await(
                "retention.events",
                (tenant + "/item-" + recording)::equals,
                found -> found.size() >= atLeast);
    }

    private static boolean isAnOrder(ConsumerRecord<String, byte[]> message) {
        return TopicTail.header(message, "ce_type").contains(".DispositionOrdered.");
    }

    private static void keepsItsContract(ConsumerRecord<String, byte[]> message) {
        EventContract.of(TopicTail.header(message, "ce_type"))
                .accepts(new String(message.value(), StandardCharsets.UTF_8));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
