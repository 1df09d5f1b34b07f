// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.change;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.selfservice.SelfServiceLinks.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who makes a link holds its token: it must not show them more than they may see themselves, nor
 * let them speak for the person.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class LinkVisibilityTest {

    private static final String TENANT = "helios";
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final String controller = "l-" + RUN + "-" + CASES.incrementAndGet();
    private final String number = freshNumber();
    private String placeOfAtlas = "";
    private String consent = "";

    @BeforeEach
    void voixCollectedAConsentAndCalls() {
        CallingClock.set(CallingClock.MORNING);
        agree(TENANT, terms(controller, "voix"));
        placeOfAtlas = agree(TENANT, terms(controller, "atlas"));
        Map<String, Object> given = Parties.consent(number);
        given.put("controller", controller);
        given.put("processor", "voix");
        consent = as("voix", "agent").body(given).post("/v1/consents").path("id");
        Map<String, Object> call = Parties.call(number);
        call.put("controller", controller);
        String decision = as("voix", "dialer").body(call).post("/v1/call-decisions").path("id");
        as("voix", "dialer")
                .body(attempt(decision))
                .post("/v1/call-attempts")
                .then()
                .statusCode(201);
        as("voix", "agent").body(wish()).post("/v1/preference-changes").then().statusCode(201);
    }

    @Test
    void aLinkOfAnotherProcessorShowsNothingOfIt() {
        String link = link("atlas", "VIEW");

        Response seen = with(link).get("/v1/self-service/contact");

        assertThat(seen.statusCode()).isEqualTo(200);
        for (String part : List.of("consents", "questions", "calls", "preferences.history")) {
            assertThat(seen.<List<?>>path(part)).as(part).isEmpty();
        }
        assertThat(seen.<List<String>>path("preferences.reachBy"))
                .as("it binds whoever calls")
                .containsExactly("VOICE");
        for (String copy : List.of("/receipt", "/proof")) {
            assertProblem(
                    with(link).get("/v1/self-service/consents/" + consent + copy),
                    404,
                    "consent-unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"voix", "the controller"})
    void aLinkShowsWhatWhoMadeItMaySee(String by) {
        String link = link(by.equals("voix") ? by : controller, "VIEW");

        Response seen = with(link).get("/v1/self-service/contact");

        assertThat(seen.<List<String>>path("consents.id")).containsExactly(consent);
        for (String part : List.of("questions", "calls", "preferences.history")) {
            assertThat(seen.<List<?>>path(part)).as(part).hasSize(1);
        }
        assertThat(with(link).get("/v1/self-service/consents/" + consent + "/proof").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspensions", "endings"})
    void aLinkEndsWithTheAgreementOfWhoMadeIt(String change) {
        String link = link("atlas", "VIEW", "WITHDRAW");
        assertThat(with(link).get("/v1/self-service/contact").statusCode()).isEqualTo(200);

        change(TENANT, controller, placeOfAtlas, change, Map.of());

        assertProblem(
                with(link).get("/v1/self-service/contact"), 403, "self-service-token-expired");
        // A "no" is taken all the same
        assertThat(with(link).post("/v1/self-service/withdrawals").statusCode()).isEqualTo(201);
        Map<String, Object> call = Parties.call(number);
        call.put("controller", controller);
        Response denied = as("voix", "dialer").body(call).post("/v1/call-decisions");
        assertThat(denied.<List<String>>path("reasons.code")).containsExactly("CONSENT_WITHDRAWN");
        assertThat(with(link("voix", "VIEW")).get("/v1/self-service/contact").statusCode())
                .isEqualTo(200);
    }

    /** Else whoever holds a link has a person's whole history read as often as they like. */
    @Test
    void aLinkThatIsUsedUpIsNotFollowed() {
        String link = link("atlas", "VIEW");
        for (int reading = 0; reading < 60; reading++) {
            assertThat(with(link).get("/v1/self-service/contact").statusCode()).isEqualTo(200);
        }
        change(TENANT, controller, placeOfAtlas, "suspensions", Map.of());

        assertProblem(
                with(link).get("/v1/self-service/contact"), 429, "self-service-quota-reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PREFERENCES", "DATA_REQUEST"})
    void aProcessorMakesNoLinkThatSpeaksForThePerson(String scope) {
        Response refused = made("voix", "VIEW", scope);

        assertProblem(refused, 403, "not-the-controller");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/scopes");
        assertThat(made(controller, "VIEW", scope).statusCode()).isEqualTo(201);
    }

    private Response made(String organisation, String... scopes) {
        Map<String, Object> wanted = SelfServiceLinks.wanted(number, scopes);
        wanted.put("controller", controller);
        return as(organisation, "agent").body(wanted).post("/v1/self-service-links");
    }

    private String link(String organisation, String... scopes) {
        Response made = made(organisation, scopes);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return made.path("token");
    }

    private Map<String, Object> attempt(String decision) {
        Map<String, Object> attempt = Parties.call(number);
        attempt.remove("campaign");
        attempt.remove("offer");
        attempt.put("controller", controller);
        attempt.put("decision", decision);
        attempt.put("outcome", "NO_ANSWER");
        attempt.put("attemptedAt", CallingClock.now().toString());
        return attempt;
    }

    private Map<String, Object> wish() {
        Map<String, Object> wish = Parties.statement(number);
        wish.put("controller", controller);
        wish.put("stated", Map.of("reachBy", List.of("VOICE")));
        return wish;
    }

    private RequestSpecification as(String organisation, String role) {
        return Parties.as(
                TestTokens.token(
                        TENANT,
                        organisation,
                        List.of(controller),
                        "0f0e0d0c-0000-4000-8000-000000000004",
                        role));
    }
}
