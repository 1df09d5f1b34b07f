// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.DeskCase.ground;
import static io.temoin.retention.rights.DeskCase.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.eventsourcing.Sha256;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The erasure of a person, with the owners and the trail played on their real topics. */
@QuarkusTest
class ErasingTest {

    private static final String NEEDLESS = ground("NO_LONGER_NECESSARY");

    private final DeskCase desk = new DeskCase();
    private final TestClock clock;

    ErasingTest(TestClock clock) {
        this.clock = clock;
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static final List<String> OWNERS =
            List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT");

    private UUID asked(String type) {
        return UUID.fromString(
                desk.dpo()
                        .body(desk.opening(type, ""))
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id"));
    }

    /** An answer that grants nothing. */
    private static String refusedBy(List<String> owners) {
        return owners.stream()
                .map(
                        "{\"service\": \"%s\", \"outcome\": \"REFUSED\", \"ground\": \"NO_GROUND\"}"
                                ::formatted)
                .collect(Collectors.joining(", ", "{\"parts\": [", "]}"));
    }

    private static JsonPath erasure(RequestSpecification who, UUID request) {
        return who.get("/v1/requests/{id}/erasure", request)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void awaitState(UUID request, String state) {
        await().atMost(PATIENCE)
                .until(() -> erasure(desk.dpo(), request).getString("state").equals(state));
    }

    /** The id of the order that the erasure led to. */
    private String order() {
        var ordered =
                TopicTail.await(
                        "retention.events",
                        (desk.tenant + "/item-" + desk.recording)::equals,
                        found -> TopicTail.names(found).contains("DispositionOrdered"));
        var last = new String(ordered.getLast().value(), StandardCharsets.UTF_8);
        assertThat(JsonPath.from(last).getString("basis")).isEqualTo("ERASURE_UPHELD");
        return JsonPath.from(last).getString("order");
    }

    @Test
    void theOwnersDestroyThenTheTrailForgetsThenTheDeskCanAnswer() {
        desk.recorded();
        UUID request = asked("ERASURE");
        assertThat(erasure(desk.dpo(), request).getString("state")).isEqualTo("UNDECIDED");
        assertThat(erasure(desk.dpo(), request).getString("going[0].kind")).isEqualTo("RECORDING");

        desk.done(request, "erasures", NEEDLESS).body("state", is("WITH_OWNERS"));
        try (var topic = new RecordingTopic()) {
            topic.publish(RecordingTopic.erased(desk.tenant, desk.recording, order()));
        }
        awaitState(request, "WITH_TRAIL");
        assertThat(steps(request, 2)).containsExactly("ErasureBegun", "TrailErasureRequested");
        try (var audit = new OwnerTopic()) {
            audit.publish(
                    OwnerTopic.example(
                            desk.tenant,
                            "audit",
                            "erasure-" + request,
                            "SubjectErased",
                            data -> data.put("erasure", request.toString())));
        }
        awaitState(request, "COMPLETE");

        desk.dpo()
                .get("/v1/requests/{id}/erasure", request)
                .then()
                .body("erased.kind", contains("RECORDING"))
                .body("erased.count", contains(1))
                .body("kept", empty())
                .body("trail", is("ERASED"));
        assertThat(steps(request, 3)).last().isEqualTo("ErasureCompleted");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                desk.dpo()
                                        .get("/v1/requests/{id}", request)
                                        .then()
                                        .body("tasks.result", everyItem(equalTo("DONE"))));
        desk.done(request, "answers", DeskCase.answer("GRANTED"));
    }

    private List<String> steps(UUID request, int count) {
        return TopicTail.names(
                TopicTail.await(
                        "retention.events",
                        (desk.tenant + "/erasure-" + request)::equals,
                        found -> found.size() >= count));
    }

    /** What no law keeps goes in a batch of its kind; a proof that is young enough stays. */
    @Test
    void whatOtherServicesKeepIsErasedUnlessALawKeepsIt() {
        desk.recorded();
        UUID statement = UUID.randomUUID();
        UUID consent = UUID.randomUUID();
        try (var consents = new OwnerTopic()) {
            consents.publish(of("contact-1", "PreferencesStated", "statement", statement));
            consents.publish(of("contact-1", "ConsentGiven", "consent", consent));
        }
        awaitItem(statement);
        awaitItem(consent);
        UUID request = asked("ERASURE");

        desk.done(request, "erasures", NEEDLESS)
                .body("going.kind", contains("RECORDING", "PREFERENCE"))
                .body("kept.kind", contains("CONSENT_PROOF"))
                .body("kept.ground", contains("LEGAL_OBLIGATION"))
                .body("kept[0].until", is("2029-09-01"));
        var batch = batch();
        assertThat(batch.getString("basis")).isEqualTo("ERASURE_UPHELD");
        assertThat(batch.getList("items")).containsExactly(statement.toString());
        try (var topic = new RecordingTopic();
                var consents = new OwnerTopic()) {
            consents.publish(disposed(batch.getString("batch"), statement));
            topic.publish(RecordingTopic.erased(desk.tenant, desk.recording, order()));
        }

        awaitState(request, "WITH_TRAIL");
        desk.dpo()
                .get("/v1/requests/{id}/erasure", request)
                .then()
                .body("erased.kind", contains("RECORDING", "PREFERENCE"))
                .body("kept.kind", contains("CONSENT_PROOF"));
    }

    /** Whoever asked for a copy of the same gets it first. */
    @Test
    void whatAnotherRequestIsAboutWaitsForItsAnswer() {
        UUID statement = UUID.randomUUID();
        desk.recorded();
        try (var consents = new OwnerTopic()) {
            consents.publish(of("contact-1", "PreferencesStated", "statement", statement));
        }
        awaitItem(statement);
        UUID access = desk.received("ACCESS");
        UUID request = asked("ERASURE");

        desk.done(request, "erasures", NEEDLESS)
                .body("going.kind", contains("RECORDING", "PREFERENCE"));
        TopicTail.await(
                "retention.events",
                (desk.tenant + "/item-" + desk.recording)::equals,
                found -> TopicTail.names(found).contains("QuarantineNoted"));
        var refused = clock.instant().plusSeconds(60);
        clock.set(refused);
        desk.done(access, "refusals", ground("MANIFESTLY_UNFOUNDED"));

        var ordered =
                TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(desk.tenant + "/disposition-batch-"),
                        found -> !found.isEmpty());
        assertThat(Instant.parse(TopicTail.header(ordered.getFirst(), "ce_time")))
                .isAfterOrEqualTo(refused);
    }

    private OwnerTopic.Event of(String stream, String type, String id, UUID item) {
        return OwnerTopic.example(
                desk.tenant,
                "consent",
                stream,
                type,
                data ->
                        data.put(id, item.toString())
                                .put("subject", "0123456789abcdef0123456789abcdef"));
    }

    private void awaitItem(UUID item) {
        await().atMost(PATIENCE)
                .until(() -> desk.dpo().get("/v1/items/{id}", item).statusCode() == 200);
    }

    private JsonPath batch() {
        var ordered =
                TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(desk.tenant + "/disposition-batch-"),
                        found -> !found.isEmpty());
        return JsonPath.from(new String(ordered.getLast().value(), StandardCharsets.UTF_8));
    }

