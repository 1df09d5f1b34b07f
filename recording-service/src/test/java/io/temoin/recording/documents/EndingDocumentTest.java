// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.recording.documents.DocumentRequester.addedSheet;
import static io.temoin.recording.documents.DocumentRequester.addedTranscript;
import static io.temoin.recording.documents.DocumentRequester.awaitListed;
import static io.temoin.recording.documents.DocumentRequester.eventsOf;
import static io.temoin.recording.documents.DocumentRequester.post;
import static io.temoin.recording.documents.DocumentRequester.read;
import static io.temoin.recording.documents.DocumentRequester.sheet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.documents.DocumentStore.SealedContent;
import io.temoin.recording.documents.domain.DocumentCommand.CreateTranscript;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.Role;
import io.temoin.shredding.TenantId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the end of a recording means for its documents, and what a crash leaves of one. */
@QuarkusTest
class EndingDocumentTest {

    private static final byte[] AUDIO = Uploads.wave(2_000, 73);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TenantId HELIOS = new TenantId("helios");

    private final EndingDocumentJob job;
    private final DocumentStore store;
    private final DocumentStream documents;
    private final SealedDocuments contents;
    private final RecordingStream recordings;

    @Inject
    EndingDocumentTest(
            EndingDocumentJob job,
            DocumentStore store,
            DocumentStream documents,
            SealedDocuments contents,
            RecordingStream recordings) {
        this.job = job;
        this.store = store;
        this.documents = documents;
        this.contents = contents;
        this.recordings = recordings;
    }

    /** A16, A21: the person's word closes them at once, and takes both along in the end. */
    @Test
    void a16WhatThePersonsWordTakesAwayTakesBothAlong() {
        // Given
        UUID recording = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Receipts call = Receipts.of(decidedAt);
        Uploads.put(recording, call, decidedAt, AUDIO).then().statusCode(201);
        UUID about = addedSheet(recording);
        UUID words = addedTranscript(recording);

        // When
        Callers.RECORDER
                .asks()
                .header("Call-Receipt", call.sign())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(Map.of("at", decidedAt.plusSeconds(40).toString(), "channel", "KEY"))
                .post("/v1/call-opt-outs")
                .then()
                .statusCode(201);

        // Then
        assertProblem(read(Callers.DIANE, about), 403, "recording-quarantined");
        assertProblem(read(Callers.DIANE, words), 403, "recording-quarantined");
        assertProblem(read(Callers.AGATHE, about), 403, "recording-quarantined");
        assertProblem(
                post(
                        Callers.CLAIRE.asks(),
                        recording,
                        "sheets",
                        sheet("QUALITY", Callers.AGATHE.actor()),
                        "late-1"),
                403,
                "recording-quarantined");

        // When
        erase(recording, "QUARANTINED");

        // Then
        for (UUID document : new UUID[] {about, words}) {
            Published last = eventsOf(document, document.equals(about) ? 4 : 3).getLast();
            assertThat(last.name()).isEqualTo("DocumentDestroyed");
            EventContract.of(last.type()).accepts(last.payload());
            assertThat(last.data().path("basis").textValue()).isEqualTo("QUARANTINED");
        }
        assertProblem(read(Callers.DIANE, about), 410, "document-destroyed");
        awaitListed(Callers.DIANE, recording);
    }

    /** A transcript was on its way while its recording was destroyed. */
    @Test
    void aTranscriptThatIsNamedTooLateGoesAsWell() {
        // Given
        UUID recording = Uploads.stored(AUDIO);
        RecordingId id = new RecordingId(recording);
        Recording before = recordings.replay(HELIOS, id).await().atMost(PATIENCE).state();
        UUID document = UUID.randomUUID();
        erase(recording, "PERIOD_ENDED");

        // When
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String sha256 =
                contents.store(HELIOS, document, id, DocumentKind.TRANSCRIPT, Map.of(), now)
                        .await()
                        .atMost(PATIENCE);
        Requester recorder =
                new Requester(
                        "recorder-1",
                        new PartyId("voix-du-rhone"),
                        Set.of(new PartyId("rhone-telecom")),
                        Set.of(Role.RECORDER));
        documents
                .handle(
                        document,
                        new CreateTranscript(document, before, recorder, sha256, now),
                        metadata(now))
                .await()
                .atMost(PATIENCE);

        // Then
        assertThat(eventsOf(document, 2).getLast().name()).isEqualTo("DocumentDestroyed");
        assertThat(store.find(HELIOS, document, sha256).await().atMost(PATIENCE)).isEmpty();
    }

    /** A crash between content and event, and a race that another content won. */
    @Test
    void whatNoEventNamesIsRemovedAndWhatOneNamesStays() {
        // Given
        UUID recording = Uploads.stored(AUDIO);
        UUID named = addedTranscript(recording);
        awaitListed(Callers.DIANE, recording, named);
        Instant longAgo = Instant.parse("2026-01-01T00:00:00Z");
        UUID cutOff = UUID.randomUUID();
        SealedContent loser =
                new SealedContent(
                        named,
                        "00".repeat(32),
                        new RecordingId(recording),
                        DocumentKind.TRANSCRIPT,
                        new byte[] {1},
                        longAgo);
        store.add(HELIOS, loser).await().atMost(PATIENCE);
        String orphan =
                contents.store(
                                HELIOS,
                                cutOff,
                                new RecordingId(recording),
                                DocumentKind.SHEET,
                                Map.of(),
                                longAgo)
                        .await()
                        .atMost(PATIENCE);

        // When
        job.look(Instant.now());

        // Then
        await().atMost(PATIENCE)
                .until(
                        () ->
                                store.find(HELIOS, cutOff, orphan)
                                                .await()
                                                .atMost(PATIENCE)
                                                .isEmpty()
                                        && store.find(HELIOS, named, loser.sha256())
                                                .await()
                                                .atMost(PATIENCE)
                                                .isEmpty());
        assertThat(read(Callers.CLAIRE, named).statusCode()).isEqualTo(200);
    }

    private static void erase(UUID recording, String basis) {
        ObjectNode example =
                (ObjectNode)
                        EventContract.of("io.temoin.retention.DispositionOrdered.v1").exampleNode();
        example.put("recording", recording.toString())
                .put("order", UUID.randomUUID().toString())
                .put("basis", basis);
        Topic.retentionSays(
                "helios",
                recording,
                UUID.randomUUID() + ".0",
                "DispositionOrdered",
                example.toString());
        await().atMost(PATIENCE)
                .until(
                        () ->
                                "ERASED"
                                        .equals(
                                                Callers.DIANE
                                                        .asks()
                                                        .get("/v1/recordings/" + recording)
                                                        .<String>path("state")));
    }

    private static EventMetadata metadata(Instant now) {
        return new EventMetadata(
                HELIOS,
                Actor.service("test"),
                UUID.randomUUID(),
                null,
                UUID.randomUUID().toString(),
                null,
                null,
                now);
    }
}
