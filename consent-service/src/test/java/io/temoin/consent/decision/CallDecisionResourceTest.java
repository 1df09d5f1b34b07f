// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.ATLAS;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.objection;
import static io.temoin.consent.permission.Parties.statement;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class CallDecisionResourceTest {

    @Test
    void deniesACallNobodyConsentedTo() {
        Response answer = decide(VOIX, call(freshNumber()));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.<String>path("verdict")).isEqualTo("DENY");
        assertThat(reasons(answer)).containsExactly("NO_CONSENT");
        assertThat(answer.<String>path("reasons[0].source")).contains("L223-1");
        assertThat(answer.<String>path("ruleSets[0].id")).isEqualTo("FR-2026");
        assertThat(answer.<String>path("ruleSets[0].version")).isNotBlank();
        assertThat(answer.header("Event-Position")).matches("[0-9a-f-]{36}\\.0");
        assertThat(answer.<Map<String, Object>>path("$"))
                .doesNotContainKeys("nextAllowedAt", "recording", "receipt", "startBy");
    }

    @Test
    void allowsACallThePersonConsentedTo() {
        String number = freshNumber();
        give(number);
        Response answer = decide(VOIX, call(number));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.<String>path("verdict")).isEqualTo("ALLOW");
        assertThat(answer.<String>path("recording.mode")).isEqualTo("NOTICE_PLUS_OPTOUT");
        assertThat(answer.<String>path("recording.announcement.language")).isEqualTo("fr");
        assertThat(answer.<String>path("recording.announcement.text"))
                .contains("enregistre cet appel pour");
        assertThat(answer.<List<String>>path("recording.purposes"))
                .containsExactly("QUALITY", "TRAINING");
        assertThat(answer.<List<String>>path("recording.retention.keepFor"))
                .containsExactly("P6M", "P6M");
        assertThat(answer.<String>path("receipt").split("\\.", -1)).hasSize(3);
        assertThat(Instant.parse(answer.path("startBy")))
                .isEqualTo(Instant.parse(answer.path("decidedAt")).plusSeconds(60));
    }

    @Test
    void tellsWhyACallIsRecordedForEachPurpose() {
        String number = freshNumber();
        give(number);
        Response answer = decide(VOIX, call(number));
        assertThat(answer.<String>path("recording.scope")).isEqualTo("WHOLE_CALL");
        assertThat(answer.<String>path("recording.onRefusal")).isEqualTo("CONTINUE_UNRECORDED");
        assertThat(answer.<List<String>>path("recordingExplained.rules.id"))
                .containsExactly("FR-RECORDING");
        assertThat(answer.<List<String>>path("recordingExplained.purposes.purpose"))
                .containsExactly("QUALITY", "TRAINING", "EVALUATION");
        assertThat(answer.<List<String>>path("recordingExplained.purposes.code"))
                .containsExactly("DRAWN", "CONSENTED", "NOT_DRAWN");
        assertThat(answer.<List<Boolean>>path("recordingExplained.purposes.recorded"))
                .containsExactly(true, true, false);
    }

    /** In Germany nothing is recorded that the person did not say yes to. */
    @Test
    void theLawOfTheAgentsPlaceCountsToo() {
        String number = freshNumber();
        give(number);
        Map<String, Object> call = call(number);
        call.put("agentCountry", "DE");
        Response answer = decide(VOIX, call);
        assertThat(answer.<String>path("verdict")).isEqualTo("ALLOW");
        assertThat(answer.<String>path("recording.mode")).isEqualTo("EXPLICIT_CONSENT");
        assertThat(answer.<String>path("recording.scope")).isEqualTo("WHOLE_CALL");
        assertThat(answer.<List<String>>path("recording.purposes")).containsExactly("TRAINING");
        assertThat(answer.<List<String>>path("recordingExplained.purposes.code"))
                .containsExactly("NO_CONSENT", "CONSENTED", "NOT_DRAWN");
    }

    /** A receipt that begins with a yes is not one that today's recorders take. */
    @Test
    void recordsFromTheYesOnWhereNothingWasAgreedTo() {
        String number = freshNumber();
        Map<String, Object> consent = consent(number);
        consent.put("purposes", List.of("PROSPECTING_CALL"));
        as(dialerOf(VOIX)).body(consent).post("/v1/consents");
        Map<String, Object> call = call(number);
        call.put("agentCountry", "US");
        call.put("agentSubdivision", "US-PA");
        Response answer = decide(VOIX, call);
        assertThat(answer.<String>path("recording.mode")).isEqualTo("EXPLICIT_CONSENT");
        assertThat(answer.<String>path("recording.scope")).isEqualTo("FROM_NOW");
        assertThat(answer.<List<String>>path("recordingExplained.purposes.code"))
                .containsExactly("AFTER_YES", "NOT_DRAWN", "NOT_DRAWN");
        assertThat(claims(answer))
                .contains("\"aud\":\"urn:temoin:recording-service:after-yes\"")
                .contains("\"scope\":\"FROM_NOW\"");
    }

    /** A21: refusing to be recorded ends an insurance call. */
    @Test
    void a21AnInsuranceCallEndsWithARefusal() {
        String number = freshNumber();
        give(number);
        Map<String, Object> call = call(number);
        call.put("sector", "INSURANCE");
        Response answer = decide(VOIX, call);
        assertThat(answer.<String>path("recording.mode")).isEqualTo("MANDATORY");
        assertThat(answer.<String>path("recording.onRefusal")).isEqualTo("END_CALL");
        assertThat(answer.<String>path("recording.announcement.text")).contains("deux ans");
        assertThat(answer.<List<String>>path("recording.purposes"))
                .containsExactly("INSURANCE_SALE", "INSURANCE_NO_SALE", "QUALITY", "TRAINING");
        assertThat(answer.<List<String>>path("recording.retention.keepFor"))
                .containsExactly("P2Y", "P1M", "P6M", "P6M");
        assertThat(answer.<List<String>>path("recording.retention.bound"))
                .containsExactly("EXACTLY", "AT_MOST", "AT_MOST", "AT_MOST");
        assertThat(claims(answer))
                .contains("\"aud\":\"urn:temoin:recording-service\"")
                .contains("\"onRefusal\":\"END_CALL\"");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Germany, -, /agentCountry",
                "DE, FR-67, /agentSubdivision",
                "-, Bavaria, /agentSubdivision"
            })
    void refusesAnAgentsPlaceThatIsNone(
            @Nullable String country, @Nullable String subdivision, String pointer) {
        Map<String, Object> call = call(freshNumber());
        call.put("agentCountry", country);
        call.put("agentSubdivision", subdivision);
        Response answer = decide(VOIX, call);
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo(pointer);
    }

    private static String claims(Response answer) {
        String[] parts = answer.<String>path("receipt").split("\\.", -1);
        return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    }

    @Test
    void understandsAFrenchNumberAsPeopleWriteIt() {
        String number = freshNumber();
        give(number);
        Response answer = decide(VOIX, call(number.replace("+33 ", "0").replace(" ", ".")));
        assertThat(answer.<String>path("verdict")).isEqualTo("ALLOW");
    }

    @Test
    void deniesAfterAnObjectionToEveryProcessorOfTheController() {
        String number = freshNumber();
        give(number);
        as(token("helios", VOIX, "agent")).body(objection(number)).post("/v1/objections");
        for (String processor : List.of(VOIX, ATLAS, RHONE)) {
            Response answer = decide(processor, call(number));
            assertThat(answer.<String>path("verdict")).isEqualTo("DENY");
            assertThat(reasons(answer)).startsWith("MARKETING_OBJECTION");
        }
    }

    @Test
    void deniesAfterAWithdrawal() {
        String number = freshNumber();
        give(number);
        as(dialerOf(VOIX)).body(statement(number)).post("/v1/withdrawals");
        assertThat(reasons(decide(VOIX, call(number)))).containsExactly("CONSENT_WITHDRAWN");
    }

    @Test
    void leavesAProcessorThePersonWasNotToldOfToAReview() {
        String number = freshNumber();
        give(number);
        Response answer = decide(ATLAS, call(number));
        assertThat(answer.<String>path("verdict")).isEqualTo("REVIEW");
        assertThat(reasons(answer)).containsExactly("CONSENT_SCOPE_MISMATCH");
        assertThat(answer.<Map<String, Object>>path("$"))
                .doesNotContainKeys("nextAllowedAt", "recording", "receipt", "startBy");
    }

    @Test
    void deniesToAProcessorThatMayNotActForTheController() {
        Map<String, Object> call = call(freshNumber());
        call.put("controller", "loire-assurance");
        assertThat(reasons(decide(VOIX, call))).containsExactly("PROCESSOR_NOT_AUTHORISED");
    }

    @Test
    void deniesWhereNoRulesAreKnown() {
        Response answer = decide(VOIX, call("+48 22 510 00 00"));
        assertThat(reasons(answer)).containsExactly("RULESET_UNKNOWN");
        assertThat(answer.<List<Object>>path("ruleSets")).isEmpty();
    }

    @Test
    void knowsNothingOfAnotherTenant() {
        String number = freshNumber();
        give(number);
        Response foreign =
                as(token("boreal", VOIX, "dialer")).body(call(number)).post("/v1/call-decisions");
        assertThat(reasons(foreign)).containsExactly("NO_CONSENT");
        Response own = decide(VOIX, call(number));
        assertThat(foreign.<String>path("subject")).isNotEqualTo(own.<String>path("subject"));
    }

    @Test
    void givesARepeatedRequestTheSameAnswerByteForByte() {
        String number = freshNumber();
        give(number);
        String key = "repeat-" + number.replace(" ", "");
        Response first = postWithKey(key, call(number));
        Response again = postWithKey(key, call(number));
        assertThat(first.<String>path("verdict")).isEqualTo("ALLOW");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherRequest() {
        String key = "reuse-" + freshNumber().replace(" ", "");
        postWithKey(key, call(freshNumber()));
        assertProblem(postWithKey(key, call(freshNumber())), 422, "idempotency-key-reused");
    }

    @Test
    void refusesARequestWithoutKey() {
        Response answer =
                Http.given()
                        .auth()
                        .oauth2(dialerOf(VOIX))
                        .contentType(ContentType.JSON)
                        .body(call(freshNumber()))
                        .post("/v1/call-decisions");
        assertProblem(answer, 400, "idempotency-key-missing");
    }

    @Test
    void refusesAKeyThatIsNone() {
        for (String key : List.of("two words", "k".repeat(129))) {
            assertProblem(postWithKey(key, call(freshNumber())), 400, "idempotency-key-invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "0199", "+33 1 99", "112", "+999 1234567"})
    void refusesWhatIsNoPhoneNumberWithoutRepeatingIt(String number) {
        Response answer = decide(VOIX, call(number));
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/number");
        if (number.length() > 3) {
            assertThat(answer.asString()).doesNotContain(number);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "purpose,QUALITY,value-unknown",
        "purpose,GOSSIP,value-unknown",
        "purpose,,field-missing",
        "controller,Rhône Télécom,format-invalid",
        "controller,,field-missing",
        "campaign,a person called Claire,format-invalid",
        "number,,field-missing"
    })
    void refusesOtherFieldsItCannotRead(String field, String value, String code) {
        Map<String, Object> call = call(freshNumber());
        call.put(field, value);
        Response answer = decide(VOIX, call);
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/" + field);
        assertThat(answer.<String>path("violations[0].code")).isEqualTo(code);
    }

    @Test
    void refusesABodyThatIsNotJson() {
        assertProblem(
                as(dialerOf(VOIX)).body("{\"controller\": ").post("/v1/call-decisions"),
                400,
                "request-invalid");
    }

    @Test
    void refusesWhoIsNoDialer() {
        Response answer =
                as(token("helios", VOIX, "agent"))
                        .body(call(freshNumber()))
                        .post("/v1/call-decisions");
        assertProblem(answer, 403, "forbidden");
    }

    @Test
    void refusesTokensThatAreExpiredOrForOthers() {
        String actor = "0f0e0d0c-0000-4000-8000-000000000001";
        for (String token :
                List.of(
                        TestTokens.expired("helios", VOIX, List.of(RHONE), actor, "dialer"),
                        TestTokens.forOtherAudience(
                                "helios", VOIX, List.of(RHONE), actor, "dialer"))) {
            assertThat(as(token).body(call(freshNumber())).post("/v1/call-decisions").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void readsADecisionAgainWithoutItsReceipt() {
        String number = freshNumber();
        give(number);
        Response decided = decide(VOIX, call(number));
        String path = decided.header("Location").replaceFirst("^https?://[^/]+", "");
        Response read = as(token("helios", RHONE, "dpo")).get(path);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.<String>path("id")).isEqualTo(decided.<String>path("id"));
        assertThat(read.<Object>path("receipt")).isNull();
        assertThat(path).doesNotContain(nationalDigits(number));
        assertProblem(as(token("boreal", RHONE, "dpo")).get(path), 404, "decision-unknown");
    }

    private static Response decide(String processor, Map<String, Object> call) {
        return as(dialerOf(processor)).body(call).post("/v1/call-decisions");
    }

    private static Response postWithKey(String key, Map<String, Object> call) {
        return Http.given()
                .auth()
                .oauth2(dialerOf(VOIX))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(call)
                .post("/v1/call-decisions");
    }

    private static void give(String number) {
        assertThat(as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents").statusCode())
                .isEqualTo(201);
    }

    private static List<String> reasons(Response answer) {
        return answer.path("reasons.code");
    }
}
