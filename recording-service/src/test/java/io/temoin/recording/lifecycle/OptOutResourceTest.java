// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.temoin.chassis.testing.EventContract;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.listening.Listenings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A21: the person refuses the recording in the call, by a key or in words. */
@QuarkusTest
class OptOutResourceTest {

    private static final byte[] AUDIO = Uploads.wave(20_000, 81);

    private final UUID id = Uploads.newId();
    private final Instant decidedAt = Uploads.decidedAt();
    private final Instant saidAt = decidedAt.plusSeconds(60);
    private final Receipts call = Receipts.of(decidedAt);

    @Test
    void a21TheCallGoesOnUnrecordedAndALaterUploadIsRefused() {
        // When
        Response answer = refuse(Callers.DIALER, call.sign(), "k1", saidAt);

        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.<String>path("instruction")).isEqualTo("CONTINUE_UNRECORDED");
        assertThat(answer.<String>path("segment")).isEqualTo("DELETED");
        assertProblem(Uploads.put(id, call, decidedAt, AUDIO), 403, "recording-opted-out");
        assertThat(Uploads.filesOf(id)).isEmpty();
        List<Published> events = Topic.eventsOf("helios", id, 2);
        assertThat(events)
                .extracting(Published::name)
                .containsExactly("RecordingOptedOut", "RecordingRefused");
        assertThat(events)
                .allSatisfy(event -> EventContract.of(event.type()).accepts(event.payload()));
        assertThat(Callers.DIANE.asks().get("/v1/recordings/" + id).<String>path("state"))
                .isEqualTo("BARRED");
    }

    @Test
    void a21WhatIsStoredIsHeardByNobodyFromThenOn() {
        // Given
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
        String token = Listenings.token(Callers.CLAIRE, id);

        // When
        refuse(Callers.AGATHE, null, "k1", saidAt).then().statusCode(201);

        // Then
        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), id, "QUALITY"), 403, "recording-quarantined");
        assertProblem(
                Listenings.audio(Callers.CLAIRE, token).get("/v1/recordings/" + id + "/audio"),
                403,
                "recording-quarantined");
        assertProblem(Uploads.put(id, call, decidedAt, AUDIO), 403, "recording-opted-out");
        Response detail = Callers.DIANE.asks().get("/v1/recordings/" + id);
        assertThat(detail.<String>path("state")).isEqualTo("QUARANTINED");
        assertThat(detail.<String>path("quarantine.reason")).isEqualTo("OPTED_OUT");
        List<Published> events = Topic.eventsOf("helios", id, 5);
        assertThat(events.get(3).name()).isEqualTo("RecordingOptedOut");
        Published quarantined = events.get(4);
        assertThat(quarantined.name()).isEqualTo("RecordingQuarantined");
        EventContract.of(quarantined.type()).accepts(quarantined.payload());
        assertThat(quarantined.data().path("eraseBy")).isEqualTo(quarantined.data().path("at"));
    }

    /** The upload broke off, the person refused, the recorder repeats its request. */
    @Test
    void a21AnUploadThatBrokeOffIsNotGoneOnWith() {
        Uploads.put(id, call, decidedAt, "no wave at all".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400);
        refuse(Callers.RECORDER, null, "k1", saidAt).then().statusCode(201);
        assertProblem(Uploads.put(id, call, decidedAt, AUDIO), 403, "recording-opted-out");
        assertThat(Uploads.filesOf(id)).isEmpty();
    }

    /** C. assurances R112-7: no recording, no call; and what was recorded goes at once. */
    @Test
    void a21TheInsuranceFlowEndsTheCall() {
        call.orderedBy("INSURANCE_SALE", "P2Y", "CONTRACT_SIGNED", "EXACTLY");
        Response answer = refuse(Callers.DIALER, call.sign(), "k1", saidAt);
        assertThat(answer.<String>path("instruction")).isEqualTo("END_CALL");
        assertThat(answer.<String>path("segment")).isEqualTo("DELETED");
        assertProblem(Uploads.put(id, call, decidedAt, AUDIO), 403, "recording-opted-out");
    }

    /** MiFID II art. 16(7): what was said about orders is kept, and the call ends. */
    @Test
    void a21WhatALawOrdersKeptIsKept() {
        call.orderedBy("INVESTMENT_ORDER", "P5Y", "RECORDING_ENDED", "AT_LEAST");
        Response answer = refuse(Callers.DIALER, call.sign(), "k1", saidAt);
        assertThat(answer.<String>path("instruction")).isEqualTo("END_CALL");
        assertThat(answer.<String>path("segment")).isEqualTo("KEPT_BY_LAW");
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
    }

    @Test
    void answersTheSameHoweverOftenItIsSaid() {
        // Given
        Response first = refuse(Callers.DIALER, call.sign(), "k1", saidAt);

        // When
        Response again = refuse(Callers.DIALER, call.sign(), "k1", saidAt);
        Response another = refuse(Callers.DIALER, null, "k2", saidAt.plusSeconds(5));

        // Then
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(another.statusCode()).isEqualTo(201);
        assertThat(another.asString()).isEqualTo(first.asString());
        assertThat(another.header("Event-Position")).isEqualTo("1");
        assertProblem(
                refuse(Callers.DIALER, null, "k1", saidAt.plusSeconds(5)),
                422,
                "idempotency-key-reused");
    }

    @Test
    void takesNoRefusalOfNoCall() {
        assertProblem(refuse(Callers.DIALER, null, "k1", saidAt), 404, "recording-unknown");
        assertProblem(
                refuse(Callers.DIALER, Receipts.of(decidedAt).forged().sign(), "k1", saidAt),
                403,
                "receipt-invalid");
        assertProblem(
                refuse(Callers.OTHER_RECORDER, call.sign(), "k1", saidAt), 403, "receipt-foreign");
        assertProblem(
                refuse(Callers.DIALER, call.sign(), "k1", Instant.now().plusSeconds(60)),
                400,
                "call-times-invalid");
        assertProblem(
                refuse(Callers.DIALER, call.sign(), null, saidAt), 400, "idempotency-key-missing");
        assertProblem(refuse(Callers.CLAIRE, call.sign(), "k1", saidAt), 403, "forbidden");
    }

    @Test
    void showsStrangersNothing() {
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
        assertProblem(refuse(Callers.OTHER_RECORDER, null, "k1", saidAt), 404, "recording-unknown");
        assertProblem(
                refuse(Callers.FOREIGN_RECORDER, null, "k1", saidAt), 404, "recording-unknown");
        assertThat(Uploads.filesOf(id)).hasSize(1);
    }

    @Test
    void aWishThatComesAfterTheCallIsARequestForErasure() {
        Receipts earlier = Receipts.of(decidedAt.minusSeconds(300));
        UUID old = Uploads.newId();
        Uploads.put(old, earlier, decidedAt.minusSeconds(300), AUDIO).then().statusCode(201);
        assertProblem(said(Callers.DIALER, old, null, "k1", decidedAt), 400, "call-times-invalid");
    }

    private Response refuse(
            Callers caller, @Nullable String receipt, @Nullable String key, Instant at) {
        return said(caller, id, receipt, key, at);
    }

    private Response said(
            Callers caller,
            UUID recording,
            @Nullable String receipt,
            @Nullable String key,
            Instant at) {
        RequestSpecification request =
                caller.asks()
                        .contentType("application/json")
                        .body(Map.of("at", at.toString(), "channel", "KEY"));
        if (receipt != null) {
            request.header("Call-Receipt", receipt);
        }
        if (key != null) {
            request.header("Idempotency-Key", recording + key);
        }
        return request.post("/v1/recordings/" + recording + "/opt-outs");
    }
}
