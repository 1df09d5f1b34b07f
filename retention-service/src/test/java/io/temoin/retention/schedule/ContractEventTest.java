// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.schedule.BusinessCase.LATER;
import static io.temoin.retention.schedule.BusinessCase.SIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.report.ContractReferences;
import io.temoin.retention.report.ContractStream;
import io.temoin.retention.report.domain.ContractCommand.ReportContractEvent;
import io.temoin.shredding.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reports of a contract reach every recording that is linked to it, now or later. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ContractEventTest extends BusinessCaseTest {

    private static final String REFERENCE = "AV-2026-Durand";

    private final ContractStream contracts;
    private final ContractReferences references;

    ContractEventTest(TestClock clock, ContractStream contracts, ContractReferences references) {
        super(clock);
        this.contracts = contracts;
        this.references = references;
    }

    @Test
    void reachesTheRecordingsOfALinkedCall() {
        // Given
        business.scheduled();
        link(Map.of("decision", business.decision.toString()))
                .then()
                .statusCode(201)
                .body("event", equalTo("CONTRACT_LINKED"))
                .body("found", equalTo(1))
                .body("pending", equalTo(0));

        // When
        var answer = ofContract("CONTRACT_SIGNED", SIGNED);

        // Then
        answer.then()
                .statusCode(201)
                .body("found", equalTo(1))
                .body("items[0].noted", equalTo(true))
                .body("items[0].dueOn", equalTo("2028-12-03"));
    }

    /** Whatever comes last finds what came before. */
    @Test
    void reachesWhatIsStoredOrLinkedLater() {
        // Given
        business.decided();
        clock.set(LATER);
        link(Map.of("decision", business.decision.toString()))
                .then()
                .statusCode(201)
                .body("found", equalTo(0));
        ofContract("CONTRACT_SIGNED", SIGNED).then().statusCode(201).body("items", hasSize(0));

        // When
        business.stored(its.recording);
        var other = UUID.randomUUID();
        its.topic.publish(
                io.temoin.retention.RecordingTopic.stored(
                        its.tenant, other, "INSURANCE_SALE", "INSURANCE_NO_SALE"));

        // Then
        its.awaitDue("2028-12-03");
        its.awaitStage(other, "SCHEDULED");
        post(Map.of("event", "CONTRACT_LINKED", "recording", other.toString()))
                .then()
                .statusCode(201)
                .body("items[0].dueOn", equalTo("2028-12-03"));
        var reported =
                TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(its.tenant + "/contract-rhone-telecom-"),
                        found -> found.size() == 3);
        reported.forEach(RecordingCase::keepsItsContract);
        assertThat(reported)
                .allSatisfy(
                        message ->
                                assertThat(new String(message.value(), StandardCharsets.UTF_8))
                                        .doesNotContain("Durand"));
    }

    /** Linked and reported in one; what comes later is reported by the contract alone. */
    @Test
    void isLinkedByTheReportOfTheCall() {
        // Given
        business.scheduled();
        var body = call("CONTRACT_SIGNED", SIGNED);
        body.put("contract", REFERENCE);
        post(body).then().statusCode(201).body("items[0].dueOn", equalTo("2028-12-03"));

        // When
        var ended = ofContract("CONTRACT_ENDED", "2026-12-04T08:00:00Z");

        // Then
        ended.then()
                .statusCode(201)
                .body("items.noted", contains(false))
                .body("items.refusal", contains("event-not-relevant"));
    }

    @Test
    void saysOfWhichRecordingsItIsRefused() {
        // Given
        var destroyed = UUID.randomUUID();
        business.scheduled();
        business.stored(destroyed);
        its.awaitStage(destroyed, "SCHEDULED");
        link(Map.of("decision", business.decision.toString())).then().statusCode(201);
        business.post(
                        BusinessCase.key(),
                        BusinessCase.body(
                                "PROPOSAL_REFUSED",
                                "2026-12-04T08:00:00Z",
                                Map.of("recording", destroyed.toString())))
                .then()
                .statusCode(201);

        // When
        var answer = ofContract("CONTRACT_SIGNED", SIGNED);

        // Then
        answer.then()
                .statusCode(201)
                .body("found", equalTo(2))
                .body("items.noted", containsInAnyOrder(true, false))
                .body("items.refusal", containsInAnyOrder(null, "disposition-ordered"));
    }

    /** The call says one day, its contract another: the first report stands. */
    @Test
    void doesNotContradictTheCall() {
        // Given
        business.scheduled();
        link(Map.of("decision", business.decision.toString())).then().statusCode(201);
        business.ofCall("CONTRACT_SIGNED", SIGNED).then().statusCode(201);

        // When
        var otherDay = ofContract("CONTRACT_SIGNED", "2026-12-02T08:00:00Z");
        var refused = ofContract("PROPOSAL_REFUSED", "2026-12-04T08:00:00Z");
        var before = ofContract("CONTRACT_SIGNED", "2016-12-03T14:20:00Z");
        var same = ofContract("CONTRACT_SIGNED", SIGNED);

        // Then
        assertProblem(otherDay, 409, "event-already-noted");
        assertProblem(refused, 409, "contract-already-signed");
        assertProblem(before, 409, "event-already-noted");
        same.then().statusCode(201).body("items[0].noted", equalTo(true));
    }

    @Test
    void isUnknownToEverybodyElse() {
        // Given
        business.scheduled();
        link(Map.of("decision", business.decision.toString())).then().statusCode(201);
        var ofAnother = ofContract("CONTRACT_SIGNED", SIGNED, "atlas-energie");

        // When
        var unknown =
                post(
                        Map.of(
                                "event",
                                "CONTRACT_SIGNED",
                                "at",
                                SIGNED,
                                "contract",
                                "AV-2026-other",
                                "controller",
                                "rhone-telecom"));
        var foreign = business.as("atlas-energie", json(ofContractBody("CONTRACT_SIGNED", SIGNED)));
        var sameReference =
                business.as(
                        "atlas-energie",
                        json(
                                Map.of(
                                        "event",
                                        "CONTRACT_SIGNED",
                                        "at",
                                        SIGNED,
                                        "contract",
                                        REFERENCE,
                                        "controller",
                                        "atlas-energie")));

        // Then
        assertProblem(ofAnother, 403, "controller-not-authorised");
        assertProblem(unknown, 404, "contract-unknown");
        assertProblem(foreign, 403, "controller-not-authorised");
        assertProblem(sameReference, 404, "contract-unknown");
        its.item().body("dueOn", equalTo("2026-12-24"));
    }

    /** A mistyped decision makes no contract known. */
    @Test
    void isNotKnownByACallThatIsUnknown() {
        clock.set(LATER);

        var linked = link(Map.of("decision", UUID.randomUUID().toString()));

        assertProblem(linked, 404, "item-unknown");
        assertProblem(ofContract("CONTRACT_SIGNED", SIGNED), 404, "contract-unknown");
    }

    /** Recorded, and then the process ended: whoever reads the feed goes on. */
    @Test
    void isCompletedIfTheRequestWasCutOff() {
        // Given
        business.scheduled();
        link(Map.of("decision", business.decision.toString())).then().statusCode(201);
        var contract = references.of(new TenantId(its.tenant), "rhone-telecom", REFERENCE);

        // When
        contracts
                .handle(
                        new ReportContractEvent(
                                contract,
                                "rhone-telecom",
                                new BusinessFact(CONTRACT_SIGNED, Instant.parse(SIGNED))),
                        business.command())
                .await()
                .atMost(RecordingCase.PATIENCE);

        // Then
        its.awaitDue("2028-12-03");
    }

    /** More than a request waits for: the rest follows by itself. */
    @Test
    void reachesMoreThanARequestWaitsFor() {
        // Given
        int many = 103;
        var recordings = new java.util.ArrayList<UUID>();
        for (int i = 0; i < many; i++) {
            var recording = UUID.randomUUID();
            recordings.add(recording);
            business.stored(recording);
        }
        its.awaitCount("SCHEDULED", null, many);
        clock.set(LATER);
        link(Map.of("decision", business.decision.toString()))
                .then()
                .statusCode(201)
                .body("found", equalTo(many))
                .body("pending", equalTo(3));

        // When
        ofContract("CONTRACT_SIGNED", SIGNED)
                .then()
                .statusCode(201)
                .body("items", hasSize(100))
                .body("pending", equalTo(3));

        // Then
        await().untilAsserted(
                        () ->
                                assertThat(recordings)
                                        .allSatisfy(
                                                recording ->
                                                        Tokens.dpo(its.tenant)
                                                                .get("/v1/items/{id}", recording)
                                                                .then()
                                                                .body(
                                                                        "dueOn",
                                                                        equalTo("2028-12-03"))));
    }

    private Response link(Map<String, String> target) {
        Map<String, String> body = new LinkedHashMap<>(target);
        body.put("event", "CONTRACT_LINKED");
        if (target.containsKey("decision")) {
            body.put("controller", "rhone-telecom");
        }
        return post(body);
    }

    private Response ofContract(String event, String at) {
        return post(ofContractBody(event, at));
    }

    private Response ofContract(String event, String at, String controller) {
        var body = ofContractBody(event, at);
        body.put("controller", controller);
        return post(body);
    }

    private static Map<String, String> ofContractBody(String event, String at) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("event", event);
        body.put("at", at);
        body.put("contract", REFERENCE);
        body.put("controller", "rhone-telecom");
        return body;
    }

    private Map<String, String> call(String event, String at) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("event", event);
        body.put("at", at);
        body.put("decision", business.decision.toString());
        body.put("controller", "rhone-telecom");
        return body;
    }

    private Response post(Map<String, String> body) {
        Map<String, String> complete = new LinkedHashMap<>(body);
        complete.putIfAbsent("at", SIGNED);
        complete.putIfAbsent("contract", REFERENCE);
        return business.post(BusinessCase.key(), json(complete));
    }

    private static String json(Map<String, String> body) {
        Map<String, String> rest = new LinkedHashMap<>(body);
        String event = rest.remove("event");
        String at = rest.remove("at");
        return BusinessCase.body(event, at, rest);
    }
}
