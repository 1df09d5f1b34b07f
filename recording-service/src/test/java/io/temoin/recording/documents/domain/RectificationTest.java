// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static io.temoin.recording.documents.domain.DocumentKind.SHEET;
import static io.temoin.recording.documents.domain.DocumentKind.TRANSCRIPT;
import static io.temoin.recording.documents.domain.Documents.BATCH;
import static io.temoin.recording.documents.domain.Documents.CONTROLLER;
import static io.temoin.recording.documents.domain.Documents.DOCUMENT;
import static io.temoin.recording.documents.domain.Documents.MADE;
import static io.temoin.recording.documents.domain.Documents.OTHER_PROCESSOR;
import static io.temoin.recording.documents.domain.Documents.PROCESSOR;
import static io.temoin.recording.documents.domain.Documents.RECORDING;
import static io.temoin.recording.documents.domain.Documents.RECTIFIED;
import static io.temoin.recording.documents.domain.Documents.REQUEST;
import static io.temoin.recording.documents.domain.Documents.SHA256;
import static io.temoin.recording.documents.domain.Documents.SUBJECT;
import static io.temoin.recording.documents.domain.Documents.destroyed;
import static io.temoin.recording.documents.domain.Documents.of;
import static io.temoin.recording.documents.domain.Documents.rectified;
import static io.temoin.recording.documents.domain.Documents.rectify;
import static io.temoin.recording.documents.domain.Documents.request;
import static io.temoin.recording.documents.domain.Documents.sheet;
import static io.temoin.recording.documents.domain.Documents.stored;
import static io.temoin.recording.documents.domain.Documents.transcript;
import static io.temoin.recording.documents.domain.Documents.uuid;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_CHANGED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_DESTROYED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOT_THE_CONTROLLER;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECTIFICATION_NOT_CONTESTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECTIFICATION_NOT_REQUESTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RESTRICTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.ROLE_NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.DocumentCommand.ReadDocument;
import io.temoin.recording.documents.domain.DocumentCommand.RectifyDocument;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRead;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.Contested;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.RectificationRequest;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.Role;
import io.temoin.shredding.SubjectId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data that are inaccurate are put right, and what they said stays provable (GDPR art. 16). */
class RectificationTest {

    private static final Requester DPO = of(CONTROLLER, Role.DPO);
    private static final Contested ANY = new Contested(Contested.Kind.RECORDING, null, null);
    private static final String AGAIN = "7a".repeat(32);

    private final DeciderSpecification<DocumentCommand, Document, DocumentEvent> document =
            DeciderSpecification.of(new DocumentDecider(Documents.PARIS));

    @Nested
    class WhoMay {

        @Test
        void theDpoOfTheControllerPutsRightWhatThePersonContests() {
            document.given(sheet()).when(rectify(stored(), DPO, request())).then(rectified(SHEET));
            document.given(transcript())
                    .when(rectify(stored(), DPO, request()))
                    .then(rectified(TRANSCRIPT));
        }

        /** Putting it right is what the restriction is for. */
        @Test
        void aRestrictedRecordingIsNoObstacle() {
            document.given(sheet())
                    .when(rectify(Documents.restricted(), DPO, request()))
                    .then(rectified(SHEET));
        }

        @ParameterizedTest
        @EnumSource(
                names = {"DPO"},
                mode = EnumSource.Mode.EXCLUDE)
        void nobodyElseDoes(Role role) {
            document.given(sheet())
                    .when(rectify(stored(), of(CONTROLLER, role), request()))
                    .thenRejected(ROLE_NOT_ALLOWED);
        }

        @Test
        void aProcessorDoesNotDecideWhatIsTrue() {
            document.given(sheet())
                    .when(rectify(stored(), of(PROCESSOR, Role.DPO), request()))
                    .thenRejected(NOT_THE_CONTROLLER);
        }

