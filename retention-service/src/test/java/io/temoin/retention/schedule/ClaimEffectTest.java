// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a claim, or an authority that asks, does to what is kept, as a business system reports it.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ClaimEffectTest {

    private static final Instant FIVE_YEARS_LATER = Instant.parse("2031-11-26T09:00:00Z");

    @Inject TestClock clock;

    private final String person = UUID.randomUUID().toString().replace("-", "");
    private BusinessCase business;
    private RecordingCase its;

    @BeforeEach
    void open() {
        business = new BusinessCase(clock);
        its = business.its;
    }

    @AfterEach
    void close() {
        business.close();
    }

    @Test
    void aClaimStopsTheFiveYearsUntilItEnds() {
        // Given
        kept("MEDICAL_REGULATION");
        clock.set(Instant.parse("2027-03-02T09:00:00Z"));
        business.ofRecording("CLAIM_MADE", "2027-03-01T09:00:00Z")
                .then()
                .statusCode(201)
                .body("items[0].noted", equalTo(true))
                .body("items[0].state", equalTo("AWAITING_TRIGGER"))
                .body("items[0].dueOn", nullValue());
        its.explanation("fr")
                .body("sentences", hasItem(containsString("suspendu depuis le 1er mars 2027")));

        // When
        clock.set(FIVE_YEARS_LATER);
        its.run(UUID.randomUUID().toString()).body("ordered", equalTo(0));
        business.ofRecording("CLAIM_CLOSED", "2027-06-09T09:00:00Z")
                .then()
                .statusCode(201)
                .body("items[0].dueOn", equalTo("2032-03-03"));

        // Then
        its.explanation()
                .body("because.change.suspendedDays", hasItem(100))
                .body("sentences", hasItem(containsString("for 100 days")));
        its.published(6).forEach(RecordingCase::keepsItsContract);
    }

    @Test
    void aClaimThatNobodyMadeDoesNotEnd() {
        kept("MEDICAL_REGULATION");
        business.ofRecording("CLAIM_CLOSED", "2026-11-24T10:30:00Z")
                .then()
                .statusCode(409)
                .body("type", endsWith("event-out-of-order"));
    }

    /** Of the person: what the controller keeps of them, by whose text an authority may ask. */
    @Test
    void anAuthorityHasOrdersOfAPersonKeptForSevenYears() {
        // Given
        kept("INVESTMENT_ORDER");
        clock.set(Instant.parse("2029-01-16T09:00:00Z"));

        // When
        Response answer =
                business.post(
                        BusinessCase.key(),
                        BusinessCase.body(
                                "AUTHORITY_REQUEST",
                                "2029-01-15T09:00:00Z",
                                Map.of("person", person, "controller", "rhone-telecom")));

        // Then
        answer.then().statusCode(201).body("items[0].dueOn", equalTo("2033-11-24"));
        its.explanation("en")
                .body("sentences", hasItem(containsString("asked for it on 2029-01-15")));
    }

    @Test
    void whatNoTextSuspendsIsNotConcerned() {
        kept("QUALITY");
        business.ofRecording("CLAIM_MADE", "2026-11-24T10:30:00Z")
                .then()
                .statusCode(422)
                .body("type", endsWith("event-not-relevant"));
    }

    private void kept(String purpose) {
        its.topic.publish(
                RecordingTopic.event(
                        its.tenant,
                        its.recording,
                        "RecordingStored",
                        data -> {
                            data.putArray("purposes").add(purpose);
                            data.putArray("retention");
                            data.put("subject", person);
                        }));
        its.awaitStage("SCHEDULED");
        clock.set(Instant.parse("2026-11-24T12:00:00Z"));
    }
}
