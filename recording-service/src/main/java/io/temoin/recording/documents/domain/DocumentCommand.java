// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RectificationRequest;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.shredding.Personal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of one document. */
public sealed interface DocumentCommand {

    /**
     * Adds an analysis sheet; its content is sealed and stored before.
     *
     * @param recording as it is now
     * @param agent whose work it is about
     * @param contentSha256 of the sealed content
     */
    record CreateSheet(
            UUID document,
            Recording recording,
            Requester requester,
            PurposeCode purpose,
            AccessReason reason,
            Personal<String> agent,
            String contentSha256,
            Instant now)
            implements DocumentCommand {}

    /** Adds a transcript, likewise. */
    record CreateTranscript(
            UUID document,
            Recording recording,
            Requester requester,
            String contentSha256,
            Instant now)
            implements DocumentCommand {}

    /**
     * Asks to read the document.
     *
     * @param recording as it is now; unknown when the document is
     * @param content which of its contents
     */
    record ReadDocument(
            UUID document,
            Recording recording,
            Requester requester,
            PurposeCode purpose,
            AccessReason reason,
            WantedContent content,
            Instant now)
            implements DocumentCommand {}

    /**
     * Puts the document right; the content that takes the place of the one before is sealed and
     * stored before.
     *
     * @param recording as it is now
     * @param request the open request of the person; absent when there is none
     */
    record RectifyDocument(
            Recording recording,
            Requester requester,
            @Nullable RectificationRequest request,
            RectifiedContent content,
            Instant now)
            implements DocumentCommand {}

    /**
     * Says that key and content are gone: given after the effect, so that the event is never a lie.
     *
     * @param batch the order that asked for it, if one did
     * @param keyId the destroyed key; {@code null} when there never was one
     */
    record DestroyDocument(
            @Nullable UUID batch,
            String basis,
            @Nullable UUID keyId,
            @Nullable String keyFingerprint,
            Instant horizon,
            Instant now)
            implements DocumentCommand {}
}
