// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What a claim, or an authority that asks, does to what is kept, as a business system reports it.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ClaimEffectTest extends BusinessCaseTest {

    private static final Instant FIVE_YEARS_LATER = Instant.parse("2031-11-26T09:00:00Z");

    private final String person = UUID.randomUUID().toString().replace("-", "");

    ClaimEffectTest(TestClock clock) {
        super(clock);
    }

    @Test
    void aClaimStopsTheFiveYearsUntilItEnds() {
        // Given
        kept("MEDICAL_REGULATION");
        clock.set(Instant.parse("2027-03-02T09:00:00Z"));
        claim("CLAIM_MADE", "2027-03-01T09:00:00Z", "RG 27/0421", ofRecording())
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
        claim("CLAIM_CLOSED", "2027-06-09T09:00:00Z", "RG 27/0421", ofRecording())
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
        claim("CLAIM_CLOSED", "2026-11-24T10:30:00Z", "RG 27/0421", ofRecording())
                .then()
                .statusCode(409)
                .body("type", endsWith("event-out-of-order"));
    }

    @Test
    void aClaimWithoutAReferenceIsRefusedAndEndsNothing() {
        // Given
        kept("MEDICAL_REGULATION");
        claim("CLAIM_MADE", "2026-11-24T10:30:00Z", "RG 27/0421", ofRecording())
                .then()
                .statusCode(201);

        // When
        Response made = business.ofRecording("CLAIM_MADE", "2026-11-24T10:40:00Z");
        Response closed = business.ofRecording("CLAIM_CLOSED", "2026-11-24T10:50:00Z");

        // Then
        made.then().statusCode(400).body("violations[0].pointer", equalTo("/claim"));
        closed.then().statusCode(409).body("type", endsWith("event-out-of-order"));
        assertThat(its.item().extract().<String>path("state")).isEqualTo("AWAITING_TRIGGER");
    }

    /** Both stop the period, though one of them was made before the call, and each ends alone. */
    @Test
    void theEndOfOneClaimDoesNotEndAnother() {
        // Given
        kept("MEDICAL_REGULATION");
        clock.set(Instant.parse("2027-04-02T09:00:00Z"));
        claim("CLAIM_MADE", "2026-05-04T09:00:00Z", "RG 26/0017", ofPerson())
                .then()
                .statusCode(201)
                .body("items[0].noted", equalTo(true))
                .body("items[0].state", equalTo("AWAITING_TRIGGER"));
        claim("CLAIM_MADE", "2027-03-01T09:00:00Z", "RG 27/0421", ofPerson())
                .then()
                .statusCode(201);
        claim("CLAIM_MADE", "2027-03-01T09:00:00Z", "RG 27/0422", ofPerson())
                .then()
                .statusCode(201);

        // When
        Response first = claim("CLAIM_CLOSED", "2027-04-01T09:00:00Z", "RG 26/0017", ofPerson());
        Response second = claim("CLAIM_CLOSED", "2027-04-01T09:00:00Z", "RG 27/0421", ofPerson());
        Response again = claim("CLAIM_CLOSED", "2027-04-01T10:00:00Z", "RG 27/0421", ofPerson());
        Response last = claim("CLAIM_CLOSED", "2027-04-01T11:00:00Z", "RG 27/0422", ofPerson());

        // Then
        first.then().statusCode(201).body("items[0].state", equalTo("AWAITING_TRIGGER"));
        second.then().statusCode(201).body("items[0].state", equalTo("AWAITING_TRIGGER"));
        again.then().statusCode(409).body("type", endsWith("event-already-noted"));
        // 128 days from the call to the first of April.
        last.then().statusCode(201).body("items[0].dueOn", equalTo("2032-03-31"));
        its.published(10)
                .forEach(
                        message -> {
                            RecordingCase.keepsItsContract(message);
                            assertThat(new String(message.value(), UTF_8)).doesNotContain("RG 2");
                        });
    }

    @Test
    void aRecordingThatIsStoredLaterIsStoppedByAClaimThatIsOpen() {
        // Given
        kept("MEDICAL_REGULATION");
        claim("CLAIM_MADE", "2026-05-04T09:00:00Z", "RG 26/0017", ofPerson())
                .then()
                .statusCode(201);
        UUID later = UUID.randomUUID();

        // When
        store(later, "MEDICAL_REGULATION");

        // Then
        its.awaitStage(later, "AWAITING_TRIGGER");
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
                .body("sentences", hasItem(containsString("asked for it on 15 January 2029")));
    }

    /** The five years were over before it asked; nothing had been ordered by then. */
    @Test
    void whatIsStillStoredWhenAnAuthorityAsksIsKept() {
        // Given
        kept("INVESTMENT_ORDER");
        clock.set(FIVE_YEARS_LATER);

        // When
        Response answer = business.ofRecording("AUTHORITY_REQUEST", "2031-11-26T08:00:00Z");

        // Then
        answer.then().statusCode(201).body("items[0].dueOn", equalTo("2033-11-24"));
        its.run(UUID.randomUUID().toString()).body("ordered", equalTo(0));
    }

    /** It asked before the order, and that was reported after it. */
    @Test
    void whatIsOrderedIsNotKeptForAnAuthority() {
        // Given
        kept("INVESTMENT_ORDER");
        clock.set(FIVE_YEARS_LATER);
        its.run(UUID.randomUUID().toString()).body("ordered", equalTo(1));

        // When
        Response answer = business.ofRecording("AUTHORITY_REQUEST", "2031-11-20T08:00:00Z");

        // Then
        answer.then().statusCode(409).body("type", endsWith("disposition-ordered"));
        its.awaitStage("ORDERED");
    }

    @Test
    void whatNoTextSuspendsIsNotConcerned() {
        kept("QUALITY");
        claim("CLAIM_MADE", "2026-11-24T10:30:00Z", "RG 27/0421", ofRecording())
                .then()
                .statusCode(422)
                .body("type", endsWith("event-not-relevant"));
    }

    private Map<String, String> ofRecording() {
        return Map.of("recording", its.recording.toString());
    }

    private Map<String, String> ofPerson() {
        return Map.of("person", person, "controller", "rhone-telecom");
    }

    private Response claim(String event, String at, String claim, Map<String, String> of) {
        Map<String, String> body = new HashMap<>(of);
        body.put("claim", claim);
        return business.post(BusinessCase.key(), BusinessCase.body(event, at, body));
    }

    private void kept(String purpose) {
        store(its.recording, purpose);
        its.awaitStage("SCHEDULED");
        clock.set(Instant.parse("2026-11-24T12:00:00Z"));
    }

    private void store(UUID recording, String purpose) {
        its.topic.publish(
                RecordingTopic.event(
                        its.tenant,
                        recording,
                        "RecordingStored",
                        data -> {
                            data.putArray("purposes").add(purpose);
                            data.putArray("retention");
                            data.put("subject", person);
                        }));
    }
}