        @Test
        void forAStrangerThereIsNone() {
            document.given()
                    .when(rectify(new Recording.Unknown(), DPO, request()))
                    .thenRejected(DOCUMENT_UNKNOWN);
            document.given(sheet())
                    .when(rectify(stored(), of(OTHER_PROCESSOR, Role.DPO), request()))
                    .thenRejected(DOCUMENT_UNKNOWN);
        }
    }

    @Nested
    class UnderARequest {

        @Test
        void ofThatPersonToThatController() {
            refused(null);
            refused(
                    new RectificationRequest(
                            REQUEST,
                            CONTROLLER,
                            new SubjectId("fedcba9876543210fedcba9876543210"),
                            null,
                            null,
                            ANY));
            refused(
                    new RectificationRequest(
                            REQUEST, new PartyId("loire-assurance"), SUBJECT, null, null, ANY));
        }

        @Test
        void aboutThatRecordingOrCallIfItNamesOne() {
            refused(about(new RecordingId(uuid(9)), null));
            refused(about(null, uuid(9)));
            document.given(sheet())
                    .when(rectify(stored(), DPO, about(RECORDING, null)))
                    .then(rectified(SHEET));
            document.given(sheet())
                    .when(rectify(stored(), DPO, about(null, uuid(2))))
                    .then(rectified(SHEET));
        }

        private void refused(@Nullable RectificationRequest request) {
            document.given(sheet())
                    .when(rectify(stored(), DPO, request))
                    .thenRejected(RECTIFICATION_NOT_REQUESTED);
        }

        private static RectificationRequest about(
                @Nullable RecordingId recording, @Nullable UUID decision) {
            return new RectificationRequest(REQUEST, CONTROLLER, SUBJECT, recording, decision, ANY);
        }
    }

    /** D12: a request about a consent, or about other words, is no key to these. */
    @Nested
    class WhatIsContested {

        @Test
        void isPutRightAndNothingElse() {
            allowed(new Contested(Contested.Kind.SHEET, null, null));
            allowed(new Contested(Contested.Kind.SHEET, DOCUMENT, null));
            allowed(ANY);
            rejected(null);
            rejected(new Contested(Contested.Kind.CONSENT, null, null));
            rejected(new Contested(Contested.Kind.SEGMENT, null, null));
            rejected(new Contested(Contested.Kind.SHEET, uuid(9), null));
        }

        @Test
        void isOneSegmentOfTheTranscriptIfItNamesOne() {
            var third = new Contested(Contested.Kind.SEGMENT, DOCUMENT, 2);

            assertThat(third.covers(DOCUMENT, true)).isTrue();
            assertThat(third.covers(DOCUMENT, false)).isFalse();
            assertThat(third.covers(uuid(9), true)).isFalse();
            assertThat(third.coversText("/segments/2/text")).isTrue();
            assertThat(third.coversText("/segments/1/text")).isFalse();
            assertThat(new Contested(Contested.Kind.SEGMENT, DOCUMENT, null).coversText("/x"))
                    .isTrue();
        }

        private void allowed(Contested contested) {
            document.given(sheet())
                    .when(rectify(stored(), DPO, contesting(contested)))
                    .then(rectified(SHEET));
        }

        private void rejected(@Nullable Contested contested) {
            document.given(sheet())
                    .when(rectify(stored(), DPO, contesting(contested)))
                    .thenRejected(RECTIFICATION_NOT_CONTESTED);
        }

        private static RectificationRequest contesting(@Nullable Contested contested) {
            return new RectificationRequest(REQUEST, CONTROLLER, SUBJECT, null, null, contested);
        }
    }

    @Nested
    class WhatIsThere {

        @Test
        void isPutRightOnceEachTimeFromWhatIsShown() {
            document.given(sheet(), rectified(SHEET))
                    .when(rectify(stored(), DPO, request(), RECTIFIED, AGAIN))
                    .then(rectified(SHEET, RECTIFIED, AGAIN));
            document.given(sheet(), rectified(SHEET))
                    .when(rectify(stored(), DPO, request()))
                    .thenRejected(DOCUMENT_CHANGED);
        }

