// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.schedule.RecordingCase.NOON;
import static io.temoin.retention.schedule.RecordingCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.MeterRegistry;
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
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person looks at recordings before they are destroyed, where a policy wants that. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ReviewTest extends HoldRequester {

    private static final Instant DUE = Instant.parse("2027-02-24T23:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2027-02-25T09:00:00Z");
    private static final Instant LATE = DUE.plus(Duration.ofDays(14));
    private static final String RELEASE =
            "{\"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\"}";
    private static final String KEEP =
            """
            {"outcome": "KEEP", "ground": "CLAIM_EXPECTED", "reference": "CASE-7",
             "keepUntil": "%s"}""";

    private final TestClock clock;
    private final ItemDeadlineJob job;
    private final DueCountJob counting;
    private final MeterRegistry metrics;
    private final ItemExplanations ofPersons;

    ReviewTest(
            TestClock clock,
            ItemDeadlineJob job,
            DueCountJob counting,
            MeterRegistry metrics,
            ItemExplanations ofPersons) {
        this.ofPersons = ofPersons;
        this.clock = clock;
        this.job = job;
        this.counting = counting;
        this.metrics = metrics;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    /** Three months by the controller's policy, half a year by law, and a look in between. */
    private void reviewed() {
        String id =
                as("anne", RHONE)
                        .body(
                                """
                                {"controller": "rhone-telecom", "purpose": "QUALITY",
                                 "from": "RECORDING_ENDED", "atMost": "P3M", "review": true,
                                 "reference": "our decision", "validFrom": "2026-11-01"}""")
                        .post("/v1/policies")
                        .then()
                        .statusCode(201)
                        .body("review", equalTo(true))
                        .extract()
                        .path("id");
        as("bruno", RHONE)
                .post("/v1/policies/{id}/activations", id)
                .then()
                .statusCode(201)
                .body("review", equalTo(true));
    }

    private void waits() {
        reviewed();
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        clock.set(NEXT_DAY);
    }

    private Response decide(String organisation, UUID item, String key, String decision) {
        return Tokens.as(its.tenant, organisation, List.of(), "dpo")
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(decision)
                .post("/v1/reviews/{item}/decisions", item);
    }

    private Response decide(String decision) {
        return decide(RHONE, its.recording, UUID.randomUUID().toString(), decision);
    }

    private Response reviews(String filter) {
        return as("anne", RHONE).get("/v1/reviews" + filter);
    }

    private static void projected() {
        await().atMost(PATIENCE).until(() -> Backlog.isHandledBy(RetainedItemProjection.READER));
    }

    @Test
    void waitsInAQueueInsteadOfBeingDestroyed() {
        // Given
        waits();
        UUID other = UUID.randomUUID();
        its.topic.publish(RecordingTopic.stored(its.tenant, other, "QUALITY"));
        its.awaitStage(other, "SCHEDULED");
        projected();

        // Then
        its.run("nothing-goes").body("dueItems", equalTo(0)).body("ordered", equalTo(0));
        reviews("")
                .then()
                .statusCode(200)
                .body("items.id", hasSize(2))
                .body("items.dueOn", hasItem("2027-02-24"))
                .body("items.waitingSince", hasItem("2027-02-24T23:00:00Z"))
                .body("items[0].late", equalTo(false))
                .body("items[0].kind", equalTo("RECORDING"));
        String next = reviews("?limit=1").then().body("items", hasSize(1)).extract().path("next");
        reviews("?limit=1&cursor=" + next)
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
        reviews("?purpose=QUALITY&controller=rhone-telecom&waitingBefore=2027-02-25T00:00:00Z")
                .then()
                .body("items", hasSize(2));
        reviews("?kind=RECORDING").then().body("items", hasSize(2));
        reviews("?kind=TRANSCRIPT").then().body("items", empty());
        reviews("?purpose=TRAINING").then().body("items", empty());
        reviews("?controller=loire-assurance").then().body("items", empty());
        reviews("?waitingBefore=2027-02-24T23:00:00Z").then().body("items", empty());
        as("emma", "loire-assurance").get("/v1/reviews").then().body("items", empty());
        assertProblem(reviews("?waitingBefore=soon"), 400, "request-invalid");
        assertProblem(reviews("?purpose=PODCAST"), 400, "request-invalid");
        assertProblem(reviews("?controller=R%20T"), 400, "request-invalid");
        its.explanation("en")
                .body(
                        "sentences",
                        hasItem(
                                "Its destruction was due at the end of 24 February 2027 in Europe/Paris;"
                                        + " it has waited since then for a person to look at it"
                                        + " and decide."));
        its.explanation("fr")
                .body("sentences", hasItem(containsString("attend depuis lors qu'une personne")));
    }

    @Test
    void isNotInTheQueueBeforeItIsDue() {
        reviewed();
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        reviews("").then().body("items", empty());
        assertProblem(decide(RELEASE), 409, "review-not-open");
        as("anne", RHONE)
                .get("/v1/disposition-calendar?from=2027-02-01&to=2027-02-28")
                .then()
                .body("days.reviews", contains(1));
    }

    /** Nobody uses what waits: its purposes are over. */
    @Test
    void endsTheAccessWhileItWaits() {
        waits();
        job.endAccess();
        its.item().body("purposes[0].accessEndedAt", equalTo("2027-02-24T23:00:00Z"));
    }

    @Test
    void isDestroyedAtOnceWhenItIsReleased() {
        // Given
        waits();
        String key = UUID.randomUUID().toString();

        // When
        decide(RHONE, its.recording, key, RELEASE)
                .then()
                .statusCode(201)
                .body("outcome", equalTo("RELEASE"))
                .body("decidedBy", equalTo("dpo"))
                .body("$", not(hasKey("keepUntil")));
        decide(RHONE, its.recording, key, RELEASE)
                .then()
                .statusCode(201)
                .header("Idempotent-Replay", "true")
                .body("decidedAt", equalTo("2027-02-25T09:00:00Z"));

        // Then
        its.awaitStage("ORDERED").body("order.basis", equalTo("PERIOD_ENDED"));
        assertProblem(decide(RELEASE), 409, "review-not-open");
        projected();
        reviews("").then().body("items", empty());
        var published = its.published(4);
        assertThat(TopicTail.names(published))
                .containsExactly(
                        "ItemRetained",
                        "DispositionScheduled",
                        "ReviewDecided",
                        "DispositionOrdered");
        published.forEach(RecordingCase::keepsItsContract);
    }

    @Test
    void isDestroyedAfterTheLastHoldWhenItIsReleased() {
        // Given
        waits();
        String hold = placed(item());
        job.checkReviews();
        assertDueAtRelease(hold, 0);
        decide(RELEASE).then().statusCode(201);
        projected();
        assertDueAtRelease(hold, 1);
        reviews("").then().body("items", empty());
        its.run("held").body("ordered", equalTo(0));

        // When
        release(hold);

        // Then
        its.run("free").body("ordered", equalTo(1));
    }

    @Test
    void isKeptWithinTheMaximumOfTheLawAndAskedForAgain() {
        // Given
        waits();

        // When
        assertProblem(decide(KEEP.formatted("2027-05-25")), 422, "review-date-invalid");
        decide(KEEP.formatted("2027-04-24"))
                .then()
                .statusCode(201)
                .body("reference", equalTo("CASE-7"))
                .body("keepUntil", equalTo("2027-04-24"));

        // Then
        its.awaitDue("2027-04-24");
        projected();
        reviews("").then().body("items", empty());
        its.explanation("en")
                .body(
                        "sentences",
                        hasItem(
                                "On 25 February 2027, a data protection officer who looked at it decided"
                                        + " that it is kept until 24 April 2027: a claim is to be"
                                        + " expected."))
                .body("sentences", hasItem("A person looks at it before it is destroyed."));
        var told =
                ofPersons
                        .find(new TenantId(its.tenant), its.recording)
                        .await()
                        .atMost(PATIENCE)
                        .orElseThrow();
        assertThat(told.english()).noneMatch(sentence -> sentence.contains("claim"));
        clock.set(Instant.parse("2027-04-24T22:00:00Z"));
        its.run("again").body("ordered", equalTo(0));
        reviews("").then().body("items.id", contains(its.recording.toString()));
        decide(RELEASE).then().statusCode(201);
        its.awaitStage("ORDERED");
    }

    /** What the person asks for is not looked at: a withdrawal comes while it waits. */
    @Test
    void goesWhenThePersonWithdrawsWhileItWaits() {
        waits();
        its.topic.publish(
                RecordingTopic.event(
                        its.tenant,
                        its.recording,
                        "PurposesEnded",
                        data -> {
                            data.put("reason", "CONSENT_WITHDRAWN");
                            data.putArray("purposes").add("QUALITY");
                        }));
        await().atMost(PATIENCE).untilAsserted(() -> reviews("").then().body("items", empty()));
        its.run("withdrawn").body("ordered", equalTo(1));
    }

    /** Six months by law: the list says so, and no run waits longer. */
    @Test
    void isDestroyedWhenNobodyHasLookedByItsMaximum() {
        // Given
        waits();
        job.checkReviews();
        reviews("").then().body("items[0].destroyedAt", equalTo("2027-05-24T22:00:00Z"));
        its.run("too-early").body("ordered", equalTo(0));
        its.explanation("en")
                .body(
                        "sentences",
                        hasItem(
                                "It waits until 24 May 2027 at most: then it is destroyed, even if"
                                        + " nobody has looked at it."));

        // When
        clock.set(Instant.parse("2027-05-24T22:00:00Z"));

        // Then
        its.run("nobody-looked").body("ordered", equalTo(1));
    }

    @Test
    void isSaidToBeLateOnce() {
        // Given
        waits();
        clock.set(LATE.minusMillis(1));
        job.checkReviews();
        clock.set(LATE);

        // When
        job.checkReviews();
        projected();
        job.checkReviews();

        // Then
        var published = its.published(3);
        assertThat(TopicTail.names(published))
                .containsExactly("ItemRetained", "DispositionScheduled", "ReviewOverdue");
        published.forEach(RecordingCase::keepsItsContract);
        reviews("").then().body("items[0].late", equalTo(true));
        counting.count();
        assertThat(metrics.get("temoin.retention.reviews.late").gauge().value())
                .isGreaterThanOrEqualTo(1);
        assertThat(metrics.get("temoin.retention.reviews").gauge().value())
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void isForTheControllerAlone() {
        waits();
        String key = UUID.randomUUID().toString();
        assertProblem(decide("loire-assurance", its.recording, key, RELEASE), 404, "item-unknown");
        assertProblem(decide(RHONE, UUID.randomUUID(), key, RELEASE), 404, "item-unknown");
        assertProblem(
                Tokens.as(its.tenant, RHONE, List.of(), "dpo")
                        .header("Idempotency-Key", key)
                        .contentType("application/json")
                        .body(RELEASE)
                        .post("/v1/reviews/{item}/decisions", "none"),
                404,
                "item-unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"outcome\": \"RELEASE\"}",
                "{\"outcome\": \"RELEASE\", \"ground\": \"STILL_NEEDED\"}",
                "{\"outcome\": \"LEAVE\", \"ground\": \"STILL_NEEDED\"}",
                "{\"outcome\": \"KEEP\", \"ground\": \"NO_LONGER_NEEDED\"}",
                "{\"outcome\": \"KEEP\", \"ground\": \"STILL_NEEDED\"}",
                "{\"outcome\": \"KEEP\", \"ground\": \"STILL_NEEDED\", \"reference\": \"C-7\"}",
                "{\"outcome\": \"KEEP\", \"ground\": \"STILL_NEEDED\", \"keepUntil\": \"2027-05-01\"}",
                "{\"outcome\": \"KEEP\", \"ground\": \"STILL_NEEDED\", \"reference\": \"C-7\", \"keepUntil\": \"May\"}",
                "{\"outcome\": \"KEEP\", \"ground\": \"STILL_NEEDED\", \"reference\": \"Mrs Martin\", \"keepUntil\": \"2027-05-01\"}",
                "{\"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\", \"keepUntil\": \"2027-05-01\"}",
                "{\"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\", \"reference\": \"C-7\"}",
                "{\"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\", \"by\": \"me\"}"
            })
    void isRefusedWhenItSaysTooLittleOrTooMuch(String decision) {
        assertProblem(decide(decision), 400, "request-invalid");
    }
}
