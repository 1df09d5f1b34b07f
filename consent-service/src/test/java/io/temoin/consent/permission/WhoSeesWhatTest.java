// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.ATLAS;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.freshNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Object by object, whoever asks: the roles alone are in contracts/access. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class WhoSeesWhatTest {

    private static final String AGENT = "agent-1";

    private final String controller = "controller-" + UUID.randomUUID().toString().substring(0, 8);

    @ParameterizedTest
    @ValueSource(strings = {"", "/receipt", "/proof"})
    void aProcessorSeesNoConsentOfAnotherOne(String part) {
        AgreedParties.ensure("helios", controller, VOIX, ATLAS);
        Response given = give(VOIX);
        String role = part.isEmpty() ? "dpo" : "agent";

        assertThat(consent(given, token(VOIX, AGENT, role), part).statusCode()).isEqualTo(200);
        assertThat(consent(given, token(VOIX, "voix-dpo", "dpo"), part).statusCode())
                .isEqualTo(200);
        for (String other : List.of("dpo", "admin", "supervisor", role)) {
            assertProblem(consent(given, token(ATLAS, AGENT, other), part), 404, "consent-unknown");
        }
    }

    @Test
    void anAgentSeesTheOwnActsOnly() {
        AgreedParties.ensure("helios", controller, VOIX);
        Response given = give(VOIX);

        assertThat(consent(given, token(VOIX, AGENT, "agent"), "/proof").statusCode())
                .isEqualTo(200);
        assertProblem(
                consent(given, token(VOIX, "agent-2", "agent"), "/proof"), 404, "consent-unknown");
        assertProblem(
                consent(given, token(controller, "agent-3", "agent"), "/proof"),
                404,
                "consent-unknown");
        assertThat(
                        consent(
                                        given,
                                        TestTokens.token(
                                                "helios",
                                                VOIX,
                                                List.of(controller),
                                                "lead-1",
                                                "agent",
                                                "supervisor"),
                                        "/proof")
                                .statusCode())
                .as("who answers for others sees what they did")
                .isEqualTo(200);
    }

    @Test
    void theEndOfAnAgreementEndsTheSight() {
        String place = AgreedParties.agree("helios", AgreedParties.terms(controller, VOIX));
        Response given = give(VOIX);
        assertThat(consent(given, token(VOIX, "dpo", "dpo"), "").statusCode()).isEqualTo(200);

        AgreedParties.change("helios", controller, place, "suspensions", Map.of());

        assertProblem(consent(given, token(VOIX, "dpo", "dpo"), ""), 404, "consent-unknown");
        assertProblem(
                consent(given, token(VOIX, AGENT, "agent"), "/proof"), 404, "consent-unknown");
        assertThat(consent(given, token(controller, "dpo", "dpo"), "").statusCode())
                .as("the controller's own")
                .isEqualTo(200);
    }

    @Test
    void whatTheInstructionsNoLongerCoverIsNotSeen() {
        String place = AgreedParties.agree("helios", AgreedParties.terms(controller, VOIX));
        Response given = give(VOIX);
        Response decided = decide(VOIX);
        Map<String, Object> narrower = new HashMap<>(AgreedParties.instructions());
        narrower.put("purposes", List.of("PROSPECTING_CALL"));
        narrower.put("allCampaigns", false);
        narrower.put("campaigns", List.of("fibre-winter"));

        AgreedParties.change(
                "helios",
                controller,
                place,
                "amendments",
                Map.of("instructions", narrower, "document", AgreedParties.document()));

        assertProblem(consent(given, token(VOIX, "dpo", "dpo"), ""), 404, "consent-unknown");
        assertProblem(decision(decided, token(VOIX, "dpo", "dpo")), 404, "decision-unknown");
    }

    @Test
    void theTenantsOwnPeopleSeeAllOfIt() {
        AgreedParties.ensure("helios", controller, VOIX);
        Response given = give(VOIX);
        Response decided = decide(VOIX);
        String own = TestTokens.tenantWide("helios", "helios", "tenant-dpo", "dpo");

        assertThat(consent(given, own, "/proof").statusCode()).isEqualTo(200);
        assertThat(decision(decided, own).statusCode()).isEqualTo(200);
        assertProblem(
                consent(
                        given,
                        TestTokens.tenantWide("boreal", "boreal", "tenant-dpo", "dpo"),
                        "/proof"),
                404,
                "consent-unknown");
        assertProblem(
                consent(given, token("helios", "tenant-dpo", "dpo"), "/proof"),
                404,
                "consent-unknown");
    }

    @Test
    void listsHoldWhatExistsForTheCaller() {
        AgreedParties.ensure("helios", controller, VOIX, ATLAS);
        String voix = give(VOIX).path("id");
        String atlas = give(ATLAS).path("id");

        await().untilAsserted(
                        () ->
                                assertThat(listed(token(controller, "dpo", "dpo")))
                                        .containsExactly(atlas, voix));
        assertThat(listed(token(VOIX, "dpo", "dpo"))).containsExactly(voix);
        assertThat(listed(token(ATLAS, "dpo", "supervisor"))).containsExactly(atlas);
        assertThat(listed(TestTokens.tenantWide("helios", "helios", "tenant-dpo", "dpo")))
                .containsExactly(atlas, voix);
        assertThat(listed(token("loire-assurance", "dpo", "dpo"))).isEmpty();
    }

    @Test
    void aProcessorReadsNeitherDecisionsNorScrubsOfAnotherOne() {
        AgreedParties.ensure("helios", controller, VOIX, ATLAS);
        Response decided = decide(VOIX);
        Map<String, Object> list = new HashMap<>(call(freshNumber()));
        list.put("controller", controller);
        list.put("numbers", List.of(list.remove("number")));
        String scrub =
                as(token(VOIX, "dialer", "dialer"))
                        .body(list)
                        .post("/v1/call-decisions/batch")
                        .path("id");

        assertThat(decision(decided, token(VOIX, "lead", "supervisor")).statusCode())
                .isEqualTo(200);
        assertProblem(
                decision(decided, token(ATLAS, "lead", "supervisor")), 404, "decision-unknown");
        for (String part : List.of("", "/results")) {
            String path = "/v1/call-decisions/batches/" + scrub + part;
            assertThat(as(token(VOIX, "lead", "supervisor")).get(path).statusCode()).isEqualTo(200);
            assertProblem(as(token(ATLAS, "lead", "admin")).get(path), 404, "scrub-unknown");
        }
    }

    @Test
    void wishesAreKnownToWhoeverWorksForTheController() {
        AgreedParties.ensure("helios", controller, VOIX, ATLAS);
        Map<String, Object> change = new HashMap<>();
        change.put("controller", controller);
        change.put("number", freshNumber());
        change.put("channel", "VOICE");
        change.put("statedAt", Parties.ago(1));
        change.put("stated", Map.of("reachBy", List.of("POST")));
        String subject =
                as(token(VOIX, AGENT, "agent"))
                        .body(change)
                        .post("/v1/preference-changes")
                        .path("subject");

        Response voix = preferences(subject, token(VOIX, AGENT, "agent"));
        Response atlas = preferences(subject, token(ATLAS, "lead", "supervisor"));

        assertThat(voix.<List<String>>path("reachBy")).containsExactly("POST");
        assertThat(voix.<List<?>>path("history")).hasSize(1);
        assertThat(atlas.<List<String>>path("reachBy")).as("it binds its calls").isNotEmpty();
        assertThat(atlas.<List<?>>path("history")).as("who was told is not its business").isEmpty();
        assertThat(
                        preferences(subject, token(ATLAS, "agent-2", "agent"))
                                .<List<String>>path("reachBy"))
                .as("an agent who never dealt with the person")
                .isEmpty();
        assertThat(
                        preferences(subject, token("centre-17", "lead", "supervisor"))
                                .<List<String>>path("reachBy"))
                .as("no agreement")
                .isEmpty();
    }

    @Test
    void aLinkIsMadeByWhoeverWorksForTheControllerOnly() {
        AgreedParties.ensure("helios", controller, VOIX);
        Map<String, Object> link =
                Map.of(
                        "controller",
                        controller,
                        "number",
                        freshNumber(),
                        "scopes",
                        List.of("VIEW"));

        assertThat(
                        as(token(VOIX, AGENT, "agent"))
                                .body(link)
                                .post("/v1/self-service-links")
                                .statusCode())
                .isEqualTo(201);
        assertProblem(
                as(token(ATLAS, AGENT, "agent")).body(link).post("/v1/self-service-links"),
                403,
                "controller-not-authorised");
    }

    @Test
    void partiesExistForThoseWhoHaveToDoWithThem() {
        String other = controller + "-2";
        String centre = controller + "-centre";
        AgreedParties.ensure("helios", controller, centre);
        AgreedParties.ensure("helios", other, ATLAS);

        assertThat(party(controller, token(centre, "dpo", "dpo")).statusCode()).isEqualTo(200);
        assertThat(party(centre, token(controller, "dpo", "dpo")).statusCode()).isEqualTo(200);
        assertProblem(party(controller, token(other, "dpo", "dpo")), 404, "party-unknown");
        assertProblem(party(other, token(centre, "dpo", "dpo")), 404, "party-unknown");
        await().untilAsserted(
                        () ->
                                assertThat(parties(token(other, "dpo", "dpo")))
                                        .containsExactlyInAnyOrder(other, ATLAS));
        assertThat(parties(token(controller, "dpo", "dpo")))
                .contains(controller, centre)
                .doesNotContain(other);
    }

    private Response give(String processor) {
        Map<String, Object> consent = new HashMap<>(Parties.consent(freshNumber()));
        consent.put("controller", controller);
        consent.put("processor", processor);
        Response given = as(token(processor, AGENT, "agent")).body(consent).post("/v1/consents");
        assertThat(given.statusCode()).as(given.asString()).isEqualTo(201);
        return given;
    }

    private Response decide(String processor) {
        Map<String, Object> call = call(freshNumber());
        call.put("controller", controller);
        Response decided =
                as(token(processor, "dialer", "dialer")).body(call).post("/v1/call-decisions");
        assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(201);
        return decided;
    }

    private Response consent(Response given, String token, String part) {
        return as(token)
                .queryParam("controller", controller)
                .queryParam("subject", given.<String>path("subject"))
                .get("/v1/consents/" + given.path("id") + part);
    }

    private Response decision(Response decided, String token) {
        return as(token)
                .queryParam("controller", controller)
                .queryParam("subject", decided.<String>path("subject"))
                .get("/v1/call-decisions/" + decided.path("id"));
    }

    private Response preferences(String subject, String token) {
        return as(token)
                .queryParam("controller", controller)
                .queryParam("subject", subject)
                .get("/v1/preferences");
    }

    private List<String> listed(String token) {
        return as(token).queryParam("controller", controller).get("/v1/consents").path("items.id");
    }

    private static Response party(String id, String token) {
        return as(token).get("/v1/parties/" + id);
    }

    private static List<String> parties(String token) {
        return as(token).queryParam("limit", 200).get("/v1/parties").path("items.id");
    }

    private String token(String organisation, String actor, String role) {
        return TestTokens.token(
                "helios", organisation, List.of(controller, controller + "-2"), actor, role);
    }
}