        @Test
        void nothingHappensIfAllOfItWasRight() {
            document.given(sheet())
                    .when(
                            new RectifyDocument(
                                    stored(),
                                    DPO,
                                    request(),
                                    RectifiedContent.unchanged(SHA256),
                                    MADE))
                    .thenNothing();
        }

        @Test
        void isNotPutRightOnceItIsGone() {
            document.given(sheet(), destroyed(SHEET, BATCH))
                    .when(rectify(stored(), DPO, request()))
                    .thenRejected(DOCUMENT_DESTROYED);
            document.given(transcript())
                    .when(rectify(Documents.erased("PERIOD_ENDED"), DPO, request()))
                    .thenRejected(DOCUMENT_DESTROYED);
            document.given(sheet())
                    .when(rectify(Documents.quarantined(), DPO, request()))
                    .thenRejected(RECORDING_QUARANTINED);
        }

        /** A sheet outlives its audio, and may be wrong for as long. */
        @Test
        void aSheetIsPutRightAfterItsAudioIsGone() {
            document.given(sheet())
                    .when(rectify(Documents.erased("PERIOD_ENDED"), DPO, request()))
                    .then(rectified(SHEET));
        }

        @Test
        void whatDestroysItDestroysAllOfItsContents() {
            document.given(sheet(), rectified(SHEET))
                    .when(Documents.destroy(BATCH))
                    .then(destroyed(SHEET, BATCH));
            document.given(sheet(), destroyed(SHEET, BATCH), rectified(SHEET))
                    .when(Documents.destroy(BATCH))
                    .thenNothing();
        }
    }

    @Nested
    class Versions {

        @Test
        void everyContentStaysOneOfTheDocument() {
            DocumentDecider decider = new DocumentDecider(Documents.PARIS);
            Kept kept =
                    (Kept)
                            decider.replay(
                                    List.of(
                                            sheet(),
                                            rectified(SHEET),
                                            rectified(SHEET, RECTIFIED, AGAIN)));

            assertThat(kept.shown()).isEqualTo(AGAIN);
            assertThat(kept.content(0)).contains(SHA256);
            assertThat(kept.content(1)).contains(RECTIFIED);
            assertThat(kept.content(2)).contains(AGAIN);
            assertThat(kept.content(3)).isEmpty();
            assertThat(kept.content(-1)).isEmpty();
            assertThat(List.of(SHA256, RECTIFIED, AGAIN)).allMatch(kept::has);
            assertThat(kept.has("00".repeat(32))).isFalse();
            assertThat(kept.facts().contentSha256()).isEqualTo(SHA256);
        }

        @Test
        void readersSeeTheNewOne() {
            Requester supervisor = of(PROCESSOR, Role.SUPERVISOR);
            document.given(sheet(), rectified(SHEET))
                    .when(read(supervisor, null))
                    .then(wasRead(null));
            document.given(sheet(), rectified(SHEET)).when(read(supervisor, 1)).then(wasRead(1));
            document.given(sheet(), rectified(SHEET))
                    .when(read(supervisor, 0))
                    .then(refused(ROLE_NOT_ALLOWED, 0));
        }

        @Test
        void theOldOneIsForTheDpoOnRecord() {
            document.given(sheet(), rectified(SHEET)).when(read(DPO, 0)).then(wasRead(0));
            document.given(sheet(), rectified(SHEET))
                    .when(read(DPO, 2))
                    .then(refused(DOCUMENT_UNKNOWN, 2));
        }

