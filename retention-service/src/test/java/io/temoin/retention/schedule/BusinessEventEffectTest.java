// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.BusinessCase.LATER;
import static io.temoin.retention.schedule.BusinessCase.SIGNED;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The recordings of a call follow what the business system reports of it. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class BusinessEventEffectTest extends BusinessCaseTest {

    BusinessEventEffectTest(TestClock clock) {
        super(clock);
    }

    @Test
    void keepsASignedContractForTwoYears() {
        // Given
        business.scheduled();

        // When
        var answer = business.ofCall("CONTRACT_SIGNED", SIGNED);

        // Then
        answer.then()
                .statusCode(201)
                .body("event", equalTo("CONTRACT_SIGNED"))
                .body("items", hasSize(1))
                .body("items[0].noted", equalTo(true))
                .body("items[0].dueOn", equalTo("2028-12-03"));
        its.awaitListed("SCHEDULED");
        its.item().body("dueOn", equalTo("2028-12-03"));
        its.explanation().body("because.rule", hasItem("CONTRACT_SIGNED"));
    }

    /** The month is over, everything is fulfilled and withdrawn: the signed contract stays. */
    @Test
    void keepsItThroughEverythingThatWouldEndIt() {
        // Given
        business.scheduled();
        business.ofCall("CONTRACT_SIGNED", SIGNED).then().statusCode(201);

        // When
        its.fulfilled("INSURANCE_NO_SALE");
        its.fulfilled("INSURANCE_SALE");
        its.quarantined("CONSENT_WITHDRAWN", LATER);
        its.awaitListed("UNDER_MINIMUM");
        clock.set(Instant.parse("2027-06-01T09:00:00Z"));
        its.run(UUID.randomUUID().toString()).body("ordered", equalTo(0));

        // Then
        its.item()
                .body("state", equalTo("UNDER_MINIMUM"))
                .body("dueOn", equalTo("2028-12-03"))
                .body("order", nullValue());
    }

    @Test
    void hasARefusedProposalDestroyedAtOnce() {
        // Given
        business.scheduled();

        // When
        business.ofRecording("PROPOSAL_REFUSED", "2026-12-04T08:59:00Z")
                .then()
                .statusCode(201)
                .body("items[0].state", equalTo("ORDERED"));

        // Then
        its.item().body("order.basis", equalTo("DESTRUCTION_DUTY"));
        its.published(5).forEach(RecordingCase::keepsItsContract);
    }

    /** Reported first, stored later: the report waits for the recording. */
    @Test
    void reachesARecordingThatIsStoredLater() {
        // Given
        business.decided();
        clock.set(LATER);
        business.ofCall("CONTRACT_SIGNED", SIGNED).then().statusCode(201).body("items", hasSize(0));

        // When
        business.stored(its.recording);

        // Then
        its.awaitDue("2028-12-03");
        var reported =
                TopicTail.await(
                        "retention.events",
                        (its.tenant + "/call-" + business.decision + "-rhone-telecom")::equals,
                        found -> !found.isEmpty());
        reported.forEach(RecordingCase::keepsItsContract);
    }

    @Test
    void reachesEveryRecordingOfTheCallAndNoOther() {
        // Given
        var second = UUID.randomUUID();
        var other = UUID.randomUUID();
        business.stored(its.recording);
        business.stored(second);
        its.topic.publish(
                RecordingTopic.stored(its.tenant, other, "INSURANCE_SALE", "INSURANCE_NO_SALE"));
        its.awaitStage(its.recording, "SCHEDULED");
        its.awaitStage(second, "SCHEDULED");
        its.awaitStage(other, "SCHEDULED");
        clock.set(LATER);

        // When
        var answer = business.ofCall("CONTRACT_SIGNED", SIGNED);

        // Then
        answer.then()
                .statusCode(201)
                .body(
                        "items.recording",
                        containsInAnyOrder(its.recording.toString(), second.toString()))
                .body("items.dueOn", containsInAnyOrder("2028-12-03", "2028-12-03"));
        Tokens.dpo(its.tenant)
                .get("/v1/items/{id}", other)
                .then()
                .body("dueOn", equalTo("2026-12-24"));
    }

    /** Told before the run came, signed when the month was over: two texts disagree. */
    @Test
    void leavesASignatureAfterTheMonthToAPerson() {
        // Given
        business.stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(Instant.parse("2026-12-25T09:00:00Z"));

        // When
        var answer = business.ofCall("CONTRACT_SIGNED", "2026-12-25T08:00:00Z");

        // Then
        answer.then().statusCode(201).body("items[0].state", equalTo("IN_CONFLICT"));
    }
}
