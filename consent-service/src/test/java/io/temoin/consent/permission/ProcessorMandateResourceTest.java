// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.change;
import static io.temoin.consent.agreement.AgreedParties.instructions;
import static io.temoin.consent.agreement.AgreedParties.profile;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static io.temoin.consent.permission.Parties.freshNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A11: a consent collected by a processor's agent, and what each party may do with it. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ProcessorMandateResourceTest {

    private static final String TENANT = "helios";
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final String controller = "c-" + RUN + "-" + CASES.incrementAndGet();
    private final String otherController = controller + "-other";
    private final String number = freshNumber();

    @BeforeEach
    void aMorningInNovember() {
        CallingClock.set(CallingClock.MORNING);
    }

    @AfterEach
    void backToThatMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void a11TheNamedProcessorMayCall() {
        agree(TENANT, terms(controller, "p1"));
        give("p1");
        Response answer = decide("p1", call(controller));
        assertThat(answer.<String>path("verdict")).isEqualTo("ALLOW");
        assertThat(answer.<String>path("receipt")).isNotBlank();
    }

    @Test
    void a11TheSameConsentPermitsNothingToAnotherController() {
        agree(TENANT, terms(controller, "p1"));
        agree(TENANT, terms(otherController, "p1"));
        String consent = give("p1").path("id");
        Map<String, Object> call = call(otherController);
        call.put("consent", consent);

        Response named = decide("p1", call);
        assertThat(named.<String>path("verdict")).isEqualTo("DENY");
        assertThat(reasons(named)).containsExactly("CONSENT_SCOPE_MISMATCH");

        // An id that nobody gave out is answered the same: nothing is told of the other's data.
        call.put("consent", UUID.randomUUID().toString());
        Response invented = decide("p1", call);
        assertThat(invented.<List<Object>>path("reasons")).isEqualTo(named.path("reasons"));
        assertThat(reasons(decide("p1", call(otherController)))).containsExactly("NO_CONSENT");
    }

    @Test
    void a11AProcessorThatTheConsentDoesNotNameIsReviewed() {
        agree(TENANT, terms(controller, "p1"));
        agree(TENANT, terms(controller, "p2"));
        give("p1");
        Response answer = decide("p2", call(controller));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.<String>path("verdict")).isEqualTo("REVIEW");
        assertThat(reasons(answer)).containsExactly("CONSENT_SCOPE_MISMATCH");
        assertThat(answer.<Object>path("receipt")).isNull();
    }

    @Test
    void a11AProcessorThatTheConsentDoesNotNameIsDeniedByAStrictController() {
        agree(TENANT, terms(controller, "p1"));
        agree(TENANT, terms(controller, "p2"));
        give("p1");
        Map<String, Object> strict = profile("CONTROLLER");
        strict.put("unnamedCallers", "DENY");
        AgreedParties.as(TENANT, controller, "strict-" + controller)
                .body(strict)
                .post("/v1/parties/" + controller + "/amendments")
                .then()
                .statusCode(200);
        Response answer = decide("p2", call(controller));
        assertThat(answer.<String>path("verdict")).isEqualTo("DENY");
        assertThat(reasons(answer)).containsExactly("CONSENT_SCOPE_MISMATCH");
    }

    @Test
    void a11AnAgreementThatEndedAuthorisesNothing() {
        String place = agree(TENANT, terms(controller, "p1"));
        give("p1");
        change(TENANT, controller, place, "endings", Map.of("endsAt", "2026-12-31T23:00:00Z"));
        CallingClock.set(Instant.parse("2026-12-31T14:00:00Z"));
        assertThat(decide("p1", call(controller)).<String>path("verdict")).isEqualTo("ALLOW");
        CallingClock.set(Instant.parse("2027-01-04T09:30:00Z"));
        Response answer = decide("p1", call(controller));
        assertThat(answer.<String>path("verdict")).isEqualTo("DENY");
        assertThat(reasons(answer)).containsExactly("PROCESSOR_NOT_AUTHORISED");
        assertThat(answer.<String>path("reasons[0].detail")).contains("has ended");
    }

    @ParameterizedTest
    @CsvSource({
        "positiveAct, consent-invalid, CONSENT_INVALID",
        "evidence, request-invalid, NO_CONSENT"
    })
    void a11NoConsentWithoutPositiveActOrEvidence(String missing, String problem, String reason) {
        agree(TENANT, terms(controller, "p1"));
        Map<String, Object> consent = consent("p1");
        consent.remove(missing);
        Response answer =
                Parties.as(token("p1", "agent", controller)).body(consent).post("/v1/consents");
        assertProblem(answer, 400, problem);
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/" + missing);
        assertThat(reasons(decide("p1", call(controller)))).containsExactly(reason);
    }

    @Test
    void aTokenAloneAuthorisesNothing() {
        Response answer = decide("p1", call(controller));
        assertThat(reasons(answer)).containsExactly("PROCESSOR_NOT_AUTHORISED");
        assertThat(answer.<String>path("reasons[0].detail")).contains("no agreement");
        assertProblem(
                Parties.as(token("p1", "agent", controller))
                        .body(consent("p1"))
                        .post("/v1/consents"),
                403,
                "processor-not-authorised");
    }

    @Test
    void anAgreementAloneAuthorisesNothing() {
        agree(TENANT, terms(controller, "p1"));
        Response answer =
                Parties.as(token("p1", "dialer", otherController))
                        .body(call(controller))
                        .post("/v1/call-decisions");
        assertThat(reasons(answer)).containsExactly("PROCESSOR_NOT_AUTHORISED");
    }

    @Test
    void whatIsSuspendedAuthorisesNothingUntilItIsInForceAgain() {
        String place = agree(TENANT, terms(controller, "p1"));
        give("p1");
        change(TENANT, controller, place, "suspensions", Map.of());
        assertThat(decide("p1", call(controller)).<String>path("reasons[0].detail"))
                .contains("suspended");
        AgreedParties.as(TENANT, controller, "again-" + controller)
                .body(Map.of())
                .post(place.replace("?", "/activations?"))
                .then()
                .statusCode(200);
        assertThat(decide("p1", call(controller)).<String>path("verdict")).isEqualTo("ALLOW");
    }

    @Test
    void onlyWhatWasInstructedIsAllowed() {
        String place = agree(TENANT, terms(controller, "p1"));
        give("p1");
        Map<String, Object> narrower = instructions();
        narrower.put("allCampaigns", false);
        narrower.put("campaigns", List.of("fibre-autumn"));
        narrower.put("countries", List.of("FR"));
        narrower.put("purposes", List.of("PROSPECTING_CALL"));
        change(
                TENANT,
                controller,
                place,
                "amendments",
                Map.of("instructions", narrower, "document", AgreedParties.document()));

        Map<String, Object> call = call(controller);
        assertThat(decide("p1", call).<String>path("reasons[0].detail")).contains("campaign");
        call.put("campaign", "fibre-autumn");
        Response allowed = decide("p1", call);
        assertThat(allowed.<String>path("verdict")).isEqualTo("ALLOW");
        assertThat(allowed.<Object>path("recording")).isNull();
        call.put("number", "+49 30 901820");
        assertThat(decide("p1", call).<String>path("reasons[0].detail")).contains("country");
    }

    @Test
    void anEngagedPartyMayCallWhileTheControllerAuthorisesIt() {
        String place = agree(TENANT, terms(controller, "p1"));
        AgreedParties.as(TENANT, controller, "register-sub-" + controller)
                .body(Map.of("id", "p3", "profile", profile("PROCESSOR")))
                .post("/v1/parties");
        judge(place, "AUTHORISED");
        Map<String, Object> engaged = terms(controller, "p3");
        engaged.put("engagedBy", "p1");
        agree(TENANT, engaged);
        give("p3");
        assertThat(decide("p3", call(controller)).<String>path("verdict")).isEqualTo("ALLOW");
        judge(place, "OBJECTED");
        assertThat(reasons(decide("p3", call(controller))))
                .containsExactly("PROCESSOR_NOT_AUTHORISED");
    }

    /** R223-3: withdrawing is no harder than consenting, whatever became of the agreement. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/withdrawals", "/v1/objections"})
    void aPersonIsHeardWithoutAnyAgreement(String path) {
        Map<String, Object> statement =
                path.equals("/v1/objections")
                        ? Parties.objection(number)
                        : Parties.statement(number);
        statement.put("controller", controller);
        Parties.as(token("p1", "agent", controller))
                .body(statement)
                .post(path)
                .then()
                .statusCode(201);
    }

    @Test
    void aDecisionIsReplayedByWhatWasAgreedThen() {
        String place = agree(TENANT, terms(controller, "p1"));
        give("p1");
        Response decided = decide("p1", call(controller));
        String read = decided.header("Location").replaceFirst("^https?://[^/]+", "");
        change(TENANT, controller, place, "endings", Map.of());
        Response again =
                Parties.as(token(controller, "dpo", controller))
                        .queryParam("asOf", decided.<String>path("decidedAt"))
                        .get(read);
        assertThat(again.<String>path("verdict")).isEqualTo("ALLOW");
        assertThat(reasons(decide("p1", call(controller))))
                .containsExactly("PROCESSOR_NOT_AUTHORISED");
    }

    private void judge(String place, String judgement) {
        AgreedParties.as(TENANT, controller, judgement + controller)
                .body(Map.of("party", "p3", "judgement", judgement))
                .post(place.replace("?", "/sub-processors?"))
                .then()
                .statusCode(200);
    }

    private Response give(String processor) {
        Response given =
                Parties.as(token(processor, "agent", controller))
                        .body(consent(processor))
                        .post("/v1/consents");
        assertThat(given.statusCode()).as(given.asString()).isEqualTo(201);
        return given;
    }

    private Response decide(String processor, Map<String, Object> call) {
        return Parties.as(token(processor, "dialer", controller, otherController))
                .body(call)
                .post("/v1/call-decisions");
    }

    private Map<String, Object> consent(String processor) {
        Map<String, Object> consent = Parties.consent(number);
        consent.put("controller", controller);
        consent.put("processor", processor);
        return consent;
    }

    private Map<String, Object> call(String of) {
        Map<String, Object> call = Parties.call(number);
        call.put("controller", of);
        call.remove("campaign");
        return call;
    }

    private static String token(String organisation, String role, String... controllers) {
        return TestTokens.token(
                TENANT,
                organisation,
                List.of(controllers),
                "0f0e0d0c-0000-4000-8000-000000000003",
                role);
    }

    private static List<String> reasons(Response answer) {
        return answer.path("reasons.code");
    }
}
