// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.schedule.BusinessCase.LATER;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reports of a person reach what that controller keeps of that person, and nothing else. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PersonEventTest extends BusinessCaseTest {

    private static final String CONTACT = "2026-12-03T14:20:00Z";
    private static final String NOBODY = "00000000000000000000000000000000";

    PersonEventTest(TestClock clock) {
        super(clock);
    }

    @Test
    void reachesTheItemsOfThePersonAtThatControllerOnly() {
        // Given
        var person = UUID.randomUUID().toString().replace("-", "");
        var other = UUID.randomUUID().toString().replace("-", "");
        var ofOther = UUID.randomUUID();
        var elsewhere = UUID.randomUUID();
        store(its.recording, person, "rhone-telecom", "PROSPECT_FILE");
        store(ofOther, other, "rhone-telecom", "PROSPECT_FILE");
        store(elsewhere, person, "atlas-energie", "PROSPECT_FILE");
        its.awaitStage(its.recording, "AWAITING_TRIGGER");
        its.awaitStage(ofOther, "AWAITING_TRIGGER");
        await().untilAsserted(
                        () ->
                                Tokens.as(its.tenant, "atlas-energie", List.of(), "dpo")
                                        .get("/v1/items/{id}", elsewhere)
                                        .then()
                                        .statusCode(200));
        clock.set(LATER);

        // When
        var answer = report("LAST_CONTACT_FROM_PERSON", CONTACT, person, "rhone-telecom");

        // Then
        answer.then()
                .statusCode(201)
                .body("found", equalTo(1))
                .body("items.recording", contains(its.recording.toString()))
                .body("items.dueOn", contains("2029-12-03"));
        its.awaitStage(ofOther, "AWAITING_TRIGGER");
        Tokens.as(its.tenant, "atlas-energie", List.of(), "dpo")
                .get("/v1/items/{id}", elsewhere)
                .then()
                .body("state", equalTo("AWAITING_TRIGGER"));
        TopicTail.await(
                        "retention.events",
                        (its.tenant + "/person-rhone-telecom-" + person)::equals,
                        found -> !found.isEmpty())
                .forEach(RecordingCase::keepsItsContract);
    }

    @Test
    void reachesWhatIsStoredLater() {
        // Given
        var person = UUID.randomUUID().toString().replace("-", "");
        store(UUID.randomUUID(), person, "rhone-telecom", "PROSPECT_FILE");
        clock.set(LATER);
        await().atMost(RecordingCase.PATIENCE)
                .untilAsserted(
                        () ->
                                report("LAST_CONTACT_FROM_PERSON", CONTACT, person, "rhone-telecom")
                                        .then()
                                        .statusCode(201));

        // When
        store(its.recording, person, "rhone-telecom", "PROSPECT_FILE");

        // Then
        its.awaitDue("2029-12-03");
    }

    /** A later contact is news, an earlier one changes nothing: neither is refused. */
    @Test
    void takesEveryContact() {
        // Given
        var person = UUID.randomUUID().toString().replace("-", "");
        store(its.recording, person, "rhone-telecom");
        its.awaitStage(its.recording, "SCHEDULED");
        clock.set(LATER);
        report("LAST_CONTACT_FROM_PERSON", CONTACT, person, "rhone-telecom").then().statusCode(201);

        // When
        var later =
                report("LAST_CONTACT_FROM_PERSON", "2026-12-04T08:00:00Z", person, "rhone-telecom");
        var earlier =
                report("LAST_CONTACT_FROM_PERSON", "2026-12-01T08:00:00Z", person, "rhone-telecom");

        // Then
        later.then().statusCode(201);
        earlier.then().statusCode(201);
        TopicTail.await(
                "retention.events",
                (its.tenant + "/person-rhone-telecom-" + person)::equals,
                found -> found.size() == 2);
    }

    @Test
    void isUnknownToWhoeverKeepsNothingOfThePerson() {
        // Given
        var person = UUID.randomUUID().toString().replace("-", "");
        store(its.recording, person, "rhone-telecom");
        its.awaitStage(its.recording, "SCHEDULED");
        clock.set(LATER);

        // When
        var nobody = report("LAST_CONTACT_FROM_PERSON", CONTACT, NOBODY, "rhone-telecom");
        var foreign = report("LAST_CONTACT_FROM_PERSON", CONTACT, person, "atlas-energie");
        var ofAnother =
                business.as(
                        "atlas-energie",
                        BusinessCase.body(
                                "LAST_CONTACT_FROM_PERSON",
                                CONTACT,
                                Map.of("person", person, "controller", "atlas-energie")));
        var contract = report("CONTRACT_SIGNED", CONTACT, person, "rhone-telecom");

        // Then
        assertProblem(nobody, 404, "person-unknown");
        assertProblem(foreign, 403, "controller-not-authorised");
        assertProblem(ofAnother, 404, "person-unknown");
        assertProblem(contract, 400, "request-invalid");
        assertProblem(
                report("LAST_CONTACT_FROM_PERSON", "2027-12-03T14:20:00Z", person, "rhone-telecom"),
                400,
                "request-invalid");
    }

    private void store(UUID recording, String person, String controller) {
        store(recording, person, controller, "QUALITY");
    }

    private void store(UUID recording, String person, String controller, String purpose) {
        its.topic.publish(
                RecordingTopic.event(
                        its.tenant,
                        recording,
                        "RecordingStored",
                        data -> {
                            data.put("subject", person);
                            data.put("controller", controller);
                            data.putArray("purposes").add(purpose);
                        }));
    }

    private Response report(String event, String at, String person, String controller) {
        return business.post(
                BusinessCase.key(),
                BusinessCase.body(event, at, Map.of("person", person, "controller", controller)));
    }
}
