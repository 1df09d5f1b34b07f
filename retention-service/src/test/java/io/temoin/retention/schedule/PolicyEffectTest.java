// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.NOON;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.PurposeTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.TopicTail;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a controller lays down is what its recordings are kept for; those it has stay as they are.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PolicyEffectTest {

    private static final String CONTROLLER = "\"controller\": \"rhone-telecom\"";
    private static final String CAMPAIGN = CONTROLLER + ", \"campaign\": \"fibre-autumn\"";

    private final RecordingCase its = new RecordingCase();
    private final TestClock clock;

    PolicyEffectTest(TestClock clock) {
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

    @Test
    void aNewRecordingIsKeptForWhatItsControllerLaidDown() {
        activate(CONTROLLER, "QUALITY", "\"atMost\": \"P3M\"");

        its.stored("QUALITY", "TRAINING");

        its.awaitDue("2027-05-24"); // for training, of which nothing was laid down
        its.explanation()
                .body("because.purpose", contains("TRAINING", "QUALITY"))
                .body("because[1].until", equalTo("2027-02-24"))
                .body("because[1].reference", equalTo("our decision"));
    }

    @Test
    void aCampaignIsKeptForLessThanTheRest() {
        activate(CONTROLLER, "QUALITY", "\"atMost\": \"P3M\"");
        activate(CAMPAIGN, "QUALITY", "\"atMost\": \"P1M\"");

        its.storedFor("fibre-autumn", "QUALITY");

        its.awaitDue("2026-12-24");
    }

    @Test
    void anotherCampaignIsNot() {
        activate(CONTROLLER, "QUALITY", "\"atMost\": \"P3M\"");
        activate(CAMPAIGN, "QUALITY", "\"atMost\": \"P1M\"");

        its.storedFor("mobile", "QUALITY");

        its.awaitDue("2027-02-24");
    }

    @Test
    void aMinimumIsLengthened() {
        activate(CONTROLLER, "INVESTMENT_ORDER", "\"atLeast\": \"P7Y\"");

        its.stored("INVESTMENT_ORDER");
        its.fulfilled("INVESTMENT_ORDER");

        its.awaitStage("UNDER_MINIMUM").body("dueOn", equalTo("2033-11-24"));
    }

    @Test
    void whatIsRetainedAlreadyStaysAsItIs() {
        var later = UUID.randomUUID();
        its.stored("QUALITY");
        its.awaitDue("2027-05-24");

        activate(CONTROLLER, "QUALITY", "\"atMost\": \"P3M\"");
        its.stored("QUALITY"); // delivered again
        its.topic.publish(RecordingTopic.stored(its.tenant, later, "QUALITY"));

        its.awaitStage(later, "SCHEDULED").body("dueOn", equalTo("2027-02-24"));
        its.item().body("dueOn", equalTo("2027-05-24"));
    }

    /** A controller that declared three months keeps no longer, whatever was announced. */
    @Test
    void aNewRecordingIsKeptForWhatItsControllerDeclaredWithThePurpose() {
        PurposeTopic.publish(its.tenant, "PurposeDeclared", 1, _ -> {});
        PurposeTopic.publish(its.tenant, "PurposeActivated", 2, _ -> {});
        awaitNoted(2);

        its.stored("QUALITY");

        its.awaitDue("2027-02-24");
        its.explanation()
                .body("because.reference", contains("declared by the controller, revision 1"));
    }

    @Test
    void aPurposeThatIsRetiredOrNotActiveBindsNothing() {
        PurposeTopic.publish(its.tenant, "PurposeDeclared", 1, _ -> {});
        awaitNoted(1);
        its.stored("QUALITY");
        its.awaitDue("2027-05-24");

        var later = UUID.randomUUID();
        PurposeTopic.publish(its.tenant, "PurposeActivated", 2, _ -> {});
        PurposeTopic.publish(its.tenant, "PurposeRetired", 3, _ -> {});
        awaitNoted(3);
        its.topic.publish(RecordingTopic.stored(its.tenant, later, "QUALITY"));

        its.awaitStage(later, "SCHEDULED").body("dueOn", equalTo("2027-05-24"));
    }

    private void awaitNoted(int changes) {
        TopicTail.await(
                "retention.events",
                (its.tenant + "/declared-rhone-telecom")::equals,
                found -> found.size() >= changes);
    }

    /** Its period is unsure, so the catalogue's policy is disabled; calls are kept as before. */
    @Test
    void anEmergencyCallIsKeptAndVisible() {
        its.stored("EMERGENCY");
        its.fulfilled("EMERGENCY");

        its.awaitStage("UNDER_MINIMUM").body("dueOn", equalTo("2031-11-24"));
        its.awaitListed("UNDER_MINIMUM");
        its.explanation()
                .body("because.reference", hasItem("Arrêté du 20 octobre 2011, by analogy"));
    }

    @Test
    void anEmergencyCallIsKeptForWhatItsControllerHasASourceFor() {
        activate(CONTROLLER, "EMERGENCY", "\"atLeast\": \"P3M\", \"atMost\": \"P6M\"");

        its.stored("EMERGENCY");
        its.fulfilled("EMERGENCY");

        its.awaitStage("UNDER_MINIMUM").body("dueOn", equalTo("2027-02-24"));
    }

    private void activate(String scope, String purpose, String bounds) {
        var body =
                """
                {%s, "purpose": "%s", "from": "RECORDING_ENDED", %s, "reference": "our decision",
                 "validFrom": "2026-11-01"}\
                """
                        .formatted(scope, purpose, bounds);
        var id =
                dpo("00000000-0000-4000-8000-000000000001")
                        .contentType("application/json")
                        .body(body)
                        .post("/v1/policies")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id")
                        .toString();
        dpo("00000000-0000-4000-8000-000000000002")
                .post("/v1/policies/" + id + "/activations")
                .then()
                .statusCode(201);
    }

    private RequestSpecification dpo(String person) {
        return Http.given()
                .auth()
                .oauth2(TestTokens.token(its.tenant, "rhone-telecom", List.of(), person, "dpo"))
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }
}
