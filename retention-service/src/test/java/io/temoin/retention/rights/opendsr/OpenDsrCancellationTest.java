// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.AGENT;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.DeskCase.ground;
import static io.temoin.retention.rights.DeskCase.post;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.cancel;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.rights.opendsr.CallbackReceiver.Received;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A system takes back a request that it sent (OpenDSR 2.0 section 9). */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
@QuarkusTestResource(OpenDsrComponents.class)
class OpenDsrCancellationTest {

    private static final String ASSIGNED = "{\"assignee\": \"" + AGENT + "\"}";

    private final OpenDsrCase its = new OpenDsrCase();
    private final UUID id = UUID.randomUUID();
    private final TestClock clock;

    OpenDsrCancellationTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void endsTheRequestAtTheDesk() {
        var path = "/cb/" + UUID.randomUUID();
        try (var receiver = new CallbackReceiver(_ -> 200)) {
            var request = its.sent(id, "erasure", CallbackReceiver.url(path));
            clock.set(NOON.plusSeconds(60));

            var answer = cancel(its.system(RHONE), id);

            answer.then()
                    .statusCode(202)
                    .body("controller_id", equalTo(RHONE))
                    .body("subject_request_id", equalTo(id.toString()))
                    .body("received_time", equalTo("2026-11-24T11:01:00Z"))
                    .body("api_version", equalTo("2.0"));
            var pem = Http.get("/v1/opendsr/certificate").asString();
            assertThat(
                            new Received(
                                            "",
                                            "",
                                            answer.header("X-OpenDSR-Signature"),
                                            answer.asString())
                                    .isSignedBy(pem))
                    .isTrue();
            its.desk
                    .dpo()
                    .get("/v1/requests/{id}", request)
                    .then()
                    .body("state", equalTo("WITHDRAWN"))
                    .body("outcome.at", equalTo("2026-11-24T11:01:00Z"))
                    .body("withdrawal.by", equalTo(RHONE))
                    .body("withdrawal.reason", equalTo("CANCELLED_BY_SENDER"))
                    .body("withdrawal.continues", equalTo(false))
                    .body("restriction.services", empty())
                    .body("restriction.liftedAt", equalTo("2026-11-24T11:01:00Z"));
            assertThat(its.desk.published(request, 4))
                    .containsExactly(
                            "RequestOpened",
                            "ProcessingRestricted",
                            "DsrWithdrawn",
                            "ProcessingRestrictionLifted");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(receiver.received())
                                            .filteredOn(it -> it.path().equals(path))
                                            .singleElement()
                                            .satisfies(
                                                    it ->
                                                            assertThat(it.body())
                                                                    .contains(
                                                                            "\"cancelled\"",
                                                                            "\"WITHDRAWN\"")));
            assertProblem(
                    post(its.desk.dpo(), request, "refusals", ground("LEGAL_OBLIGATION")),
                    409,
                    "request-ended");
        }
    }

    /** Whoever got no answer asks again; so does another client of the organisation. */
    @Test
    void isTheSameWheneverItIsRepeated() {
        its.sent(id, "access");
        cancel(its.system(RHONE), id).then().statusCode(202);
        clock.set(NOON.plusSeconds(60));

        cancel(its.system(RHONE), id)
                .then()
                .statusCode(202)
                .header("Idempotent-Replay", "true")
                .body("received_time", equalTo("2026-11-24T11:00:00Z"));
        cancel(its.desk.as(RHONE, AGENT, "business-system"), id)
                .then()
                .statusCode(202)
                .header("Event-Position", nullValue())
                .body("received_time", equalTo("2026-11-24T11:00:00Z"));
        status(its.system(RHONE), id).then().body("request_status", equalTo("cancelled"));
    }

    /** What was sent, read or destroyed since cannot be taken back. */
    @Test
    void isNotPossibleOnceSomebodyHasBegunOrItHasEnded() {
        var request = its.sent(id, "erasure");
        its.desk.done(request, "assignments", ASSIGNED);

        assertProblem(cancel(its.system(RHONE), id), 409, "request-begun");

        its.desk.done(request, "refusals", ground("LEGAL_OBLIGATION"));
        assertProblem(cancel(its.system(RHONE), id), 409, "request-ended");
        status(its.system(RHONE), id)
                .then()
                .body("extensions.'opendsr.temoin.test'.outcome", equalTo("REFUSED"));
    }

    /** A destruction that was decided shows in no event of the request yet. */
    @Test
    void isNotPossibleOnceTheErasureWasDecided() {
        var request = its.sent(id, "erasure");
        its.desk.done(request, "erasures", ground("NO_LONGER_NECESSARY"));

        assertProblem(cancel(its.system(RHONE), id), 409, "request-begun");
    }

    /** Of one that was joined, its sender sees what it would see of any other. */
    @Test
    void changesNothingForOthersWhoAskedForTheSame() {
        var first = UUID.randomUUID();
        var other = its.sent(first, "erasure");
        its.desk.awaitListed(other);
        var joined = its.sent(id, "erasure");

        cancel(its.system(RHONE), id).then().statusCode(202);
        cancel(its.system(RHONE), first).then().statusCode(202);

        status(its.system(RHONE), id).then().body("request_status", equalTo("cancelled"));
        status(its.system(RHONE), first).then().body("request_status", equalTo("cancelled"));
        its.desk.dpo().get("/v1/requests/{id}", joined).then().body("state", equalTo("WITHDRAWN"));
        its.desk
                .dpo()
                .get("/v1/requests/{id}", other)
                .then()
                .body("state", equalTo("OPEN"))
                .body("withdrawal.continues", equalTo(true))
                .body("restriction.services.size()", equalTo(2));
        its.desk.done(other, "assignments", ASSIGNED);
        status(its.system(RHONE), first).then().body("request_status", equalTo("cancelled"));
    }

    @Test
    void isOnlyForTheOrganisationThatSentIt() {
        its.sent(id, "access");
        PublishedAgreements.inForce(its.desk.tenant, RHONE, VOIX, "QUALITY");

        for (String stranger : new String[] {VOIX, "loire-assurance"}) {
            assertProblem(cancel(its.system(stranger), id), 404, "request-unknown");
        }
        assertProblem(cancel(its.system(RHONE), UUID.randomUUID()), 404, "request-unknown");
        status(its.system(RHONE), id).then().body("request_status", equalTo("pending"));
    }

    /** Nor for a processor whose agreement is over. */
    @Test
    void isForAProcessorAsLongAsItsAgreementLasts() {
        var agreement = PublishedAgreements.inForce(its.desk.tenant, RHONE, VOIX, "QUALITY");
        its.passedOn(id, "access");
        var kept = UUID.randomUUID();
        its.passedOn(kept, "erasure");
        cancel(its.system(VOIX), id).then().statusCode(202);

        PublishedAgreements.suspend(agreement);

        assertProblem(cancel(its.system(VOIX), kept), 404, "request-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "supervisor", "dpo", "admin", "integrator", "recorder"})
    void isOnlyForSystems(String role) {
        its.sent(id, "access");

        assertThat(cancel(its.desk.as(RHONE, AGENT, role), id).statusCode()).isEqualTo(403);
        status(its.system(RHONE), id).then().body("request_status", equalTo("pending"));
    }
}
