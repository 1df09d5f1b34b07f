// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.schedule.BusinessCase.LATER;
import static io.temoin.retention.schedule.BusinessCase.SIGNED;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EncodedBodies;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which reports of the business system are accepted, and what is said of the others. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class BusinessEventResourceTest extends BusinessCaseTest {

    BusinessEventResourceTest(TestClock clock) {
        super(clock);
    }

    @Test
    void isRefusedWithAnEncodedBody() {
        EncodedBodies.areRefused(
                () ->
                        Tokens.as(its.tenant, "rhone-telecom", List.of(), "business-system")
                                .header("Idempotency-Key", BusinessCase.key())
                                .contentType("application/json")
                                .body("{}"),
                request -> request.post("/v1/business-events"));
    }

    @Test
    void isRecordedOnceForOneKey() {
        // Given
        business.scheduled();
        var key = UUID.randomUUID().toString();
        var body =
                BusinessCase.body(
                        "CONTRACT_SIGNED", SIGNED, Map.of("recording", its.recording.toString()));

        // When
        business.post(key, body).then().statusCode(201).header("Idempotent-Replay", nullValue());

        // Then
        business.post(key, body).then().statusCode(201).header("Idempotent-Replay", "true");
        assertProblem(
                business.post(
                        key,
                        BusinessCase.body(
                                "PROPOSAL_MADE",
                                SIGNED,
                                Map.of("recording", its.recording.toString()))),
                422,
                "idempotency-key-reused");
    }

    @Test
    void countsTheFirstSignature() {
        // Given
        business.scheduled();
        business.ofCall("CONTRACT_SIGNED", SIGNED).then().statusCode(201);

        // When
        var same = business.ofCall("CONTRACT_SIGNED", SIGNED);
        var later = business.ofCall("CONTRACT_SIGNED", "2026-12-04T08:00:00Z");
        var refused = business.ofRecording("PROPOSAL_REFUSED", "2026-12-04T08:00:00Z");

        // Then
        same.then().statusCode(201).body("items[0].dueOn", equalTo("2028-12-03"));
        assertProblem(later, 409, "event-already-noted");
        assertProblem(refused, 409, "contract-already-signed");
    }

    @Test
    void doesNotCallBackWhatIsOrdered() {
        // Given
        business.scheduled();
        business.ofRecording("PROPOSAL_REFUSED", "2026-12-04T08:00:00Z").then().statusCode(201);

        // When
        var ordered = business.ofCall("CONTRACT_SIGNED", SIGNED);
        its.erased(its.item().extract().path("order.id"));
        its.awaitStage("DISPOSED");
        var destroyed = business.ofCall("CONTRACT_SIGNED", SIGNED);

        // Then
        assertProblem(ordered, 409, "disposition-ordered");
        assertProblem(destroyed, 410, "recording-destroyed");
    }

    @Test
    void isOfNoUseForARecordingThatIsKeptForSomethingElse() {
        // Given
        its.stored("QUALITY");
        its.awaitStage("SCHEDULED");
        clock.set(LATER);

        // When
        var answer = business.ofRecording("CONTRACT_SIGNED", SIGNED);

        // Then
        assertProblem(answer, 422, "event-not-relevant");
    }

    /** A processor would have the recordings of its own sales destroyed. */
    @Test
    void isNotBelievedOfTheProcessorThatMadeTheCall() {
        // Given
        business.scheduled();
        var recording = Map.of("recording", its.recording.toString());

        // When
        var ofRecording =
                business.as(
                        "voix-du-rhone", BusinessCase.body("PROPOSAL_REFUSED", SIGNED, recording));
        var ofCall =
                business.as(
                        "voix-du-rhone",
                        business.call("PROPOSAL_REFUSED", SIGNED, "rhone-telecom"));

        // Then
        assertProblem(ofRecording, 404, "item-unknown");
        assertProblem(ofCall, 403, "controller-not-authorised");
        its.item().body("dueOn", equalTo("2026-12-24"));
    }

    @Test
    void isNotBelievedOfATimeBeforeTheCall() {
        // Given
        business.scheduled();

        // When
        var answer = business.ofCall("CONTRACT_SIGNED", "2016-12-03T14:20:00Z");

        // Then
        assertProblem(answer, 422, "event-before-call");
        its.item().body("dueOn", equalTo("2026-12-24"));
    }

    @Test
    void concernsOnlyCallsOfTheCallersControllers() {
        // Given
        business.scheduled();
        var stranger = Tokens.as(its.tenant, "loire-assurance", List.of(), "business-system");
        var mine =
                BusinessCase.body(
                        "CONTRACT_SIGNED", SIGNED, Map.of("recording", its.recording.toString()));
        var theirs = business.call("CONTRACT_SIGNED", SIGNED, "rhone-telecom");
        var claimed = business.call("CONTRACT_SIGNED", SIGNED, "loire-assurance");

        // When
        var ofRecording =
                stranger.header("Idempotency-Key", BusinessCase.key())
                        .contentType("application/json")
                        .body(mine)
                        .post("/v1/business-events");
        var ofCall = business.as("loire-assurance", theirs);
        var ofClaimedCall = business.as("loire-assurance", claimed);

        // Then
        assertProblem(ofRecording, 404, "item-unknown");
        assertProblem(ofCall, 403, "controller-not-authorised");
        assertProblem(ofClaimedCall, 404, "item-unknown");
        its.item().body("dueOn", equalTo("2026-12-24"));
    }

    /** Whoever mistypes a decision hears of it. */
    @Test
    void concernsNoCallThatIsUnknown() {
        clock.set(BusinessCase.LATER);

        var unknown = business.ofCall("CONTRACT_SIGNED", SIGNED);
        business.decided();
        var known = business.ofCall("CONTRACT_SIGNED", SIGNED);
        var ofAnother =
                business.as(
                        "loire-assurance",
                        business.call("CONTRACT_SIGNED", SIGNED, "loire-assurance"));

        assertProblem(unknown, 404, "item-unknown");
        known.then().statusCode(201).body("found", equalTo(0));
        assertProblem(ofAnother, 404, "item-unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    {"event":"SOLD","at":"2026-11-24T09:00:00Z","recording":"01990000-0000-7000-8000-000000000001"} | /event
                    {"at":"2026-11-24T09:00:00Z","recording":"01990000-0000-7000-8000-000000000001"} | /event
                    {"event":"CONTRACT_SIGNED","recording":"01990000-0000-7000-8000-000000000001"} | /at
                    {"event":"CONTRACT_SIGNED","at":"yesterday","recording":"01990000-0000-7000-8000-000000000001"} | /at
                    {"event":"CONTRACT_SIGNED","at":"2026-11-24T12:00:00Z","recording":"01990000-0000-7000-8000-000000000001"} | /at
                    {"event":"CONTRACT_SIGNED","at":"2026-11-24T09:00:00Z"} | /recording
                    {"event":"CONTRACT_SIGNED","at":"2026-11-24T09:00:00Z","recording":"1-2-3-4-5"} | /recording
                    {"event":"CONTRACT_SIGNED","at":"2026-11-24T09:00:00Z","decision":"x","controller":"rhone-telecom"} | /decision
                    {"event":"CONTRACT_SIGNED","at":"2026-11-24T09:00:00Z","decision":"01990000-0000-7000-8000-000000000001"} | /controller
                    {"event":"CONTRACT_SIGNED","at":"2026-11-24T09:00:00Z","decision":"01990000-0000-7000-8000-000000000001","controller":"Rhône"} | /controller
                    {"event":"CONTRACT_SIGNED","at":"2026-11-24T09:00:00Z","recording":"01990000-0000-7000-8000-000000000001","decision":"01990000-0000-7000-8000-000000000001"} | /decision
                    {"event":"CONTRACT_SIGNED","at":"2026-11-24T09:00:00Z","recording":"01990000-0000-7000-8000-000000000001","controller":"rhone-telecom"} | /controller
                    """)
    void saysWhichFieldIsWrong(String body, String pointer) {
        var answer = business.post(BusinessCase.key(), body);
        assertProblem(answer, 400, "request-invalid");
        answer.then().body("violations.pointer", hasItem(pointer));
    }

    @Test
    void needsAnIdempotencyKey() {
        var answer =
                Tokens.as(its.tenant, "rhone-telecom", List.of(), "business-system")
                        .contentType("application/json")
                        .body(business.call("CONTRACT_SIGNED", SIGNED, "rhone-telecom"))
                        .post("/v1/business-events");
        assertProblem(answer, 400, "idempotency-key-missing");
    }
}
