// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static io.temoin.recording.documents.domain.Documents.CONTROLLER;
import static io.temoin.recording.documents.domain.Documents.OTHER_PROCESSOR;
import static io.temoin.recording.documents.domain.Documents.PROCESSOR;
import static io.temoin.recording.documents.domain.Documents.createSheet;
import static io.temoin.recording.documents.domain.Documents.createTranscript;
import static io.temoin.recording.documents.domain.Documents.of;
import static io.temoin.recording.documents.domain.Documents.sheet;
import static io.temoin.recording.documents.domain.Documents.stored;
import static io.temoin.recording.documents.domain.Documents.transcript;
import static io.temoin.recording.lifecycle.domain.PurposeCode.EVALUATION;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static io.temoin.recording.lifecycle.domain.PurposeCode.TRAINING;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOT_THE_RECORDER;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_NOT_ALIVE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_NOT_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.ROLE_NOT_ALLOWED;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.documents.domain.DocumentCommand.CreateSheet;
import io.temoin.recording.documents.domain.DocumentEvent.TranscriptCreated;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.Role;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may add what to a recording, and while it is what. */
class DocumentCreationTest {

    private static final Requester SUPERVISOR = of(PROCESSOR, Role.SUPERVISOR);
    private static final Requester RECORDER = of(PROCESSOR, Role.RECORDER);

    private final DeciderSpecification<DocumentCommand, Document, DocumentEvent> document =
            DeciderSpecification.of(new DocumentDecider(Documents.PARIS));

    @Test
    void aSheetIsDrawnForThePurposeTheCallWasListenedToFor() {
        document.given().when(createSheet(stored(), SUPERVISOR, QUALITY)).then(sheet());
    }

    @Test
    void aTranscriptServesWhatTheRecordingStillServes() {
        document.given().when(createTranscript(stored(), RECORDER)).then(transcript());
        document.given()
                .when(createTranscript(Documents.fulfilled(TRAINING), RECORDER))
                .then(new TranscriptCreated(Documents.facts(QUALITY)));
    }

    @Test
    void repeatingChangesNothing() {
        document.given(sheet()).when(createSheet(stored(), SUPERVISOR, QUALITY)).thenNothing();
        document.given(transcript()).when(createTranscript(stored(), RECORDER)).thenNothing();
        document.given(sheet(), Documents.destroyed(DocumentKind.SHEET, null))
                .when(createSheet(stored(), SUPERVISOR, QUALITY))
                .thenNothing();
    }

    /** GDPR art. 28(3)(a): another processor of the same controller has no business with it. */
    @ParameterizedTest
    @ValueSource(strings = {"atlas-contact", "loire-assurance"})
    void forAStrangerThereIsNoRecording(String organisation) {
        PartyId stranger = new PartyId(organisation);
        document.given()
                .when(createSheet(stored(), of(stranger, Role.SUPERVISOR), QUALITY))
                .thenRejected(RECORDING_UNKNOWN);
        document.given()
                .when(createTranscript(stored(), of(stranger, Role.RECORDER)))
                .thenRejected(RECORDING_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"SUPERVISOR", "QUALITY_ANALYST"},
            mode = EnumSource.Mode.EXCLUDE)
    void noOtherRoleDrawsASheet(Role role) {
        document.given()
                .when(createSheet(stored(), of(CONTROLLER, role), QUALITY))
                .thenRejected(ROLE_NOT_ALLOWED);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"RECORDER", "BUSINESS_SYSTEM"},
            mode = EnumSource.Mode.EXCLUDE)
    void noOtherRoleAddsATranscript(Role role) {
        document.given()
                .when(createTranscript(stored(), of(PROCESSOR, role)))
                .thenRejected(NOT_THE_RECORDER);
    }

    /** Its own words come from who recorded them, and from nobody else, not even the controller. */
    @Test
    void onlyWhoRecordedAddsATranscript() {
        document.given()
                .when(createTranscript(stored(), of(CONTROLLER, Role.BUSINESS_SYSTEM)))
                .thenRejected(NOT_THE_RECORDER);
    }

    /** A sheet is work on the floor; a proof of contract is listened to by a DPO. */
    @Test
    void noSheetIsDrawnForAnotherPurpose() {
        PurposeCode proof = new PurposeCode("CONTRACT_PROOF");
        document.given()
                .when(createSheet(stored(QUALITY, proof), SUPERVISOR, proof))
                .thenRejected(ROLE_NOT_ALLOWED);
    }

    @Test
    void noSheetIsDrawnForAPurposeThatIsOver() {
        document.given()
                .when(createSheet(stored(), SUPERVISOR, EVALUATION))
                .thenRejected(PURPOSE_NOT_ALIVE);
        document.given()
                .when(createSheet(Documents.fulfilled(QUALITY), SUPERVISOR, QUALITY))
                .thenRejected(PURPOSE_NOT_ALIVE);
        document.given()
                .when(at(Instant.parse("2027-05-24T22:00:00Z")))
                .thenRejected(PURPOSE_NOT_ALIVE);
    }

    @Test
    void noTranscriptIsAddedWhenEveryPurposeIsOver() {
        document.given()
                .when(createTranscript(stored(new PurposeCode[0]), RECORDER))
                .thenRejected(PURPOSE_NOT_ALIVE);
    }

    static Stream<Arguments> closed() {
        return Stream.of(
                Arguments.of(new Recording.Unknown(), RECORDING_UNKNOWN),
                Arguments.of(
                        new Recording.Registered(Documents.RECORDING, stored().call()),
                        RECORDING_NOT_STORED),
                Arguments.of(
                        new Recording.Barred(Documents.RECORDING, stored().call(), null),
                        RECORDING_NOT_STORED),
                Arguments.of(Documents.quarantined(), RECORDING_QUARANTINED),
                Arguments.of(Documents.erased("PERIOD_ENDED"), RECORDING_ERASED));
    }

    @ParameterizedTest
    @MethodSource("closed")
    void nothingIsAddedToARecordingThatNobodyHears(Recording recording, RecordingProblem code) {
        document.given().when(createSheet(recording, SUPERVISOR, QUALITY)).thenRejected(code);
        document.given().when(createTranscript(recording, RECORDER)).thenRejected(code);
    }

    /**
     * Of the other processor, to whom the token lets act for the controller: that shows nothing.
     */
    @Test
    void anAgreementWithTheControllerIsNotEnough() {
        document.given()
                .when(createSheet(stored(), of(OTHER_PROCESSOR, Role.SUPERVISOR), QUALITY))
                .thenRejected(RECORDING_UNKNOWN);
    }

    private static DocumentCommand at(Instant now) {
        return new CreateSheet(
                Documents.DOCUMENT,
                Documents.stored(),
                SUPERVISOR,
                QUALITY,
                Documents.REASON,
                Documents.agent(),
                Documents.SHA256,
                now);
    }
}
