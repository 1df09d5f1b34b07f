// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A processor called one person in two campaigns, and is instructed for one of them only from then
 * on: of the other's calls, its own ones as they are, nothing exists for it any more.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class LostCampaignTest {

    private static final String TENANT = "helios";
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final String centre = "centre-" + RUN + "-" + CASES.incrementAndGet();
    private final String number = Parties.freshNumber();
    private String place = "";
    private String lost = "";
    private String kept = "";

    @BeforeEach
    void itCalledInTwoCampaigns() {
        CallingClock.set(CallingClock.MORNING);
        place = AgreedParties.agree(TENANT, AgreedParties.terms(RHONE, centre));
        Map<String, Object> consent = Parties.consent(number);
        consent.put("processor", centre);
        as(token(centre, "dialer")).body(consent).post("/v1/consents").then().statusCode(201);
        lost = called("fibre-autumn");
        kept = called("fibre-winter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dialer", "supervisor", "dpo"})
    void itReadsNoLongerWhatWasToldInThatCampaign(String role) {
        String own = token(centre, role);
        assertThat(notices(lost, own).statusCode()).isEqualTo(200);

        instruct(Map.of("allCampaigns", false, "campaigns", List.of("fibre-winter")));

        assertProblem(notices(lost, own), 404, "serving-unknown");
        assertThat(notices(kept, own).statusCode()).isEqualTo(200);
    }

    @Test
    void norWhatWasToldForAPurposeThatItLost() {
        instruct(Map.of("purposes", List.of("CUSTOMER_SERVICE")));

        assertProblem(notices(lost, token(centre, "dpo")), 404, "serving-unknown");
    }

    @Test
    void othersSeeItAsBefore() {
        instruct(Map.of("allCampaigns", false, "campaigns", List.of("fibre-winter")));

        for (String other :
                List.of(
                        token(RHONE, "dpo"),
                        TestTokens.tenantWide(TENANT, TENANT, "dpo-of-helios", "dpo"))) {
            assertThat(notices(lost, other).statusCode()).isEqualTo(200);
        }
        assertProblem(
                notices(lost, TestTokens.tenantWide("boreal", "boreal", "dpo-of-boreal", "dpo")),
                404,
                "serving-unknown");
    }

    @Test
    void itsLinksShowNoCallOfThatCampaignAndTheControllersDo() {
        String own = link(centre);
        assertThat(contact(own).<List<?>>path("calls")).hasSize(2);

        instruct(Map.of("allCampaigns", false, "campaigns", List.of("fibre-winter")));

        for (String part : List.of("questions", "calls")) {
            assertThat(contact(own).<List<?>>path(part)).as(part).hasSize(1);
            assertThat(contact(link(RHONE)).<List<?>>path(part)).as(part).hasSize(2);
        }
        assertThat(contact(own).<String>path("calls[0].outcome"))
                .as("of the campaign that it kept")
                .isEqualTo("VOICEMAIL");
    }

    /** Returns the id of the decision. */
    private String called(String campaign) {
        Map<String, Object> call = Parties.call(number);
        call.put("campaign", campaign);
        Response decided = as(token(centre, "dialer")).body(call).post("/v1/call-decisions");
        assertThat(decided.<String>path("verdict")).as(decided.asString()).isEqualTo("ALLOW");
        post("/v1/notices-served", served(decided));
        post("/v1/call-attempts", attempt(decided, campaign));
        return decided.path("id");
    }

    private void post(String path, Map<String, Object> body) {
        Response answer = as(token(centre, "dialer")).body(body).post(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }

    private static Map<String, Object> served(Response decided) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("decision", decided.path("id"));
        report.put("controller", RHONE);
        report.put("subject", decided.path("subject"));
        report.put("notice", decided.path("recording.announcement.id"));
        report.put("language", decided.path("recording.announcement.language"));
        report.put("channel", "VOICE");
        report.put("servedAt", decided.path("decidedAt"));
        report.put("outcome", "SERVED");
        return report;
    }

    private Map<String, Object> attempt(Response decided, String campaign) {
        Map<String, Object> attempt = new LinkedHashMap<>();
        attempt.put("controller", RHONE);
        attempt.put("number", number);
        attempt.put("purpose", "PROSPECTING_CALL");
        attempt.put("decision", decided.path("id"));
        attempt.put("outcome", campaign.equals("fibre-winter") ? "VOICEMAIL" : "NO_ANSWER");
        attempt.put("attemptedAt", CallingClock.now().toString());
        return attempt;
    }

    private void instruct(Map<String, Object> otherwise) {
        Map<String, Object> instructions = new HashMap<>(AgreedParties.instructions());
        instructions.putAll(otherwise);
        AgreedParties.change(
                TENANT,
                RHONE,
                place,
                "amendments",
                Map.of("instructions", instructions, "document", AgreedParties.document()));
    }

    private static Response notices(String decision, String token) {
        return as(token).get("/v1/notices-served/" + decision);
    }

    private String link(String organisation) {
        Response made =
                as(token(organisation, "agent"))
                        .body(
                                Map.of(
                                        "controller",
                                        RHONE,
                                        "number",
                                        number,
                                        "scopes",
                                        List.of("VIEW")))
                        .post("/v1/self-service-links");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return made.path("token");
    }

    private static Response contact(String link) {
        return Http.given().header("Self-Service-Token", link).get("/v1/self-service/contact");
    }

    private static String token(String organisation, String role) {
        return TestTokens.token(
                TENANT, organisation, List.of(RHONE), "somebody-of-" + organisation, role);
    }
}
