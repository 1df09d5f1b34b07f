// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.disposition.OwnerCase.NEXT_YEAR;
import static io.temoin.retention.disposition.OwnerCase.NOON;
import static io.temoin.retention.disposition.ReviewCase.KEEP;
import static io.temoin.retention.disposition.ReviewCase.LATEST;
import static io.temoin.retention.disposition.ReviewCase.RELEASE;
import static io.temoin.retention.disposition.ReviewCase.RHONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.QueryPlan;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.eventsourcing.Rejected;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import io.temoin.retention.schedule.ItemReviewStream;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A person looks at registered items before they are destroyed, where a policy wants that: a year
 * by the controller's policy, three by law, and a look in between.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RegisteredReviewTest {

    /** A table with the columns and indexes of the real one, in which most of what is due waits. */
    private static final String MANY =
            """
            create temporary table registered_item (like public.registered_item including all);
            insert into registered_item (tenant, item, kind, controller, purposes, kept_for,
                ended_at, plan, stage, due_at, review_until, registered_at)
              select 'helios', gen_random_uuid(), 'PREFERENCE', 'rhone-telecom', '{}',
                '{PROSPECT_FILE}', now(), gen_random_uuid(), 'SCHEDULED',
                timestamptz '2026-01-01 00:00Z' + n * interval '1 minute',
                case when n % 100 > 0 then timestamptz '2029-01-01 00:00Z' end, now()
              from generate_series(1, 20000) n;
            analyze registered_item\
            """;

    private final ReviewCase reviewed;
    private final OwnerCase its;
    private final UUID one;
    private final UUID two;
    private final TestClock clock;
    private final BatchDispositionJob job;
    private final ItemReviewStream decisions;

    RegisteredReviewTest(TestClock clock, BatchDispositionJob job, ItemReviewStream decisions) {
        this.reviewed = new ReviewCase(clock);
        this.its = reviewed.its;
        this.one = reviewed.one;
        this.two = reviewed.two;
        this.decisions = decisions;
        this.clock = clock;
        this.job = job;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        reviewed.close();
    }

    @Test
    void waitsInTheQueueInsteadOfBeingDestroyed() {
        // Given
        reviewed.scheduled();
        reviewed.reviews("").then().body("items", empty());
        assertProblem(reviewed.decide(RELEASE, one), 409, "review-not-open");
        its.calendar(RHONE, "2027-11-24", "2027-11-24").body("days.reviews", contains(2));
        its.explanation(one, "en")
                .body("sentences", hasItem("A person looks at it before it is destroyed."));
        clock.set(NEXT_YEAR);

        // When
        job.run();

        // Then
        its.awaitListed("PREFERENCE", 2, "SCHEDULED");
        reviewed.awaitReviews(one, two);
        reviewed.reviews("?kind=PREFERENCE&purpose=PROSPECT_FILE&controller=rhone-telecom")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].kind", equalTo("PREFERENCE"))
                .body("items[0].dueOn", equalTo("2027-11-24"))
                .body("items[0].waitingSince", equalTo("2027-11-24T23:00:00Z"))
                .body("items[0].late", equalTo(false))
                .body("items[0].destroyedAt", equalTo("2029-11-24T23:00:00Z"));
        String before = "?waitingBefore=2027-11-24T23:00:00Z";
        List.of("?kind=RECORDING", "?kind=SHEET", "?purpose=QUALITY", before)
                .forEach(none -> reviewed.reviews(none).then().body("items", empty()));
        String next =
                reviewed.reviews("?limit=1")
                        .then()
                        .body("items", hasSize(1))
                        .extract()
                        .path("next");
        reviewed.reviews("?limit=1&cursor=" + next)
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
        assertProblem(reviewed.reviews("?kind=PODCAST"), 400, "request-invalid");
        its.explanation(one, "en")
                .body(
                        "sentences",
                        hasItem(
                                "It waits until 24 November 2029 at most: then it is destroyed, even if"
                                        + " nobody has looked at it."));
        var stranger = Tokens.as(its.tenant, "loire-energie", List.of(), "dpo");
        stranger.get("/v1/reviews").then().body("items", empty());
    }

    @Test
    void goesByTheNextRunWhenItIsReleased() {
        // Given
        reviewed.waiting();
        String key = UUID.randomUUID().toString();

        // When
        reviewed.decide(RHONE, key, RELEASE, one, two)
                .then()
                .statusCode(201)
                .body("items", equalTo(2))
                .body("decidedBy", equalTo("dpo"));
        reviewed.decide(RHONE, key, RELEASE, one, two)
                .then()
                .statusCode(201)
                .header("Idempotent-Replay", "true")
                .body("decidedAt", equalTo("2027-11-26T12:00:00Z"));

        // Then
        assertProblem(reviewed.decide(KEEP.formatted("2028-01-31"), two), 409, "review-not-open");
        reviewed.awaitReviews();
        its.explanation(one, "en")
                .body(
                        "sentences",
                        hasItem(
                                "On 26 November 2027, a data protection officer who looked at it decided"
                                        + " that it is destroyed: nothing needs it any more."));
        job.run();
        assertThat(OwnerCase.items(its.orders(1).getFirst())).containsExactlyInAnyOrder(one, two);
        var published =
                TopicTail.await(
                        "retention.events",
                        sent -> sent.startsWith(its.tenant + "/review-"),
                        all -> !all.isEmpty());
        assertThat(OwnerCase.data(published.getFirst()).get("items")).hasSize(2);
    }

    @Test
    void isNotDestroyedUnderALegalHoldThoughItIsReleased() {
        reviewed.waiting();
        its.hold("{\"items\": [\"%s\"]}".formatted(one)).body("covered", equalTo(1));
        reviewed.decide(RELEASE, one, two).then().statusCode(201);
        reviewed.awaitReviews();

        job.run();

        assertThat(OwnerCase.items(its.orders(1).getFirst())).containsExactly(two);
        its.item(one).body("state", equalTo("SCHEDULED")).body("held", equalTo(true));
    }

    /** Nobody has heard yet of what the other decided at the same moment. */
    @Test
    void isDecidedOnceEachTimeThatItWaits() {
        reviewed.waiting();
        var decided = new DecidedAnyway(decisions, its.tenant);
        decided.release(one);
        assertThatThrownBy(() -> decided.release(one))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(ScheduleProblem.REVIEW_NOT_OPEN));
    }

    /** It is asked about again, and goes at its maximum though nobody looks. */
    @Test
    void isKeptWithinItsMaximumAndNotBeyond() {
        // Given
        reviewed.waiting();
        assertProblem(
                reviewed.decide(KEEP.formatted("2029-11-25"), one, two),
                422,
                "review-date-invalid");

        // When
        reviewed.decide(KEEP.formatted("2028-06-30"), one, two)
                .then()
                .statusCode(201)
                .body("reference", equalTo("CASE-7"))
                .body("keepUntil", equalTo("2028-06-30"));

        // Then
        reviewed.awaitDue("2028-06-30");
        reviewed.awaitReviews();
        job.run();
        its.awaitListed("PREFERENCE", 2, "SCHEDULED");
        clock.set(Instant.parse("2028-07-01T09:00:00Z"));
        job.run();
        reviewed.awaitReviews(one, two);
        its.explanation(one, "en")
                .body(
                        "sentences",
                        hasItem(
                                "On 26 November 2027, a data protection officer who looked at it decided"
                                        + " that it is kept until 30 June 2028: a claim is to be"
                                        + " expected."));
        clock.set(LATEST.minusMillis(1));
        job.run();
        its.awaitListed("PREFERENCE", 2, "SCHEDULED");
        clock.set(LATEST);
        reviewed.awaitReviews();
        job.run();
        assertThat(OwnerCase.items(its.orders(1).getFirst())).containsExactlyInAnyOrder(one, two);
    }

    /** Who lays down less than what somebody decided to keep means that, too. */
    @Test
    void isKeptNoLongerThanANewMaximum() {
        reviewed.waiting();
        reviewed.decide(KEEP.formatted("2029-06-30"), one, two).then().statusCode(201);
        reviewed.awaitDue("2029-06-30");

        String id =
                admin("000000000001")
                        .contentType("application/json")
                        .body(
                                """
                                {"purpose": "PROSPECT_FILE", "from": "LAST_CONTACT_FROM_PERSON",
                                 "atMost": "P2Y", "reference": "our decision",
                                 "validFrom": "2026-11-24"}""")
                        .post("/v1/policies")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        admin("000000000002").post("/v1/policies/{id}/activations", id).then().statusCode(201);

        reviewed.awaitDue("2028-11-24");
    }

    private RequestSpecification admin(String person) {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.tenantWide(
                                its.tenant, RHONE, "00000000-0000-4000-8000-" + person, "admin"))
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    @Test
    void isForTheControllerAloneAndForAllOfTheItemsOrNone() {
        reviewed.waiting();
        assertProblem(
                reviewed.decide("loire-energie", UUID.randomUUID().toString(), RELEASE, one),
                404,
                "item-unknown");
        assertProblem(reviewed.decide(RELEASE, one, UUID.randomUUID()), 404, "item-unknown");
        String seesAll = TestTokens.tenantWide(its.tenant, "loire-energie", "anne", "dpo");
        assertProblem(
                reviewed.decide(Http.given().auth().oauth2(seesAll), "other", RELEASE, one),
                403,
                "item-of-another");
        reviewed.decide(RELEASE, two).then().statusCode(201);
        assertProblem(reviewed.decide(RELEASE, one, two), 409, "review-not-open");
        reviewed.awaitReviews(one);
        job.run();
        assertThat(OwnerCase.items(its.orders(1).getFirst())).containsExactly(two);
    }

    /** What waits is not in the way of what is due. */
    @Test
    void whatWaitsIsPassedOverByAnIndex() throws SQLException {
        String claim =
                DueBatchQueries.CLAIM
                        .formatted("true")
                        .replace("$1", "timestamptz '2026-02-01 00:00Z'")
                        .replace("$2", "'helios'")
                        .replace("$3", "timestamptz 'epoch'")
                        .replace("$4", "'00000000-0000-0000-0000-000000000000'::uuid")
                        .replace("$5", "''")
                        .replace("$6", "4000");
        assertThat(QueryPlan.of(claim, MANY))
                .containsPattern("Index Cond: .*CASE WHEN .* THEN review_until ELSE due_at END <=")
                .doesNotContain("Seq Scan on registered_item");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"kind\": \"PREFERENCE\", \"items\": [], \"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\"}",
                "{\"kind\": \"RECORDING\", \"items\": [\"019a0000-0000-7000-8000-000000000003\"], \"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\"}",
                "{\"kind\": \"PREFERENCE\", \"items\": [\"019a0000-0000-7000-8000-000000000003\", \"019a0000-0000-7000-8000-000000000003\"], \"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\"}",
                "{\"kind\": \"PREFERENCE\", \"items\": [\"019a0000-0000-7000-8000-000000000003\"], \"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\", \"by\": \"me\"}"
            })
    void isRefusedWhenItSaysTooLittleOrTooMuch(String decision) {
        assertProblem(
                Tokens.as(its.tenant, RHONE, List.of(), "dpo")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType("application/json")
                        .body(decision)
                        .post("/v1/reviews/decisions"),
                400,
                "request-invalid");
    }
}
