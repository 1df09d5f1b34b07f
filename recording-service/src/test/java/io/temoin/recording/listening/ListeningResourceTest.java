// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EncodedBodies;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Metrics;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ask before you hear: what is granted, what is refused, and the trace that both leave. */
@QuarkusTest
class ListeningResourceTest {

    private static final byte[] AUDIO = Uploads.wave(100_000, 11);

    @Test
    void isGrantedForAPurposeAndAReasonAndLeavesATrace() {
        // Given
        UUID id = Uploads.stored(AUDIO);

        // When
        Response answer =
                Listenings.ask(
                        Callers.CLAIRE.asks().header("X-Workstation", "POSTE-12"), id, "QUALITY");

        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        Published granted = Topic.eventsOf("helios", id, 3).getLast();
        assertThat(answer.header("Event-Position")).isEqualTo(granted.headers().get("ce_id"));
        assertThat(granted.name()).isEqualTo("ListeningGranted");
        EventContract.of(granted.type()).accepts(granted.payload());
        assertThat(granted.data().path("listening").textValue())
                .isEqualTo(answer.<String>path("id"));
        assertThat(granted.data().at("/reason/reference").textValue()).isEqualTo("TCK-2026-1187");
        assertThat(granted.headers())
                .containsEntry("ce_actor", Callers.CLAIRE.actor())
                .containsEntry("ce_workstation", "claimed:POSTE-12")
                .containsEntry("ce_role", "supervisor");
        assertThat(granted.payload()).doesNotContain(answer.<String>path("token"));
    }

    @Test
    void isRefusedWithAnEncodedBody() {
        EncodedBodies.areRefused(
                () ->
                        Callers.DIANE
                                .asks()
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .contentType("application/json")
                                .body("{}"),
                request -> request.post("/v1/recordings/" + UUID.randomUUID() + "/listenings"));
    }

    /** C. assurances R112-7: for the agents of the ACPR and the DGCCRF, and for nobody else. */
    @Test
    void ofAnInsuranceSaleIsReservedToAuthorities() {
        // Given
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Receipts sale =
                Receipts.of(decidedAt)
                        .orderedBy("INSURANCE_SALE", "P2Y", "CONTRACT_SIGNED", "EXACTLY");
        Uploads.put(id, sale, decidedAt, AUDIO).then().statusCode(201);

        // When
        Response asDpo = Listenings.ask(Callers.DIANE.asks(), id, "INSURANCE_SALE");
        Response asInspector = Listenings.ask(Callers.INSPECTOR.asks(), id, "INSURANCE_SALE");

        // Then
        assertProblem(asDpo, 403, "role-not-allowed");
        assertThat(asInspector.statusCode()).as(asInspector.asString()).isEqualTo(201);
        byte[] heard =
                Listenings.audio(Callers.INSPECTOR, asInspector.path("token"))
                        .get("/v1/recordings/" + id + "/audio")
                        .asByteArray();
        assertThat(heard).isEqualTo(AUDIO);
        assertThat(Topic.eventsOf("helios", id, 4))
                .extracting(Published::name)
                .contains("ListeningRefused", "ListeningGranted");
    }

