// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.retention.disposition.OwnerCase.NEXT_YEAR;
import static io.temoin.retention.disposition.OwnerCase.NOON;
import static io.temoin.retention.disposition.OwnerCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.hold.ItemHoldStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What another service keeps, from its event to its confirmed destruction, on real PostgreSQL and
 * Kafka; the owner is played.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class BatchDispositionTest {

    private final OwnerCase its = new OwnerCase();
    private final TestClock clock;
    private final BatchDispositionJob job;
    private final OverdueBatchJob overdue;
    private final DispositionBatchStream batches;

    BatchDispositionTest(
            TestClock clock,
            BatchDispositionJob job,
            OverdueBatchJob overdue,
            DispositionBatchStream batches) {
        this.batches = batches;
        this.clock = clock;
        this.job = job;
        this.overdue = overdue;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void isRegisteredOrderedAndConfirmed() {
        UUID decision = UUID.randomUUID();
        UUID serving = UUID.randomUUID();
        its.topic.publish(its.decided(decision));
        its.topic.publish(its.served(serving, decision));

        var listed = its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        assertThat(listed.getString("items[0].dueOn")).isEqualTo("2027-11-24");
        // What the notice was about, its decision says.
        assertThat(its.awaitListed("NOTICE_SERVED", 1, "SCHEDULED").getString("items[0].dueOn"))
                .isEqualTo("2027-11-24");

        clock.set(NEXT_YEAR);
        job.run();
        var order =
                its.orders(2).stream()
                        .filter(it -> it.get("kind").textValue().equals("CALL_DECISION"))
                        .findFirst()
                        .orElseThrow();
        assertThat(OwnerCase.items(order)).containsExactly(decision);
        assertThat(order.get("owner").textValue()).isEqualTo("CONSENT");
        assertThat(order.get("basis").textValue()).isEqualTo("PERIOD_ENDED");
        its.awaitListed("CALL_DECISION", 1, "ORDERED");

        its.disposed(order.get("batch").textValue(), "CALL_DECISION", List.of(decision), Map.of());
        var gone = its.awaitListed("CALL_DECISION", 1, "DISPOSED");
        assertThat(gone.getString("items[0].erasedAt")).isEqualTo("2027-11-26T12:00:01Z");
        assertThat(
                        its.published("DispositionBatchConfirmed", 1)
                                .getFirst()
                                .get("horizon")
                                .textValue())
                .isEqualTo("2027-12-26");
    }

    @Test
    void isRegisteredOnceHoweverOftenItIsToldOf() {
        UUID decision = UUID.randomUUID();
        var event = its.decided(decision);
        its.topic.publish(event);
        its.topic.publish(event);
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");

        its.topic.publish(event);
        its.topic.publish(its.decided(UUID.randomUUID()));

        its.awaitListed("CALL_DECISION", 2, "SCHEDULED");
    }

    @Test
    void comesBackTheNextDayWhenItsOwnerRefuses() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        its.topic.publish(its.decided(first));
        its.topic.publish(its.decided(second));
        its.awaitListed("CALL_DECISION", 2, "SCHEDULED");
        clock.set(NEXT_YEAR);
        job.run();
        var batch = its.orders(1).getFirst().get("batch").textValue();

        its.disposed(batch, "CALL_DECISION", List.of(first), Map.of(second, "IN_USE"));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            var listed = its.listed("CALL_DECISION");
                            assertThat(listed.getList("items.state"))
                                    .containsExactlyInAnyOrder("DISPOSED", "SCHEDULED");
                            assertThat(listed.getList("items.refused")).contains("IN_USE");
                        });
        job.run();
        assertThat(its.orders(1)).hasSize(1);
        clock.set(NEXT_YEAR.plus(Duration.ofDays(1)));
        job.run();
        assertThat(OwnerCase.items(its.orderAfter(batch))).containsExactly(second);
    }

    /** D9: it was ordered every day in vain, and said every day that it was due today. */
    @Test
    void waitsForTheDayUntilWhichItsOwnerNeedsIt() {
        UUID decision = UUID.randomUUID();
        its.topic.publish(its.decided(decision));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        clock.set(NEXT_YEAR);
        job.run();
        var batch = its.orders(1).getFirst().get("batch").textValue();
        Instant until = NEXT_YEAR.plus(Duration.ofDays(3));

        its.disposed(
                batch, "CALL_DECISION", List.of(), Map.of(decision, "IN_USE"), until.toString());

        String day = until.atZone(ZoneId.of("Europe/Paris")).toLocalDate().toString();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(its.listed("CALL_DECISION").getList("items.dueOn"))
                                        .containsExactly(day));
        clock.set(NEXT_YEAR.plus(Duration.ofDays(2)));
        job.run();
        assertThat(its.orders(1)).hasSize(1);
        clock.set(NEXT_YEAR.plus(Duration.ofDays(4)));
        job.run();
        assertThat(OwnerCase.items(its.orderAfter(batch))).containsExactly(decision);
    }

    /** A process died between the order and its row; the owner has destroyed it once. */
    @Test
    void isGoneWhenBothOfTwoOrdersAreConfirmed() throws Exception {
        UUID decision = UUID.randomUUID();
        its.topic.publish(its.decided(decision));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        clock.set(NEXT_YEAR);
        job.run();
        its.awaitListed("CALL_DECISION", 1, "ORDERED");
        var first = its.orders(1).getFirst().get("batch").textValue();
        its.forgetTheOrder();

        job.run();
        var second = its.orderAfter(first).get("batch").textValue();
        its.awaitListed("CALL_DECISION", 1, "ORDERED");
        its.disposed(first, "CALL_DECISION", List.of(decision), Map.of());
        its.disposed(second, "CALL_DECISION", List.of(decision), Map.of());

        its.awaitListed("CALL_DECISION", 1, "DISPOSED");
        assertThat(its.published("DispositionBatchConfirmed", 2)).hasSize(2);
    }

    @Test
    void saysOnceThatItsOwnerHasNotConfirmed() {
        its.topic.publish(its.decided(UUID.randomUUID()));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        clock.set(NEXT_YEAR);
        job.run();
        its.awaitListed("CALL_DECISION", 1, "ORDERED");
        assertThat(its.orders(1)).hasSize(1);

        clock.set(NEXT_YEAR.plus(Duration.ofHours(25)));
        overdue.run();
        overdue.run();

        var said = its.published("DispositionBatchOverdue", 1);
        assertThat(said).hasSize(1);
        assertThat(said.getFirst().get("items").intValue()).isEqualTo(1);
    }

    @Test
    void aProofIsKeptAsLongAsItsOwnerSays() {
        its.topic.publish(its.consented(UUID.randomUUID()));

        var listed = its.awaitListed("CONSENT_PROOF", 1, "SCHEDULED");
        assertThat(listed.getString("items[0].dueOn")).isEqualTo("2029-09-01");
    }

    @Test
    void isNotOrderedWhileALegalHoldCoversIt() {
        its.topic.publish(its.decided(UUID.randomUUID()));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        its.hold("{\"purposes\": [\"PROSPECTING_CALL\"]}").body("covered", equalTo(1));
        clock.set(NEXT_YEAR);

        job.run();

        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
    }

    /** The database refuses it, whoever records it: the fence of V1030, for batches. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"subject\": \"0123456789abcdef0123456789abcdef\"}",
                "{\"campaign\": \"fibre-autumn\"}",
                "{\"purposes\": [\"PROSPECTING_CALL\"]}",
                "{\"endedBefore\": \"2026-12-01T00:00:00Z\"}"
            })
    void cannotBeOrderedUnderALegalHold(String criteria) {
        UUID decision = UUID.randomUUID();
        its.topic.publish(its.decided(decision));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        its.hold(criteria);

        assertThatThrownBy(() -> new OrderedAnyway(batches, its.tenant).order(decision))
                .matches(ItemHoldStore::isUnderHold);
    }

    @Test
    void canBeOrderedUnderALegalHoldThatDoesNotCoverIt() {
        UUID decision = UUID.randomUUID();
        its.topic.publish(its.decided(decision));
        its.topic.publish(its.decided(UUID.randomUUID(), "another"));
        its.awaitListed("CALL_DECISION", 2, "SCHEDULED");
        its.hold("{\"campaign\": \"another\"}").body("covered", equalTo(1));

        new OrderedAnyway(batches, its.tenant).order(decision);

        assertThat(OwnerCase.items(its.orders(1).getFirst())).containsExactly(decision);
    }

    @Test
    void aQueuedRunSaysHowFarItIs() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        its.topic.publish(its.decided(first));
        its.topic.publish(its.decided(second));
        its.awaitListed("CALL_DECISION", 2, "SCHEDULED");
        clock.set(NEXT_YEAR);

        String run = its.queueRun("queued");
        assertThat(its.queueRun("queued")).isEqualTo(run);

        its.awaitRun(run, "ordered", 2)
                .body("state", equalTo("COMPLETED"))
                .body("found", equalTo(2))
                .body("confirmed", equalTo(0))
                .body("kinds[0].kind", equalTo("CALL_DECISION"));
        var batch = its.orders(1).getFirst();
        its.disposed(
                batch.get("batch").textValue(),
                "CALL_DECISION",
                List.of(first),
                Map.of(second, "IN_USE"));
        its.awaitRun(run, "confirmed", 1).body("refused", equalTo(1));
        its.isUnknownToAnotherController(run);
    }

    /** Another replica has taken the run, and died. */
    @Test
    void aRunIsTakenOverWhenItsLeaseEnds() throws Exception {
        its.topic.publish(its.decided(UUID.randomUUID()));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        UUID run = UUID.randomUUID();
        its.leaseRunElsewhere(run);
        clock.set(NEXT_YEAR);

        its.awaitRun(run.toString(), "ordered", 1).body("found", equalTo(1));
    }

    /** What nobody laid down a period for waits; a policy then plans it. */
    @Test
    void aPolicyPlansWhatIsRegistered() {
        its.topic.publish(its.stated(UUID.randomUUID()));
        its.awaitListed("PREFERENCE", 1, "SCHEDULED");
        assertThat(its.listed("PREFERENCE").getString("items[0].dueOn")).isEqualTo("2029-11-24");

        its.policy("PROSPECT_FILE", "LAST_CONTACT_FROM_PERSON", "P1Y");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(its.listed("PREFERENCE").getString("items[0].dueOn"))
                                        .isEqualTo("2027-11-24"));
    }

    @Test
    void saysWhatKeepsItAndWhatHappensNext() {
        UUID decision = UUID.randomUUID();
        its.topic.publish(its.decided(decision));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");

        its.item(decision)
                .body("kind", equalTo("CALL_DECISION"))
                .body("purposes.purpose", hasItem("PROSPECTING_CALL"))
                .body("held", equalTo(false));
        its.explanation(decision, "fr")
                .body("because.reference", hasItem("C. conso. L223-1, R223-1"))
                .body(
                        "sentences[-1]",
                        equalTo(
                                "Sa destruction est prévue à la fin de la journée du 24 novembre"
                                        + " 2027 (fuseau Europe/Paris)."));
        its.isHiddenFromAnotherController(decision);
        clock.set(NEXT_YEAR);
        job.run();
        var batch = its.orders(1).getFirst().get("batch").textValue();
        its.disposed(batch, "CALL_DECISION", List.of(), Map.of(decision, "IN_USE"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                its.explanation(decision, "en")
                                        .body(
                                                "sentences",
                                                hasItem(
                                                        "The service that keeps it did not destroy"
                                                                + " it when it was ordered to (it is"
                                                                + " still needed); it is ordered"
                                                                + " again.")));
    }

    @Test
    void isInTheCalendarOfItsController() {
        its.topic.publish(its.decided(UUID.randomUUID()));
        its.topic.publish(its.decided(UUID.randomUUID()));
        its.awaitListed("CALL_DECISION", 2, "SCHEDULED");

        its.calendar("rhone-telecom", "2027-11-24", "2027-11-30")
                .body("days", hasSize(1))
                .body("days[0].kind", equalTo("CALL_DECISION"))
                .body("days[0].purposes", contains("PROSPECTING_CALL"))
                .body("days[0].items", equalTo(2));
        its.calendar("rhone-telecom", "2027-11-25", "2027-11-30").body("days", hasSize(0));
        its.calendar("loire-energie", "2027-11-24", "2027-11-30").body("days", hasSize(0));
    }
}
