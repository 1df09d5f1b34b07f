// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody speaks for another organisation unasked, nor for the suite. */
@QuarkusTest
class EntryOfAnotherTest {

    private final Space space = new Space();
    private final Sending sending = new Sending(space);

    @Test
    void theAffairsOfOthersAreRefused() {
        Response answer =
                sending.entries(
                        Sending.with(Sending.entry("1"), "organisation", "voix-du-rhone"),
                        Sending.with(Sending.entry("2"), "controller", "loire-assurance"));

        assertProblem(answer, 403, "entry-of-another");
        assertThat(answer.<List<String>>path("violations.pointer"))
                .containsExactly("/entries/0/organisation", "/entries/1/controller");
        assertThat(space.trail()).isEmpty();
    }

    /** As with what it sees: the token alone is no agreement (ADR 0037). */
    @Test
    void whoActsForAnOrganisationHandsInItsAffairsWhileAnAgreementCoversThem() {
        Map<String, Object> own = Sending.with(Sending.entry("1"), "organisation", "voix-du-rhone");
        Map<String, Object> ofController = Sending.entry("2");
        Map<String, Object> forController =
                Sending.with(
                        Sending.with(own, "controller", "rhone-telecom"),
                        "purposes",
                        List.of("QUALITY"));

        assertProblem(asProcessor(ofController), 403, "entry-of-another");
        assertProblem(asProcessor(forController), 403, "entry-of-another");
        assertThat(asProcessor(own).statusCode()).isEqualTo(201);

        var agreement =
                PublishedAgreements.inForce(
                        space.tenant(), "rhone-telecom", "voix-du-rhone", "QUALITY");
        Response answer = asProcessor(ofController);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.<List<String>>path("ids")).containsExactly("x-voix-du-rhone:crm:2");
        assertThat(asProcessor(Sending.with(forController, "id", "3")).statusCode()).isEqualTo(201);
        Response notCovered =
                asProcessor(
                        Sending.with(
                                Sending.with(forController, "id", "4"),
                                "purposes",
                                List.of("QUALITY", "TRAINING")));
        assertProblem(notCovered, 403, "entry-of-another");
        assertThat(notCovered.<List<String>>path("violations.pointer"))
                .containsExactly("/entries/0/controller");

        PublishedAgreements.suspend(agreement);
        assertProblem(asProcessor(Sending.with(ofController, "id", "5")), 403, "entry-of-another");
    }

    private Response asProcessor(Map<String, Object> entry) {
        return space.as("business-system", "voix-du-rhone", List.of("rhone-telecom"))
                .contentType(ContentType.JSON)
                .body(Map.of("entries", List.of(entry)))
                .post("/v1/entries");
    }

    /** Nobody reads who handed an entry in before they read what was done. */
    @ParameterizedTest
    @ValueSource(strings = {"LISTENING_GRANTED", "CALL_ALLOWED", "CONSENT_GIVEN", "SUBJECT_ERASED"})
    void whatOnlyTheSuiteDoesIsHandedInByNobody(String action) {
        Response answer = sending.entries(Sending.with(Sending.entry("1"), "action", action));

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<List<String>>path("violations.pointer"))
                .containsExactly("/entries/0/action");
        assertThat(answer.<List<String>>path("violations.code"))
                .containsExactly("action-of-the-suite");
        assertThat(space.trail()).isEmpty();
    }
}
