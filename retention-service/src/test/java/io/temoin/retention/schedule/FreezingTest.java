// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.AFTER_MIDNIGHT;
import static io.temoin.retention.schedule.RecordingCase.NOON;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person asks for is not destroyed before the answer. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class FreezingTest {

    private static final String RHONE = "rhone-telecom";

    private final RecordingCase its = new RecordingCase();
    private final TestClock clock;

    FreezingTest(TestClock clock) {
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
    void whatAPersonAskedForIsDestroyedOnlyAfterTheAnswer() {
        its.dueTonight();
        its.awaitListed("SCHEDULED");
        String request = asked("ACCESS");

        clock.set(AFTER_MIDNIGHT);
        its.run("frozen").body("ordered", equalTo(0));
        its.item().body("state", equalTo("SCHEDULED")).body("frozenUntil", notNullValue());
        its.explanation("en")
                .body("held", equalTo(false))
                .body("frozenUntil", equalTo("2027-02-24T23:00:00Z"))
                .body(
                        "sentences",
                        hasItem(
                                "The person asked for it or about it: it is not destroyed before"
                                        + " that request is answered, at the latest on"
                                        + " 24 February 2027."))
                .body(
                        "sentences[-1]",
                        equalTo(
                                "Its destruction was due at the end of 24 November 2026 in Europe/Paris"
                                        + " and will be ordered by the first run after the"
                                        + " suspension ends."));
        dpo().get("/v1/requests/{id}/restricted-items", request)
                .then()
                .statusCode(200)
                .body("items.recording", contains(its.recording.toString()))
                .body("items.restricted", contains(false));

        refuse(request, "MANIFESTLY_UNFOUNDED");
        its.item().body("frozenUntil", nullValue());
        dpo().get("/v1/requests/{id}/restricted-items", request).then().body("items", empty());
        its.run("free").body("ordered", equalTo(1));
        its.awaitStage("ORDERED");
    }

    /** Whoever processes for the controller learns nothing of what the person asked it for. */
    @Test
    void aProcessorSeesThatItIsSuspendedAndNoMore() {
        its.dueTonight();
        its.awaitListed("SCHEDULED");
        asked("PORTABILITY");
        PublishedAgreements.inForce(its.tenant, RHONE, "voix-du-rhone", "QUALITY");

        clock.set(AFTER_MIDNIGHT);
        Http.given()
                .auth()
                .oauth2(
                        TestTokens.token(
                                its.tenant,
                                "voix-du-rhone",
                                List.of(RHONE),
                                UUID.randomUUID().toString(),
                                "supervisor"))
                .get("/v1/items/{id}/explanation", its.recording)
                .then()
                .statusCode(200)
                .body("frozenUntil", nullValue())
                .body("sentences", hasItem("Its destruction is suspended."))
                .body("sentences", not(hasItem(containsString("request"))));
    }

    /** No later than the law lets an answer come. */
    @Test
    void aRequestThatNobodyAnswersKeepsItNoLongerThanItCouldBeAnswered() {
        its.dueTonight();
        its.awaitListed("SCHEDULED");
        asked("ACCESS");

        clock.set(Instant.parse("2027-02-24T22:59:59Z"));
        its.run("frozen").body("ordered", equalTo(0));
        clock.set(Instant.parse("2027-02-24T23:00:00Z"));
        its.run("over").body("ordered", equalTo(1));
    }

    /** C. assur. R112-7: no request delays the destruction that the refusal orders. */
    @Test
    void aDutyToDestroyOutranksARequest() {
        try (var business = new BusinessCase(clock)) {
            business.scheduled();
            asked(business.its, "INSURANCE_RECORDING_COPY");

            business.ofRecording("PROPOSAL_REFUSED", "2026-12-04T08:59:00Z")
                    .then()
                    .statusCode(201)
                    .body("items[0].state", equalTo("ORDERED"));

            business.its.item().body("order.basis", equalTo("DESTRUCTION_DUTY"));
        }
    }

    private String asked(String type) {
        return asked(its, type);
    }

    private static String asked(RecordingCase its, String type) {
        return dpo(its).body(
                        "{\"type\": \"%s\", \"way\": \"ORAL\", \"about\": {\"recording\": \"%s\"}}"
                                .formatted(type, its.recording))
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .body("frozenUntil", notNullValue())
                .extract()
                .path("id");
    }

    private void refuse(String request, String ground) {
        Response refused =
                dpo().body("{\"ground\": \"%s\"}".formatted(ground))
                        .post("/v1/requests/{id}/refusals", request);
        refused.then()
                .statusCode(201)
                .body("outcome.complaint.name", equalTo("CNIL"))
                .body("frozenUntil", nullValue());
    }

    private RequestSpecification dpo() {
        return dpo(its);
    }

    private static RequestSpecification dpo(RecordingCase its) {
        return Tokens.dpo(its.tenant)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json");
    }
}
