// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static io.temoin.recording.documents.domain.DocumentKind.SHEET;
import static io.temoin.recording.documents.domain.DocumentKind.TRANSCRIPT;
import static io.temoin.recording.documents.domain.Documents.CONTROLLER;
import static io.temoin.recording.documents.domain.Documents.DOCUMENT;
import static io.temoin.recording.documents.domain.Documents.MADE;
import static io.temoin.recording.documents.domain.Documents.PROCESSOR;
import static io.temoin.recording.documents.domain.Documents.RECORDING;
import static io.temoin.recording.documents.domain.Documents.SUBJECT;
import static io.temoin.recording.documents.domain.Documents.of;
import static io.temoin.recording.documents.domain.Documents.sheet;
import static io.temoin.recording.documents.domain.Documents.transcript;
import static io.temoin.recording.documents.domain.Documents.uuid;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.documents.domain.DocumentCommand.ReadDocument;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRead;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.Role;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What is restricted may still be read for a legal claim, by the DPO alone (GDPR art. 18(2)). */
class LegalClaimReadingTest {

    private static final AccessReason CLAIM =
            new AccessReason(AccessReason.Code.LEGAL_CLAIM, "RG-26-00412");
    private static final Requester DPO = of(CONTROLLER, Role.DPO);

    private final DeciderSpecification<DocumentCommand, Document, DocumentEvent> document =
            DeciderSpecification.of(new DocumentDecider(ZoneId.of("Europe/Paris")));

    @Test
    void theDpoReadsWhatIsRestricted() {
        document.given(sheet()).when(claimed(Documents.restricted(), DPO)).then(wasRead(SHEET));
        document.given(transcript())
                .when(claimed(Documents.restricted(), DPO))
                .then(wasRead(TRANSCRIPT));
    }

    @Test
    void nobodyElseStatesALegalClaim() {
        for (Recording recording : new Recording[] {Documents.restricted(), Documents.free()}) {
            document.given(sheet())
                    .when(claimed(recording, of(PROCESSOR, Role.SUPERVISOR)))
                    .then(refused());
            document.given(sheet())
                    .when(claimed(recording, of(PROCESSOR, Role.DPO)))
                    .then(refused());
            document.given(sheet())
                    .when(claimed(recording, of(Documents.AGENT, PROCESSOR, Role.AGENT)))
                    .then(refused());
        }
    }

    private static DocumentCommand claimed(Recording recording, Requester by) {
        return new ReadDocument(
                DOCUMENT, recording, by, QUALITY, CLAIM, WantedContent.shown(true), MADE);
    }

    private static DocumentEvent wasRead(DocumentKind kind) {
        return new DocumentRead(
                DOCUMENT,
                kind,
                RECORDING,
                CONTROLLER,
                SUBJECT,
                uuid(2),
                QUALITY,
                CLAIM,
                null,
                MADE);
    }

    private static DocumentEvent refused() {
        return new DocumentReadRefused(
                DOCUMENT,
                RECORDING,
                CONTROLLER,
                SUBJECT,
                uuid(2),
                RecordingProblem.ROLE_NOT_ALLOWED,
                QUALITY,
                CLAIM,
                null,
                MADE);
    }
}
