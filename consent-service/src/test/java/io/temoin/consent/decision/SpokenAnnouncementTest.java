// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

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
import io.temoin.eventsourcing.Sha256;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The law's announcement, as the people of one controller hear it. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class SpokenAnnouncementTest {

    private final String controller = "spoken-" + UUID.randomUUID().toString().substring(0, 8);
    private final String number = freshNumber();

    @BeforeEach
    void itIsMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @AfterEach
    void goOnInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    /** Every call of the tests is drawn for quality; this person agreed to training, too. */
    @Test
    void namesTheControllerAndThePurposesOfTheCall() {
        register("Rhône Télécom SA");

        Response both = decided("PROSPECTING_CALL", "TRAINING");

        assertThat(both.<List<String>>path("recording.purposes"))
                .containsExactly("QUALITY", "TRAINING");
        assertThat(both.<String>path("recording.announcement.id"))
                .isEqualTo("FR-NOTICE-QUALITY-TRAINING-1");
        assertThat(both.<String>path("recording.announcement.text"))
                .isEqualTo(
                        "Rhône Télécom SA enregistre cet appel pour contrôler la qualité et former"
                                + " nos équipes. Vous pouvez vous y opposer à tout moment, l'appel"
                                + " continuera sans enregistrement. Pour en savoir plus, interrogez"
                                + " votre conseiller.");
    }

    @Test
    void doesNotTellOfTrainingWhereTheCallIsRecordedForQualityAlone() {
        register("Rhône Télécom SA");

        Response one = decided("PROSPECTING_CALL");

        assertThat(one.<String>path("recording.announcement.id")).isEqualTo("FR-NOTICE-QUALITY-1");
        assertThat(one.<String>path("recording.announcement.text"))
                .startsWith("Rhône Télécom SA enregistre cet appel pour contrôler la qualité. ")
                .doesNotContain("former");
    }

    @Test
    void namesAControllerThatNobodyRegisteredByItsId() {
        assertThat(decided("PROSPECTING_CALL").<String>path("recording.announcement.text"))
                .startsWith(controller + " enregistre");
    }

    /** What was heard does not change when the controller is renamed. */
    @Test
    void isReadAgainAsItWasHeard() {
        register("Rhône Télécom SA");
        Response decided = decided("PROSPECTING_CALL");
        Map<String, Object> renamed = profile("CONTROLLER");
        renamed.put("legalName", "Rhône Fibre SA");
        AgreedParties.as("helios", controller, "rename-" + controller)
                .body(renamed)
                .post("/v1/parties/" + controller + "/amendments")
                .then()
                .statusCode(200);

        Response again =
                as(own("dpo"))
                        .queryParam("controller", controller)
                        .queryParam("subject", decided.<String>path("subject"))
                        .get("/v1/call-decisions/" + decided.path("id"));

        assertThat(again.<String>path("recording.announcement.text"))
                .isEqualTo(decided.<String>path("recording.announcement.text"));
        assertThat(served(decided).<String>path("textHash"))
                .isEqualTo(Sha256.hex(decided.path("recording.announcement.text")));
        assertThat(ask().<String>path("recording.announcement.text"))
                .startsWith("Rhône Fibre SA enregistre");
    }

    private void register(String legalName) {
        Map<String, Object> profile = profile("CONTROLLER");
        profile.put("legalName", legalName);
        AgreedParties.enterController("helios", controller, profile).then().statusCode(201);
    }

    private Response decided(String... purposes) {
        Map<String, Object> consent = new HashMap<>(consent(number));
        consent.put("controller", controller);
        consent.remove("processor");
        consent.put("purposes", List.of(purposes));
        as(own("business-system")).body(consent).post("/v1/consents").then().statusCode(201);
        return ask();
    }

    private Response ask() {
        Map<String, Object> call = new HashMap<>(Parties.call(number));
        call.put("controller", controller);
        Response decided = as(own("dialer")).body(call).post("/v1/call-decisions");
        assertThat(decided.<String>path("verdict")).as(decided.asString()).isEqualTo("ALLOW");
        return decided;
    }

    private Response served(Response decided) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("decision", decided.path("id"));
        report.put("controller", controller);
        report.put("subject", decided.path("subject"));
        report.put("notice", decided.path("recording.announcement.id"));
        report.put("language", "fr");
        report.put("channel", "VOICE");
        report.put("servedAt", decided.path("decidedAt"));
        report.put("outcome", "SERVED");
        return as(own("dialer")).body(report).post("/v1/notices-served");
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
