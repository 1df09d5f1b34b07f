// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.schedule.BusinessCase.LATER;
import static io.temoin.retention.schedule.BusinessCase.SIGNED;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scenario A14 by HTTP: an insurance sale by telephone, from the recorded call to what became of it
 * (C. assurances art. R.112-7); the same as {@code InsuranceSaleScenarioTest} has by the domain.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class InsuranceSaleJourneyTest {

    private final TestClock clock;
    private BusinessCase business;
    private RecordingCase its;

    InsuranceSaleJourneyTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void proposal() {
        business = new BusinessCase(clock);
        its = business.its;
        business.scheduled();
    }

    @AfterEach
    void close() {
        business.close();
    }

    @Test
    void goesAfterAMonthWithoutAnAnswer() {
        business.ofCall("PROPOSAL_MADE", "2026-11-24T10:00:00Z").then().statusCode(201);
        its.item().body("dueOn", equalTo("2026-12-24"));

        clock.set(Instant.parse("2026-12-24T23:00:00Z"));
        its.run(UUID.randomUUID().toString()).body("ordered", equalTo(1));
        its.item().body("order.basis", equalTo("DESTRUCTION_DUTY"));
    }

    @Test
    void goesAtOnceAfterAnObjectionInTheCall() {
        its.quarantined("OPTED_OUT", RecordingCase.NOON);
        its.awaitListed("ORDERED");
        its.item().body("order.basis", equalTo("QUARANTINED"));
    }

    /** Signed: everything that ends or shortens a retention is tried, and two years stay. */
    @Test
    void isUnalterableForTwoYearsAfterTheSignature() {
        // Given
        business.ofCall("CONTRACT_SIGNED", SIGNED).then().statusCode(201);

        // When
        its.fulfilled("INSURANCE_SALE");
        its.fulfilled("INSURANCE_NO_SALE");
        its.quarantined("OBJECTED", LATER);
        its.awaitListed("UNDER_MINIMUM");
        request("ERASURE").then().statusCode(201);
        var shorter = shorten();
        var refused = business.ofCall("PROPOSAL_REFUSED", "2026-12-04T08:00:00Z");

        // Then
        assertProblem(shorter, 422, "policy-not-adjustable");
        assertProblem(refused, 409, "contract-already-signed");
        its.item().body("dueOn", equalTo("2028-12-03"));
        its.explanation().body("because.rule", hasItem("STATUTORY_MINIMUM"));
        clock.set(Instant.parse("2028-12-03T22:59:59Z"));
        its.run(UUID.randomUUID().toString()).body("ordered", equalTo(0));
        clock.set(Instant.parse("2028-12-03T23:00:00Z"));
        its.run(UUID.randomUUID().toString()).body("ordered", equalTo(1));
    }

    /** R.112-7: the person may have a copy meanwhile, and asks for it at the desk. */
    @ParameterizedTest
    @ValueSource(strings = {"INSURANCE_RECORDING_COPY", "ACCESS"})
    void canBeCopiedForThePerson(String type) {
        business.ofCall("CONTRACT_SIGNED", SIGNED).then().statusCode(201);
        request(type).then().statusCode(201).body("type", equalTo(type));
        its.item().body("state", equalTo("SCHEDULED")).body("dueOn", equalTo("2028-12-03"));
    }

    private Response request(String type) {
        return Tokens.dpo(its.tenant)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(
                        """
                        {"type": "%s", "way": "ORAL", "receivedAt": "2026-12-04T09:00:00Z",
                         "about": {"recording": "%s"}}"""
                                .formatted(type, its.recording))
                .post("/v1/requests");
    }

    private Response shorten() {
        return Tokens.dpo(its.tenant)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(
                        """
                        {"controller": "rhone-telecom", "purpose": "INSURANCE_SALE",
                         "from": "CONTRACT_SIGNED", "atMost": "P1M", "reference": "our decision",
                         "validFrom": "2026-12-05"}""")
                .post("/v1/policies");
    }
}
