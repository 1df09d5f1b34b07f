// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static io.temoin.recording.documents.domain.DocumentKind.SHEET;
import static io.temoin.recording.documents.domain.DocumentKind.TRANSCRIPT;
import static io.temoin.recording.documents.domain.Documents.AGENT;
import static io.temoin.recording.documents.domain.Documents.BATCH;
import static io.temoin.recording.documents.domain.Documents.CONTROLLER;
import static io.temoin.recording.documents.domain.Documents.MADE;
import static io.temoin.recording.documents.domain.Documents.OTHER_PROCESSOR;
import static io.temoin.recording.documents.domain.Documents.PROCESSOR;
import static io.temoin.recording.documents.domain.Documents.destroyed;
import static io.temoin.recording.documents.domain.Documents.of;
import static io.temoin.recording.documents.domain.Documents.read;
import static io.temoin.recording.documents.domain.Documents.refused;
import static io.temoin.recording.documents.domain.Documents.sheet;
import static io.temoin.recording.documents.domain.Documents.stored;
import static io.temoin.recording.documents.domain.Documents.transcript;
import static io.temoin.recording.documents.domain.Documents.wasRead;
import static io.temoin.recording.lifecycle.domain.PurposeCode.EVALUATION;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static io.temoin.recording.lifecycle.domain.PurposeCode.TRAINING;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_DESTROYED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_NOT_ALIVE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RESTRICTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.ROLE_NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.documents.domain.DocumentCommand.ReadDocument;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.documents.domain.DocumentEvent.SheetCreated;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.Role;
import io.temoin.shredding.Personal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads what, for what: a refusal is an event like a reading. */
class DocumentReadingTest {

    private static final Requester SUPERVISOR = of(PROCESSOR, Role.SUPERVISOR);
    private static final Requester DPO = of(CONTROLLER, Role.DPO);
    private static final PurposeCode ORDER = new PurposeCode("INVESTMENT_ORDER");

    /** The audio went by its period (B1); the sheet has half a year left. */
    private static final Instant AFTER_THE_AUDIO = Instant.parse("2027-06-01T09:00:00Z");

    private final DeciderSpecification<DocumentCommand, Document, DocumentEvent> document =
            DeciderSpecification.of(new DocumentDecider(Documents.PARIS));

