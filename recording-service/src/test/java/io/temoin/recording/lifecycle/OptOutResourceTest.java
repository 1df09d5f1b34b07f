// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.domain.OptOut;
import io.temoin.recording.lifecycle.domain.OptOutOfRecording;
import io.temoin.recording.listening.Listenings;
import io.temoin.shredding.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A21: the person refuses the recording during the call, by a key or in words. */
@QuarkusTest
class OptOutResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] AUDIO = Uploads.wave(20_000, 81);

    private final UUID id = Uploads.newId();
    private final Instant decidedAt = Uploads.decidedAt();
    private final Instant saidAt = decidedAt.plusSeconds(60);
    private final Receipts call = Receipts.of(decidedAt);
    private final UUID commandId = UUID.randomUUID();

    private final CallOptOutStream optOuts;
    private final CallReceiptReader receipts;
    private final SubjectActJob job;

    OptOutResourceTest(CallOptOutStream optOuts, CallReceiptReader receipts, SubjectActJob job) {
        this.optOuts = optOuts;
        this.receipts = receipts;
        this.job = job;
    }

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
        String decision = answer.path("decision");
        Published optedOut = Topic.eventsIn("helios", "call-" + decision, 1).getFirst();
        Published refused = Topic.eventsOf("helios", id, 1).getFirst();
        assertThat(optedOut.name()).isEqualTo("RecordingOptedOut");
        assertThat(refused.name()).isEqualTo("RecordingRefused");
        EventContract.of(optedOut.type()).accepts(optedOut.payload());
        EventContract.of(refused.type()).accepts(refused.payload());
    }

    /** Who refuses refuses the call: the recorder's ids are not theirs to know. */
    @Test
    void a21NoIdOfTheCallIsStoredAfterwards() {
        // Given
        UUID leg = Uploads.newId();
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
        Uploads.put(leg, call, decidedAt, AUDIO).then().statusCode(201);

        // When
        refuse(Callers.AGATHE, call.sign(), "k1", saidAt).then().statusCode(201);

        // Then
        for (UUID recording : List.of(id, leg)) {
            assertThat(
                            Callers.DIANE
                                    .asks()
                                    .get("/v1/recordings/" + recording)
                                    .<String>path("state"))
                    .isEqualTo("QUARANTINED");
        }
        UUID again = Uploads.newId();
        assertProblem(Uploads.put(again, call, decidedAt, AUDIO), 403, "recording-opted-out");
        assertThat(Uploads.filesOf(again)).isEmpty();
    }

    @Test
    void a21AnotherCallOfTheSamePersonIsRecorded() {
        refuse(Callers.AGATHE, call.sign(), "k1", saidAt).then().statusCode(201);
        Uploads.put(id, Receipts.of(decidedAt), decidedAt, AUDIO).then().statusCode(201);
    }

    @Test
    void a21WhatIsStoredIsHeardByNobodyFromThenOn() {
        // Given
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
        String token = Listenings.token(Callers.CLAIRE, id);

        // When
        refuse(Callers.AGATHE, call.sign(), "k1", saidAt).then().statusCode(201);

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
        Published quarantined = Topic.eventsOf("helios", id, 4).get(3);
        assertThat(quarantined.name()).isEqualTo("RecordingQuarantined");
        EventContract.of(quarantined.type()).accepts(quarantined.payload());
        assertThat(quarantined.data().path("eraseBy")).isEqualTo(quarantined.data().path("at"));
    }

    /** The service died between the opt-out and the recordings of the call. */
    @Test
    void a21WhatACrashLeftIsFoundByTheNextLook() {
        // Given
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
        refusedBeforeACrash();

        // Then
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            job.look();
                            return "QUARANTINED"
                                    .equals(
                                            Callers.DIANE
                                                    .asks()
                                                    .get("/v1/recordings/" + id)
                                                    .<String>path("state"));
                        });
    }

    /** The upload broke off, the person refused, the recorder repeats its request. */
    @Test
    void a21AnUploadThatBrokeOffIsNotGoneOnWith() {
        Uploads.put(id, call, decidedAt, "no wave at all".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400);
        refuse(Callers.RECORDER, call.sign(), "k1", saidAt).then().statusCode(201);
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

    /** The order is kept for the law; nobody listens to it for quality any more (art. 21(1)). */
    @Test
    void a21WhatALawOrdersKeptServesNothingElseAfterARefusal() {
        call.orderedBesideQuality("INVESTMENT_ORDER", "P5Y");
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
        refuse(Callers.DIALER, call.sign(), "k1", saidAt).then().statusCode(201);
        assertProblem(
                Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY"), 403, "purpose-not-alive");
        Published ended = Topic.eventsOf("helios", id, 3).get(2);
        assertThat(ended.name()).isEqualTo("PurposesEnded");
        EventContract.of(ended.type()).accepts(ended.payload());
        assertThat(ended.data().path("reason").textValue()).isEqualTo("OPTED_OUT");
        assertThat(ended.data().at("/remaining/0").textValue()).isEqualTo("INVESTMENT_ORDER");
    }

    /** The service died in between. */
    @Test
    void a21WhatALawOrdersKeptIsFoundByTheNextLook() {
        call.orderedBesideQuality("INVESTMENT_ORDER", "P5Y");
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
        refusedBeforeACrash();
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            job.look();
                            return Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY").statusCode()
                                    == 403;
                        });
    }

    @Test
    void answersTheSameHoweverOftenItIsSaid() {
        // Given
        Response first = refuse(Callers.DIALER, call.sign(), "k1", saidAt);

        // When
        Response again = refuse(Callers.DIALER, call.sign(), "k1", saidAt);
        Response another = refuse(Callers.DIALER, call.sign(), "k2", saidAt.plusSeconds(5));

        // Then
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(another.statusCode()).isEqualTo(201);
        assertThat(another.asString()).isEqualTo(first.asString());
        assertThat(another.header("Event-Position")).as("it recorded nothing").isNull();
        assertProblem(
                refuse(Callers.DIALER, call.sign(), "k1", saidAt.plusSeconds(5)),
                422,
                "idempotency-key-reused");
    }

    @Test
    void takesNoRefusalOfNoCall() {
        assertProblem(refuse(Callers.DIALER, null, "k1", saidAt), 403, "receipt-missing");
        assertProblem(
                refuse(Callers.DIALER, Receipts.of(decidedAt).forged().sign(), "k1", saidAt),
                403,
                "receipt-invalid");
        assertProblem(
                refuse(Callers.OTHER_RECORDER, call.sign(), "k1", saidAt), 403, "receipt-foreign");
        assertProblem(
                refuse(Callers.FOREIGN_RECORDER, call.sign(), "k1", saidAt),
                403,
                "receipt-foreign");
        assertProblem(
                refuse(Callers.DIALER, call.sign(), "k1", Instant.now().plusSeconds(60)),
                400,
                "call-times-invalid");
        assertProblem(
                refuse(Callers.DIALER, call.sign(), null, saidAt), 400, "idempotency-key-missing");
        assertProblem(refuse(Callers.CLAIRE, call.sign(), "k1", saidAt), 403, "forbidden");
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
    }

    /** The first leg was uploaded while the call went on, and the person refused in the second. */
    @Test
    void a21ALaterLegIsRefusedThoughTheFirstHasEnded() {
        // Given
        Instant earlier = decidedAt.minusSeconds(300);
        Receipts legs = Receipts.of(earlier);
        UUID first = Uploads.newId();
        Uploads.put(first, legs, earlier, AUDIO).then().statusCode(201);

        // When
        refuse(Callers.DIALER, legs.sign(), "k1", decidedAt).then().statusCode(201);

        // Then
        assertProblem(Uploads.put(id, legs, earlier, AUDIO), 403, "recording-opted-out");
        assertThat(Uploads.filesOf(id)).isEmpty();
        assertThat(Callers.DIANE.asks().get("/v1/recordings/" + first).<String>path("state"))
                .isEqualTo("QUARANTINED");
    }

    private void refusedBeforeACrash() {
        optOuts.handle(
                        new OptOutOfRecording(
                                commandId,
                                RecordingStream.requester(dialer()),
                                receipts.read(call.sign(), new TenantId("helios"), Instant.now()),
                                OptOut.Channel.KEY,
                                saidAt,
                                Instant.now()),
                        circumstances())
                .await()
                .atMost(PATIENCE);
    }

    private static EventMetadata circumstancesOf(UUID command) {
        return new EventMetadata(
                new TenantId("helios"),
                Actor.service("test"),
                command,
                null,
                command.toString(),
                null,
                null,
                Instant.now());
    }

    private EventMetadata circumstances() {
        return circumstancesOf(commandId);
    }

    private static Caller dialer() {
        return new Caller(
                new TenantId("helios"),
                "dialer-1",
                "voix-du-rhone",
                Set.of("rhone-telecom"),
                Set.of("dialer"),
                null,
                "c0ffee00-0000-4000-8000-000000000002",
                null);
    }

    @Test
    void saysWhenToComeBackWhileNoReceiptCanBeVerified() {
        // Given real keys, but none that were fetched
        QuarkusMock.installMockForType(ReceiptKeysTest.unreachable(), ReceiptKeys.class);

        // When
        Response refused = refuse(Callers.DIALER, call.sign(), "k1", saidAt);
        Response upload = Uploads.put(id, call, decidedAt, AUDIO);

        // Then
        for (Response answer : List.of(refused, upload)) {
            assertProblem(answer, 503, "receipt-keys-unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }

    private Response refuse(
            Callers caller, @Nullable String receipt, @Nullable String key, Instant at) {
        RequestSpecification request =
                caller.asks()
                        .contentType("application/json")
                        .body(Map.of("at", at.toString(), "channel", "KEY"));
        if (receipt != null) {
            request.header("Call-Receipt", receipt);
        }
        if (key != null) {
            request.header("Idempotency-Key", id + key);
        }
        return request.post("/v1/call-opt-outs");
    }
}
