// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.ReadYourWrites;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecordingResourceTest {

    private static final byte[] AUDIO = Uploads.wave(5_000, 41);

    @Test
    void showsARecordingAsOfNow() {
        // Given
        UUID id = Uploads.stored(AUDIO);

        // When
        Response answer = Callers.CLAIRE.asks().get("/v1/recordings/" + id);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        // Its version would count what others did to it, listenings among them.
        assertThat(answer.header("Event-Position")).isNull();
        assertThat(answer.<String>path("state")).isEqualTo("STORED");
        assertThat(answer.<Integer>path("length")).isEqualTo(AUDIO.length);
        assertThat(answer.<String>path("purposes[0].purpose")).isEqualTo("QUALITY");
        assertThat(answer.<String>path("purposes[0].keepFor")).isEqualTo("P6M");
    }

    @Test
    void hidesItFromAllWhomItDoesNotConcern() {
        UUID id = Uploads.stored(AUDIO);
        assertProblem(Callers.BORIS.asks().get("/v1/recordings/" + id), 404, "recording-unknown");
        assertProblem(Callers.ATLAS.asks().get("/v1/recordings/" + id), 404, "recording-unknown");
        assertProblem(
                Callers.CLAIRE.asks().get("/v1/recordings/" + Uploads.newId()),
                404,
                "recording-unknown");
    }

    /** Of a controller of its own, as others rely on the agreements of the rest. */
    @Test
    void hidesItFromAProcessorThatIsNoLongerInstructedForItsCampaign() {
        // Given
        String controller = "c-" + UUID.randomUUID().toString().substring(0, 8);
        String[] purposes = {"QUALITY", "TRAINING"};
        var agreement =
                PublishedAgreements.inForce("helios", controller, "voix-du-rhone", purposes);
        UUID fibre = storedFor(controller, "fibre");
        UUID mobile = storedFor(controller, "mobile");
        UUID untold = storedFor(controller, null);
        String processor =
                TestTokens.token(
                        "helios", "voix-du-rhone", List.of(controller), "lead", "supervisor");
        String itself = TestTokens.token("helios", controller, List.of(), "dpo", "dpo");
        await().untilAsserted(
                        () ->
                                assertThat(listedFor(processor, controller))
                                        .containsExactlyInAnyOrder(
                                                fibre.toString(),
                                                mobile.toString(),
                                                untold.toString()));

        // When
        PublishedAgreements.narrow(agreement, List.of("fibre"), purposes);

        // Then
        assertThat(listedFor(processor, controller)).containsExactly(fibre.toString());
        assertThat(listedFor(itself, controller)).hasSize(3);
        assertThat(read(processor, fibre).statusCode()).isEqualTo(200);
        for (UUID hidden : List.of(mobile, untold)) {
            assertProblem(read(processor, hidden), 404, "recording-unknown");
            assertThat(read(itself, hidden).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void listsTheNewestCallFirstPageByPage() {
        // Given
        String subject = UUID.randomUUID().toString().replace("-", "");
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Instant decidedAt = Uploads.decidedAt().minusSeconds(300 - i);
            UUID id = Uploads.newId();
            Uploads.put(id, Receipts.of(decidedAt).with("subject", subject), decidedAt, AUDIO)
                    .then()
                    .statusCode(201);
            newestFirst.addFirst(id.toString());
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ids(list(Callers.DIANE, subject, Map.of())).size() == 5);

        // When
        Response first = list(Callers.DIANE, subject, Map.of("limit", "2"));
        Response second = list(Callers.DIANE, subject, Map.of("limit", "2", "cursor", next(first)));
        Response third = list(Callers.DIANE, subject, Map.of("limit", "2", "cursor", next(second)));

        // Then
        List<String> all = new ArrayList<>(ids(first));
        all.addAll(ids(second));
        all.addAll(ids(third));
        assertThat(all).isEqualTo(newestFirst);
        assertThat(first.header("Link")).contains("rel=\"next\"").contains("cursor=");
        assertThat(third.<String>path("next")).isNull();
        assertThat(ids(list(Callers.CLAIRE, subject, Map.of("purpose", "QUALITY")))).hasSize(5);
        assertThat(ids(list(Callers.CLAIRE, subject, Map.of("purpose", "DISPUTE")))).isEmpty();
        assertThat(ids(list(Callers.CLAIRE, subject, Map.of("state", "ERASED")))).isEmpty();
        assertThat(ids(list(Callers.ATLAS, subject, Map.of()))).isEmpty();
        assertThat(ids(list(Callers.BORIS, subject, Map.of()))).isEmpty();
    }

    @Test
    void refusesACursorThatIsNotItsOwn() {
        assertProblem(
                Callers.DIANE.asks().get("/v1/recordings?cursor=AAAA"), 400, "cursor-invalid");
        assertProblem(Callers.DIANE.asks().get("/v1/recordings?limit=0"), 400, "request-invalid");
    }

    @Test
    void notesThatAPurposeIsAchievedOnce() {
        // Given
        UUID id = Uploads.stored(AUDIO);

        // When
        Response first = fulfil(id, "QUALITY", "key-1");
        Response repeated = fulfil(id, "QUALITY", "key-1");
        Response again = fulfil(id, "QUALITY", "key-2");

        // Then
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(repeated.asString()).isEqualTo(first.asString());
        assertThat(repeated.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(repeated.header("Event-Position")).isEqualTo(first.header("Event-Position"));
        assertThat(again.header("Event-Position")).as("it recorded nothing").isNull();
        List<Published> events = Topic.eventsOf("helios", id, 3);
        assertThat(events).hasSize(3);
        assertThat(events.getLast().name()).isEqualTo("PurposeFulfilled");
        EventContract.of(events.getLast().type()).accepts(events.getLast().payload());
        assertThat(
                        Callers.DIANE
                                .asks()
                                .get("/v1/recordings/" + id)
                                .<String>path("purposes[0].fulfilledAt"))
                .isEqualTo(first.<String>path("fulfilledAt"));
    }

    @Test
    void showsAListThatHasHeardOfTheCallersCommand() throws Exception {
        // Given
        String subject = UUID.randomUUID().toString().replace("-", "");
        Instant decidedAt = Uploads.decidedAt();
        UUID id = Uploads.newId();
        var list =
                new ReadYourWrites(
                        () -> Callers.DIANE.asks().queryParam("subject", subject),
                        asking -> asking.get("/v1/recordings"));

        // When
        Response shown =
                list.after(
                        () ->
                                Uploads.put(
                                        id,
                                        Receipts.of(decidedAt).with("subject", subject),
                                        decidedAt,
                                        AUDIO));

        // Then
        assertThat(ids(shown)).containsExactly(id.toString());
        list.refusesForeignPositions(
                anotherThan(
                        ReadYourWrites.position(
                                fulfil(Uploads.stored(AUDIO), "QUALITY", "key-9"))));
    }

    /** The same position but for its first digit. */
    private static String anotherThan(String position) {
        return (position.startsWith("f") ? "e" : "f") + position.substring(1);
    }

    @Test
    void refusesToFulfilWhatIsNotThere() {
        UUID id = Uploads.stored(AUDIO);
        assertProblem(fulfil(id, "DISPUTE", "key-3"), 404, "purpose-unknown");
        assertProblem(fulfil(Uploads.newId(), "QUALITY", "key-4"), 404, "recording-unknown");
        assertProblem(fulfil(id, "quality", "key-5"), 400, "request-invalid");
    }

    private static UUID storedFor(String controller, @Nullable String campaign) {
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Receipts receipt = Receipts.of(decidedAt).with("controller", controller);
        if (campaign != null) {
            receipt.with("campaign", campaign);
        }
        Uploads.put(id, receipt, decidedAt, AUDIO).then().statusCode(201);
        return id;
    }

    private static List<String> listedFor(String token, String controller) {
        return as(token)
                .get("/v1/recordings")
                .path("items.findAll { it.controller == '" + controller + "' }.id");
    }

    private static Response read(String token, UUID id) {
        return as(token).get("/v1/recordings/" + id);
    }

    private static RequestSpecification as(String token) {
        return Http.given().auth().oauth2(token);
    }

    private static Response fulfil(UUID id, String purpose, String key) {
        return Callers.BUSINESS
                .asks()
                .header("Idempotency-Key", key)
                .post("/v1/recordings/" + id + "/purposes/" + purpose + "/fulfilment");
    }

    private static Response list(Callers caller, String subject, Map<String, String> parameters) {
        Response answer =
                caller.asks()
                        .queryParam("subject", subject)
                        .queryParams(parameters)
                        .get("/v1/recordings");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    private static List<String> ids(Response answer) {
        return answer.path("items.id");
    }

    private static String next(Response answer) {
        return answer.path("next");
    }
}
