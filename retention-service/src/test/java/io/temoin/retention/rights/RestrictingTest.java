// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.DeskCase.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request restricts, through the desk. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RestrictingTest {

    private final DeskCase its = new DeskCase();
    private final TestClock clock;

    RestrictingTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void atNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    /** A16: what consent-service hears is at the desk, under the same id, and is decided there. */
    @Test
    void anObjectionToRecordingsIsARequest() {
        var objection = UUID.randomUUID();

        its.objected(objection);
        its.awaitListed(objection);

        its.dpo()
                .get("/v1/requests/{id}", objection)
                .then()
                .statusCode(200)
                .body("type", equalTo("OBJECTION"))
                .body("tasks.service", contains("RECORDING"))
                .body("deadline.dueAt", equalTo("2026-12-24T23:00:00Z"))
                .body("deadline.lapsesAt", equalTo("2026-12-24T23:00:00Z"))
                .body("restriction.services", contains("RECORDING"));
        assertThat(its.published(objection, 2))
                .containsExactly("RequestOpened", "ProcessingRestricted");

        its.done(objection, "refusals", DeskCase.ground("LEGAL_OBLIGATION"))
                .body("outcome.ground", equalTo("LEGAL_OBLIGATION"))
                .body("outcome.complaint.name", equalTo("CNIL"))
                .body("outcome.complaint.url", equalTo("https://www.cnil.fr/fr/plaintes"))
                .body("restriction.services", empty())
                .body("restriction.liftedAt", notNullValue())
                .body("deadline.lapsesAt", nullValue());
        assertThat(its.published(objection, 4))
                .containsExactly(
                        "RequestOpened",
                        "ProcessingRestricted",
                        "DsrRefused",
                        "ProcessingRestrictionLifted");
    }

    @Test
    void anObjectionOnWhichNobodyDecidesIsUpheld() {
        var objection = UUID.randomUUID();
        its.objected(objection);
        its.awaitListed(objection);

        clock.set(Instant.parse("2026-12-24T23:00:00Z"));

        assertThat(its.published(objection, 5))
                .containsExactly(
                        "RequestOpened",
                        "ProcessingRestricted",
                        "RequestOverdue",
                        "ObjectionUpheld",
                        "ProcessingRestrictionLifted");
        assertThat(its.messages(objection, 5).get(3)).contains("\"decided\":false");
        assertProblem(
                post(its.dpo(), objection, "refusals", DeskCase.ground("COMPELLING_GROUNDS")),
                409,
                "deadline-passed");
    }

    /**
     * A letter that was found: the desk has its month all the same before anything is destroyed.
     */
    @Test
    void anObjectionThatIsRecordedLateIsOverdueAtOnceAndUpheldAMonthLater() {
        var objection = UUID.randomUUID();
        its.objected(objection, "2026-10-20T09:30:00Z");
        its.awaitListed(objection);

        assertThat(its.published(objection, 3))
                .containsExactly("RequestOpened", "ProcessingRestricted", "RequestOverdue");
        its.dpo()
                .get("/v1/requests/{id}", objection)
                .then()
                .body("deadline.dueAt", equalTo("2026-11-20T23:00:00Z"))
                .body("deadline.overdue", equalTo(true))
                .body("deadline.lapsesAt", equalTo("2026-12-24T23:00:00Z"));

        clock.set(Instant.parse("2026-12-24T23:00:00Z"));

        assertThat(its.published(objection, 5))
                .endsWith("ObjectionUpheld", "ProcessingRestrictionLifted");
        assertThat(its.messages(objection, 5).get(3))
                .contains("\"upheldAt\":\"2026-12-24T23:00:00Z\"");
    }

    /** GDPR art. 18(3). */
    @Test
    void whatWasGrantedStaysRestrictedUntilThePersonWasTold() {
        its.recorded();
        UUID request =
                UUID.fromString(
                        its.dpo()
                                .body(its.opening("RESTRICTION", ""))
                                .post("/v1/requests")
                                .then()
                                .statusCode(201)
                                .body("restriction.services", contains("RECORDING"))
                                .extract()
                                .path("id"));
        its.dpo()
                .get("/v1/requests/{id}/restricted-items", request)
                .then()
                .statusCode(200)
                .body("items.recording", contains(its.recording.toString()))
                .body("items.restricted", contains(true));
        for (var service : List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT")) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        its.done(request, "answers", DeskCase.answer("GRANTED"))
                .body("restriction.services", contains("RECORDING"));

        assertProblem(
                post(its.dpo(), request, "restriction-liftings", "{}"), 400, "request-invalid");
        assertProblem(
                post(its.dpo(), request, "restriction-liftings", told("2026-11-24T10:59:59Z")),
                422,
                "person-not-informed");
        its.done(request, "restriction-liftings", told("2026-11-24T11:00:00Z"))
                .body("restriction.services", empty());
        its.dpo().get("/v1/requests/{id}/restricted-items", request).then().body("items", empty());
    }

    /** Nobody else sees, or ends, what a request restricts. */
    @Test
    void onlyTheControllersDeskSeesAndLiftsIt() {
        its.recorded();
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        UUID request =
                UUID.fromString(
                        its.agent()
                                .body(its.opening("ERASURE", ""))
                                .post("/v1/requests")
                                .then()
                                .statusCode(201)
                                .body("attached", nullValue())
                                .extract()
                                .path("id"));

        for (var organisation : List.of("loire-assurance", "atlas-contact")) {
            var stranger = its.as(organisation, DeskCase.AGENT, "dpo");
            assertProblem(
                    stranger.get("/v1/requests/{id}/restricted-items", request),
                    404,
                    "request-unknown");
            assertProblem(
                    post(
                            its.as(organisation, DeskCase.AGENT, "dpo"),
                            request,
                            "restriction-liftings",
                            told("2026-11-24T11:00:00Z")),
                    404,
                    "request-unknown");
        }
        assertProblem(
                its.as(VOIX, DeskCase.AGENT, "dpo")
                        .get("/v1/requests/{id}/restricted-items", request),
                403,
                "controller-not-authorised");
        assertProblem(
                post(
                        its.as(VOIX, DeskCase.AGENT, "dpo"),
                        request,
                        "restriction-liftings",
                        told("2026-11-24T11:00:00Z")),
                403,
                "controller-not-authorised");
        assertProblem(
                post(its.dpo(), request, "restriction-liftings", told("2026-11-24T11:00:00Z")),
                409,
                "request-open");
    }

    private static String told(String at) {
        return "{\"informedAt\": \"" + at + "\"}";
    }
}
