// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.ErasureCase.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.TopicTail;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an erasure cannot destroy at once goes as soon as nothing keeps it any more, and so does
 * what is heard of later.
 */
@QuarkusTest
class ErasureLeftoversTest {

    private final DeskCase desk = new DeskCase();
    private final ErasureCase its = new ErasureCase(desk);
    private final UUID serving = UUID.randomUUID();
    private final TestClock clock;

    ErasureLeftoversTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void whatAHoldKeepsGoesWhenItIsReleased() {
        desk.recorded();
        UUID statement = its.stated();
        its.awaitItem(statement);
        String hold = its.hold("{\"subject\": \"%s\"}".formatted(PERSON));

        UUID request = its.decided();

        assertThat(its.kept(request, "RECORDING").getString("cause")).isEqualTo("LEGAL_HOLD");
        assertThat(its.kept(request, "PREFERENCE").getString("ground")).isEqualTo("LEGAL_CLAIMS");
        its.awaitState(request, "WITH_TRAIL");
        assertThat(its.item(desk.recording).getString("quarantine.reason")).isEqualTo("ERASURE");
        awaitDue(statement, "2026-11-24");
        assertThat(its.item(statement).getString("quarantine.reason")).isEqualTo("ERASURE");
        assertThat(its.run()).isZero();

        its.release(hold);
        assertThat(its.run()).isEqualTo(2);

        assertThat(its.order().getString("basis")).isEqualTo("ERASURE_UPHELD");
        var batch = its.batches(1).getFirst();
        assertThat(batch.getString("basis")).isEqualTo("ERASURE_UPHELD");
        assertThat(batch.getList("items")).containsExactly(statement.toString());
    }

    private void awaitDue(UUID item, String day) {
        await().atMost(PATIENCE).until(() -> day.equals(its.item(item).getString("dueOn")));
    }

    /** A call counts towards the cap for 30 days, and nothing but that keeps its decision. */
    @Test
    void whatAMinimumKeepsGoesWhenItIsOver() {
        desk.recorded();
        UUID decision = UUID.randomUUID();
        its.told("CallDecided", data -> data.put("decision", decision.toString()).remove("proofs"));
        its.awaitItem(decision);
        awaitDue(decision, "2027-11-24");

        UUID request = its.decided();

        var kept = its.kept(request, "CALL_DECISION");
        assertThat(kept.getString("cause")).isEqualTo("STATUTORY_MINIMUM");
        assertThat(kept.getString("until")).isEqualTo("2026-12-24");
        awaitDue(decision, "2026-12-24");
        assertThat(its.item(decision).getString("state")).isEqualTo("UNDER_MINIMUM");
        desk.dpo()
                .get("/v1/items/{id}/explanation", decision)
                .then()
                .body("because.rule", hasItem("ERASURE_UPHELD"));

        clock.set(NOON.plus(Duration.ofDays(31)));
        its.run();

        var batch =
                its.batches(1).stream()
                        .filter(each -> each.getString("kind").equals("CALL_DECISION"))
                        .findFirst()
                        .orElseThrow();
        assertThat(batch.getString("basis")).isEqualTo("ERASURE_UPHELD");
        assertThat(batch.getList("items")).containsExactly(decision.toString());
    }

    /** It was on its way when the erasure was decided. */
    @Test
    void whatIsHeardOfLaterGoesToo() {
        desk.recorded();
        UUID request = its.decided();
        try (var topic = new RecordingTopic()) {
            topic.publish(
                    RecordingTopic.erased(
                            desk.tenant, desk.recording, its.order().getString("order")));
            its.awaitState(request, "WITH_TRAIL");

            UUID late = UUID.randomUUID();
            topic.publish(RecordingTopic.stored(desk.tenant, late, "QUALITY"));
            var events =
                    TopicTail.await(
                            "retention.events",
                            (desk.tenant + "/item-" + late)::equals,
                            found -> TopicTail.names(found).contains("DispositionOrdered"));
            assertThat(TopicTail.names(events)).contains("QuarantineNoted");
        }
        UUID statement = its.stated();
        its.awaitItem(statement);
        awaitDue(statement, "2026-11-24");
        assertThat(its.run()).isEqualTo(1);
        assertThat(its.batches(1).getFirst().getString("basis")).isEqualTo("ERASURE_UPHELD");
    }

