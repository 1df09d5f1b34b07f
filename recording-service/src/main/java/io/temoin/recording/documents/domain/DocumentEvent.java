// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.eventsourcing.Embedded;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to one document. None of these holds a word of its content. */
public sealed interface DocumentEvent {

    /**
     * Somebody who listened to the recording noted what came of it.
     *
     * @param agent pseudonymous id of the agent whose work it is about, sealed under the document's
     *     own key: it goes with the sheet
     * @param reason why the recording was listened to
     */
    record SheetCreated(@Embedded DocumentFacts facts, Personal<String> agent, AccessReason reason)
            implements DocumentEvent {}

    /** The words of the recording were written down. */
    record TranscriptCreated(@Embedded DocumentFacts facts) implements DocumentEvent {}

    /**
     * A document was read: recorded before its content is sent.
     *
     * @param version how many rectifications the content includes, as it was asked for; absent for
     *     the one that was shown to everybody at the time
     */
    record DocumentRead(
            UUID document,
            DocumentKind kind,
            RecordingId recording,
            PartyId controller,
            SubjectId subject,
            UUID decision,
            PurposeCode purpose,
            AccessReason reason,
            @Nullable Integer version,
            Instant at)
            implements DocumentEvent {}

    /**
     * Somebody asked to read a document and may not.
     *
     * @param recording {@code null}, with everything else of the document, when there is no such
     *     one
     * @param version as it was asked for; absent when none was
     */
    record DocumentReadRefused(
            UUID document,
            @Nullable RecordingId recording,
            @Nullable PartyId controller,
            @Nullable SubjectId subject,
            @Nullable UUID decision,
            RecordingProblem code,
            PurposeCode purpose,
            AccessReason reason,
            @Nullable Integer version,
            Instant at)
            implements DocumentEvent {

        /** The codes that this event can hold, which are in its schema. */
        public static final Set<RecordingProblem> CODES =
                Set.of(
                        RecordingProblem.DOCUMENT_UNKNOWN,
                        RecordingProblem.DOCUMENT_DESTROYED,
                        RecordingProblem.RECORDING_QUARANTINED,
                        RecordingProblem.RESTRICTED,
                        RecordingProblem.ROLE_NOT_ALLOWED,
                        RecordingProblem.PURPOSE_NOT_ALIVE);

        public DocumentReadRefused {
            if (!CODES.contains(code)) {
                throw new IllegalArgumentException(code + " is no code of this event");
            }
        }
    }

    /**
     * What a document said was inaccurate, and says something else from now on (GDPR art. 16). What
     * it said before stays, sealed under the same key.
     *
     * @param request of the person, under which it was put right
     */
    record DocumentRectified(
            UUID document,
            DocumentKind kind,
            RecordingId recording,
            PartyId controller,
            SubjectId subject,
            UUID decision,
            UUID request,
            @Embedded RectifiedContent content,
            Instant at)
            implements DocumentEvent {

        Rectification rectification() {
            return new Rectification(request, content.fields(), content.contentSha256(), at);
        }
    }

    /**
     * Key and content are gone (GDPR art. 5(1)(e), 17).
     *
     * @param batch the order that asked for it; absent when it went with its recording
     * @param basis why, as the order names it, or as the recording's destruction did
     */
    record DocumentDestroyed(
            UUID document,
            DocumentKind kind,
            RecordingId recording,
            PartyId controller,
            SubjectId subject,
            UUID decision,
            @Nullable UUID batch,
            String basis,
            Evidence evidence,
            Instant at)
            implements DocumentEvent {

        /**
         * What proves the destruction.
         *
         * @param keyId the destroyed key
         * @param keyFingerprint SHA-256 of the wrapped key, hexadecimal
         * @param keyScope what the key was for
         * @param horizon from when on no backup holds the key, at the latest
         */
        public record Evidence(
                @Nullable UUID keyId,
                @Nullable String keyFingerprint,
                String keyScope,
                Instant horizon) {

            /** Every document has a key of its own. */
            public static final String KEY_SCOPE = "DOCUMENT";
        }
    }
}
