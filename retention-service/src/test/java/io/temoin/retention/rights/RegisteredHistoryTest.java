// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.ErasureCase.PERSON;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.retention.TestClock;
import io.temoin.retention.schedule.DatabaseRole;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a registered item was kept, as it was known at an earlier time. */
@QuarkusTest
class RegisteredHistoryTest {

    private static final Instant REGISTERED = NOON;
    private static final Instant LATER = NOON.plus(Duration.ofDays(2));
    private static final Instant AFTERWARDS = NOON.plus(Duration.ofDays(4));

    private final DeskCase desk = new DeskCase();
    private final ErasureCase its = new ErasureCase(desk);
    private final UUID decision = UUID.randomUUID();
    private final TestClock clock;

    RegisteredHistoryTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void aDecisionIsRegistered() {
        clock.set(REGISTERED);
        its.told("CallDecided", data -> data.put("decision", decision.toString()).remove("proofs"));
        its.awaitItem(decision);
        awaitDue("2027-11-24");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void awaitDue(String day) {
        await().atMost(PATIENCE).until(() -> day.equals(its.item(decision).getString("dueOn")));
    }

    private Response asOf(Instant then) {
        return desk.dpo()
                .header("Accept-Language", "en")
                .queryParam("asOf", then.toString())
                .get("/v1/items/{id}/explanation", decision);
    }

    @Test
    void isThatOfBeforeAnErasure() {
        desk.recorded();
        clock.set(LATER);
        its.decided();
        awaitDue("2026-12-24");
        clock.set(AFTERWARDS);

        asOf(LATER.minusSeconds(1))
                .then()
                .statusCode(200)
                .body("asOf", equalTo(LATER.minusSeconds(1).toString()))
                .body("state", equalTo("SCHEDULED"))
                .body("dueOn", equalTo("2027-11-24"))
                .body("because.rule", not(hasItem("ERASURE_UPHELD")));
        asOf(LATER)
                .then()
                .statusCode(200)
                .body("state", equalTo("UNDER_MINIMUM"))
                .body("dueOn", equalTo("2026-12-24"))
                .body("because.rule", hasItem("ERASURE_UPHELD"));
    }

    @Test
    void isThatUnderTheHoldsOfThen() {
        String hold = its.hold("{\"subject\": \"%s\"}".formatted(PERSON));
        clock.set(LATER);
        its.release(hold);
        clock.set(AFTERWARDS);

        asOf(LATER.minusSeconds(1))
                .then()
                .statusCode(200)
                .body("held", equalTo(true))
                .body("holds", hasItem(hold))
                .body("sentences", hasItem(startsWith("Under legal hold")));
        asOf(LATER).then().statusCode(200).body("held", equalTo(false)).body("holds", hasSize(0));
    }

    /** It was ordered, its owner refused, it was ordered again, and destroyed. */
    @Test
    void isThatOfEachOrder() {
        Instant first = Instant.parse("2027-11-25T09:00:00Z");
        Instant second = first.plus(Duration.ofDays(2));
        clock.set(first);
        its.run();
        var ordered = its.batches(1).getFirst();
        its.answered(ordered, false);
        its.awaitItemState(decision, "SCHEDULED");
        clock.set(second);
        its.run();
        var again =
                its.batches(2).stream()
                        .filter(each -> !each.get("batch").equals(ordered.get("batch")))
                        .findFirst()
                        .orElseThrow();
        its.answered(again, true);
        its.awaitItemState(decision, "DISPOSED");
        clock.set(second.plus(Duration.ofDays(1)));

        asOf(first.minusSeconds(1))
                .then()
                .statusCode(200)
                .body("state", equalTo("SCHEDULED"))
                .body("dueOn", equalTo("2027-11-24"));
        asOf(second.minusSeconds(1))
                .then()
                .body("state", equalTo("SCHEDULED"))
                .body("dueOn", equalTo("2027-11-25"))
                .body("sentences", hasItem(startsWith("The service that keeps it did not")));
        asOf(second)
                .then()
                .body(
                        "sentences",
                        hasItem(startsWith("Its destruction was ordered on 27 November 2027")))
                .body("sentences", not(hasItem(startsWith("The service that keeps it did not"))));
    }

    @Test
    void beginsWithTheRegistration() {
        clock.set(LATER);

        assertProblem(asOf(REGISTERED.minusSeconds(1)), 422, "item-not-retained-yet");
    }

    /** Of what was there before changes were kept, nobody knows what was known. */
    @Test
    void isRefusedForTheTimeOfWhichNothingWasKept() throws Exception {
        DatabaseRole.FEED.run(
                "update registered_item set registered_before = true where tenant = '%s'"
                        .formatted(desk.tenant));
        clock.set(LATER);

        assertProblem(asOf(REGISTERED.minusSeconds(1)), 400, "request-invalid");
        asOf(REGISTERED).then().statusCode(200).body("keptWith", nullValue());
    }
}
