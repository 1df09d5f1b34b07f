// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.NOON;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.temoin.chassis.testing.ProblemAssertions;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The business system says what followed from a call; the recordings of the call follow it. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class BusinessEventResourceTest {

    private static final String SIGNED = "2026-12-03T14:20:00Z";
    private static final Instant LATER = Instant.parse("2026-12-04T09:00:00Z");

    private final RecordingCase its = new RecordingCase();
    private final UUID decision = UUID.randomUUID();
    private final TestClock clock;

    BusinessEventResourceTest(TestClock clock) {
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

    @Test
    void keepsASignedContractForTwoYears() {
        // Given
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(LATER);

        // When
        var answer = ofCall("CONTRACT_SIGNED", SIGNED);

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
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(LATER);
        ofCall("CONTRACT_SIGNED", SIGNED).then().statusCode(201);

        // When
        its.fulfilled("INSURANCE_NO_SALE");
        its.fulfilled("INSURANCE_SALE");
        its.quarantined("CONSENT_WITHDRAWN", LATER);
        its.awaitListed("UNDER_MINIMUM");
        clock.set(Instant.parse("2027-06-01T09:00:00Z"));
        its.run(UUID.randomUUID().toString()).body("ordered", equalTo(0));

        // Then
        its.item()
                .body("stage", equalTo("UNDER_MINIMUM"))
                .body("dueOn", equalTo("2028-12-03"))
                .body("order", nullValue());
    }

    @Test
    void hasARefusedProposalDestroyedAtOnce() {
        // Given
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(LATER);

        // When
        ofRecording("PROPOSAL_REFUSED", "2026-12-04T08:59:00Z")
                .then()
                .statusCode(201)
                .body("items[0].stage", equalTo("ORDERED"));

        // Then
        its.item().body("order.basis", equalTo("DESTRUCTION_DUTY"));
        its.published(5).forEach(RecordingCase::keepsItsContract);
    }

    /** Reported first, stored later: the report waits for the recording. */
    @Test
    void reachesARecordingThatIsStoredLater() {
        // Given
        clock.set(LATER);
        ofCall("CONTRACT_SIGNED", SIGNED).then().statusCode(201).body("items", hasSize(0));

        // When
        stored(its.recording);

        // Then
        its.awaitDue("2028-12-03");
        var reported =
                TopicTail.await(
                        "retention.events",
                        (its.tenant + "/call-" + decision + "-rhone-telecom")::equals,
                        found -> !found.isEmpty());
        reported.forEach(RecordingCase::keepsItsContract);
    }

    @Test
    void reachesEveryRecordingOfTheCallAndNoOther() {
        // Given
        var second = UUID.randomUUID();
        var other = UUID.randomUUID();
        stored(its.recording);
        stored(second);
        its.topic.publish(
                RecordingTopic.stored(its.tenant, other, "INSURANCE_SALE", "INSURANCE_NO_SALE"));
        its.awaitStage(its.recording, "SCHEDULED");
        its.awaitStage(second, "SCHEDULED");
        its.awaitStage(other, "SCHEDULED");
        clock.set(LATER);

        // When
        var answer = ofCall("CONTRACT_SIGNED", SIGNED);

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

    @Test
    void isRecordedOnceForOneKey() {
        // Given
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(LATER);
        var key = UUID.randomUUID().toString();
        var body = body("CONTRACT_SIGNED", SIGNED, Map.of("recording", its.recording.toString()));

        // When
        post(key, body).then().statusCode(201).header("Idempotent-Replay", nullValue());

        // Then
        post(key, body).then().statusCode(201).header("Idempotent-Replay", "true");
        problem(
                post(
                        key,
                        body(
                                "PROPOSAL_MADE",
                                SIGNED,
                                Map.of("recording", its.recording.toString()))),
                422,
                "idempotency-key-reused");
    }

    @Test
    void countsTheFirstSignature() {
        // Given
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(LATER);
        ofCall("CONTRACT_SIGNED", SIGNED).then().statusCode(201);

        // When
        var same = ofCall("CONTRACT_SIGNED", SIGNED);
        var later = ofCall("CONTRACT_SIGNED", "2026-12-04T08:00:00Z");
        var refused = ofRecording("PROPOSAL_REFUSED", "2026-12-04T08:00:00Z");

        // Then
        same.then().statusCode(201).body("items[0].dueOn", equalTo("2028-12-03"));
        problem(later, 409, "event-already-noted");
        problem(refused, 409, "contract-already-signed");
    }

    @Test
    void doesNotCallBackWhatIsOrdered() {
        // Given
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(LATER);
        ofRecording("PROPOSAL_REFUSED", "2026-12-04T08:00:00Z").then().statusCode(201);

        // When
        var ordered = ofCall("CONTRACT_SIGNED", SIGNED);
        its.erased(its.item().extract().path("order.id"));
        its.awaitStage("DISPOSED");
        var destroyed = ofCall("CONTRACT_SIGNED", SIGNED);

        // Then
        problem(ordered, 409, "disposition-ordered");
        problem(destroyed, 410, "recording-destroyed");
    }

    /** Told before the run came, signed when the month was over: two texts disagree. */
    @Test
    void leavesASignatureAfterTheMonthToAPerson() {
        // Given
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(Instant.parse("2026-12-25T09:00:00Z"));

        // When
        var answer = ofCall("CONTRACT_SIGNED", "2026-12-25T08:00:00Z");

        // Then
        answer.then().statusCode(201).body("items[0].stage", equalTo("IN_CONFLICT"));
    }

    @Test
    void isOfNoUseForARecordingThatIsKeptForSomethingElse() {
        // Given
        its.stored("QUALITY");
        its.awaitStage("SCHEDULED");
        clock.set(LATER);

        // When
        var answer = ofRecording("CONTRACT_SIGNED", SIGNED);

        // Then
        problem(answer, 422, "event-not-relevant");
    }

    @Test
    void isNotBelievedOfATimeBeforeTheCall() {
        // Given
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(LATER);

        // When
        var answer = ofCall("CONTRACT_SIGNED", "2016-12-03T14:20:00Z");

        // Then
        problem(answer, 422, "event-before-call");
        its.item().body("dueOn", equalTo("2026-12-24"));
    }

    @Test
    void concernsOnlyCallsOfTheCallersControllers() {
        // Given
        stored(its.recording);
        its.awaitDue("2026-12-24");
        clock.set(LATER);
        var stranger = Tokens.as(its.tenant, "loire-assurance", List.of(), "business-system");
        var mine = body("CONTRACT_SIGNED", SIGNED, Map.of("recording", its.recording.toString()));
        var theirs = call("CONTRACT_SIGNED", SIGNED, "rhone-telecom");
        var claimed = call("CONTRACT_SIGNED", SIGNED, "loire-assurance");

        // When
        var ofRecording =
                stranger.header("Idempotency-Key", key())
                        .contentType("application/json")
                        .body(mine)
                        .post("/v1/business-events");
        var ofCall = as("loire-assurance", theirs);
        var ofClaimedCall = as("loire-assurance", claimed);

        // Then
        problem(ofRecording, 404, "item-unknown");
        problem(ofCall, 403, "controller-not-authorised");
        ofClaimedCall.then().statusCode(201).body("items", hasSize(0));
        its.item().body("dueOn", equalTo("2026-12-24"));
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
        var answer = post(key(), body);
        problem(answer, 400, "request-invalid");
        answer.then().body("violations.pointer", hasItem(pointer));
    }

    @Test
    void needsAnIdempotencyKey() {
        var answer =
                Tokens.as(its.tenant, "rhone-telecom", List.of(), "business-system")
                        .contentType("application/json")
                        .body(call("CONTRACT_SIGNED", SIGNED, "rhone-telecom"))
                        .post("/v1/business-events");
        problem(answer, 400, "idempotency-key-missing");
    }

    private void stored(UUID recording) {
        its.topic.publish(
                RecordingTopic.event(
                        its.tenant,
                        recording,
                        "RecordingStored",
                        data -> {
                            data.put("decision", decision.toString());
                            data.put("controller", "rhone-telecom");
                            data.putArray("purposes")
                                    .add("INSURANCE_SALE")
                                    .add("INSURANCE_NO_SALE");
                            var retention = data.putArray("retention");
                            retention
                                    .addObject()
                                    .put("purpose", "INSURANCE_SALE")
                                    .put("keepFor", "P2Y")
                                    .put("from", "CONTRACT_SIGNED");
                            retention
                                    .addObject()
                                    .put("purpose", "INSURANCE_NO_SALE")
                                    .put("keepFor", "P1M")
                                    .put("from", "PROPOSAL_MADE");
                        }));
    }

    private Response ofCall(String event, String at) {
        return post(key(), call(event, at, "rhone-telecom"));
    }

    private Response ofRecording(String event, String at) {
        return post(key(), body(event, at, Map.of("recording", its.recording.toString())));
    }

    private String call(String event, String at, String controller) {
        return body(event, at, Map.of("decision", decision.toString(), "controller", controller));
    }

    private static String body(String event, String at, Map<String, String> target) {
        var json = new StringBuilder("{\"event\":\"" + event + "\",\"at\":\"" + at + "\"");
        target.forEach((name, value) -> json.append(",\"" + name + "\":\"" + value + "\""));
        return json.append('}').toString();
    }

    private Response post(String key, String body) {
        return Tokens.as(its.tenant, "rhone-telecom", List.of(), "business-system")
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/v1/business-events");
    }

    private Response as(String organisation, String body) {
        return Tokens.as(its.tenant, organisation, List.of(), "business-system")
                .header("Idempotency-Key", key())
                .contentType("application/json")
                .body(body)
                .post("/v1/business-events");
    }

    private static void problem(Response answer, int status, String type) {
        ProblemAssertions.assertProblem(answer, status, type);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
