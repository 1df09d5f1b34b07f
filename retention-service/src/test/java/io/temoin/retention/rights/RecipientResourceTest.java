// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.DeskCase.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.PurposeTopic;
import io.temoin.retention.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Those who received the data, through the desk. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RecipientResourceTest {

    private static final String HOST = "{\"recipients\": [\"crm-host\"]}";
    private static final Map<String, String> POSTS =
            Map.of(
                    "recipients", HOST,
                    "recipients/crm-host/notifications", "{}",
                    "recipients/crm-host/acknowledgements", "{}",
                    "recipients/crm-host/excuses", "{\"reason\": \"IMPOSSIBLE\"}");

    private final DeskCase its = new DeskCase();
    private final TestClock clock;

    RecipientResourceTest(TestClock clock) {
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

    private UUID erased() {
        var request = its.received("ERASURE");
        for (String service : List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT")) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        new ErasureCase(its).completed(request);
        its.done(request, "answers", DeskCase.answer("GRANTED"));
        return request;
    }

    /** An erasure is not over before those who received the data know of it. */
    @Test
    void isToldAcknowledgesAndOnlyThenIsTheErasureClosed() {
        var request = erased();
        its.dpo().get("/v1/requests/{id}", request).then().body("recipients", nullValue());
        assertProblem(post(its.dpo(), request, "closures", ""), 409, "recipients-open");

        its.done(request, "recipients", HOST)
                .body("recipients.recipient", contains("crm-host"))
                .body("recipients.origin", contains("DESK"))
                .body("recipients.state", contains("TO_NOTIFY"))
                .body("recipients.dueAt", contains("2026-12-24T23:00:00Z"));
        assertProblem(post(its.dpo(), request, "closures", ""), 409, "recipients-open");
        assertProblem(
                post(its.dpo(), request, "recipients/crm-host/acknowledgements", "{}"),
                409,
                "recipient-not-notified");
        assertProblem(
                post(
                        its.dpo(),
                        request,
                        "recipients/crm-host/notifications",
                        "{\"notifiedAt\": \"2026-11-24T10:30:00Z\"}"),
                422,
                "recipient-out-of-order");
        its.done(
                        request,
                        "recipients/crm-host/notifications",
                        "{\"notifiedAt\": \"2026-11-24T11:00:00Z\"}")
                .body("recipients.state", contains("NOTIFIED"))
                .body("recipients.dueAt", contains("2026-12-24T23:00:00Z"))
                .body("recipients.overdue", contains(false));

        clock.set(Instant.parse("2026-12-24T23:00:00Z"));
        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("recipients.overdue", contains(true));
        its.done(request, "recipients/crm-host/acknowledgements", "{}")
                .body("recipients.state", contains("ACKNOWLEDGED"))
                .body("recipients.overdue", contains(false));
        its.done(request, "closures", "").body("state", equalTo("CLOSED"));
        assertThat(its.published(request, 12).subList(8, 12))
                .containsExactly(
                        "RecipientsNamed",
                        "RecipientNotified",
                        "RecipientAcknowledged",
                        "DsrClosed");
    }

    /** What is being destroyed is told at once, and not before that was decided. */
    @Test
    void isToldOnceTheErasureBegan() {
        its.recorded();
        var request = its.received("ERASURE");
        its.done(request, "recipients", HOST);
        assertProblem(
                post(its.dpo(), request, "recipients/crm-host/notifications", "{}"),
                422,
                "recipient-out-of-order");

        its.done(request, "erasures", "{\"ground\": \"NO_LONGER_NECESSARY\"}");
        its.done(request, "recipients/crm-host/notifications", "{}")
                .body("recipients.state", contains("NOTIFIED"));
    }

    /** What a controller declared with a purpose is not forgotten by the desk. */
    @Test
    void isTakenFromWhatTheControllerDeclared() {
        PurposeTopic.publish(its.tenant, "PurposeDeclared", 1, _ -> {});
        var request = erased();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                its.done(request, "recipients", HOST)
                                        .body(
                                                "recipients.find {it.origin == 'DECLARED'}.recipient",
                                                equalTo("quality-team")));
        its.done(request, "recipients/crm-host/notifications", "{}");
        assertProblem(post(its.dpo(), request, "closures", ""), 409, "recipients-open");
        its.done(request, "recipients/quality-team/excuses", "{\"reason\": \"NOT_DISCLOSED\"}")
                .body(
                        "recipients.find {it.recipient == 'quality-team'}.excuse",
                        equalTo("NOT_DISCLOSED"));
        its.done(request, "closures", "");
    }

    /** Whoever asks who they were is told. */
    @Test
    void isNamedInTheLetter() {
        var request = its.received("RECIPIENT_LIST");
        assertProblem(
                its.dpo().get("/v1/requests/{id}/letters/RECIPIENTS?language=en", request),
                409,
                "letter-facts-missing");

        its.done(request, "recipients", HOST).body("recipients.state", contains("LISTED"));

        its.dpo()
                .get("/v1/requests/{id}/letters/RECIPIENTS?language=en", request)
                .then()
                .statusCode(200)
                .body("text", containsString("- crm host received them."));
        assertProblem(
                post(its.dpo(), request, "recipients/crm-host/notifications", "{}"),
                422,
                "recipients-not-concerned");
    }

    @Test
    void isNobodyOnlyIfTheDeskSaysSo() {
        var request = its.received("ERASURE");

        for (var body :
                List.of("{}", "{\"recipients\": [null]}", "{\"recipients\": [\"Jean Dupont\"]}")) {
            assertProblem(post(its.dpo(), request, "recipients", body), 400, "request-invalid");
        }
        its.done(request, "recipients", "{\"recipients\": []}").body("recipients", empty());
        assertProblem(
                post(its.dpo(), request, "recipients/crm-host/notifications", "{}"),
                404,
                "recipient-unknown");
    }

    /** Only the controller's DPO knows and decides. */
    @Test
    void othersNeitherSeeNorDecide() {
        var request = its.received("ERASURE");
        its.done(request, "recipients", HOST);

        POSTS.forEach(
                (what, body) -> {
                    for (var role : List.of("agent", "supervisor", "admin", "quality-analyst")) {
                        assertThat(
                                        post(
                                                        its.as(RHONE, DeskCase.AGENT, role),
                                                        request,
                                                        what,
                                                        body)
                                                .statusCode())
                                .isEqualTo(403);
                    }
                    for (var stranger : List.of(VOIX, "loire-assurance", "atlas-contact")) {
                        assertProblem(
                                post(its.as(stranger, DeskCase.AGENT, "dpo"), request, what, body),
                                404,
                                "request-unknown");
                    }
                });
    }
}
