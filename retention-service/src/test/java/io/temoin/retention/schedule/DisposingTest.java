// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.RecordingTopic.fulfilled;
import static io.temoin.retention.RecordingTopic.stored;
import static io.temoin.retention.schedule.RecordingCase.AFTER_MIDNIGHT;
import static io.temoin.retention.schedule.RecordingCase.BEFORE_MIDNIGHT;
import static io.temoin.retention.schedule.RecordingCase.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.ReadYourWrites;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** From a day that is over to a confirmed destruction, on real PostgreSQL and Kafka. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class DisposingTest {

    private final RecordingCase its = new RecordingCase();
    private final TestClock clock;
    private final DispositionJob job;

    DisposingTest(TestClock clock, DispositionJob job) {
        this.clock = clock;
        this.job = job;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Nested
    class Ordering {

        @Test
        void ordersWhatIsDueAndConfirmsItWithEvidence() {
            // Given
            its.dueTonight();
            its.run("before").body("dueItems", equalTo(0)).body("ordered", equalTo(0));

            // When
            clock.set(AFTER_MIDNIGHT);
            its.run("after").body("dueItems", equalTo(1)).body("ordered", equalTo(1));

            // Then
            String order =
                    its.awaitStage("ORDERED")
                            .body("order.basis", equalTo("PURPOSE_FULFILLED"))
                            .body("order.at", equalTo("2026-11-24T23:10:00Z"))
                            .extract()
                            .path("order.id");
            its.erased(order);
            its.awaitStage("DISPOSED")
                    .body("erasedAt", equalTo("2026-11-24T10:05:00Z"))
                    .body("evidence.keyId", notNullValue())
                    .body("evidence.bytes", equalTo(352044));
            its.awaitListed("DISPOSED");
        }

        @Test
        void publishesTheWholeLifeInTheWordsOfItsContracts() {
            // Given
            its.dueTonight();
            clock.set(AFTER_MIDNIGHT);

            // When
            its.run("only");
            its.erased(its.awaitStage("ORDERED").extract().path("order.id"));

            // Then
            var published = its.published(6);
            assertThat(TopicTail.names(published))
                    .containsExactly(
                            "ItemRetained",
                            "DispositionScheduled",
                            "PurposeEndNoted",
                            "DispositionScheduled",
                            "DispositionOrdered",
                            "DispositionConfirmed");
            assertThat(published).allSatisfy(RecordingCase::keepsItsContract);
            assertThat(published)
                    .allSatisfy(
                            it ->
                                    assertThat(TopicTail.header(it, "ce_correlationid"))
                                            .isEqualTo(
                                                    RecordingTopic.correlationOf(its.recording)));
            // The order is caused by the plan, the plan by what recording-service said.
            assertThat(TopicTail.header(published.get(4), "ce_causationid"))
                    .isEqualTo(TopicTail.header(published.get(3), "ce_id"));
        }

        /** A21: the person refused, so nobody waits for a run. */
        @Test
        void a21OrdersWhatWasRefusedWithoutARun() {
            its.stored("QUALITY");
            its.quarantined("OPTED_OUT", NOON);
            its.awaitStage("ORDERED")
                    .body("order.basis", equalTo("QUARANTINED"))
                    .body("quarantine.reason", equalTo("OPTED_OUT"));
            var published = its.published(5);
            assertThat(TopicTail.names(published))
                    .containsExactly(
                            "ItemRetained",
                            "DispositionScheduled",
                            "QuarantineNoted",
                            "DispositionScheduled",
                            "DispositionOrdered");
            assertThat(published).allSatisfy(RecordingCase::keepsItsContract);
        }

        /** A15: within the day, by the run that finds it. */
        @Test
        void a15OrdersAMinorsRecordingByItsHour() {
            its.stored("QUALITY");
            its.quarantined("MINOR", NOON.plus(Duration.ofHours(20)));
            its.awaitDue("2026-11-25");
            its.awaitListed("SCHEDULED");
            clock.set(NOON.plus(Duration.ofHours(20)).minusMillis(1));
            its.run("before").body("ordered", equalTo(0));
            clock.set(NOON.plus(Duration.ofHours(20)));
            its.run("then").body("ordered", equalTo(1));
            its.awaitStage("ORDERED").body("order.basis", equalTo("QUARANTINED"));
        }

        /** A15: a duty to keep applies. */
        @Test
        void a15LeavesWhatATextOrdersKept() {
            its.stored("INVESTMENT_ORDER");
            its.quarantined("MINOR", NOON);
            await().atMost(RecordingCase.PATIENCE)
                    .untilAsserted(() -> its.item().body("quarantine.reason", equalTo("MINOR")));
            its.item().body("state", equalTo("UNDER_MINIMUM"));
            its.explanation().body("sentences", hasItem(startsWith("It stays in quarantine")));
        }

        @Test
        void answersARepeatedRequestAsBefore() {
            // Given
            its.dueTonight();
            clock.set(AFTER_MIDNIGHT);
            String id = its.run("key").body("ordered", equalTo(1)).extract().path("id");

            // When
            var again = its.run("key");

            // Then
            again.header("Idempotent-Replay", equalTo("true"))
                    .body("id", equalTo(id))
                    .body("ordered", equalTo(1));
            its.run("another").body("ordered", equalTo(0));
        }

        @Test
        void runsForTheTenantOfTheCallerOnly() {
            // Given
            its.dueTonight();
            clock.set(AFTER_MIDNIGHT);

            // When
            Tokens.admin("t" + UUID.randomUUID())
                    .header("Idempotency-Key", "foreign")
                    .post("/v1/disposition-runs")
                    .then()
                    .statusCode(201)
                    .body("dueItems", equalTo(0));

            // Then
            its.item().body("state", equalTo("SCHEDULED"));
        }

        /** Counts of what one may not see would tell how much others have. */
        @Test
        void runsForWhatTheCallerSees() {
            // Given
            its.dueTonight();
            clock.set(AFTER_MIDNIGHT);
            its.awaitListed("SCHEDULED");

            // When
            for (String organisation : List.of("loire-assurance", "voix-du-rhone")) {
                run(organisation, "dpo", 0);
            }
            var agreement =
                    PublishedAgreements.inForce(
                            its.tenant, "rhone-telecom", "voix-du-rhone", "TRAINING");
            run("voix-du-rhone", "admin", 0);
            its.item().body("state", equalTo("SCHEDULED"));
            PublishedAgreements.amend(agreement, "QUALITY");

            // Then
            await().atMost(RecordingCase.PATIENCE)
                    .untilAsserted(
                            () ->
                                    Tokens.as(
                                                    its.tenant,
                                                    "voix-du-rhone",
                                                    List.of("rhone-telecom"),
                                                    "dpo")
                                            .get("/v1/items")
                                            .then()
                                            .body("items", hasSize(1)));
            run("voix-du-rhone", "dpo", 1);
            run("rhone-telecom", "dpo", 0);
            its.item().body("state", equalTo("ORDERED"));
        }

        private void run(String organisation, String role, int due) {
            Tokens.as(its.tenant, organisation, List.of("rhone-telecom"), role)
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .post("/v1/disposition-runs")
                    .then()
                    .statusCode(201)
                    .body("dueItems", equalTo(due))
                    .body("ordered", equalTo(due));
        }

        @Test
        void answersFromAListThatHasHeardOfTheRun() throws Exception {
            // Given
            its.dueTonight();
            clock.set(AFTER_MIDNIGHT);
            its.awaitListed("SCHEDULED");
            var list =
                    new ReadYourWrites(
                            () -> Tokens.dpo(its.tenant).queryParam("state", "ORDERED"),
                            asking -> asking.get("/v1/items"));

            // When
            var shown =
                    list.after(
                            () ->
                                    Tokens.admin(its.tenant)
                                            .header("Idempotency-Key", "read-your-writes")
                                            .post("/v1/disposition-runs"));

            // Then
            shown.then().body("items.id", contains(its.recording.toString()));
            list.refusesForeignPositions(
                    ReadYourWrites.position(
                            Tokens.admin("t" + UUID.randomUUID())
                                    .header("Idempotency-Key", "foreign")
                                    .post("/v1/disposition-runs")));
        }

        @Test
        void runsForEveryTenantByItself() {
            // Given
            its.dueTonight();
            clock.set(AFTER_MIDNIGHT);
            its.awaitListed("SCHEDULED");

            // When
            job.run();

            // Then
            its.item().body("state", equalTo("ORDERED"));
            assertThat(TopicTail.header(its.published(5).getLast(), "ce_actor"))
                    .isEqualTo("retention-service");
        }

        /** Killed after the order and before the list knew: the next run orders nothing again. */
        @Test
        void ordersOnceThoughTheListForgot() throws Exception {
            // Given
            its.dueTonight();
            clock.set(AFTER_MIDNIGHT);
            its.run("first");
            its.awaitListed("ORDERED");
            DatabaseRole.forget(its.tenant, its.recording);

            // When
            its.run("second").body("dueItems", equalTo(1)).body("ordered", equalTo(0));

            // Then
            its.run("third").body("dueItems", equalTo(0));
            assertThat(TopicTail.names(its.published(5))).containsOnlyOnce("DispositionOrdered");
        }

        @Test
        void touchesNothingOnTheLastDayItself() {
            // Given
            its.dueTonight();
            clock.set(BEFORE_MIDNIGHT);
            its.awaitListed("SCHEDULED");

            // When
            job.run();

            // Then
            its.item().body("state", equalTo("SCHEDULED"));
        }

        @Test
        void ordersManyItemsOnceInRunsAtTheSameTime() {
            // Given
            List<UUID> recordings = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                UUID one = UUID.randomUUID();
                recordings.add(one);
                its.topic.publish(stored(its.tenant, one, "QUALITY"));
                its.topic.publish(fulfilled(its.tenant, one, "QUALITY"));
            }
            clock.set(AFTER_MIDNIGHT);
            its.awaitCount("SCHEDULED", "2026-11-25T00:00:00Z", 70);

            // When
            var runs =
                    Stream.of("a", "b", "c")
                            .map(key -> CompletableFuture.runAsync(() -> its.run(key)))
                            .toList();
            runs.forEach(CompletableFuture::join);

            // Then
            its.awaitCount("ORDERED", null, 70);
            var orders =
                    TopicTail.await(
                                    "retention.events",
                                    key -> key.startsWith(its.tenant + "/item-"),
                                    found -> found.size() >= 5 * 70)
                            .stream()
                            .filter(DisposingTest::isAnOrder)
                            .map(ConsumerRecord::key)
                            .toList();
            assertThat(orders)
                    .containsExactlyInAnyOrderElementsOf(
                            recordings.stream().map(it -> its.tenant + "/item-" + it).toList());
        }
    }

    @Nested
    class Repeating {

        @Test
        void hasOneEffectForADuplicate() {
            // Given
            var stored = stored(its.tenant, its.recording, "QUALITY");
            var fulfilled = fulfilled(its.tenant, its.recording, "QUALITY");

            // When
            its.topic.publish(stored);
            its.topic.publish(stored);
            its.topic.publish(fulfilled);
            its.topic.publish(fulfilled);
            // The same facts under another id: the decider's business, not the inbox's.
            its.stored("QUALITY");
            its.fulfilled("QUALITY");
            its.erased(UUID.randomUUID().toString());

            // Then
            assertThat(TopicTail.names(its.published(5)))
                    .containsExactly(
                            "ItemRetained",
                            "DispositionScheduled",
                            "PurposeEndNoted",
                            "DispositionScheduled",
                            "ErasedWithoutOrder");
            its.awaitStage("GONE");
        }
    }

    private static boolean isAnOrder(ConsumerRecord<String, byte[]> message) {
        return TopicTail.header(message, "ce_type").contains(".DispositionOrdered.");
    }
}
