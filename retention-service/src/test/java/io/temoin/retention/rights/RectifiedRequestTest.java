// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person is told of a rectification is what its owner did (GDPR art. 16). */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RectifiedRequestTest {

    private final DeskCase its = new DeskCase();
    private final UUID document = UUID.randomUUID();
    private final UUID consent = UUID.randomUUID();
    private final TestClock clock;

    RectifiedRequestTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void atNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void theTaskIsOpenUntilTheOwnerPutItRightAndThenTheAnswerSaysSo() {
        var request = its.received("RECTIFICATION");
        for (String service : new String[] {"RETENTION", "AUDIT"}) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        assertProblem(post(its.dpo(), request, "answers", granted(document)), 409, "tasks-open");

        rectified(request, subject(request));
        awaitRectified(request, document);
        assertProblem(post(its.dpo(), request, "answers", granted(document)), 409, "tasks-open");
        its.rectified(request, consent);
        awaitRectified(request, consent);

        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("tasks.find { it.service == 'RECORDING' }.result", equalTo("DONE"))
                .body(
                        "tasks.find { it.service == 'RECORDING' }.rectified",
                        contains(document.toString()))
                .body("tasks.find { it.service == 'CONSENT' }.result", equalTo("DONE"))
                .body(
                        "tasks.find { it.service == 'CONSENT' }.rectified",
                        contains(consent.toString()))
                .body("tasks.find { it.service == 'AUDIT' }.rectified", nullValue());
        assertProblem(
                post(its.dpo(), request, "answers", granted(UUID.randomUUID())),
                409,
                "rectification-pending");
        assertProblem(
                post(its.dpo(), request, "refusals", DeskCase.ground("DATA_ACCURATE")),
                422,
                "answer-inconsistent");
        its.done(request, "answers", granted(document)).body("state", equalTo("ANSWERED"));
        assertThat(its.published(request, 10))
                .containsExactly(
                        "RequestOpened",
                        "ProcessingRestricted",
                        "RequestTaskCompleted",
                        "RequestTaskCompleted",
                        "RectificationNoted",
                        "RequestTaskCompleted",
                        "RectificationNoted",
                        "RequestTaskCompleted",
                        "DsrAnswered",
                        "ProcessingRestrictionLifted");
    }

    /** A service that says it did so for somebody else did nothing for this person. */
    @Test
    void whatIsSaidOfSomebodyElseIsNotNoted() {
        var request = its.received("RECTIFICATION");
        rectified(request, "f".repeat(32));
        rectified(request, subject(request));
        awaitRectified(request, document);

        assertThat(its.published(request, 4))
                .containsExactly(
                        "RequestOpened",
                        "ProcessingRestricted",
                        "RectificationNoted",
                        "RequestTaskCompleted");
    }

    @Test
    void whatWasNotPutRightIsNotGranted() {
        var request = its.received("RECTIFICATION");
        for (String service : new String[] {"CONSENT", "RECORDING", "RETENTION", "AUDIT"}) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        assertProblem(
                post(its.dpo(), request, "answers", granted(document)),
                409,
                "rectification-pending");
        its.done(request, "refusals", DeskCase.ground("DATA_ACCURATE"))
                .body("state", equalTo("REFUSED"));
    }

    /** D22: the answer says that the restriction ended, and another request still restricts. */
    @Test
    void theRequestSaysWhichOthersStillRestrictTheSame() {
        var request = its.received("RECTIFICATION");
        var other = its.received("RESTRICTION");
        for (String service : new String[] {"CONSENT", "RECORDING", "RETENTION", "AUDIT"}) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        its.done(request, "refusals", DeskCase.ground("DATA_ACCURATE"));

        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("restriction.services", empty())
                .body("restriction.stillRestrictedBy.request", contains(other.toString()))
                .body("restriction.stillRestrictedBy.type", contains("RESTRICTION"));
        saysOfTheRestriction(request, "but another request of yours still restricts");

        its.done(other, "refusals", DeskCase.ground("NO_GROUND"));
        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("restriction.stillRestrictedBy", empty());
        saysOfTheRestriction(request, "The restriction of their use, which your request had");
    }

    private void saysOfTheRestriction(UUID request, String sentence) {
        its.dpo()
                .get("/v1/requests/{id}/letters/REFUSAL?language=en", request)
                .then()
                .statusCode(200)
                .body("text", containsString(sentence));
    }

    /** D1: of a service that has nothing to do with it the letter says nothing. */
    @Test
    void theLetterIsSilentAboutServicesThatAreNotConcerned() {
        var request = its.received("RECTIFICATION");
        for (String service : new String[] {"CONSENT", "RETENTION", "AUDIT"}) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        rectified(request, subject(request));
        awaitRectified(request, document);
        var parts =
                """
                {"parts": [
                  {"service": "CONSENT", "outcome": "NOT_CONCERNED"},
                  {"service": "RECORDING", "item": "%s", "outcome": "GRANTED"},
                  {"service": "RETENTION", "outcome": "NOT_CONCERNED"},
                  {"service": "AUDIT", "outcome": "NOT_CONCERNED"}]}\
                """;
        its.done(request, "answers", parts.formatted(document)).body("state", equalTo("ANSWERED"));

        its.dpo()
                .get("/v1/requests/{id}/letters/ANSWER?language=fr", request)
                .then()
                .statusCode(200)
                .body("text", containsString("accord\u00e9"))
                .body("text", not(containsString("ne conservons rien")))
                .body("text", not(containsString("Journal d'audit")));
    }

    /** Only the consent that a request names is put right under it. */
    @Test
    void requestsThatContestDifferentConsentsAreDifferentRequests() {
        var first = contesting(consent);
        var second = contesting(UUID.randomUUID());
        var again = contesting(consent);
        UUID ofNone =
                UUID.fromString(
                        its.dpo()
                                .body(DeskCase.correcting(first, "CONSENT", ""))
                                .post("/v1/requests")
                                .then()
                                .statusCode(201)
                                .body("earlier", equalTo(0))
                                .extract()
                                .path("id"));

        assertThat(state(first)).isEqualTo("OPEN");
        assertThat(state(second)).isEqualTo("OPEN");
        assertThat(state(ofNone)).isEqualTo("OPEN");
        assertThat(state(again)).isEqualTo("JOINED");
    }

    /** One of the person's to that controller, of which the request is then, and of no other. */
    @Test
    void theDeskTakesInWhichConsentIsContested() {
        var earlier = its.received("ACCESS");
        var theirs = given(subject(earlier));
        var anothers = given("f".repeat(32));

        UUID first =
                UUID.fromString(
                        takenIn("RECTIFICATION", theirs, earlier)
                                .then()
                                .statusCode(201)
                                .body("state", equalTo("OPEN"))
                                .body("contested.consent", equalTo(theirs.toString()))
                                .extract()
                                .path("id"));
        its.awaitListed(first);
        takenIn("RECTIFICATION", theirs, earlier)
                .then()
                .statusCode(201)
                .body("state", equalTo("JOINED"))
                .body("outcome.joinedInto", equalTo(first.toString()));
        for (UUID unknown : List.of(anothers, UUID.randomUUID(), its.recording)) {
            var refused = takenIn("RECTIFICATION", unknown, earlier);
            assertProblem(refused, 404, "reference-unknown");
            refused.then().body("violations.pointer", contains("/correction/consent"));
        }
        assertProblem(takenIn("ERASURE", theirs, earlier), 400, "request-invalid");
        assertProblem(
                its.dpo()
                        .body(
                                its.opening(
                                        "RECTIFICATION",
                                        ", \"correction\": {\"text\": \"x\", \"about\": \"CONSENT\","
                                                + " \"consent\": \"%s\"}".formatted(theirs)))
                        .post("/v1/requests"),
                400,
                "request-invalid");
    }

    /** By somebody, to the controller, through the processor; and the register has it. */
    private UUID given(String subject) {
        var given = UUID.randomUUID();
        try (var consents = new OwnerTopic()) {
            consents.publish(
                    OwnerTopic.example(
                            its.tenant,
                            "consent",
                            "contact-" + given,
                            "ConsentGiven",
                            data -> data.put("consent", given.toString()).put("subject", subject)));
        }
        await().atMost(PATIENCE)
                .until(() -> its.dpo().get("/v1/items/{id}", given).statusCode() == 200);
        return given;
    }

    private Response takenIn(String type, UUID contested, UUID earlier) {
        return its.dpo()
                .body(
                        """
                        {"type": "%s", "way": "LETTER", "about": {"request": "%s"},
                         "correction": {"text": "x", "about": "CONSENT", "consent": "%s"}}"""
                                .formatted(type, earlier, contested))
                .post("/v1/requests");
    }

    private UUID contesting(UUID contested) {
        var request = UUID.randomUUID();
        its.asked(
                UUID.randomUUID() + ".0",
                request,
                data -> data.put("right", "RECTIFICATION").put("consent", contested.toString()));
        its.awaitListed(request);
        return request;
    }

    private String state(UUID request) {
        return its.dpo().get("/v1/requests/{id}", request).path("state");
    }

    private void rectified(UUID request, String subject) {
        try (var topic = new RecordingTopic()) {
            topic.publish(
                    RecordingTopic.rectified(
                            its.tenant, its.recording, document, request, subject));
        }
    }

    private void awaitRectified(UUID request, UUID item) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                its.dpo()
                                        .get("/v1/requests/{id}", request)
                                        .asString()
                                        .contains(item.toString()));
    }

    private String subject(UUID request) {
        return its.dpo().get("/v1/requests/{id}", request).path("subject");
    }

    private String granted(UUID item) {
        return """
        {"parts": [
          {"service": "CONSENT", "item": "%s", "outcome": "GRANTED"},
          {"service": "RECORDING", "item": "%s", "outcome": "GRANTED"},
          {"service": "RETENTION", "outcome": "GRANTED"},
          {"service": "AUDIT", "outcome": "GRANTED"}]}\
        """
                .formatted(consent, item);
    }
}
