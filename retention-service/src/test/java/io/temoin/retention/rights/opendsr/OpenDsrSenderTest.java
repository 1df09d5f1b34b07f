// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.AGENT;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.DeskCase.ground;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.body;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.onBehalfOf;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.send;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a processor that passes requests on is told, where, and for how long. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
@QuarkusTestResource(OpenDsrComponents.class)
class OpenDsrSenderTest {

    private static final String ASSIGNED = "{\"assignee\": \"" + AGENT + "\"}";

    private final OpenDsrCase its = new OpenDsrCase();
    private final String path = "/cb/" + UUID.randomUUID();
    private final UUID id = UUID.randomUUID();
    private final TestClock clock;
    private final MeterRegistry metrics;
    private final ObjectMapper json;
    private final OpenDsrConfig config;

    OpenDsrSenderTest(
            TestClock clock, MeterRegistry metrics, ObjectMapper json, OpenDsrConfig config) {
        this.clock = clock;
        this.metrics = metrics;
        this.json = json;
        this.config = config;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private PublishedAgreements.Agreement agreed() {
        return PublishedAgreements.inForce(its.desk.tenant, RHONE, VOIX, "QUALITY");
    }

    private String url() {
        return CallbackReceiver.urlOfProcessor(path);
    }

    /** A host of the controller may be that of another processor, which would learn of it. */
    @Test
    void isCalledBackOnItsOwnHosts() {
        agreed();
        assertProblem(
                send(
                        its.system(VOIX),
                        onBehalfOf(RHONE, body(id, "erasure", CallbackReceiver.url(path)))),
                422,
                "callback-not-allowed");

        try (var receiver = new CallbackReceiver(_ -> 200)) {
            its.desk.done(its.passedOn(id, "erasure", url()), "assignments", ASSIGNED);

            awaitStatuses(receiver, "in_progress");
        }
    }

    /** What becomes of the request is no business of somebody who no longer works for it. */
    @Test
    void isToldNothingOnceTheAgreementIsOver() {
        var agreement = agreed();
        double before = counted("stopped");
        var request = its.passedOn(id, "erasure", url());

        try (var receiver = new CallbackReceiver(_ -> 200)) {
            PublishedAgreements.publish(
                    agreement,
                    "AgreementEnded",
                    3,
                    data -> data.put("endsAt", NOON.plusSeconds(60).toString()));
            clock.set(NOON.plusSeconds(60));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertProblem(
                                            status(its.system(VOIX), id), 404, "request-unknown"));
            its.desk.done(request, "assignments", ASSIGNED);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(CallbackRow.givenUp(url())).isEqualTo("NO_AGREEMENT"));
            // Counted once it is written, for all to see.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(counted("stopped")).isGreaterThan(before));
            assertThat(receiver.received()).noneMatch(callback -> callback.path().equals(path));
        }
    }

    /** One of the tenant's own systems needs no agreement to send, nor to be told. */
    @Test
    void isToldIfItSeesTheWholeTenant() {
        try (var receiver = new CallbackReceiver(_ -> 200)) {
            send(ofTheTenant(), onBehalfOf(RHONE, body(id, "erasure", url())))
                    .then()
                    .statusCode(201);
            String request =
                    status(ofTheTenant(), id)
                            .then()
                            .statusCode(200)
                            .extract()
                            .path("extensions.'" + OpenDsrComponents.DOMAIN + "'.request");
            its.desk.done(UUID.fromString(request), "assignments", ASSIGNED);

            awaitStatuses(receiver, "in_progress");
        }
    }

    private RequestSpecification ofTheTenant() {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.tenantWide(
                                its.desk.tenant, VOIX, OpenDsrCase.SYSTEM, "business-system"))
                .contentType("application/json");
    }

    /** Another process may not send it again while this one still waits for the database. */
    @Test
    void isToldByOneProcessHoweverSlowItsStepsAre() {
        agreed();
        var leases = new LinkedBlockingQueue<Instant>();
        var settings = Thread.currentThread().getContextClassLoader();
        try (var _ =
                new CallbackReceiver(
                        _ -> {
                            Thread.currentThread().setContextClassLoader(settings);
                            CallbackRow.leasedUntil(url()).ifPresent(leases::add);
                            return 200;
                        })) {
            its.desk.done(its.passedOn(id, "erasure", url()), "assignments", ASSIGNED);

            await().atMost(PATIENCE).until(() -> !leases.isEmpty());
        }
        Duration steps =
                Duration.ofSeconds(30) // taking it
                        .plusSeconds(30) // the agreement
                        .plus(config.callbackTimeout())
                        .plusSeconds(30); // saying how it ended
        assertThat(leases.peek()).isAfter(NOON.plus(steps));
    }

    /** A status is no news once only: what was said in between is not true any more. */
    @Test
    void isToldAStatusThatComesAgain() throws Exception {
        try (var receiver = new CallbackReceiver(_ -> 200)) {
            var request = its.sent(id, "access", CallbackReceiver.url(path));
            its.desk.done(request, "assignments", ASSIGNED);
            awaitStatuses(receiver, "in_progress");

            CallbackRow.told(its.desk.tenant, request, "PENDING");

            awaitStatuses(receiver, "in_progress", "in_progress");
        }
    }

    /** Who else asked for the same is nobody's business but the desk's. */
    @Test
    void doesNotLearnThatItsRequestWasJoinedToAnother() {
        agreed();
        var first = UUID.randomUUID();
        its.desk.asked(
                UUID.randomUUID() + ".0",
                first,
                data ->
                        data.put("right", "ACCESS")
                                .put("subject", its.subject())
                                .put("receivedAt", "2026-11-22T09:00:00Z"));
        its.desk.awaitListed(first);
        its.desk.done(first, "assignments", ASSIGNED);

        try (var receiver = new CallbackReceiver(_ -> 200)) {
            var receipt = send(its.system(VOIX), onBehalfOf(RHONE, body(id, "access", url())));
            receipt.then().statusCode(201);
            var request = its.passedOn(id, "access", url());
            its.desk
                    .dpo()
                    .get("/v1/requests/{id}", request)
                    .then()
                    .body("state", equalTo("JOINED"))
                    .body("outcome.joinedInto", equalTo(first.toString()));
            assertThat(receipt.header("Event-Position"))
                    .isEqualTo(its.desk.eventIds(request, 2).getFirst());

            status(its.system(VOIX), id).then().body("request_status", equalTo("pending"));
            for (String role : new String[] {"business-system", "dpo", "supervisor", "agent"}) {
                assertProblem(
                        its.desk
                                .as(VOIX, OpenDsrCase.SYSTEM, role)
                                .get("/v1/requests/{id}", request),
                        404,
                        "request-unknown");
            }
            its.desk.awaitListed(request);
            its.desk.as(VOIX, AGENT, "dpo").get("/v1/requests").then().body("items", empty());

            its.desk.done(first, "refusals", ground("MANIFESTLY_UNFOUNDED"));
            awaitStatuses(receiver, "cancelled");
        }
    }

    /** A request that is answered without having been worked on would show that it was joined. */
    @Test
    void isToldThatSomebodyWorksOnItBeforeItIsAnswered() {
        var first = UUID.randomUUID();
        var other = its.sent(first, "access");
        its.desk.awaitListed(other);
        its.desk.done(other, "assignments", ASSIGNED);
        for (String service : new String[] {"CONSENT", "RECORDING", "RETENTION", "AUDIT"}) {
            its.desk.done(other, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }

        try (var receiver = new CallbackReceiver(_ -> 200)) {
            its.sent(id, "access", CallbackReceiver.url(path));
            status(its.system(RHONE), id).then().body("request_status", equalTo("pending"));
            its.desk.done(
                    other,
                    "answers",
                    """
                    {"parts": [{"service": "CONSENT", "outcome": "GRANTED"},
                      {"service": "RECORDING", "outcome": "GRANTED"},
                      {"service": "RETENTION", "outcome": "GRANTED"},
                      {"service": "AUDIT", "outcome": "GRANTED"}]}""");

            awaitStatuses(receiver, "in_progress", "completed");
        }
    }

    /** The callbacks, once they say this and nothing else. */
    private void awaitStatuses(CallbackReceiver receiver, String... statuses) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(receiver.received())
                                        .filteredOn(callback -> callback.path().equals(path))
                                        .extracting(
                                                callback ->
                                                        json.readTree(callback.body())
                                                                .path("request_status")
                                                                .asText())
                                        .containsExactly(statuses));
    }

    private double counted(String outcome) {
        return metrics.counter("temoin.opendsr.callbacks", "outcome", outcome).count();
    }

    /** Whatever its server answers, it is given up like one that does not answer. */
    @Test
    void isGivenUpIfItsAnswersCannotBeRead() throws Exception {
        try (var _ = new GarbledReceiver()) {
            its.desk.done(
                    its.sent(id, "access", CallbackReceiver.url(path)), "assignments", ASSIGNED);

            for (int attempt = 1; attempt < 4; attempt++) {
                var failed = new CallbackRow(attempt, true);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(CallbackRow.of(path)).isEqualTo(failed));
                clock.set(clock.instant().plus(Duration.ofHours(1)));
            }

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(CallbackRow.givenUp(CallbackReceiver.url(path)))
                                            .isEqualTo("ERROR_IllegalArgumentException"));
        }
    }
}