    /** That a service still uses it is no ground to keep it, and it is tried again. */
    @Test
    void whatItsServiceRefusesIsNoLegalObligationAndIsOrderedAgain() {
        desk.recorded();
        UUID statement = its.stated();
        its.awaitItem(statement);
        UUID request = its.decided();
        var first = its.batches(1).getFirst();

        its.answered(first, false);

        await().atMost(PATIENCE)
                .until(
                        () ->
                                "REFUSED_BY_OWNER"
                                        .equals(
                                                its.kept(request, "PREFERENCE")
                                                        .getString("cause")));
        assertThat(its.kept(request, "PREFERENCE").getString("ground")).isNull();
        clock.set(NOON.plus(Duration.ofDays(1)));
        its.run();
        var again =
                its.batches(2).stream()
                        .filter(each -> !each.get("batch").equals(first.get("batch")))
                        .findFirst()
                        .orElseThrow();
        assertThat(again.getString("basis")).isEqualTo("ERASURE_UPHELD");
        its.answered(again, true);
        its.awaitItemState(statement, "DISPOSED");
    }

    /** They prove that it was lawful to record. */
    @Test
    void whatTellsOfACallStaysAsLongAsItsRecording() {
        String hold = heldCall();
        its.awaitState(its.decided(), "WITH_TRAIL");
        clock.set(NOON.plus(Duration.ofDays(31)));
        assertThat(its.run()).isZero();

        its.release(hold);
        assertThat(its.run()).isPositive();
        try (var topic = new RecordingTopic()) {
            topic.publish(
                    RecordingTopic.erased(
                            desk.tenant, desk.recording, its.order().getString("order")));
        }
        its.awaitItemState(desk.recording, "DISPOSED");
        its.run();
        assertThat(its.batches(2))
                .extracting(order -> order.getString("kind"))
                .containsExactlyInAnyOrder("CALL_DECISION", "NOTICE_SERVED");
    }

    /** Of a person who is not erased, they go after a year, and the recording stays. */
    @Test
    void whatTellsOfACallGoesWhenItWouldHaveGoneAnyway() {
        heldCall();

        UUID request = its.decided();

        var kept = its.kept(request, "NOTICE_SERVED");
        assertThat(kept.getString("cause")).isEqualTo("KEPT_RECORDING");
        assertThat(kept.getString("ground")).isEqualTo("LEGAL_OBLIGATION");
        assertThat(kept.getString("until")).isEqualTo("2027-11-24");
        its.awaitState(request, "WITH_TRAIL");
        desk.dpo()
                .header("Accept-Language", "en")
                .get("/v1/items/{id}/explanation", serving)
                .then()
                .body("keptWith.recording", is(desk.recording.toString()))
                .body("keptWith.cause", is("LEGAL_HOLD"))
                .body("keptWith.until", is("2027-11-24"))
                .body("sentences", hasItem(startsWith("It stays with the recording of its call")))
                .body("sentences", hasItem("The recording is under a legal hold."))
                .body("sentences", not(hasItem(containsString("next run"))));
        clock.set(Instant.parse("2027-11-24T22:59:59Z"));
        assertThat(its.run()).isZero();
        clock.set(Instant.parse("2027-11-24T23:00:01Z"));
        assertThat(its.run()).isEqualTo(2);
        assertThat(its.batches(2))
                .extracting(order -> order.getString("basis"))
                .containsOnly("PERIOD_ENDED");
    }

    /** A call whose recording, decision and notice are known, the recording under a hold. */
    private String heldCall() {
        desk.recorded();
        String decision = its.item(desk.recording).getString("decision");
        its.told("CallDecided", data -> data.put("decision", decision).remove("proofs"));
        its.told(
                "NoticeServed",
                data -> data.put("serving", serving.toString()).put("decision", decision));
        its.awaitItem(serving);
        // Of the recording alone: the call was for another purpose.
        return its.hold("{\"purposes\": [\"QUALITY\"]}");
    }
}
