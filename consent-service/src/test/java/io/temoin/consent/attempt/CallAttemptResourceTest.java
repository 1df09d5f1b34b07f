// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.attempt;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.ATLAS;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class CallAttemptResourceTest {

    /** A Tuesday, 10:30 in Paris, on which the cap is known. */
    private static final Instant MORNING = Instant.parse("2026-12-01T09:30:00Z");

    private static final int CAP = 4;
    private static final int DIALERS = 50;

    private final String number = Parties.freshNumber();

    @BeforeEach
    void theyConsentedAMinuteAgo() {
        CallingClock.set(MORNING);
        as(dialerOf(VOIX))
                .body(Parties.consent(number))
                .post("/v1/consents")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void theFifthCallWithinThirtyDaysIsDenied() {
        for (int attempt = 0; attempt < CAP; attempt++) {
            CallingClock.set(MORNING.plus(Duration.ofDays(attempt)));
            String decision = allowed();
            report(decision, "NO_ANSWER").then().statusCode(201);
        }

        ask(VOIX)
                .then()
                .statusCode(201)
                .body("verdict", equalTo("DENY"))
                .body("reasons.code", contains("FREQUENCY_CAP"))
                .body("reasons[0].source", equalTo("C. conso. D223-9"))
                // Thirty days after the first: the 31st, a Thursday.
                .body("nextAllowedAt", equalTo("2026-12-31T09:00:00Z"));
        CallingClock.set(Instant.parse("2026-12-31T09:00:00Z"));
        ask(VOIX).then().body("verdict", equalTo("ALLOW"));
    }

    /** The facts are the same in every language; the words are the reader's. */
    @Test
    void tellsHowOftenThePersonWasTriedAndWhenTheNextAttemptIsPossible() {
        for (int attempt = 0; attempt < CAP; attempt++) {
            allowed();
        }
        var asked =
                as(dialerOf(VOIX))
                        .header("Accept-Language", "fr-FR, en;q=0.5")
                        .body(Parties.call(number))
                        .post("/v1/call-decisions");

        asked.then()
                .header("Content-Language", "fr")
                .header("Vary", equalTo("Accept-Language"))
                .body(
                        "reasons[0].facts.name",
                        contains("ATTEMPTS", "MAX_ATTEMPTS", "WINDOW", "ENDS_AT"))
                .body("reasons[0].facts.kind", contains("COUNT", "COUNT", "PERIOD", "INSTANT"))
                .body("reasons[0].facts.value", contains("4", "4", "P30D", "2026-12-30T23:00:00Z"))
                .body(
                        "reasons[0].detail",
                        equalTo(
                                "La personne a déjà été sollicitée autant de fois qu'il est permis"
                                        + " sur cette durée. 4 tentatives ont été comptées sur 30"
                                        + " jours ; 4 sont permises. La prochaine est possible à"
                                        + " partir du 31 décembre 2026 à 00:00 (Europe/Paris)."));
        as(dialerOf(VOIX))
                .get(asked.header("Location"))
                .then()
                .header("Content-Language", "en")
                .body(
                        "reasons[0].detail",
                        equalTo(
                                "The person has already been called as often as is allowed in this"
                                        + " period. 4 attempts have been counted within 30 days; 4"
                                        + " are allowed. The next attempt is possible from 31"
                                        + " December 2026, 00:00 (Europe/Paris)."));
    }

    @Test
    void aCallThatWasNotMadeMakesRoom() {
        String decision = "";
        for (int attempt = 0; attempt < CAP; attempt++) {
            decision = allowed();
        }
        ask(VOIX).then().body("reasons.code", contains("FREQUENCY_CAP"));

        report(decision, "NOT_DIALLED")
                .then()
                .statusCode(201)
                .body("id", notNullValue())
                .body("attemptRecorded", equalTo(true))
                .body("withdrawal", nullValue());

        ask(VOIX).then().body("verdict", equalTo("ALLOW"));
    }

    /** As many as ask at once for the same person; who loses the race asks again. */
    @Test
    void fiftyDialersAtOnceNeverExceedTheCap() throws Exception {
        var together = new CyclicBarrier(DIALERS);
        Callable<String> dialer =
                () -> {
                    String key = UUID.randomUUID().toString();
                    together.await();
                    Response answer = ask(VOIX, key);
                    while (answer.statusCode() == 409) {
                        answer = ask(VOIX, key);
                    }
                    return answer.then().statusCode(201).extract().path("verdict");
                };
        List<String> verdicts = new ArrayList<>();
        try (var dialers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> verdict : dialers.invokeAll(Collections.nCopies(DIALERS, dialer))) {
                verdicts.add(verdict.get());
            }
        }

        assertThat(verdicts).hasSize(DIALERS);
        assertThat(verdicts.stream().filter("ALLOW"::equals)).hasSize(CAP);
    }

    /** A10: said during the call, it counts for every processor, and at that instant. */
    @Test
    void aRefusalInTheCallIsAWithdrawalAndAnObjection() {
        Map<String, Object> refusal = refusal();

        as(token("helios", VOIX, "agent"))
                .body(refusal)
                .post("/v1/call-attempts")
                .then()
                .statusCode(201)
                .header("Event-Position", matchesRegex("[0-9a-f-]{36}\\.2"))
                .body("withdrawal", notNullValue())
                .body("objection", notNullValue());

        for (String processor : List.of(VOIX, ATLAS)) {
            ask(processor)
                    .then()
                    .body("verdict", equalTo("DENY"))
                    .body("reasons[0].code", equalTo("MARKETING_OBJECTION"))
                    .body("nextAllowedAt", nullValue());
        }
    }

    @Test
    void aRepeatedReportIsAnsweredAlike() {
        Map<String, Object> body = refusal();
        String key = UUID.randomUUID().toString();

        String once = sent(key, body).asString();
        Response twice = sent(key, body);

        assertThat(twice.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(twice.asString()).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource({
        "controller, , field-missing",
        "number, 12, number-invalid",
        "purpose, QUALITY, value-unknown",
        "decision, 17, format-invalid",
        "outcome, MAYBE, value-unknown",
        "attemptedAt, yesterday, format-invalid",
        "refusedAt, now, format-invalid"
    })
    void pointsAtTheFieldThatIsWrong(String field, String value, String code) {
        Map<String, Object> body = attempt(null, "BUSY");
        body.put(field, value);

        Response answer = as(dialerOf(VOIX)).body(body).post("/v1/call-attempts");

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo("/" + field);
        assertThat(answer.jsonPath().getString("violations[0].code")).isEqualTo(code);
    }

    @Test
    void whatWasMadeCannotBeTakenBack() {
        String decision = allowed();
        report(decision, "ANSWERED").then().statusCode(201);

        assertProblem(report(decision, "NOT_DIALLED"), 409, "attempt-made");
    }

    @Test
    void nobodyTakesBackTheCallOfAnother() {
        Map<String, Object> ofVoix = attempt(allowed(), "NOT_DIALLED");
        Map<String, Object> ofNobody = new HashMap<>(ofVoix);
        ofNobody.put("decision", UUID.randomUUID().toString());

        for (Map<String, Object> body : List.of(ofVoix, ofNobody)) {
            assertProblem(
                    as(dialerOf(ATLAS)).body(body).post("/v1/call-attempts"),
                    404,
                    "decision-unknown");
        }
        assertThat(report(String.valueOf(ofVoix.get("decision")), "BUSY").statusCode())
                .as("it stands")
                .isEqualTo(201);
    }

    @Test
    void aRefusalHasItsMoment() {
        Response answer = report(allowed(), "REFUSED");

        assertProblem(answer, 400, "attempt-contradictory");
    }

    private String allowed() {
        return ask(VOIX)
                .then()
                .statusCode(201)
                .body("verdict", equalTo("ALLOW"))
                .extract()
                .path("id");
    }

    private Response ask(String processor) {
        return ask(processor, UUID.randomUUID().toString());
    }

    private Response ask(String processor, String key) {
        return Parties.as(dialerOf(processor), key).body(call(number)).post("/v1/call-decisions");
    }

    private Response report(String decision, String outcome) {
        return as(dialerOf(VOIX)).body(attempt(decision, outcome)).post("/v1/call-attempts");
    }

    private static Response sent(String key, Map<String, Object> body) {
        return Parties.as(dialerOf(VOIX), key).body(body).post("/v1/call-attempts");
    }

    private Map<String, Object> attempt(@Nullable String decision, String outcome) {
        Map<String, Object> attempt = new LinkedHashMap<>();
        attempt.put("controller", Parties.RHONE);
        attempt.put("number", number);
        attempt.put("purpose", "PROSPECTING_CALL");
        attempt.put("decision", decision);
        attempt.put("outcome", outcome);
        attempt.put("attemptedAt", CallingClock.now().toString());
        return attempt;
    }

    private Map<String, Object> refusal() {
        Map<String, Object> refusal = attempt(allowed(), "REFUSED");
        refusal.put("refusedAt", CallingClock.now().toString());
        return refusal;
    }
}
