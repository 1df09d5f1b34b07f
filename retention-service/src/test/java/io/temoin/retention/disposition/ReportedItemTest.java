// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.disposition.OwnerCase.NOON;
import static io.temoin.retention.disposition.OwnerCase.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What business systems report starts the periods of registered items as of recordings. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ReportedItemTest {

    private static final Instant LATER = Instant.parse("2027-04-01T09:00:00Z");
    private static final String ENDED = "2027-03-31T10:00:00Z";
    private static final String PERSON = "0123456789abcdef0123456789abcdef";

    private final OwnerCase its = new OwnerCase();
    private final UUID decision = UUID.randomUUID();
    private final UUID notice = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final TestClock clock;

    ReportedItemTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void aServiceCallIsKeptUntilAYearAfterTheContract() {
        clock.set(NOON);
        its.policy("CUSTOMER_SERVICE", "CONTRACT_ENDED", "P1Y");
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void runsFromTheReportOfItsCall() {
        // Given
        its.topic.publish(ofService(decision));
        its.topic.publish(ofService(other));
        its.topic.publish(its.served(notice, decision));
        List.of(decision, notice, other).forEach(item -> awaitState(item, "AWAITING_TRIGGER"));
        clock.set(LATER);

        // When
        report("CONTRACT_ENDED", ENDED, "\"decision\": \"%s\"".formatted(decision))
                .then()
                .statusCode(201);

        // Then
        List.of(decision, notice).forEach(item -> awaitDue(item, "2028-03-31"));
        its.item(other).body("state", equalTo("AWAITING_TRIGGER"));
        its.explanation(decision, "en")
                .body("because.trigger", contains("CONTRACT_ENDED", "ENTRY_WRITTEN"))
                .body("because.from", hasItem("2027-03-31"));
        asOf(LATER.minusSeconds(1))
                .then()
                .statusCode(200)
                .body("state", equalTo("AWAITING_TRIGGER"))
                .body("because[0].from", nullValue());
        asOf(LATER).then().statusCode(200).body("dueOn", equalTo("2028-03-31"));
    }

    /** Whatever comes last finds what came before. */
    @Test
    void runsFromTheReportOfAContractThatWasLinkedBeforeOrIsLater() {
        // Given
        twoCallsWait();
        link(decision);

        // When
        report("CONTRACT_ENDED", ENDED, "\"contract\": \"AV-1\"").then().statusCode(201);
        awaitDue(decision, "2028-03-31");
        link(other);
        its.topic.publish(its.served(notice, other));

        // Then
        List.of(other, notice).forEach(item -> awaitDue(item, "2028-03-31"));
    }

    /** Later contacts move what is known of a person, those from before it began do not. */
    @Test
    void runsFromTheLastContactOfItsPerson() {
        // Given
        its.topic.publish(its.stated(decision));
        awaitDue(decision, "2029-11-24");
        clock.set(LATER);

        // When
        contact("2027-02-01T09:00:00Z");
        awaitDue(decision, "2030-02-01");
        contact("2026-12-01T09:00:00Z");
        contact(ENDED);
        its.topic.publish(stated(other, "2027-01-10T09:00:00Z"));
        its.topic.publish(stated(notice, LATER.toString()));

        // Then
        List.of(decision, other).forEach(item -> awaitDue(item, "2030-03-31"));
        awaitDue(notice, "2030-04-01");
        assertProblem(
                report(
                        "LAST_CONTACT_FROM_PERSON",
                        ENDED,
                        "\"person\": \"00000000000000000000000000000000\""),
                404,
                "person-unknown");
    }

    /** A recording of the call that has no such period is no reason to refuse the report. */
    @Test
    void runsFromAReportThatNoRecordingOfTheCallTakes() {
        // Given
        its.topic.publish(ofService(decision));
        try (var recordings = new RecordingTopic()) {
            recordings.publish(
                    RecordingTopic.event(
                            its.tenant,
                            other,
                            "RecordingStored",
                            data -> {
                                data.put("decision", decision.toString());
                                data.put("controller", "rhone-telecom");
                                data.putArray("purposes").add("QUALITY");
                            }));
        }
        awaitState(decision, "AWAITING_TRIGGER");
        awaitState(other, "SCHEDULED");
        clock.set(LATER);

        // When
        var ended = report("CONTRACT_ENDED", ENDED, "\"decision\": \"%s\"".formatted(decision));
        var closed = report("COMPLAINT_CLOSED", ENDED, "\"decision\": \"%s\"".formatted(decision));

        // Then
        ended.then()
                .statusCode(201)
                .body("items.noted", contains(false))
                .body("items.refusal", contains("event-not-relevant"));
        assertProblem(closed, 422, "event-not-relevant");
        awaitDue(decision, "2028-03-31");
    }

    /** Business systems know days, and what tells of one call is kept alike. */
    @Test
    void countsFromItsOwnBeginningIfTheCallsEventWasBefore() {
        // Given
        twoCallsWait();

        // When
        ended(decision, "2026-11-23T23:00:00Z").then().statusCode(201);
        its.topic.publish(
                OwnerTopic.example(
                        its.tenant,
                        "consent",
                        "contact-" + decision,
                        "NoticeServed",
                        data ->
                                data.put("serving", notice.toString())
                                        .put("decision", decision.toString())
                                        .put("servedAt", "2026-11-26T09:00:00Z")));
        link(other);
        report("CONTRACT_ENDED", "2026-09-30T10:00:00Z", "\"contract\": \"AV-1\"")
                .then()
                .statusCode(201);

        // Then
        List.of(decision, other).forEach(item -> awaitDue(item, "2027-11-24"));
        awaitDue(notice, "2027-11-26");
    }

    /** It is refused before it takes the place of the first report. */
    @Test
    void waitsForWhatIsNotDatedBeforeTheDayOfTheCall() {
        its.topic.publish(ofService(decision));
        awaitState(decision, "AWAITING_TRIGGER");
        clock.set(LATER);

        var early = ended(decision, "2026-11-23T22:59:59Z");
        assertProblem(early, 422, "event-before-call");
        early.then().body("violations.pointer", contains("/at"));
        ended(decision, ENDED).then().statusCode(201);

        awaitDue(decision, "2028-03-31");
    }

    /** The first report stands, whichever way it came; there is no recording that would know. */
    @Test
    void keepsToTheFirstReportOfTheCallOrItsContract() {
        // Given
        twoCallsWait();
        link(decision);
        report("CONTRACT_SIGNED", "2026-12-01T10:00:00Z", "\"contract\": \"AV-1\"")
                .then()
                .statusCode(201);

        // When
        assertProblem(ended(decision, "2026-11-30T10:00:00Z"), 409, "event-out-of-order");
        ended(decision, ENDED).then().statusCode(201);

        // Then
        assertProblem(
                report("CONTRACT_ENDED", "2027-03-30T10:00:00Z", "\"contract\": \"AV-1\""),
                409,
                "event-already-noted");
        link(other);
        report("CONTRACT_ENDED", "2027-03-30T10:00:00Z", "\"contract\": \"AV-1\"")
                .then()
                .statusCode(201);
        awaitDue(decision, "2028-03-31");
        awaitDue(other, "2028-03-30");
    }

    private void twoCallsWait() {
        its.topic.publish(ofService(decision));
        its.topic.publish(ofService(other));
        List.of(decision, other).forEach(item -> awaitState(item, "AWAITING_TRIGGER"));
        clock.set(LATER);
    }

    private Response ended(UUID call, String at) {
        return report("CONTRACT_ENDED", at, "\"decision\": \"%s\"".formatted(call));
    }

    private OwnerTopic.Event ofService(UUID call) {
        return OwnerTopic.example(
                its.tenant,
                "consent",
                "contact-" + call,
                "CallDecided",
                data -> {
                    data.put("decision", call.toString()).put("purpose", "CUSTOMER_SERVICE");
                    data.remove("proofs");
                });
    }

    private OwnerTopic.Event stated(UUID statement, String at) {
        return OwnerTopic.example(
                its.tenant,
                "consent",
                "contact-" + statement,
                "PreferencesStated",
                data -> data.put("statement", statement.toString()).put("statedAt", at));
    }

    private void link(UUID call) {
        report(
                        "CONTRACT_LINKED",
                        ENDED,
                        "\"contract\": \"AV-1\", \"decision\": \"%s\"".formatted(call))
                .then()
                .statusCode(201);
    }

    private void contact(String at) {
        report("LAST_CONTACT_FROM_PERSON", at, "\"person\": \"" + PERSON + "\"")
                .then()
                .statusCode(201);
    }

    private Response report(String event, String at, String target) {
        return Tokens.as(its.tenant, "rhone-telecom", List.of(), "business-system")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(
                        """
                        {"event": "%s", "at": "%s", "controller": "rhone-telecom", %s}"""
                                .formatted(event, at, target))
                .post("/v1/business-events");
    }

    private Response asOf(Instant then) {
        return Tokens.dpo(its.tenant)
                .queryParam("asOf", then.toString())
                .get("/v1/items/{id}/explanation", decision);
    }

    private void awaitDue(UUID item, String day) {
        await().atMost(PATIENCE).untilAsserted(() -> its.item(item).body("dueOn", equalTo(day)));
    }

    private void awaitState(UUID item, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> its.item(item).body("state", equalTo(state)));
    }
}
