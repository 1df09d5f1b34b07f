// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.ATLAS;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.eventsourcing.Sha256;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
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
class ServingResourceTest {

    private final String number = Parties.freshNumber();

    private @Nullable Response asked;

    @BeforeEach
    void aCallIsAllowedAndRecorded() {
        CallingClock.set(CallingClock.MORNING);
        as(dialerOf(VOIX)).body(Parties.consent(number)).post("/v1/consents");
        asked = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        decided().then().statusCode(201).body("verdict", equalTo("ALLOW"));
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void whatWasHeardIsAnsweredWithAReceipt() throws Exception {
        Map<String, Object> report = served();
        report.put("answer", yes());

        Response answer = report(report);

        answer.then()
                .statusCode(201)
                .header("Location", endsWith("/v1/notices-served/" + decision()))
                .header("Event-Position", matchesRegex("[0-9a-f-]{36}\\.0"))
                .body("decision", equalTo(decision()))
                .body("outcome", equalTo("SERVED"))
                .body("answer.said", equalTo("YES"));
        JsonNode claims = claims(answer.path("receipt"));
        assertThat(claims.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "iss",
                        "aud",
                        "jti",
                        "iat",
                        "nbf",
                        "exp",
                        "tenant",
                        "controller",
                        "processor",
                        "subject",
                        "decision",
                        "notice",
                        "textHash",
                        "language",
                        "channel",
                        "servedAt",
                        "answer");
        assertThat(claims.path("iss").asText()).isEqualTo("urn:temoin:consent-service");
        assertThat(claims.path("aud").asText()).isEqualTo("urn:temoin:recording-service:notice");
        assertThat(claims.path("jti").asText()).isEqualTo(answer.<String>path("id"));
        assertThat(claims.path("nbf").asLong()).isEqualTo(claims.path("iat").asLong());
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(86_400);
        assertThat(claims.path("tenant").asText()).isEqualTo("helios");
        assertThat(claims.path("controller").asText()).isEqualTo(RHONE);
        assertThat(claims.path("processor").asText()).isEqualTo(VOIX);
        assertThat(claims.path("subject").asText()).isEqualTo(decided().<String>path("subject"));
        assertThat(claims.path("decision").asText()).isEqualTo(decision());
        assertThat(claims.path("notice").asText())
                .isEqualTo(decided().<String>path("recording.announcement.id"));
        assertThat(claims.path("textHash").asText())
                .isEqualTo(Sha256.hex(decided().path("recording.announcement.text")));
        assertThat(claims.path("language").asText()).isEqualTo("fr");
        assertThat(claims.path("channel").asText()).isEqualTo("VOICE");
        assertThat(claims.path("servedAt").asLong())
                .isEqualTo(Instant.parse((String) report.get("servedAt")).getEpochSecond());
        assertThat(claims.path("answer").toString())
                .matches("\\{\"said\":\"YES\",\"at\":[0-9]{10},\"by\":\"SPOKEN\"}");
    }

    /** A21: the notice failed, so there is nothing to record on; it may be played again. */
    @Test
    void aFailureHasNoReceiptAndMayBeFollowedByAnotherTry() throws Exception {
        Map<String, Object> failure = served();
        failure.put("outcome", "FAILED");
        report(failure)
                .then()
                .statusCode(201)
                .body("outcome", equalTo("FAILED"))
                .body("receipt", nullValue());

        Map<String, Object> again = served();
        again.put("servedAt", CallingClock.now().toString());
        assertThat(claims(report(again).path("receipt")).has("answer")).isFalse();

        as(token("helios", RHONE, "dpo"))
                .get("/v1/notices-served/" + decision())
                .then()
                .statusCode(200)
                .body("reports.outcome", contains("FAILED", "SERVED"))
                .body("reports.receipt", contains(nullValue(), nullValue()));
    }

    @Test
    void aRepeatedReportIsAnsweredAlike() {
        Map<String, Object> report = served();
        String key = UUID.randomUUID().toString();

        String once = sent(key, report).asString();
        Response twice = sent(key, report);
        Response underAnotherKey = report(report);

        assertThat(twice.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(twice.asString()).isEqualTo(once);
        assertThat(underAnotherKey.asString()).isEqualTo(once);
        reports().then().body("reports", hasSize(1));
    }

    @Test
    void theYesMayFollowTheReport() {
        Map<String, Object> report = served();
        String first = report(report).path("id");
        report.put("answer", yes());

        Response answered = report(report);

        answered.then().statusCode(201).body("answer.said", equalTo("YES"));
        assertThat(answered.<String>path("id")).isNotEqualTo(first);
        report.remove("answer");
        assertThat(report(report).<String>path("id")).isEqualTo(answered.<String>path("id"));
        report.put("answer", no());
        assertProblem(report(report), 409, "serving-contradictory");
        reports().then().body("reports", hasSize(2));
    }

    @Test
    void theSameKeyIsNotForAnotherReport() {
        String key = UUID.randomUUID().toString();
        sent(key, served()).then().statusCode(201);
        Map<String, Object> other = served();
        other.put("outcome", "FAILED");

        assertProblem(sent(key, other), 422, "idempotency-key-reused");
    }

    @ParameterizedTest
    @CsvSource({
        "decision, , field-missing",
        "decision, 17, format-invalid",
        "controller, Rhone, format-invalid",
        "subject, 33199, format-invalid",
        "notice, two words, format-invalid",
        "language, , field-missing",
        "channel, PIGEON, value-unknown",
        "servedAt, yesterday, format-invalid",
        "outcome, MAYBE, value-unknown"
    })
    void pointsAtTheFieldThatIsWrong(String field, @Nullable String value, String code) {
        Map<String, Object> report = served();
        report.put(field, value);

        Response answer = report(report);

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo("/" + field);
        assertThat(answer.jsonPath().getString("violations[0].code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"said, PERHAPS, value-unknown", "at, , field-missing", "by, SHRUG, value-unknown"})
    void pointsAtThePartOfTheAnswerThatIsWrong(String field, @Nullable String value, String code) {
        Map<String, Object> answer = yes();
        answer.put(field, value);
        Map<String, Object> report = served();
        report.put("answer", answer);

        Response refused = report(report);

        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.jsonPath().getString("violations[0].pointer"))
                .isEqualTo("/answer/" + field);
        assertThat(refused.jsonPath().getString("violations[0].code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "notice, FR-NOTICE-INSURANCE-1, notice-not-decided",
        "language, de, notice-language-other",
        "channel, EMAIL, notice-channel-unfit",
        "servedAt, 2099-01-01T00:00:00Z, stated-in-the-future",
        "servedAt, 2026-11-24T08:00:00Z, served-outside-call"
    })
    void whatCannotBeTrueIsRefused(String field, String value, String problem) {
        Map<String, Object> report = served();
        report.put(field, value);

        Response answer = report(report);

        assertProblem(answer, 400, problem);
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo("/" + field);
    }

    @Test
    void nobodyReportsACallOfLastWeek() {
        Map<String, Object> report = served();
        CallingClock.set(CallingClock.MORNING.plus(Duration.ofDays(7)));
        report.put("servedAt", CallingClock.now().toString());

        assertProblem(report(report), 400, "served-outside-call");
    }

    @Test
    void aYesBeforeTheQuestionIsNone() {
        Map<String, Object> report = served();
        Map<String, Object> answer = yes();
        answer.put("at", Instant.parse((String) report.get("servedAt")).minusSeconds(1).toString());
        report.put("answer", answer);

        assertProblem(report(report), 400, "answer-contradictory");
    }

    @Test
    void nothingIsAnnouncedOnARefusal() {
        Response denied =
                as(dialerOf(VOIX)).body(call(Parties.freshNumber())).post("/v1/call-decisions");
        Map<String, Object> report = served();
        report.put("decision", denied.path("id"));
        report.put("subject", denied.path("subject"));

        assertProblem(report(report), 409, "nothing-to-announce");
    }

    @Test
    void theDecisionIsOneOfThisPersonAndThisController() {
        Map<String, Object> unknown = served();
        unknown.put("decision", UUID.randomUUID().toString());
        assertProblem(report(unknown), 404, "decision-unknown");
        Map<String, Object> ofAnother = served();
        ofAnother.put("subject", "0123456789abcdef0123456789abcdef");
        assertProblem(report(ofAnother), 404, "decision-unknown");
    }

    @Test
    void anotherProcessorReportsNothingOfThisCall() {
        assertProblem(
                as(dialerOf(ATLAS)).body(served()).post("/v1/notices-served"),
                404,
                "decision-unknown");
    }

    @Test
    void whoDoesNotActForTheControllerReportsNothing() {
        String outsider =
                TestTokens.token("helios", "centre-17", List.of("loire"), "actor-17", "dialer");

        assertProblem(
                as(outsider).body(served()).post("/v1/notices-served"),
                403,
                "controller-not-authorised");
        report(served()).then().statusCode(201);
        assertProblem(as(outsider).get("/v1/notices-served/" + decision()), 404, "serving-unknown");
    }

    @Test
    void nothingReportedIsNothingKnown() {
        assertProblem(reports(), 404, "serving-unknown");
    }

    private Response decided() {
        return Objects.requireNonNull(asked);
    }

    private String decision() {
        return decided().path("id");
    }

    private Map<String, Object> served() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("decision", decision());
        report.put("controller", RHONE);
        report.put("subject", decided().path("subject"));
        report.put("notice", decided().path("recording.announcement.id"));
        report.put("language", decided().path("recording.announcement.language"));
        report.put("channel", "VOICE");
        report.put("servedAt", decided().path("decidedAt"));
        report.put("outcome", "SERVED");
        return report;
    }

    private static Map<String, Object> yes() {
        return answered("YES");
    }

    private static Map<String, Object> no() {
        return answered("NO");
    }

    private static Map<String, Object> answered(String said) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("said", said);
        answer.put("at", CallingClock.now().truncatedTo(ChronoUnit.MICROS).toString());
        answer.put("by", "SPOKEN");
        return answer;
    }

    private Response reports() {
        return as(dialerOf(VOIX)).get("/v1/notices-served/" + decision());
    }

    private static Response report(Map<String, Object> report) {
        return as(dialerOf(VOIX)).body(report).post("/v1/notices-served");
    }

    private static Response sent(String key, Map<String, Object> report) {
        return as(dialerOf(VOIX), key).body(report).post("/v1/notices-served");
    }

    /** Verified with the published keys, by a library that shares no code with the signer. */
    private static JsonNode claims(String receipt) throws Exception {
        var jws = new JsonWebSignature();
        jws.setCompactSerialization(receipt);
        jws.setKey(key(jws));
        assertThat(jws.verifySignature()).isTrue();
        return new ObjectMapper().readTree(jws.getPayload());
    }

    private static java.security.Key key(JsonWebSignature jws) throws JoseException {
        var keys = new JsonWebKeySet(Http.given().get("/v1/keys").asString());
        return keys.findJsonWebKey(jws.getKeyIdHeaderValue(), "OKP", "sig", null).getKey();
    }
}
