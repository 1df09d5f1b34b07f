// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.dialerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call may rest on besides a consent, by HTTP. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class CallGroundsTest {

    /** A Tuesday, 10:30 in Paris, on which the exceptions are known. */
    private static final Instant MORNING = Instant.parse("2026-12-01T09:30:00Z");

    private final String number = Parties.freshNumber();

    @BeforeEach
    void onATuesday() {
        CallingClock.set(MORNING);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @ParameterizedTest(name = "A24 {0}, ended {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "UPGRADE, -, CONTRACT_EXCEPTION",
                "UNRELATED, -, NO_CONSENT",
                "UPGRADE, 2026-11-27, NO_CONSENT"
            })
    void a24AContractInPerformanceIsEnough(
            String relation, @Nullable String endedOn, String reason) {
        Response answer = ask("OTHER", contract(relation, endedOn));

        answer.then()
                .statusCode(201)
                .body("verdict", equalTo(reason.equals("NO_CONSENT") ? "DENY" : "ALLOW"))
                .body("reasons.code", contains(reason))
                .body("receipt", reason.equals("NO_CONSENT") ? nullValue() : notNullValue());
        again(answer).then().statusCode(200).body("reasons.code", contains(reason));
    }

    @Test
    void whoAskedIsCalledBack() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("reference", "form-17");
        request.put("object", "more-data");
        request.put("receivedAt", "2026-11-30T10:00:00Z");

        ask("RENEWABLES", Map.of("offer", "more-data", "request", request))
                .then()
                .body("verdict", equalTo("ALLOW"))
                .body("reasons.code", contains("INFO_REQUEST"));
    }

    /** A10, afterwards: nothing is sold any more, and service goes on. */
    @Test
    void a10AnObjectionOutranksTheContractAndLeavesServiceAlone() {
        as(dialerOf(VOIX))
                .body(Parties.objection(number))
                .post("/v1/objections")
                .then()
                .statusCode(201);

        ask("OTHER", contract("UPGRADE", null))
                .then()
                .body("reasons.code", contains("MARKETING_OBJECTION"));
        Map<String, Object> service = call(number);
        service.put("purpose", "CUSTOMER_SERVICE");
        as(dialerOf(VOIX))
                .body(service)
                .post("/v1/call-decisions")
                .then()
                .body("verdict", equalTo("ALLOW"))
                .body("reasons.code", contains("NOT_PROSPECTING"));
    }

    @Test
    void a15AMinorIsNotSolicitedAndCannotConsent() {
        as(dialerOf(VOIX))
                .body(Parties.consent(number))
                .post("/v1/consents")
                .then()
                .statusCode(201);
        as(Parties.token("helios", VOIX, "agent"))
                .body(Parties.statement(number))
                .post("/v1/minor-flags")
                .then()
                .statusCode(201)
                .body("id", notNullValue())
                .body("effectiveAt", notNullValue());

        ask("OTHER", contract("UPGRADE", null)).then().body("reasons.code", contains("MINOR"));
        Response consent = as(dialerOf(VOIX)).body(Parties.consent(number)).post("/v1/consents");
        assertProblem(consent, 400, "consent-invalid");
        assertThat(consent.jsonPath().getString("violations[0].pointer")).isEqualTo("/number");
    }

    @ParameterizedTest
    @CsvSource({
        "offer, two words, /grounds/offer, format-invalid",
        "contract.reference, , /grounds/contract/reference, field-missing",
        "contract.object, a b, /grounds/contract/object, format-invalid",
        "contract.relation, COUSIN, /grounds/contract/relation, value-unknown",
        "contract.since, 2026-02-30, /grounds/contract/since, format-invalid",
        "contract.endedOn, soon, /grounds/contract/endedOn, format-invalid"
    })
    void pointsAtTheFieldThatIsWrong(String field, String value, String pointer, String code) {
        Map<String, Object> contract = claim("UPGRADE", null);
        Map<String, Object> grounds = new LinkedHashMap<>();
        grounds.put("offer", "more-data");
        grounds.put("contract", contract);
        boolean ofContract = field.startsWith("contract.");
        (ofContract ? contract : grounds).put(field.replace("contract.", ""), value);

        Response answer = ask("OTHER", grounds);

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer")).isEqualTo(pointer);
        assertThat(answer.jsonPath().getString("violations[0].code")).isEqualTo(code);
    }

    private Response ask(String sector, Map<String, Object> grounds) {
        Map<String, Object> call = call(number);
        call.put("sector", sector);
        call.remove("offer");
        call.put("grounds", grounds);
        return as(dialerOf(VOIX)).body(call).post("/v1/call-decisions");
    }

    private static Response again(Response asked) {
        return as(Parties.token("helios", VOIX, "supervisor"))
                .queryParam("controller", Parties.RHONE)
                .queryParam("subject", asked.jsonPath().getString("subject"))
                .queryParam("asOf", asked.jsonPath().getString("decidedAt"))
                .get("/v1/call-decisions/" + asked.jsonPath().getString("id"));
    }

    private static Map<String, Object> contract(String relation, @Nullable String endedOn) {
        return Map.of("offer", "more-data", "contract", claim(relation, endedOn));
    }

    private static Map<String, Object> claim(String relation, @Nullable String endedOn) {
        Map<String, Object> contract = new LinkedHashMap<>();
        contract.put("reference", "C-22910");
        contract.put("object", "mobile");
        contract.put("relation", relation);
        contract.put("since", "2024-03-01");
        if (endedOn != null) {
            contract.put("endedOn", endedOn);
        }
        return contract;
    }
}
