// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.change;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static io.temoin.consent.permission.Parties.freshNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token that names a controller does not let anybody do to people of that controller. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class UninstructedActsTest {

    private static final String TENANT = "helios";
    private static final int CAP = 4;
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final String controller = "u-" + RUN + "-" + CASES.incrementAndGet();
    private final String number = freshNumber();
    private String place = "";

    @BeforeEach
    void theyConsentedToCallsOfAnInstructedProcessor() {
        CallingClock.set(CallingClock.MORNING);
        place = agree(TENANT, terms(controller, "p1"));
        Map<String, Object> consent = Parties.consent(number);
        consent.put("controller", controller);
        consent.put("processor", "p1");
        as("p1", "agent").body(consent).post("/v1/consents").then().statusCode(201);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/minor-flags", "/v1/preference-changes"})
    void nobodySpeaksForAPersonWithoutAnAgreementInForce(String path) {
        assertProblem(
                as("evil", "agent").body(statement(path)).post(path),
                403,
                "processor-not-authorised");
        for (String allowed : List.of("p1", controller)) {
            as(allowed, "agent").body(statement(path)).post(path).then().statusCode(201);
        }

        change(TENANT, controller, place, "suspensions", Map.of());

        assertProblem(
                as("p1", "agent").body(statement(path)).post(path),
                403,
                "processor-not-authorised");
        as(controller, "agent").body(statement(path)).post(path).then().statusCode(201);
    }

    @Test
    void callsThatWereMadeUpDoNotKeepAnotherProcessorFromCalling() {
        for (int i = 0; i < CAP; i++) {
            assertProblem(report("evil", UUID.randomUUID().toString()), 404, "decision-unknown");
            assertProblem(report("evil", null), 403, "processor-not-authorised");
            String denied = decide("evil").path("id");
            assertProblem(report("evil", denied), 403, "processor-not-authorised");
        }

        assertThat(decide("p1").<String>path("verdict")).isEqualTo("ALLOW");
    }

    @Test
    void aReportIsOfADecisionOfOnesOwnForThatPerson() {
        agree(TENANT, terms(controller, "p2"));
        String decision = decide("p1").path("id");

        assertProblem(report("p2", decision), 404, "decision-unknown");
        Map<String, Object> another = attempt(decision);
        another.put("number", freshNumber());
        assertProblem(
                as("p1", "dialer").body(another).post("/v1/call-attempts"),
                404,
                "decision-unknown");
        report("p1", decision).then().statusCode(201);
        report(controller, decision).then().statusCode(201);
    }

    /** Nobody asked whether it was allowed: the word of a processor alone counts for nothing. */
    @Test
    void aProcessorReportsNoCallWithoutADecision() {
        for (int i = 0; i < CAP; i++) {
            Response refused = report("p1", null);
            assertProblem(refused, 400, "decision-missing");
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/decision");
        }
        report(controller, null).then().statusCode(201);

        String denied = decideAtNight();
        report("p1", denied).then().statusCode(201);
        assertThat(decide("p1").<String>path("verdict")).as("two count").isEqualTo("ALLOW");
    }

    /** What was allowed and dialled is told, whatever became of the agreement since. */
    @Test
    void aCallThatWasAllowedIsReportedAfterTheAgreementToo() {
        String decision = decide("p1").path("id");
        change(TENANT, controller, place, "suspensions", Map.of());

        report("p1", decision).then().statusCode(201);
        assertProblem(report("p1", null), 403, "processor-not-authorised");
    }

    /** C. conso. R223-3: what the person said counts, whatever the report of the call is worth. */
    @Test
    void aRefusalIsRecordedThoughItsCallMayNotBeReported() {
        String denied = decideAtNight();
        change(TENANT, controller, place, "suspensions", Map.of());
        Map<String, Object> refusal = attempt(denied);
        refusal.put("outcome", "REFUSED");
        refusal.put("refusedAt", CallingClock.now().toString());

        Response recorded = as("p1", "dialer").body(refusal).post("/v1/call-attempts");

        recorded.then().statusCode(201);
        assertThat(recorded.<Boolean>path("attemptRecorded")).isFalse();
        assertThat(recorded.<String>path("withdrawal")).isNotNull();
        assertThat(recorded.<String>path("objection")).isNotNull();
        assertThat(decide(controller).<List<String>>path("reasons.code"))
                .contains("MARKETING_OBJECTION");
    }

    @Test
    void anObjectionToTheRecordingOfACallNamesACallOfThatPerson() {
        String decision = decide("p1").path("id");

        Response invented = object(number, UUID.randomUUID().toString());
        assertProblem(invented, 404, "decision-unknown");
        assertThat(invented.<String>path("violations[0].pointer")).isEqualTo("/decision");
        assertProblem(object(freshNumber(), decision), 404, "decision-unknown");
        object(number, decision).then().statusCode(201);
        object(number, null).then().statusCode(201);
    }

    private Response object(String of, @Nullable String decision) {
        Map<String, Object> objection = Parties.objection(of);
        objection.put("controller", controller);
        objection.put("kind", "RECORDING");
        if (decision != null) {
            objection.put("decision", decision);
        }
        return as("p1", "agent").body(objection).post("/v1/objections");
    }

    private Map<String, Object> statement(String path) {
        Map<String, Object> statement = Parties.statement(number);
        statement.put("controller", controller);
        if (path.equals("/v1/preference-changes")) {
            statement.put("stated", Map.of("reachBy", List.of("EMAIL")));
        }
        return statement;
    }

    private Response decide(String organisation) {
        Map<String, Object> call = Parties.call(number);
        call.put("controller", controller);
        Response decided = as(organisation, "dialer").body(call).post("/v1/call-decisions");
        assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(201);
        return decided;
    }

    /** A call that is denied, for its hour; it is the next morning then. */
    private String decideAtNight() {
        CallingClock.set(CallingClock.MORNING.plus(Duration.ofHours(12)));
        Response denied = decide("p1");
        CallingClock.set(CallingClock.MORNING.plus(Duration.ofDays(1)));
        assertThat(denied.<String>path("verdict")).isEqualTo("DENY");
        return denied.path("id");
    }

    private Response report(String organisation, @Nullable String decision) {
        return as(organisation, "dialer").body(attempt(decision)).post("/v1/call-attempts");
    }

    private Map<String, Object> attempt(@Nullable String decision) {
        Map<String, Object> attempt = Parties.statement(number);
        attempt.remove("channel");
        attempt.remove("statedAt");
        attempt.put("controller", controller);
        attempt.put("purpose", "PROSPECTING_CALL");
        if (decision != null) {
            attempt.put("decision", decision);
        }
        attempt.put("outcome", "NO_ANSWER");
        attempt.put("attemptedAt", CallingClock.now().toString());
        return attempt;
    }

    private RequestSpecification as(String organisation, String role) {
        return Parties.as(
                TestTokens.token(
                        TENANT,
                        organisation,
                        List.of(controller),
                        "0f0e0d0c-0000-4000-8000-000000000003",
                        role));
    }
}