    @Test
    void givesTheSameAnswerToTheSameRequest() {
        UUID id = Uploads.stored(AUDIO);
        Response first = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY", "key-1");
        Response again = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY", "key-1");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertProblem(
                Listenings.ask(Callers.CLAIRE.asks(), id, "TRAINING", "key-1"),
                422,
                "idempotency-key-reused");
    }

    /** Repeating another person's request, key and body, is a new request. */
    @Test
    void isNotGrantedToAnotherWhoRepeatsTheRequest() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY", "key-of-claire");
        assertThat(granted.statusCode()).isEqualTo(201);

        // When
        Response answer = Listenings.ask(Callers.AGATHE.asks(), id, "QUALITY", "key-of-claire");

        // Then
        assertProblem(answer, 403, "role-not-allowed");
        Published refused = Topic.eventsOf("helios", id, 4).getLast();
        assertThat(refused.name()).isEqualTo("ListeningRefused");
        assertThat(refused.headers()).containsEntry("ce_actor", Callers.AGATHE.actor());
    }

    /** Two people with the right to listen each leave their own trace. */
    @Test
    void isGrantedToEachInTheirOwnName() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response first = Listenings.ask(Callers.QUENTIN.asks(), id, "QUALITY", "key-shared");

        // When
        Response second = Listenings.ask(Callers.DIANE.asks(), id, "QUALITY", "key-shared");

        // Then
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replay")).isNull();
        assertThat(second.<String>path("id")).isNotEqualTo(first.<String>path("id"));
        Published granted = Topic.eventsOf("helios", id, 4).getLast();
        assertThat(granted.name()).isEqualTo("ListeningGranted");
        assertThat(granted.headers()).containsEntry("ce_actor", Callers.DIANE.actor());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"purpose\": \"QUALITY\"}",
                "{\"reason\": {\"code\": \"COMPLAINT\", \"reference\": \"TCK-1\"}}",
                "{\"purpose\": \"QUALITY\", \"reason\": {\"code\": \"COMPLAINT\"}}",
                "{\"purpose\": \"QUALITY\", \"reason\": {\"reference\": \"TCK-1\"}}",
                "{\"purpose\": \"quality\", \"reason\": {\"code\": \"COMPLAINT\","
                        + " \"reference\": \"TCK-1\"}}",
                "{\"purpose\": \"QUALITY\", \"reason\": {\"code\": \"CURIOSITY\","
                        + " \"reference\": \"TCK-1\"}}",
                "{\"purpose\": \"QUALITY\", \"reason\": {\"code\": \"COMPLAINT\","
                        + " \"reference\": \"Madame Martin a rappelé\"}}",
                "not json"
            })
    void wantsAPurposeAndAReason(String body) {
        assertProblem(
                Callers.CLAIRE
                        .asks()
                        .header("Idempotency-Key", "key-2")
                        .contentType("application/json")
                        .body(body)
                        .post("/v1/recordings/" + UUID.randomUUID() + "/listenings"),
                400,
                "request-invalid");
    }

    /** Audio may be long here; what is JSON may not. */
    @Test
    void wantsNoMoreJsonThanAMebibyte() {
        assertProblem(
                Callers.CLAIRE
                        .asks()
                        .header("Idempotency-Key", "key-3")
                        .contentType("application/json")
                        .body(" ".repeat(1024 * 1024 + 1))
                        .post("/v1/recordings/" + UUID.randomUUID() + "/listenings"),
                413,
                "request-too-large");
    }

    @Test
    void wantsAnIdempotencyKey() {
        assertProblem(
                Callers.CLAIRE
                        .asks()
                        .contentType("application/json")
                        .body(Listenings.body("QUALITY"))
                        .post("/v1/recordings/" + UUID.randomUUID() + "/listenings"),
                400,
                "idempotency-key-missing");
    }

    @Test
    void isRefusedToARoleWithoutRightAndLeavesATrace() {
        // Given
        UUID id = Uploads.stored(AUDIO);

        // When
        Response answer = Listenings.ask(Callers.AGATHE.asks(), id, "QUALITY");

        // Then
        assertProblem(answer, 403, "role-not-allowed");
        Published refused = Topic.eventsOf("helios", id, 3).getLast();
        assertThat(refused.name()).isEqualTo("ListeningRefused");
        EventContract.of(refused.type()).accepts(refused.payload());
        assertThat(refused.data().path("code").textValue()).isEqualTo("ROLE_NOT_ALLOWED");
        assertThat(refused.data().path("decision").textValue()).isNotBlank();
        assertThat(refused.headers()).containsEntry("ce_actor", Callers.AGATHE.actor());
    }

    @Test
    void isHiddenFromAnotherTenantAndLeavesATraceThere() {
        // Given
        UUID id = Uploads.stored(AUDIO);

        // When
        Response answer = Listenings.ask(Callers.BORIS.asks(), id, "QUALITY");

        // Then
        assertProblem(answer, 404, "recording-unknown");
        Published refused = Topic.eventsOf("boreal", id, 1).getFirst();
        assertThat(refused.name()).isEqualTo("ListeningRefused");
        EventContract.of(refused.type()).accepts(refused.payload());
        assertThat(refused.data().has("controller")).isFalse();
        assertThat(refused.headers()).containsEntry("ce_tenant", "boreal");
    }

    @Test
    void isHiddenFromAnotherProcessorOfTheController() {
        UUID id = Uploads.stored(AUDIO);
        assertProblem(
                Listenings.ask(Callers.ATLAS.asks(), id, "QUALITY"), 404, "recording-unknown");
    }

    @Test
    void isRefusedForAPurposeThatIsNotTheRecordings() {
        UUID id = Uploads.stored(AUDIO);
        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), id, "EVALUATION"), 403, "purpose-not-alive");
    }

    @Test
    void isRefusedOnceThePurposeIsFulfilled() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response fulfilled =
                Callers.BUSINESS
                        .asks()
                        .header("Idempotency-Key", "key-3")
                        .post("/v1/recordings/" + id + "/purposes/QUALITY/fulfilment");
        assertThat(fulfilled.statusCode()).isEqualTo(201);

        // Then
        assertProblem(
                Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY"), 403, "purpose-not-alive");
        assertThat(Listenings.ask(Callers.CLAIRE.asks(), id, "TRAINING").statusCode())
                .isEqualTo(201);
    }

    @Test
    void isCounted() {
        UUID id = Uploads.stored(AUDIO);
        Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Listenings.ask(Callers.AGATHE.asks(), id, "QUALITY");
        String metrics = Metrics.text();
        assertThat(metrics)
                .contains("temoin_listenings_total{outcome=\"granted\"")
                .contains("temoin_listenings_total{outcome=\"refused\"")
                .contains("temoin_sealed_bytes_total");
    }

    @Test
    void tellsNobodyMoreThanTheContractDoes() {
        UUID id = Uploads.stored(AUDIO);
        Map<String, Object> granted =
                Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY").jsonPath().getMap("");
        assertThat(granted.keySet())
                .containsExactlyInAnyOrderElementsOf(List.of("id", "recording", "until", "token"));
    }
}
