// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.schedule.RecordingCase.NOON;
import static io.temoin.retention.schedule.RecordingCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People decide what two laws order differently. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ConflictTest extends HoldRequester {

    private static final Instant AFTER_THE_DUTY = Instant.parse("2027-02-01T09:00:00Z");
    private static final String KEEP = "{\"outcome\": \"KEEP\", \"ground\": \"LEGAL_ADVICE\"}";
    private static final String DESTROY = "{\"outcome\": \"DESTROY\", \"ground\": \"NO_CONTRACT\"}";

    private final TestClock clock;

    ConflictTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private void inConflict() {
        its.stored("INVESTMENT_ORDER", "INSURANCE_NO_SALE");
        its.awaitStage("IN_CONFLICT");
        await().atMost(PATIENCE).until(() -> Backlog.isHandledBy(RetainedItemProjection.READER));
    }

    private Response decide(String organisation, UUID item, String key, String decision) {
        return Tokens.as(its.tenant, organisation, List.of(), "dpo")
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(decision)
                .post("/v1/conflicts/{item}/decisions", item);
    }

    private Response decide(String decision) {
        return decide(RHONE, its.recording, UUID.randomUUID().toString(), decision);
    }

    private Response conflicts(String filter) {
        return as("anne", RHONE).get("/v1/conflicts" + filter);
    }

    @Test
    void waitInAQueue() {
        // Given
        inConflict();
        UUID other = UUID.randomUUID();
        its.topic.publish(
                RecordingTopic.stored(its.tenant, other, "INVESTMENT_ORDER", "INSURANCE_NO_SALE"));
        its.awaitStage(other, "IN_CONFLICT");
        await().atMost(PATIENCE).until(() -> Backlog.isHandledBy(RetainedItemProjection.READER));

        // Then
        conflicts("")
                .then()
                .statusCode(200)
                .body("items.id", hasSize(2))
                .body("items.keepUntil", hasItem("2031-11-24"))
                .body("items.destroyBy", hasItem("2026-12-24"));
        String next = conflicts("?limit=1").then().body("items", hasSize(1)).extract().path("next");
        conflicts("?limit=1&cursor=" + next)
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
        conflicts("?destroyBefore=2026-12-25&controller=rhone-telecom")
                .then()
                .body("items", hasSize(2));
        conflicts("?destroyBefore=2026-12-24").then().body("items", empty());
        conflicts("?controller=loire-assurance").then().body("items", empty());
        as("emma", "loire-assurance").get("/v1/conflicts").then().body("items", empty());
        assertProblem(conflicts("?destroyBefore=tomorrow"), 400, "request-invalid");
        assertProblem(conflicts("?controller=R%20T"), 400, "request-invalid");
    }

    @Test
    void keepsTheItemAndSaysWhoDecidedWhenAndWhy() {
        // Given
        inConflict();
        String key = UUID.randomUUID().toString();

        // When
        decide(RHONE, its.recording, key, KEEP)
                .then()
                .statusCode(201)
                .body("outcome", equalTo("KEEP"))
                .body("decidedBy", equalTo("dpo"))
                .body("decidedAt", equalTo("2026-11-24T11:00:00Z"));
        decide(RHONE, its.recording, key, KEEP)
                .then()
                .statusCode(201)
                .header("Idempotent-Replay", "true")
                .body("decidedAt", equalTo("2026-11-24T11:00:00Z"));

        // Then
        its.awaitListed("UNDER_MINIMUM");
        conflicts("").then().body("items", empty());
        its.item().body("dueOn", equalTo("2031-11-24"));
        its.explanation("fr")
                .body("resolution.ground", equalTo("LEGAL_ADVICE"))
                .body(
                        "sentences",
                        hasItem(
                                "Le 24 novembre 2026, le délégué à la protection des données a"
                                        + " décidé que l'enregistrement est conservé jusqu'au"
                                        + " terme de la durée minimale légale : avis juridique."));
        assertProblem(decide(DESTROY), 409, "conflict-not-open");
        var published = its.published(4);
        assertThat(TopicTail.names(published))
                .containsExactly(
                        "ItemRetained",
                        "ConflictRaised",
                        "ConflictResolved",
                        "RetainedUnderMinimum");
        published.forEach(RecordingCase::keepsItsContract);
    }

    @Test
    void destroysTheItemOnceItsLastHoldIsReleased() {
        // Given
        inConflict();
        String hold = placed(item());
        clock.set(AFTER_THE_DUTY);

        // When
        decide(DESTROY).then().statusCode(201);
        its.awaitListed("SCHEDULED");
        its.run("held").body("ordered", equalTo(0));
        release(hold);
        its.run("free").body("ordered", equalTo(1));

        // Then
        its.awaitStage("ORDERED").body("order.basis", equalTo("DESTRUCTION_DUTY"));
        its.explanation("en")
                .body("resolution.outcome", equalTo("DESTROY"))
                .body("because.purpose", hasItem("INVESTMENT_ORDER"));
    }

    @Test
    void isOpenAgainWithAnotherFact() {
        // Given
        inConflict();
        decide(KEEP).then().statusCode(201);

        // When
        its.fulfilled("INVESTMENT_ORDER");

        // Then
        its.awaitListed("IN_CONFLICT");
        conflicts("").then().body("items.id", contains(its.recording.toString()));
        its.explanation().body("resolution", nullValue());
    }

    @Test
    void isForTheControllerAlone() {
        inConflict();
        String key = UUID.randomUUID().toString();
        assertProblem(decide("loire-assurance", its.recording, key, KEEP), 404, "item-unknown");
        assertProblem(decide(RHONE, UUID.randomUUID(), key, KEEP), 404, "item-unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"outcome\": \"KEEP\"}",
                "{\"ground\": \"LEGAL_ADVICE\"}",
                "{\"outcome\": \"LEAVE\", \"ground\": \"LEGAL_ADVICE\"}",
                "{\"outcome\": \"KEEP\", \"ground\": \"BECAUSE\"}",
                "{\"outcome\": \"KEEP\", \"ground\": \"LEGAL_ADVICE\", \"until\": \"2030-01-01\"}"
            })
    void isRefusedWhenItSaysTooLittleOrTooMuch(String decision) {
        assertProblem(decide(decision), 400, "request-invalid");
    }

    @Test
    void explainsWhatWasKnownAtAnEarlierTime() {
        // Given
        inConflict();
        clock.set(Instant.parse("2026-11-26T09:00:00Z"));
        String hold = placed(item());
        clock.set(AFTER_THE_DUTY);
        release(hold);
        decide(KEEP).then().statusCode(201);

        // Then
        asOf("2026-11-24T11:00:00Z")
                .then()
                .statusCode(200)
                .body("asOf", equalTo("2026-11-24T11:00:00Z"))
                .body("state", equalTo("IN_CONFLICT"))
                .body("held", equalTo(false))
                .body("resolution", nullValue());
        asOf("2026-11-26")
                .then()
                .statusCode(200)
                .body("state", equalTo("IN_CONFLICT"))
                .body("holds", contains(hold));
        asOf("2027-02-01")
                .then()
                .statusCode(200)
                .body("state", equalTo("UNDER_MINIMUM"))
                .body("holds", empty())
                .body("resolution.outcome", equalTo("KEEP"));
        assertProblem(asOf("2026-11-23"), 422, "item-not-retained-yet");
        for (String wrong : List.of("2027-02-02", "2027-02-01T09:00:01Z", "yesterday", "2026-1")) {
            assertProblem(asOf(wrong), 400, "request-invalid");
        }
        assertProblem(
                as("emma", "loire-assurance")
                        .queryParam("asOf", "2026-11-23")
                        .get("/v1/items/{id}/explanation", its.recording),
                404,
                "item-unknown");
    }

    private Response asOf(String then) {
        return as("anne", RHONE)
                .queryParam("asOf", then)
                .get("/v1/items/{id}/explanation", its.recording);
    }
}