        /** Whose data protection officer it is counts, not that somebody is one. */
        @Test
        void aProcessorProvesNothingOfTheController() {
            document.given(sheet(), rectified(SHEET))
                    .when(read(of(PROCESSOR, Role.DPO), 0))
                    .then(refused(ROLE_NOT_ALLOWED, 0));
            document.given(sheet(), rectified(SHEET))
                    .when(read(of(PROCESSOR, Role.DPO), 1))
                    .then(wasRead(1));
            document.given(sheet(), rectified(SHEET))
                    .when(read(of(CONTROLLER, Role.AUTHORITY, Role.SUPERVISOR), 0))
                    .then(wasRead(0));
        }

        @Test
        void agentsSeeTheNewOneOfTheirSheets() {
            Requester agent = of(Documents.AGENT, PROCESSOR, Role.AGENT);
            document.given(sheet(), rectified(SHEET)).when(read(agent, null)).then(wasRead(null));
            document.given(sheet(), rectified(SHEET))
                    .when(read(agent, 0))
                    .then(refused(ROLE_NOT_ALLOWED, 0));
        }

        private static DocumentCommand read(Requester by, @Nullable Integer version) {
            return new ReadDocument(
                    Documents.DOCUMENT,
                    stored(),
                    by,
                    QUALITY,
                    Documents.REASON,
                    new WantedContent(version, true, null),
                    MADE);
        }
    }

    /** GDPR art. 18(1)(a): restricted while the controller verifies whether it is accurate. */
    @Nested
    class Verifying {

        private static final AccessReason REASON =
                new AccessReason(AccessReason.Code.DATA_SUBJECT_REQUEST, REQUEST.toString());

        @Test
        void theDpoReadsWhatThePersonContests() {
            document.given(sheet()).when(read(DPO, REASON, request())).then(wasRead(null, REASON));
        }

        @Test
        void nobodyReadsItForAnyOtherReason() {
            RectificationRequest other =
                    new RectificationRequest(
                            REQUEST, CONTROLLER, SUBJECT, new RecordingId(uuid(9)), null, ANY);
            Requester supervisor = of(CONTROLLER, Role.SUPERVISOR);
            document.given(sheet())
                    .when(read(DPO, REASON, null))
                    .then(refused(RESTRICTED, null, REASON));
            document.given(sheet())
                    .when(read(DPO, REASON, other))
                    .then(refused(RESTRICTED, null, REASON));
            document.given(sheet())
                    .when(read(supervisor, REASON, request()))
                    .then(refused(RESTRICTED, null, REASON));
            document.given(sheet())
                    .when(read(of(PROCESSOR, Role.DPO), REASON, request()))
                    .then(refused(RESTRICTED, null, REASON));
            document.given(sheet())
                    .when(read(DPO, Documents.REASON, request()))
                    .then(refused(RESTRICTED, null));
        }

        private static DocumentCommand read(
                Requester by, AccessReason reason, @Nullable RectificationRequest contested) {
            return new ReadDocument(
                    Documents.DOCUMENT,
                    Documents.restricted(),
                    by,
                    QUALITY,
                    reason,
                    new WantedContent(null, true, contested),
                    MADE);
        }
    }

    private static DocumentEvent wasRead(@Nullable Integer version) {
        return wasRead(version, Documents.REASON);
    }

    private static DocumentEvent wasRead(@Nullable Integer version, AccessReason reason) {
        return new DocumentRead(
                Documents.DOCUMENT,
                SHEET,
                RECORDING,
                CONTROLLER,
                SUBJECT,
                uuid(2),
                QUALITY,
                reason,
                version,
                MADE);
    }

    private static DocumentEvent refused(RecordingProblem code, @Nullable Integer version) {
        return refused(code, version, Documents.REASON);
    }

    private static DocumentEvent refused(
            RecordingProblem code, @Nullable Integer version, AccessReason reason) {
        return new DocumentReadRefused(
                Documents.DOCUMENT,
                RECORDING,
                CONTROLLER,
                SUBJECT,
                uuid(2),
                code,
                QUALITY,
                reason,
                version,
                MADE);
    }
}
