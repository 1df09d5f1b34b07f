// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.DeskCase.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * D11: what a person says on the phone or writes in a letter is wrong is taken in with the request,
 * sealed, and read by the desk of the controller alone.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class CorrectionAtDeskTest {

    private static final String SAID = "aiguille-corriger-4716: I did not shout";

    private final DeskCase its = new DeskCase();
    private final TestClock clock;

    CorrectionAtDeskTest(TestClock clock) {
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
    void whatIsWrongIsSealedAndReadOnRecord() {
        UUID request = takenIn(DeskCase.correcting(its.received("ACCESS"), "SHEET", ""));

        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .statusCode(200)
                .body("contested.kind", equalTo("SHEET"))
                .body("correction", equalTo("RETENTION"))
                .body(not(containsString("aiguille-corriger")));
        read(request)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("text", equalTo(SAID))
                .body("heldBy", equalTo("RETENTION"))
                .body("contested.kind", equalTo("SHEET"));

        assertThat(its.published(request, 3))
                .containsExactly("RequestOpened", "ProcessingRestricted", "CorrectionRead");
        assertThat(its.messages(request, 3))
                .noneMatch(message -> message.contains("aiguille-corriger"));
    }

    /** What is said with a link is kept where it was said; the desk says where. */
    @Test
    void whatIsSaidWithALinkIsReadWhereItWasSaid() {
        var request = its.received("RECTIFICATION");

        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("correction", equalTo("CONSENT"))
                .body("contested", nullValue());
        read(request)
                .then()
                .statusCode(200)
                .body("heldBy", equalTo("CONSENT"))
                .body("text", nullValue())
                .body("readAt", equalTo("/v1/data-requests/" + request + "/correction"));
    }

    @Test
    void aRequestForRectificationSaysWhatIsWrong() {
        its.recorded();
        for (String more :
                List.of(
                        "",
                        ", \"correction\": {\"about\": \"SHEET\"}",
                        ", \"correction\": {\"about\": \"SHEET\", \"text\": \" \"}",
                        ", \"correction\": {\"text\": \"x\"}",
                        ", \"correction\": {\"text\": \"x\", \"about\": \"SHEET\", \"segment\": 1}",
                        ", \"correction\": {\"text\": \"%s\", \"about\": \"SHEET\"}"
                                .formatted("x".repeat(2001)))) {
            Response refused =
                    its.dpo().body(its.opening("RECTIFICATION", more)).post("/v1/requests");
            assertProblem(refused, 400, "request-invalid");
            refused.then().body("violations[0].pointer", containsString("/correction"));
            assertThat(refused.asString()).doesNotContain("xxx");
        }
        assertProblem(
                its.dpo()
                        .body(
                                its.opening(
                                        "ACCESS",
                                        ", \"correction\": {\"text\": \"x\", \"about\": \"SHEET\"}"))
                        .post("/v1/requests"),
                400,
                "request-invalid");
        its.dpo()
                .body(
                        its.opening(
                                "RESTRICTION",
                                ", \"correction\": {\"text\": \"x\", \"about\": \"RECORDING\"}"))
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .body("contested.kind", equalTo("RECORDING"));
    }

    /** An agent takes it in and never sees it again; nor does anybody else of a processor. */
    @Test
    void nobodyButTheDeskReadsIt() {
        its.recorded();
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        String taken =
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        its.agent()
                                                .body(
                                                        its.opening(
                                                                "RECTIFICATION",
                                                                ", \"correction\": {\"text\": \""
                                                                        + SAID
                                                                        + "\", \"about\": \"RECORDING\"}"))
                                                .post("/v1/requests"),
                                answer -> answer.statusCode() == 201)
                        .then()
                        .body("correction", nullValue())
                        .body(not(containsString("aiguille-corriger")))
                        .extract()
                        .path("id");

        UUID request = UUID.fromString(taken);
        var path = "/v1/requests/" + request + "/correction";
        assertProblem(its.agent().get(path), 403, "forbidden");
        assertProblem(
                its.as(VOIX, DeskCase.AGENT, "dpo").get(path), 403, "controller-not-authorised");
        assertProblem(
                its.as("loire-assurance", DeskCase.AGENT, "dpo").get(path), 404, "request-unknown");
        assertProblem(Tokens.dpo("t" + UUID.randomUUID()).get(path), 404, "request-unknown");
        assertThat(read(request).<String>path("text")).isEqualTo(SAID);
        assertThat(its.published(request, 3)).hasSize(3);
    }

    @Test
    void whereNothingWasSaidNothingIsRead() {
        var request = its.received("ACCESS");

        assertProblem(read(request), 404, "correction-unknown");
        assertThat(its.published(request, 1)).containsExactly("RequestOpened");
    }

    /** A person says it in their words; the desk finds out which passage that is. */
    @Test
    void theDeskNamesThePassage() {
        var request = its.received("RECTIFICATION");
        var document = documented(subject(request));
        String body = "{\"about\": \"SEGMENT\", \"document\": \"%s\", \"segment\": 2}";

        assertProblem(
                post(its.dpo(), request, "contested-data", body.formatted(UUID.randomUUID())),
                404,
                "reference-unknown");
        assertProblem(
                post(
                        its.as(VOIX, DeskCase.AGENT, "dpo"),
                        request,
                        "contested-data",
                        body.formatted(document)),
                404,
                "request-unknown");
        its.done(request, "contested-data", body.formatted(document))
                .body("contested.document", equalTo(document.toString()))
                .body("contested.segment", equalTo(2));
        assertThat(its.published(request, 3))
                .containsExactly("RequestOpened", "ProcessingRestricted", "ContestedNamed");

        assertProblem(
                post(its.dpo(), its.received("ACCESS"), "contested-data", "{\"about\": \"SHEET\"}"),
                422,
                "request-not-for-rectification");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"about\": \"SOMETHING\"}",
                "{\"about\": \"SHEET\", \"consent\": \"019a0000-0000-7000-8000-000000000001\"}",
                "{\"about\": \"CONSENT\", \"document\": \"019a0000-0000-7000-8000-000000000001\"}",
                "{\"about\": \"SEGMENT\", \"segment\": 1}",
                "{\"about\": \"SEGMENT\", \"document\": \"019a0000-0000-7000-8000-000000000001\","
                        + " \"segment\": -1}"
            })
    void whatContradictsItselfIsNoPassage(String body) {
        assertProblem(
                post(its.dpo(), its.received("RECTIFICATION"), "contested-data", body),
                400,
                "request-invalid");
    }

    @Test
    void notesShowWhoNoted() {
        var request = its.received("ACCESS");

        its.done(request, "notes", "{\"text\": \"asks to be called back\"}")
                .body("notes.by", contains("00000000-0000-4000-8000-00000000000a"));
    }

    /** A transcript of a call with the person, which the register knows. */
    private UUID documented(String subject) {
        var document = UUID.randomUUID();
        try (var recordings = new OwnerTopic()) {
            recordings.publish(
                    OwnerTopic.example(
                            its.tenant,
                            "recording",
                            "document-" + document,
                            "TranscriptCreated",
                            data ->
                                    data.put("document", document.toString())
                                            .put("subject", subject)
                                            .put("controller", RHONE)));
        }
        await().atMost(PATIENCE)
                .until(() -> its.dpo().get("/v1/items/{id}", document).statusCode() == 200);
        return document;
    }

    private UUID takenIn(String body) {
        return UUID.fromString(
                its.dpo()
                        .body(body)
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id"));
    }

    private Response read(UUID request) {
        return its.dpo().get("/v1/requests/{id}/correction", request);
    }

    private String subject(UUID request) {
        return its.dpo().get("/v1/requests/{id}", request).path("subject");
    }
}
