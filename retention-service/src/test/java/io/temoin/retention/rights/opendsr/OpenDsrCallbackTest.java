// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import static io.temoin.retention.rights.DeskCase.AGENT;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.ground;
import static io.temoin.retention.rights.opendsr.OpenDsrCase.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.rights.opendsr.CallbackReceiver.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How controllers are told what becomes of the requests that they sent. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
@QuarkusTestResource(OpenDsrComponents.class)
class OpenDsrCallbackTest {

    private static final String ASSIGNED = "{\"assignee\": \"" + AGENT + "\"}";
    private static final int ALL = 1000;

    private final OpenDsrCase its = new OpenDsrCase();
    private final String path = "/cb/" + UUID.randomUUID();
    private final UUID id = UUID.randomUUID();
    private final TestClock clock;
    private final CallbackStore callbacks;
    private final MeterRegistry metrics;
    private final ObjectMapper json;

    OpenDsrCallbackTest(
            TestClock clock, CallbackStore callbacks, MeterRegistry metrics, ObjectMapper json) {
        this.clock = clock;
        this.callbacks = callbacks;
        this.metrics = metrics;
        this.json = json;
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
    void eachChangeIsToldOnceSignedAndInOrder() throws Exception {
        try (var receiver = new CallbackReceiver(_ -> 202)) {
            var request = its.sent(id, "erasure", url());

            its.desk.done(request, "assignments", ASSIGNED);
            var begun = awaitStatuses(receiver, "in_progress").getFirst();
            its.desk.done(request, "tasks/CONSENT/completions", "{\"result\": \"DONE\"}");
            its.desk.done(request, "refusals", ground("LEGAL_OBLIGATION"));
            var ended = awaitStatuses(receiver, "in_progress", "cancelled").getLast();

            var pem = Http.get("/v1/opendsr/certificate").asString();
            for (Received callback : List.of(begun, ended)) {
                assertThat(callback.domain()).isEqualTo(OpenDsrComponents.DOMAIN);
                assertThat(callback.isSignedBy(pem)).isTrue();
            }
            var told = json.readTree(ended.body());
            assertThat(told.path("controller_id").asText()).isEqualTo(RHONE);
            assertThat(told.path("subject_request_id").asText()).isEqualTo(id.toString());
            assertThat(told.path("status_callback_url").asText()).isEqualTo(url());
            assertThat(told.path("expected_completion_time").asText())
                    .isEqualTo("2026-12-23T23:00:00Z");
            assertThat(told.at("/extensions/opendsr.temoin.test/outcome").asText())
                    .isEqualTo("REFUSED");
            assertThat(ended.body()).doesNotContain(its.subject(), "99001234");
            status(its.system(RHONE), id)
                    .then()
                    .body("request_status", equalTo("cancelled"))
                    .body("extensions.'opendsr.temoin.test'.outcome", equalTo("REFUSED"));
        }
    }

    @Test
    void anAnswerCompletesTheRequest() {
        try (var receiver = new CallbackReceiver(_ -> 200)) {
            var request = its.sent(id, "access", url());

            for (String service : List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT")) {
                its.desk.done(
                        request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
            }
            awaitStatuses(receiver, "in_progress");
            its.desk.done(
                    request,
                    "answers",
                    """
                    {"parts": [{"service": "CONSENT", "outcome": "GRANTED"},
                      {"service": "RECORDING", "outcome": "GRANTED"},
                      {"service": "RETENTION", "outcome": "GRANTED"},
                      {"service": "AUDIT", "outcome": "GRANTED"}]}""");
            its.desk.done(request, "closures", "");

            assertThat(awaitStatuses(receiver, "in_progress", "completed").getLast().body())
                    .contains("\"GRANTED\"");
        }
    }

    /** The other request of the person is nobody's business but the desk's; its answer counts. */
    @Test
    void whatJoinedAnotherRequestIsToldOfItsAnswer() {
        try (var receiver = new CallbackReceiver(_ -> 200)) {
            var other = UUID.randomUUID();
            var first = its.sent(other, "erasure");
            its.desk.awaitListed(first);
            var joined = its.sent(id, "erasure", url());
            its.desk.dpo().get("/v1/requests/{id}", joined).then().body("state", equalTo("JOINED"));

            its.desk.done(first, "assignments", ASSIGNED);
            awaitStatuses(receiver, "in_progress");
            its.desk.done(first, "refusals", ground("LEGAL_OBLIGATION"));

            assertThat(awaitStatuses(receiver, "in_progress", "cancelled").getLast().body())
                    .contains(id.toString())
                    .doesNotContain(first.toString(), other.toString());
        }
    }

    /** A redirect could lead anywhere; it is a failure like others, and followed by nobody. */
    @Test
    void whatFailsIsTriedAgainLaterAndLater() {
        try (var receiver =
                new CallbackReceiver(count -> count == 1 ? 500 : count == 2 ? 302 : 204)) {
            its.desk.done(its.sent(id, "access", url()), "assignments", ASSIGNED);

            awaitStatuses(receiver, "in_progress");
            awaitFailures(1);
            clock.set(NOON.plusSeconds(30));
            awaitStatuses(receiver, "in_progress", "in_progress");
            awaitFailures(2);
            clock.set(NOON.plusSeconds(31 + 60));
            var all = awaitStatuses(receiver, "in_progress", "in_progress", "in_progress");

            assertThat(all).extracting(Received::body).containsOnly(all.getFirst().body());
        }
    }

    @Test
    void whatAlwaysFailsIsGivenUpAndCounted() {
        double before = counted("given-up");
        try (var receiver = new CallbackReceiver(_ -> 503)) {
            its.desk.done(its.sent(id, "access", url()), "assignments", ASSIGNED);

            awaitStatuses(receiver, "in_progress");
            for (int attempt = 2; attempt <= 4; attempt++) {
                awaitFailures(attempt - 1);
                if (attempt == 4) {
                    await().atMost(PATIENCE)
                            .untilAsserted(
                                    () ->
                                            assertThat(
                                                            metrics.get(
                                                                            "temoin.opendsr.callbacks.failing")
                                                                    .gauge()
                                                                    .value())
                                                    .isGreaterThanOrEqualTo(1));
                }
                clock.set(clock.instant().plus(Duration.ofHours(1)));
                awaitCount(receiver, attempt);
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(counted("given-up")).isGreaterThan(before));
            clock.set(clock.instant().plus(Duration.ofDays(1)));
            its.desk.done(
                    its.sent(UUID.randomUUID(), "portability", url() + "-x"),
                    "assignments",
                    ASSIGNED);
            awaitCount(receiver, "-x", 1);
            assertThat(of(receiver, "")).hasSize(4);
        }
    }

    /** The process that had it died. Nobody else tries it while it could still be alive. */
    @Test
    void whatADeadProcessHadIsMadeByAnother() {
        its.desk.done(its.sent(id, "access", url()), "assignments", ASSIGNED);
        awaitFailures(1); // nobody listens yet
        Instant later = NOON.plus(Duration.ofHours(1));

        var claimed =
                callbacks
                        .claim(UUID.randomUUID(), later, later.plusSeconds(600), ALL)
                        .await()
                        .atMost(PATIENCE);
        assertThat(claimed).anyMatch(one -> one.url().getPath().equals(path));

        try (var receiver = new CallbackReceiver(_ -> 200)) {
            clock.set(later.plusSeconds(300));
            its.desk.done(
                    its.sent(UUID.randomUUID(), "erasure", url() + "-x"), "assignments", ASSIGNED);
            awaitCount(receiver, "-x", 1);
            assertThat(of(receiver, "")).isEmpty();

            clock.set(later.plusSeconds(601));

            awaitStatuses(receiver, "in_progress");
        }
    }

    /** A callback that kills whoever makes it is not made for ever. */
    @Test
    void whatNobodySurvivesIsGivenUp() throws Exception {
        its.desk.done(its.sent(id, "access", url()), "assignments", ASSIGNED);
        awaitFailures(1); // nobody listens yet
        Instant later = NOON;
        for (int attempt = 2; attempt <= 4; attempt++) {
            later = later.plus(Duration.ofHours(1));
            callbacks
                    .claim(UUID.randomUUID(), later, later.plusSeconds(600), ALL)
                    .await()
                    .atMost(PATIENCE);
        }

        try (var receiver = new CallbackReceiver(_ -> 200)) {
            clock.set(later.plusSeconds(601));

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(CallbackRow.givenUp(url())).isEqualTo("ABANDONED"));
            assertThat(of(receiver, "")).isEmpty();
        }
    }

    /** Once delivered, a callback of the dead process changes nothing any more. */
    @Test
    void aDeadProcessThatComesBackSettlesNothing() {
        its.desk.done(its.sent(id, "access", url()), "assignments", ASSIGNED);
        awaitFailures(1);
        Instant later = NOON.plus(Duration.ofHours(1));
        var claimed =
                callbacks
                        .claim(UUID.randomUUID(), later, later.plusSeconds(600), ALL)
                        .await()
                        .atMost(PATIENCE)
                        .stream()
                        .filter(one -> one.url().getPath().equals(path))
                        .findFirst()
                        .orElseThrow();

        try (var receiver = new CallbackReceiver(_ -> 200)) {
            clock.set(later.plusSeconds(601));
            awaitStatuses(receiver, "in_progress");
            callbacks.failed(claimed, "NO_ANSWER", later, later).await().atMost(PATIENCE);

            its.desk.done(
                    its.sent(UUID.randomUUID(), "erasure", url() + "-x"), "assignments", ASSIGNED);
            awaitCount(receiver, "-x", 1);
            assertThat(of(receiver, "")).hasSize(1);
        }
    }

    private String url() {
        return CallbackReceiver.url(path);
    }

    private List<Received> of(CallbackReceiver receiver, String suffix) {
        return receiver.received().stream()
                .filter(callback -> callback.path().equals(path + suffix))
                .toList();
    }

    private void awaitCount(CallbackReceiver receiver, int count) {
        awaitCount(receiver, "", count);
    }

    private void awaitCount(CallbackReceiver receiver, String suffix, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(of(receiver, suffix)).hasSizeGreaterThanOrEqualTo(count));
    }

    /** The callbacks, once they say this and nothing else. */
    private List<Received> awaitStatuses(CallbackReceiver receiver, String... statuses) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(of(receiver, ""))
                                        .extracting(
                                                callback ->
                                                        json.readTree(callback.body())
                                                                .path("request_status")
                                                                .asText())
                                        .containsExactly(statuses));
        return of(receiver, "");
    }

    /** Waits until the attempt is over, not only received. */
    private void awaitFailures(int attempts) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(CallbackRow.of(path))
                                        .isEqualTo(new CallbackRow(attempts, true)));
    }

    private double counted(String outcome) {
        return metrics.counter("temoin.opendsr.callbacks", "outcome", outcome).count();
    }
}