    private OwnerTopic.Event disposed(String batch, UUID item) {
        return OwnerTopic.example(
                desk.tenant,
                "consent",
                "disposal-" + batch,
                "ItemsDisposed",
                data -> {
                    data.put("batch", batch)
                            .put("kind", "PREFERENCE")
                            .put("controller", RHONE)
                            .put("disposed", 1)
                            .put("digest", Sha256.hex(item + "\n"));
                    data.putArray("refused");
                });
    }

    /** Repeated, it is the same erasure. */
    @Test
    void isDecidedOnce() {
        desk.recorded();
        UUID request = asked("ERASURE");

        desk.done(request, "erasures", NEEDLESS);
        desk.done(request, "erasures", NEEDLESS).body("state", is("WITH_OWNERS"));

        assertThat(steps(request, 1)).containsExactly("ErasureBegun");
    }

    /** What is being destroyed was granted; the request says how far that is. */
    @Test
    void isNotRefusedOnceItHasBegun() {
        desk.recorded();
        UUID request = asked("ERASURE");
        desk.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .statusCode(200)
                .body("erasure", is("UNDECIDED"));
        desk.done(request, "erasures", NEEDLESS);

        post(desk.dpo(), request, "refusals", ground("MANIFESTLY_UNFOUNDED"))
                .then()
                .statusCode(409)
                .body("type", is("urn:problem:temoin:erasure-begun"));
        OWNERS.forEach(
                owner ->
                        desk.done(
                                request,
                                "tasks/" + owner + "/completions",
                                "{\"result\": \"DONE\"}"));
        post(desk.dpo(), request, "answers", refusedBy(OWNERS))
                .then()
                .statusCode(409)
                .body("type", is("urn:problem:temoin:erasure-begun"));
        post(desk.dpo(), request, "answers", DeskCase.answer("GRANTED"))
                .then()
                .statusCode(409)
                .body("type", is("urn:problem:temoin:tasks-open"));

        desk.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("state", is("OPEN"))
                .body("erasure", is("WITH_OWNERS"));
        desk.dpo()
                .get("/v1/requests/{id}", asked("ACCESS"))
                .then()
                .statusCode(200)
                .body("erasure", nullValue());
    }

