// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.AFTER_MIDNIGHT;
import static io.temoin.retention.schedule.RecordingCase.NOON;
import static io.temoin.retention.schedule.RecordingCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.ProblemAssertions;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Legal holds against what would be destroyed. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class HoldingTest extends HoldRequester {

    private final TestClock clock;

    HoldingTest(TestClock clock) {
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

    /** A13, with a purpose that is fulfilled instead of years that pass. */
    @Test
    void a13KeepsARecordingUntilTheLastHoldOnItIsReleased() {
        its.dueTonight();
        its.awaitListed("SCHEDULED");
        String first = placed(item());

        clock.set(AFTER_MIDNIGHT);
        its.run("held").body("dueItems", equalTo(0)).body("ordered", equalTo(0));
        its.item().body("holds", contains(first)).body("state", equalTo("SCHEDULED"));
        its.explanation("en")
                .body("holds", contains(first))
                .body(
                        "sentences[-1]",
                        equalTo(
                                "Its destruction was due at the end of 24 November 2026 in Europe/Paris"
                                        + " and will be ordered by the first run after the last"
                                        + " hold is released."));

        String second = placed("\"campaign\": \"fibre-autumn\"");
        release(first);
        its.run("still-held").body("dueItems", equalTo(0));
        its.item().body("holds", contains(second));

        release(second);
        its.run("free").body("dueItems", equalTo(1)).body("ordered", equalTo(1));
        its.awaitStage("ORDERED").body("holds", empty());
    }

    /** What is to go at once is ordered on another way than what is due. */
    @Test
    void keepsWhatAnObjectionWouldDestroyAtOnce() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        String hold = placed(item());

        its.quarantined("OPTED_OUT", NOON);
        await().atMost(PATIENCE)
                .untilAsserted(() -> its.item().body("quarantine.reason", equalTo("OPTED_OUT")));
        its.item().body("state", equalTo("SCHEDULED")).body("holds", contains(hold));

        release(hold);
        its.run("free").body("ordered", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"campaign\": \"fibre-autumn\" | true",
                "\"campaign\": \"mobile\", \"endedFrom\": \"2026-11-24T00:00:00Z\" | false",
                "\"purposes\": [\"TRAINING\", \"QUALITY\"] | true",
                "\"purposes\": [\"TRAINING\"], \"endedFrom\": \"2026-11-24T00:00:00Z\" | false",
                "\"endedFrom\": \"2026-11-24T00:00:00Z\" | true",
                "\"endedFrom\": \"2026-11-25T00:00:00Z\" | false",
                "\"endedFrom\": \"2026-11-24T00:00:00+01:00\", \"endedBefore\": \"2026-11-25T00:00:00+01:00\" | true",
                "\"endedFrom\": \"2026-11-23T00:00:00Z\", \"endedBefore\": \"2026-12-23T00:00:00Z\", \"campaign\": \"mobile\" | false"
            })
    void coversWhatFulfilsItsCriteriaNowAndLater(String criteria, boolean covered) {
        String hold =
                covered ? null : placed(criteria); // of what is not there yet: a period to come
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        String placed = hold == null ? placed(criteria) : hold;

        its.item().body("holds", hasSize(covered ? 1 : 0));
        as("anne", RHONE)
                .get("/v1/holds/{id}/items", placed)
                .then()
                .statusCode(200)
                .body("items.id", covered ? contains(its.recording.toString()) : empty());
    }

    @Test
    void coversAPersonWithAllThatComesLater() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        String subject = its.item().extract().path("subject");
        placed("\"subject\": \"" + subject + "\"");
        its.item().body("holds", hasSize(1));
        UUID later = UUID.randomUUID();
        its.topic.publish(RecordingTopic.stored(its.tenant, later, "QUALITY"));
        its.awaitStage(later, "SCHEDULED").body("holds", hasSize(1));
    }

    @Test
    void isReleasedByTwoPeopleWhoHaveSeenWhatGoes() {
        its.dueTonight();
        its.awaitListed("SCHEDULED");
        String hold = placed(item());
        String seen = preview(hold);
        ProblemAssertions.assertProblem(
                post("bruno", "/" + hold + "/releases", releasing(seen)),
                409,
                "release-not-proposed");
        ProblemAssertions.assertProblem(
                post("anne", "/" + hold + "/release-proposals", proposing("0".repeat(64))),
                409,
                "release-preview-outdated");
        post("anne", "/" + hold + "/release-proposals", proposing(seen))
                .then()
                .statusCode(201)
                .body("proposal.by", equalTo("anne"))
                .body("proposal.due", equalTo(1))
                .body("proposal.freed", equalTo(1));
        ProblemAssertions.assertProblem(
                post("anne", "/" + hold + "/releases", releasing(seen)),
                403,
                "release-by-proposer");
        ProblemAssertions.assertProblem(
                post("bruno", "/" + hold + "/release-proposals", proposing(seen)),
                409,
                "release-already-proposed");
        Http.given()
                .auth()
                .oauth2(TestTokens.token(its.tenant, RHONE, List.of(), "bruno", "dpo"))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/holds/{id}/release-cancellations", hold)
                .then()
                .statusCode(201)
                .body("state", equalTo("IN_FORCE"));
        release(hold);
        ProblemAssertions.assertProblem(
                post("anne", "/" + hold + "/release-proposals", proposing(seen)),
                409,
                "hold-released");
        var published =
                TopicTail.await(
                        "retention.events",
                        (its.tenant + "/hold-" + hold)::equals,
                        found -> found.size() >= 5);
        assertThat(TopicTail.names(published))
                .containsExactly(
                        "HoldPlaced",
                        "HoldReleaseProposed",
                        "HoldReleaseCancelled",
                        "HoldReleaseProposed",
                        "HoldReleased");
        assertThat(published).allSatisfy(RecordingCase::keepsItsContract);
    }

    /** Counsel needs nobody of another role, and one counsel alone releases nothing either. */
    @Test
    void isPlacedAndReleasedByTwoOfCounsel() {
        its.dueTonight();
        its.awaitListed("SCHEDULED");
        String hold =
                counsel("lucie").body(body(item())).post("/v1/holds").then().extract().path("id");
        counsel("lucie").get("/v1/holds").then().body("items.id", contains(hold));
        counsel("lucie").get("/v1/holds/{id}", hold).then().body("placedBy", equalTo("lucie"));
        counsel("lucie").get("/v1/holds/{id}/items", hold).then().body("items", hasSize(1));
        String seen =
                counsel("lucie")
                        .get("/v1/holds/{id}/release-preview", hold)
                        .then()
                        .body("due", equalTo(1))
                        .extract()
                        .path("digest");
        counsel("lucie")
                .body(proposing(seen))
                .post("/v1/holds/{id}/release-proposals", hold)
                .then()
                .statusCode(201);
        ProblemAssertions.assertProblem(
                counsel("lucie").body(releasing(seen)).post("/v1/holds/{id}/releases", hold),
                403,
                "release-by-proposer");

        counsel("marc")
                .body(releasing(seen))
                .post("/v1/holds/{id}/releases", hold)
                .then()
                .statusCode(201)
                .body("state", equalTo("RELEASED"));
    }

    @Test
    void answersARepeatedRequestAsTheFirst() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        var request = as("anne", RHONE).header("Idempotency-Key", "the-same").body(body(item()));
        String once =
                Http.given()
                        .spec(request)
                        .post("/v1/holds")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        Http.given()
                .spec(request)
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .header("Idempotent-Replay", "true")
                .body("id", equalTo(once));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"campaign\": \"unheard-of\"",
                "\"subject\": \"00000000000000000000000000000000\"",
                "\"endedBefore\": \"2020-01-01T00:00:00Z\""
            })
    void isNotPlacedOnNothing(String criteria) {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");

        ProblemAssertions.assertProblem(
                post("anne", "", body(criteria)), 422, "hold-without-items");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | /criteria",
                "\"items\": [] | /criteria/items",
                "\"purposes\": [] | /criteria/purposes",
                "\"campaign\": \"+33612345678\" | /criteria/campaign",
                "\"subject\": \"anne\" | /criteria/subject",
                "\"endedFrom\": \"yesterday\" | /criteria/endedFrom",
                "\"endedFrom\": \"2026-11-24T00:00:00Z\", \"endedBefore\": \"2026-11-24T00:00:00Z\" | /criteria/endedBefore",
                "\"team\": \"west\" | /criteria/team"
            })
    void refusesCriteriaThatMeanNothing(String criteria, String pointer) {
        post("anne", "", body(criteria))
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo(pointer));
    }

    @Test
    void refusesAnItemThatTheControllerDoesNotHave() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        String items = "\"items\": [\"%s\", \"%s\"]".formatted(its.recording, UUID.randomUUID());

        Response answer = post("anne", "", body(items));

        ProblemAssertions.assertProblem(answer, 422, "hold-item-unknown");
        answer.then().body("violations[0].pointer", equalTo("/criteria/items/1"));
        its.item().body("holds", empty());
    }

    /** What was ordered by then cannot be held; whoever lists it would believe it to be safe. */
    @Test
    void refusesAnItemThatIsOrdered() {
        its.dueTonight();
        clock.set(AFTER_MIDNIGHT);
        its.run("gone");
        its.awaitListed("ORDERED");

        ProblemAssertions.assertProblem(post("anne", "", body(item())), 422, "hold-item-unknown");
    }

    /** It learns that there is a hold, not which of its items one case joins. */
    @Test
    void tellsAProcessorThatItsItemIsHeldAndNoMore() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        PublishedAgreements.inForce(its.tenant, RHONE, "voix-du-rhone", "QUALITY");
        placed(item());
        for (String part : List.of("", "/explanation")) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    as("claire", "voix-du-rhone")
                                            .get("/v1/items/" + its.recording + part)
                                            .then()
                                            .statusCode(200)
                                            .body("held", equalTo(true))
                                            .body("holds", empty()));
        }
        its.item().body("held", equalTo(true)).body("holds", hasSize(1));
    }

    /** A processor does not hold what is the controller's, and does not learn why it is held. */
    @Test
    void existsForItsControllerAlone() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        for (String stranger : List.of("voix-du-rhone", "loire-assurance")) {
            ProblemAssertions.assertProblem(
                    as("anne", stranger).body(body(item())).post("/v1/holds"),
                    403,
                    "hold-of-another");
        }
        String hold = placed(item());
        for (String stranger : List.of("voix-du-rhone", "loire-assurance")) {
            as("anne", stranger).get("/v1/holds").then().statusCode(200).body("items", empty());
            for (String path : List.of("", "/items", "/release-preview")) {
                ProblemAssertions.assertProblem(
                        as("anne", stranger).get("/v1/holds/" + hold + path), 404, "hold-unknown");
            }
            ProblemAssertions.assertProblem(
                    as("anne", stranger)
                            .body(proposing("0".repeat(64)))
                            .post("/v1/holds/" + hold + "/release-proposals"),
                    404,
                    "hold-unknown");
        }
        as("anne", RHONE).get("/v1/holds").then().statusCode(200).body("items.id", contains(hold));
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        String first = placed(item());
        clock.set(NOON.plusSeconds(1));
        String second = placed("\"campaign\": \"fibre-autumn\"");
        release(second);

        String next =
                as("anne", RHONE)
                        .queryParam("limit", 1)
                        .get("/v1/holds")
                        .then()
                        .body("items.id", contains(second))
                        .extract()
                        .path("next");
        as("anne", RHONE)
                .queryParam("limit", 1)
                .queryParam("cursor", next)
                .get("/v1/holds")
                .then()
                .body("items.id", contains(first));
        as("anne", RHONE)
                .queryParam("state", "IN_FORCE")
                .get("/v1/holds")
                .then()
                .body("items.id", contains(first));
        as("anne", RHONE).queryParam("state", "GONE").get("/v1/holds").then().statusCode(400);
        Tokens.admin(its.tenant).get("/v1/holds").then().body("items", hasSize(2));
    }
}
