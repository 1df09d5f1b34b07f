// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_MADE;
import static io.temoin.retention.schedule.BusinessCase.LATER;
import static io.temoin.retention.schedule.BusinessCase.SIGNED;
import static io.temoin.retention.schedule.RecordingCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.report.CallBusinessStream;
import io.temoin.retention.report.domain.ReportBusinessEvent;
import io.temoin.retention.rights.CutOff;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A report that is recorded, and not noted with its recording yet, counts for whoever destroys or
 * decides meanwhile.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class UnnotedReportTest extends BusinessCaseTest {

    private static final String NOTED = "BusinessEventNoted";

    private final CallBusinessStream calls;
    private final RecordingErasures erasures;

    UnnotedReportTest(TestClock clock, CallBusinessStream calls, RecordingErasures erasures) {
        super(clock);
        this.calls = calls;
        this.erasures = erasures;
    }

    /** A signature keeps for two years what the erasure would destroy. */
    @Test
    void outranksAnErasure() throws Exception {
        // Given
        business.scheduled();
        unnoted(CONTRACT_SIGNED, Instant.parse(SIGNED));

        // When
        erase();

        // Then
        its.awaitStage("UNDER_MINIMUM").body("dueOn", equalTo("2028-12-03"));
    }

    /** What was reported is known, but could not be noted: nothing is destroyed on that doubt. */
    @Test
    void stopsAnErasureThatCannotNoteIt() throws Exception {
        // Given
        business.scheduled();
        try (var cut = new CutOff(its.tenant, NOTED)) {
            reported(CONTRACT_SIGNED, Instant.parse(SIGNED));

            // When
            assertThatThrownBy(this::erase).hasMessageContaining("cut off");

            // Then
            await().atMost(PATIENCE).until(cut::happened);
            its.item().body("state", equalTo("SCHEDULED"));
        }
    }

    /**
     * The contract was signed a month after the call, so two texts contradict each other. By the
     * day on which the proposal was really made it was signed in time: there is nothing to decide.
     */
    @Test
    void leavesNoConflictToDecide() throws Exception {
        // Given
        business.scheduled();
        clock.set(Instant.parse("2026-12-29T09:00:00Z"));
        business.ofCall("CONTRACT_SIGNED", "2026-12-28T09:00:00Z").then().statusCode(201);
        its.awaitStage("IN_CONFLICT");
        unnoted(PROPOSAL_MADE, Instant.parse("2026-12-01T09:00:00Z"));

        // When
        var decided =
                Tokens.dpo(its.tenant)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType("application/json")
                        .body("{\"outcome\": \"DESTROY\", \"ground\": \"NO_CONTRACT\"}")
                        .post("/v1/conflicts/{item}/decisions", its.recording);

        // Then
        decided.then().statusCode(409).body("type", endsWith("conflict-not-open"));
        its.awaitStage("SCHEDULED").body("dueOn", equalTo("2028-12-28"));
    }

    /** The job that notes reports has tried, and has given up. */
    private void unnoted(BusinessEvent event, Instant at) throws SQLException {
        try (var cut = new CutOff(its.tenant, NOTED)) {
            reported(event, at);
            await().atMost(PATIENCE).until(cut::happened);
        }
    }

    private void reported(BusinessEvent event, Instant at) {
        calls.report(
                        new ReportBusinessEvent(
                                business.decision,
                                "rhone-telecom",
                                new BusinessFact(event, at),
                                LATER),
                        business.command())
                .await()
                .atMost(PATIENCE);
    }

    private void erase() {
        erasures.note(its.recording, business.command()).await().atMost(PATIENCE);
    }
}