    @ParameterizedTest
    @EnumSource(names = {"SUPERVISOR", "QUALITY_ANALYST", "DPO"})
    void isReadByWhoeverMayListen(Role role) {
        document.given(sheet())
                .when(read(stored(), of(CONTROLLER, role), QUALITY, MADE))
                .then(wasRead(SHEET, QUALITY, MADE));
        document.given(transcript())
                .when(read(stored(), of(CONTROLLER, role), TRAINING, MADE))
                .then(wasRead(TRANSCRIPT, TRAINING, MADE));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"SUPERVISOR", "QUALITY_ANALYST", "DPO", "AGENT"},
            mode = EnumSource.Mode.EXCLUDE)
    void isRefusedToEveryOtherRole(Role role) {
        document.given(sheet())
                .when(read(stored(), of(CONTROLLER, role), QUALITY, MADE))
                .then(refused(SHEET, ROLE_NOT_ALLOWED, QUALITY, MADE));
        document.given(transcript())
                .when(read(stored(), of(CONTROLLER, role), QUALITY, MADE))
                .then(refused(TRANSCRIPT, ROLE_NOT_ALLOWED, QUALITY, MADE));
    }

    @Test
    void forAStrangerThereIsNone() {
        document.given()
                .when(read(new Recording.Unknown(), SUPERVISOR, QUALITY, MADE))
                .then(refused(null, DOCUMENT_UNKNOWN, QUALITY, MADE));
        document.given(sheet())
                .when(read(stored(), of(OTHER_PROCESSOR, Role.SUPERVISOR), QUALITY, MADE))
                .then(refused(SHEET, DOCUMENT_UNKNOWN, QUALITY, MADE));
        document.given(sheet(), destroyed(SHEET, BATCH))
                .when(read(stored(), of(OTHER_PROCESSOR, Role.SUPERVISOR), QUALITY, MADE))
                .then(refused(SHEET, DOCUMENT_UNKNOWN, QUALITY, MADE));
    }

    /** Agents are data subjects, too (GDPR art. 15): of what is about them, and of nothing else. */
    @Test
    void anAgentReadsTheSheetAboutTheOwnWorkAndNoOther() {
        Requester agent = of(AGENT, PROCESSOR, Role.AGENT);
        document.given(sheet())
                .when(read(stored(), agent, QUALITY, MADE))
                .then(wasRead(SHEET, QUALITY, MADE));
        document.given(sheet())
                .when(read(stored(), of("agent-8", PROCESSOR, Role.AGENT), QUALITY, MADE))
                .then(refused(SHEET, DOCUMENT_UNKNOWN, QUALITY, MADE));
        document.given(transcript())
                .when(read(stored(), agent, QUALITY, MADE))
                .then(refused(TRANSCRIPT, DOCUMENT_UNKNOWN, QUALITY, MADE));
        document.given(sheet())
                .when(read(stored(), agent, TRAINING, MADE))
                .then(refused(SHEET, PURPOSE_NOT_ALIVE, TRAINING, MADE));
    }

    @Test
    void anAgentWhoIsASupervisorAsWellReadsAsOne() {
        Requester both = of(PROCESSOR, Role.AGENT, Role.SUPERVISOR);
        document.given(transcript())
                .when(read(stored(), both, QUALITY, MADE))
                .then(wasRead(TRANSCRIPT, QUALITY, MADE));
    }

    /** A name in a sheet gives no right to it: a machine of that name is no agent. */
    @Test
    void theNameAloneOpensNothing() {
        document.given(sheet())
                .when(read(stored(), of(AGENT, PROCESSOR, Role.RECORDER), QUALITY, MADE))
                .then(refused(SHEET, ROLE_NOT_ALLOWED, QUALITY, MADE));
    }

    @Test
    void anAgentWhoseNameIsGoneReadsNothing() {
        Personal<String> gone = new Personal.Erased<>(Documents.KEY_OWNER, MADE, "PERIOD_ENDED");
        document.given(new SheetCreated(Documents.facts(QUALITY), gone, Documents.REASON))
                .when(read(stored(), of(AGENT, PROCESSOR, Role.AGENT), QUALITY, MADE))
                .then(refused(SHEET, DOCUMENT_UNKNOWN, QUALITY, MADE));
    }

    @Test
    void isReadForItsOwnPurposesOnly() {
        document.given(sheet())
                .when(read(stored(), SUPERVISOR, TRAINING, MADE))
                .then(refused(SHEET, PURPOSE_NOT_ALIVE, TRAINING, MADE));
        document.given(transcript())
                .when(read(stored(), SUPERVISOR, EVALUATION, MADE))
                .then(refused(TRANSCRIPT, PURPOSE_NOT_ALIVE, EVALUATION, MADE));
    }

    /** C. assurances R112-7 and MiFID II: the words are for whom the audio is. */
    @Test
    void theWordsOfAnOrderAreForAuthoritiesAndTheDpo() {
        DocumentEvent words = new DocumentEvent.TranscriptCreated(Documents.facts(ORDER, QUALITY));
        Recording recording = stored(ORDER, QUALITY);
        document.given(words)
                .when(read(recording, of(CONTROLLER, Role.AUTHORITY), ORDER, MADE))
                .then(wasRead(TRANSCRIPT, ORDER, MADE));
        document.given(words)
                .when(read(recording, SUPERVISOR, ORDER, MADE))
                .then(refused(TRANSCRIPT, ROLE_NOT_ALLOWED, ORDER, MADE));
        document.given(words)
                .when(read(recording, of(CONTROLLER, Role.AUTHORITY), QUALITY, MADE))
                .then(refused(TRANSCRIPT, ROLE_NOT_ALLOWED, QUALITY, MADE));
    }

    @Test
    void theQuarantineOfTheRecordingClosesItsDocuments() {
        document.given(sheet())
                .when(read(Documents.quarantined(), DPO, QUALITY, MADE))
                .then(refused(SHEET, RECORDING_QUARANTINED, QUALITY, MADE));
        document.given(transcript())
                .when(read(Documents.quarantined(), DPO, QUALITY, MADE))
                .then(refused(TRANSCRIPT, RECORDING_QUARANTINED, QUALITY, MADE));
    }

    /** GDPR art. 18: for everybody, and for what outlives the audio as well. */
    @Test
    void theRestrictionOfTheRecordingClosesItsDocuments() {
        Recording gone =
                new Recording.Erased(
                        Documents.RECORDING, Documents.restricted().call(), MADE, "PERIOD_ENDED");
        document.given(sheet())
                .when(read(Documents.restricted(), DPO, QUALITY, MADE))
                .then(refused(SHEET, RESTRICTED, QUALITY, MADE));
        document.given(transcript())
                .when(read(Documents.restricted(), DPO, QUALITY, MADE))
                .then(refused(TRANSCRIPT, RESTRICTED, QUALITY, MADE));
        document.given(sheet())
                .when(read(Documents.restricted(), of(AGENT, PROCESSOR, Role.AGENT), QUALITY, MADE))
                .then(refused(SHEET, RESTRICTED, QUALITY, MADE));
        document.given(sheet())
                .when(read(gone, SUPERVISOR, QUALITY, AFTER_THE_AUDIO))
                .then(refused(SHEET, RESTRICTED, QUALITY, AFTER_THE_AUDIO));
        document.given(sheet())
                .when(
                        read(
                                Documents.restricted(),
                                of(OTHER_PROCESSOR, Role.SUPERVISOR),
                                QUALITY,
                                MADE))
                .then(refused(SHEET, DOCUMENT_UNKNOWN, QUALITY, MADE));
    }

    @Test
    void theEndOfTheRestrictionOpensThemAgain() {
        document.given(sheet())
                .when(read(Documents.free(), SUPERVISOR, QUALITY, MADE))
                .then(wasRead(SHEET, QUALITY, MADE));
        document.given(transcript())
                .when(read(Documents.free(), SUPERVISOR, QUALITY, MADE))
                .then(wasRead(TRANSCRIPT, QUALITY, MADE));
    }

    @Test
    void b1TheSheetOutlivesTheAudioAndTheTranscriptDoesNot() {
        Recording gone = Documents.erased("PERIOD_ENDED");
        document.given(sheet())
                .when(read(gone, SUPERVISOR, QUALITY, AFTER_THE_AUDIO))
                .then(wasRead(SHEET, QUALITY, AFTER_THE_AUDIO));
        document.given(transcript())
                .when(read(gone, SUPERVISOR, QUALITY, AFTER_THE_AUDIO))
                .then(refused(TRANSCRIPT, DOCUMENT_DESTROYED, QUALITY, AFTER_THE_AUDIO));
    }

    /** Good practice: listen within days, write the sheet, end the purpose of the audio. */
    @Test
    void theSheetOutlivesTheFulfilmentOfItsPurpose() {
        Recording fulfilled = Documents.fulfilled(QUALITY);
        document.given(sheet())
                .when(read(fulfilled, SUPERVISOR, QUALITY, MADE))
                .then(wasRead(SHEET, QUALITY, MADE));
        document.given(transcript())
                .when(read(fulfilled, SUPERVISOR, QUALITY, MADE))
                .then(refused(TRANSCRIPT, PURPOSE_NOT_ALIVE, QUALITY, MADE));
    }

    /** B1: made on 1 December 2026, readable until the end of 1 December 2027 in Paris. */
    @ParameterizedTest
    @CsvSource({"2027-12-01T22:59:59Z, true", "2027-12-01T23:00:00Z, false"})
    void b1TheSheetIsReadableForItsYear(Instant now, boolean readable) {
        document.given(sheet())
                .when(read(Documents.erased("PERIOD_ENDED"), SUPERVISOR, QUALITY, now))
                .then(
                        readable
                                ? wasRead(SHEET, QUALITY, now)
                                : refused(SHEET, PURPOSE_NOT_ALIVE, QUALITY, now));
    }

    /** What the person's word ended is over for the sheet, whether the audio stays or not. */
    @Test
    void aPurposeThatThePersonEndedIsOverForTheSheet() {
        document.given(sheet())
                .when(read(stored(TRAINING), SUPERVISOR, QUALITY, MADE))
                .then(refused(SHEET, PURPOSE_NOT_ALIVE, QUALITY, MADE));
        Recording gone =
                new Recording.Erased(
                        Documents.RECORDING, stored(TRAINING).call(), MADE, "PERIOD_ENDED");
        document.given(sheet())
                .when(read(gone, SUPERVISOR, QUALITY, MADE))
                .then(refused(SHEET, PURPOSE_NOT_ALIVE, QUALITY, MADE));
    }

    /** A16: audio and the sheet's personal data. */
    @ParameterizedTest
    @ValueSource(strings = {"QUARANTINED", "OBJECTED", "CONSENT_WITHDRAWN"})
    void a16WhatThePersonsWordTookAwayTakesTheSheet(String basis) {
        document.given(sheet())
                .when(read(Documents.erased(basis), DPO, QUALITY, MADE))
                .then(refused(SHEET, DOCUMENT_DESTROYED, QUALITY, MADE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PERIOD_ENDED", "PURPOSE_FULFILLED", "MINIMUM_ENDED", "DESTRUCTION_DUTY"})
    void whatElseEndsARecordingLeavesTheSheet(String basis) {
        document.given(sheet())
                .when(read(Documents.erased(basis), DPO, QUALITY, MADE))
                .then(wasRead(SHEET, QUALITY, MADE));
    }

    @Test
    void whatNeverHadAudioHasNoDocuments() {
        Recording registered =
                new Recording.Registered(Documents.RECORDING, Documents.stored().call());
        Recording barred =
                new Recording.Barred(Documents.RECORDING, Documents.stored().call(), null);
        for (Recording none : new Recording[] {registered, barred, new Recording.Unknown()}) {
            document.given(sheet())
                    .when(read(none, DPO, QUALITY, MADE))
                    .then(refused(SHEET, PURPOSE_NOT_ALIVE, QUALITY, MADE));
            document.given(transcript())
                    .when(read(none, DPO, QUALITY, MADE))
                    .then(refused(TRANSCRIPT, PURPOSE_NOT_ALIVE, QUALITY, MADE));
        }
    }

    /** A crash between the key and the event leaves a document that nobody can open. */
    @Test
    void oneThatDoesNotOpenIsDestroyed() {
        document.given(sheet())
                .when(
                        new ReadDocument(
                                Documents.DOCUMENT,
                                stored(),
                                DPO,
                                QUALITY,
                                Documents.REASON,
                                WantedContent.shown(false),
                                MADE))
                .then(refused(SHEET, DOCUMENT_DESTROYED, QUALITY, MADE));
    }

    @Test
    void isDestroyedOnceAndForGood() {
        document.given().when(Documents.destroy(BATCH)).thenNothing();
        document.given(sheet()).when(Documents.destroy(BATCH)).then(destroyed(SHEET, BATCH));
        document.given(transcript())
                .when(Documents.destroy(null))
                .then(destroyed(TRANSCRIPT, null));
        document.given(sheet(), destroyed(SHEET, BATCH))
                .when(Documents.destroy(BATCH))
                .thenNothing();
        document.given(sheet(), destroyed(SHEET, BATCH))
                .when(read(stored(), DPO, QUALITY, MADE))
                .then(refused(SHEET, DOCUMENT_DESTROYED, QUALITY, MADE));
    }

    /** Readings change nothing, nor does what says again that it is destroyed. */
    @Test
    void staysAsItIsWhateverIsRead() {
        document.given(
                        sheet(),
                        wasRead(SHEET, QUALITY, MADE),
                        refused(SHEET, ROLE_NOT_ALLOWED, QUALITY, MADE))
                .when(read(stored(), DPO, QUALITY, MADE))
                .then(wasRead(SHEET, QUALITY, MADE));
        document.given(
                        sheet(),
                        destroyed(SHEET, BATCH),
                        destroyed(SHEET, null),
                        wasRead(SHEET, QUALITY, MADE))
                .when(Documents.destroy(BATCH))
                .thenNothing();
    }

    @Test
    void aRefusalHoldsNoCodeThatItsSchemaLacks() {
        assertThatThrownBy(
                        () ->
                                new DocumentReadRefused(
                                        Documents.DOCUMENT,
                                        null,
                                        null,
                                        null,
                                        null,
                                        RecordingProblem.WORKSTATION_MISSING,
                                        QUALITY,
                                        Documents.REASON,
                                        null,
                                        MADE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WORKSTATION_MISSING");
    }
}
