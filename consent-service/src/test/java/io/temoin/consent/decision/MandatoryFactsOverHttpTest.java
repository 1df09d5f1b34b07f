// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.agreement.AgreedParties.profile;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.freshNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a controller wants stated before calls, from its register entry to the answer. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class MandatoryFactsOverHttpTest {

    private final String controller = "wanting-" + UUID.randomUUID().toString().substring(0, 8);
    private final String number = freshNumber();

    @BeforeEach
    void aPersonAgreed() {
        CallingClock.set(CallingClock.MORNING);
        enter(List.of()).then().statusCode(201);
        Map<String, Object> consent = new HashMap<>(consent(number));
        consent.put("controller", controller);
        consent.remove("processor");
        as(own("business-system")).body(consent).post("/v1/consents").then().statusCode(201);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void aControllerHasTheSectorAndTheNumberStated() {
        assertThat(ask(Map.of()).<String>path("verdict")).isEqualTo("ALLOW");
        amend(List.of("SECTOR", "OFFER", "CALLER_ID")).then().statusCode(200);

        Response read =
                AgreedParties.as("helios", controller, "read").get("/v1/parties/" + controller);
        Response denied = ask(Map.of());
        Response allowed = ask(Map.of("sector", "OTHER", "callerId", "+33142681234"));

        assertThat(read.<List<String>>path("mandatoryFacts"))
                .containsExactly("SECTOR", "OFFER", "CALLER_ID");
        assertThat(denied.<String>path("verdict")).isEqualTo("DENY");
        assertThat(denied.<List<String>>path("reasons.code"))
                .containsExactly("SECTOR_UNSTATED", "CALLER_ID_UNSTATED");
        assertThat(allowed.<String>path("verdict")).as(allowed.asString()).isEqualTo("ALLOW");
    }

    @Test
    void aControllerHasTheOfferStated() {
        amend(List.of("OFFER")).then().statusCode(200);
        Map<String, Object> call = new HashMap<>(Parties.call(number));
        call.put("controller", controller);
        call.remove("offer");

        Response denied = as(own("dialer")).body(call).post("/v1/call-decisions");

        assertThat(denied.<List<String>>path("reasons.code"))
                .containsExactly("OFFER_UNSTATED", "CONSENT_SCOPE_MISMATCH");
        assertThat(ask(Map.of()).<String>path("verdict")).isEqualTo("ALLOW");
    }

    @Test
    void aScrubbedListIsHeldToItToo() {
        amend(List.of("SECTOR")).then().statusCode(200);

        assertThat(scrubbed(Map.of())).containsExactly("SECTOR_UNSTATED");
        assertThat(scrubbed(Map.of("sector", "OTHER"))).containsExactly("CONSENT_IN_FORCE");
    }

    @Test
    void refusesAFactThatNobodyStates() {
        Response refused = amend(List.of("WEATHER"));

        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/mandatoryFacts/0");
    }

    private Response enter(List<String> facts) {
        return AgreedParties.enterController("helios", controller, wanting(facts));
    }

    private Response amend(List<String> facts) {
        return AgreedParties.as("helios", controller, "amend-" + controller + facts)
                .body(wanting(facts))
                .post("/v1/parties/" + controller + "/amendments");
    }

    private static Map<String, Object> wanting(List<String> facts) {
        Map<String, Object> profile = profile("CONTROLLER");
        profile.put("mandatoryFacts", facts);
        return profile;
    }

    private Response ask(Map<String, Object> stated) {
        Map<String, Object> call = new HashMap<>(Parties.call(number));
        call.put("controller", controller);
        call.putAll(stated);
        return as(own("dialer")).body(call).post("/v1/call-decisions");
    }

    private List<String> scrubbed(Map<String, Object> stated) {
        Map<String, Object> list = new HashMap<>(stated);
        list.put("controller", controller);
        list.put("purpose", "PROSPECTING_CALL");
        list.putIfAbsent("offer", "fibre");
        list.put("numbers", List.of(number));
        Response begun = as(own("dialer")).body(list).post("/v1/call-decisions/batch");
        String place = "/v1/call-decisions/batches/" + begun.path("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> "COMPLETED".equals(as(own("dialer")).get(place).path("state")));
        return as(own("dialer")).get(place + "/results").path("items[0].reasons");
    }

    private String own(String role) {
        return TestTokens.token(
                "helios",
                controller,
                List.of(controller),
                "0f0e0d0c-0000-4000-8000-000000000001",
                role);
    }
}