    /** Whoever took the request in learns its state, not what is done for it. */
    @Test
    void isShownToTheControllerAlone() {
        desk.recorded();
        PublishedAgreements.inForce(desk.tenant, RHONE, VOIX, "QUALITY");
        UUID request =
                UUID.fromString(
                        desk.agent()
                                .body(desk.opening("ERASURE", ""))
                                .post("/v1/requests")
                                .then()
                                .statusCode(201)
                                .extract()
                                .path("id"));
        desk.done(request, "erasures", NEEDLESS);

        desk.dpo().get("/v1/requests/{id}", request).then().body("erasure", is("WITH_OWNERS"));
        desk.agent()
                .get("/v1/requests/{id}", request)
                .then()
                .statusCode(200)
                .body("state", is("OPEN"))
                .body("erasure", nullValue());
    }

    @Test
    void isNotForWhoeverAskedForSomethingElse() {
        desk.recorded();
        UUID request = asked("ACCESS");

        post(desk.dpo(), request, "erasures", NEEDLESS)
                .then()
                .statusCode(422)
                .body("type", is("urn:problem:temoin:request-not-for-erasure"));
        desk.dpo().get("/v1/requests/{id}/erasure", request).then().statusCode(422);
    }

    @Test
    void waitsForTheProofOfIdentity() {
        desk.recorded();
        UUID request = asked("ERASURE");
        desk.done(request, "identity-proof-requests", "");

        post(desk.dpo(), request, "erasures", NEEDLESS)
                .then()
                .statusCode(409)
                .body("type", is("urn:problem:temoin:identity-unproven"));
    }

    @Test
    void isDecidedByTheControllerAlone() {
        desk.recorded();
        UUID request = asked("ERASURE");
        var processor = desk.as(VOIX, DeskCase.AGENT, "dpo");
        var agent = desk.as(RHONE, DeskCase.AGENT, "agent");
        var stranger = desk.as("loire-assurance", DeskCase.AGENT, "dpo");

        post(agent, request, "erasures", NEEDLESS).then().statusCode(403);
        post(processor, request, "erasures", NEEDLESS).then().statusCode(404);
        post(stranger, request, "erasures", NEEDLESS)
                .then()
                .statusCode(404)
                .body("type", is("urn:problem:temoin:request-unknown"));
        desk.as(VOIX, DeskCase.AGENT, "dpo")
                .get("/v1/requests/{id}/erasure", request)
                .then()
                .statusCode(404);
        desk.as(RHONE, DeskCase.AGENT, "agent")
                .get("/v1/requests/{id}/erasure", request)
                .then()
                .statusCode(403);
        assertThat(erasure(desk.dpo(), request).getString("state")).isEqualTo("UNDECIDED");
    }

    @Test
    void namesAGroundOfArticle17() {
        desk.recorded();
        UUID request = asked("ERASURE");

        post(desk.dpo(), request, "erasures", ground("BECAUSE"))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/ground"));
        post(desk.dpo(), request, "erasures", "null").then().statusCode(400);
    }
}
