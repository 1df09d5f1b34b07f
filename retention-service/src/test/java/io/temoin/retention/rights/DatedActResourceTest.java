// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the desk did before it records it counts by its date, and stays visible as recorded late.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class DatedActResourceTest {

    /** After the first deadline of what is received at noon of 24 November. */
    private static final Instant AFTER_THE_DEADLINE = Instant.parse("2026-12-28T09:00:00Z");

    private final DeskCase its = new DeskCase();
    private final TestClock clock;

    DatedActResourceTest(TestClock clock) {
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

    /** Asked on the second day, proved on the fifth of December: A18, all of it typed in later. */
    @Test
    void theDeadlineRunsFromTheDatesOfTheActs() {
        var request = its.received("ACCESS");
        clock.set(AFTER_THE_DEADLINE);

        its.done(
                request,
                "identity-proof-requests",
                "{\"requestedAt\": \"2026-11-26T11:00:00+01:00\"}");
        its.done(request, "identity-proofs", "{\"receivedAt\": \"2026-12-05T10:00:00Z\"}")
                .body("deadline.dueAt", equalTo("2027-01-05T23:00:00Z"))
                .body("deadline.recordedLate[0].act", equalTo("IDENTITY_PROOF_REQUESTED"))
                .body("deadline.recordedLate[0].at", equalTo("2026-11-26T10:00:00Z"))
                .body("deadline.recordedLate[0].recordedAt", equalTo("2026-12-28T09:00:00Z"))
                .body("deadline.recordedLate[0].dueAt", equalTo("2026-12-01T23:00:00Z"))
                .body("deadline.recordedLate[1].act", equalTo("IDENTITY_PROOF_RECEIVED"));
        its.done(
                        request,
                        "extensions",
                        "{\"reason\": \"COMPLEX\", \"informedAt\": \"2026-12-22T14:00:00Z\"}")
                .body("deadline.recordedLate[2]", nullValue());
    }

    @Test
    void aRefusalThatWasSentInTimeIsShownToBeRecordedLate() {
        var request = its.received("ACCESS");
        clock.set(AFTER_THE_DEADLINE);

        its.done(
                        request,
                        "refusals",
                        "{\"ground\": \"RIGHTS_OF_OTHERS\", \"refusedAt\":"
                                + " \"2026-12-22T14:00:00Z\"}")
                .body("outcome.at", equalTo("2026-12-22T14:00:00Z"))
                .body("outcome.recordedAt", equalTo("2026-12-28T09:00:00Z"))
                .body("deadline.overdue", equalTo(true))
                .body("deadline.recordedLate[0].act", equalTo("REFUSAL"));
        assertThat(its.published(request, 3))
                .containsExactly("RequestOpened", "RequestOverdue", "DsrRefused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "identity-proof-requests | {\"requestedAt\": \"%s\"} | /requestedAt",
                "extensions | {\"reason\": \"COMPLEX\", \"informedAt\": \"%s\"} | /informedAt",
                "refusals | {\"ground\": \"RIGHTS_OF_OTHERS\", \"refusedAt\": \"%s\"} | /refusedAt",
                "answers | {\"parts\": [{\"service\": \"CONSENT\", \"outcome\": \"NOTHING_HELD\"}],"
                        + " \"answeredAt\": \"%s\"} | /answeredAt"
            })
    void noActIsInTheFutureOrBeforeTheRequest(String act, String body, String pointer) {
        var request = its.received(act.equals("answers") ? "CONSENT_PROOF_COPY" : "ACCESS");
        if (act.equals("answers")) {
            its.done(request, "tasks/CONSENT/completions", "{\"result\": \"NOTHING_HELD\"}");
        }

        var future = post(its.dpo(), request, act, body.formatted("2026-11-25T00:00:00Z"));
        assertProblem(future, 400, "request-invalid");
        future.then().body("violations[0].pointer", equalTo(pointer));

        var before = post(its.dpo(), request, act, body.formatted("2026-11-24T09:29:59Z"));
        assertProblem(before, 422, "act-out-of-order");
        before.then().body("violations[0].pointer", equalTo(pointer));
    }
}
