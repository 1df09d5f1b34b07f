// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A French consent is for one object (C. conso. R223-1), from its record to the next call. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class SpecificConsentTest {

    private final String number = freshNumber();

    @BeforeEach
    void inTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void aConsentForFibreOffersPermitsNoInsuranceCall() {
        Response given = give(consent(number));

        ask(Map.of("offer", "home-insurance"))
                .then()
                .body("verdict", equalTo("DENY"))
                .body("reasons.code", contains("CONSENT_SCOPE_MISMATCH"))
                .body("reasons[0].detail", containsString("concerns fibre"))
                .body("reasons[0].facts.value", hasItem("OTHER_OBJECT"));
        Response allowed = ask(Map.of());
        allowed.then()
                .body("verdict", equalTo("ALLOW"))
                .body("consent", equalTo(given.<String>path("id")))
                .body("validUntil", equalTo(given.<String>path("validUntil")));
    }

    @Test
    void aCallThatDoesNotSayWhatItOffersIsDenied() {
        give(consent(number));
        Map<String, Object> unsaid = call(number);
        unsaid.remove("offer");

        as(dialerOf(VOIX))
                .body(unsaid)
                .post("/v1/call-decisions")
                .then()
                .body("reasons.code", contains("CONSENT_SCOPE_MISMATCH"))
                .body("reasons[0].facts.value", hasItem("OFFER_UNSTATED"));
    }

    @Test
    void isShownOnTheRecord() {
        Response given = give(consent(number));

        as(Parties.token("helios", VOIX, "dpo"))
                .get(given.header("Location"))
                .then()
                .body("call_evidence.object", equalTo("fibre"));
    }

    /** The next decision says what it lacks, in the reader's language. */
    @Test
    void aConsentWithoutOneIsRefusedAndTheDecisionSaysSo() {
        Map<String, Object> incomplete = consent(number);
        incomplete.remove("object");
        Map<String, Object> mentions = Parties.mentions();
        mentions.put("withdrawal", false);
        incomplete.put("mentions", mentions);

        Response refused = as(dialerOf(VOIX)).body(incomplete).post("/v1/consents");

        assertProblem(refused, 400, "consent-invalid");
        assertThat(refused.jsonPath().getList("violations.code"))
                .containsExactly("object-missing", "mention-missing");
        as(dialerOf(VOIX))
                .header("Accept-Language", "fr")
                .body(call(number))
                .post("/v1/call-decisions")
                .then()
                .body("reasons.code", contains("CONSENT_INVALID"))
                .body("reasons[0].facts.name", hasItem("MENTION"))
                .body(
                        "reasons[0].detail",
                        containsString("le droit de retirer le consentement à tout moment"))
                .body("reasons[0].detail", containsString("l'objet des appels"));
    }

    @Test
    void aCallMakesOneOffer() {
        Response answer = ask(Map.of("grounds", Map.of("offer", "mobile")));

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.jsonPath().getString("violations[0].pointer"))
                .isEqualTo("/grounds/offer");
    }

    /** CPCE L34-5: no exception for customers of a system that calls without an agent. */
    @Test
    void aSystemNeedsAConsentThoughTheContractWouldDo() {
        Map<String, Object> contract =
                Map.of(
                        "reference", "C-22910",
                        "object", "mobile",
                        "relation", "UPGRADE",
                        "since", "2025-01-01");
        Map<String, Object> byASystem = new HashMap<>();
        byASystem.put("grounds", Map.of("contract", contract));
        byASystem.put("callerId", "+33162001234");

        ask(byASystem).then().body("reasons.code", contains("CONTRACT_EXCEPTION"));
        byASystem.put("automated", true);
        ask(byASystem)
                .then()
                .body("verdict", equalTo("DENY"))
                .body("reasons.code", contains("NO_CONSENT"))
                .body("reasons[0].source", equalTo("CPCE L34-5"));
    }

    /** Training lives by its own rule beside a recording that the law orders. */
    @Test
    void trainingIsRecordedBesideAnInsuranceSale() {
        Map<String, Object> consent = consent(number);
        consent.put("object", "home-insurance");
        give(consent);

        ask(Map.of("offer", "home-insurance", "sector", "INSURANCE"))
                .then()
                .body("recording.mode", equalTo("MANDATORY"))
                .body(
                        "recording.purposes",
                        contains("INSURANCE_SALE", "INSURANCE_NO_SALE", "QUALITY", "TRAINING"))
                .body("recording.retention.keepFor", contains("P2Y", "P1M", "P6M", "P6M"))
                .body(
                        "recording.announcement.id",
                        equalTo("FR-NOTICE-INSURANCE-QUALITY-TRAINING-1"))
                .body("recording.announcement.text", containsString("la qualité et la formation"));
    }

    private Response give(Map<String, Object> consent) {
        Response given = as(dialerOf(VOIX)).body(consent).post("/v1/consents");
        assertThat(given.statusCode()).as(given.asString()).isEqualTo(201);
        return given;
    }

    private Response ask(Map<String, Object> stated) {
        Map<String, Object> call = call(number);
        call.putAll(stated);
        return as(dialerOf(VOIX)).body(call).post("/v1/call-decisions");
    }
}
