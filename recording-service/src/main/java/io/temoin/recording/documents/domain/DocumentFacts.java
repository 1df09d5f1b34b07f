// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordedCall;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is known of a document without opening it.
 *
 * @param recording it was derived from
 * @param decision the call decision that the recording rests on
 * @param subject the person called
 * @param purposes what it may be read for
 * @param contentSha256 SHA-256 of the sealed content, hexadecimal: nobody can guess the words by it
 */
public record DocumentFacts(
        UUID document,
        RecordingId recording,
        UUID decision,
        PartyId controller,
        PartyId processor,
        SubjectId subject,
        List<PurposeCode> purposes,
        Instant createdAt,
        String contentSha256) {

    public DocumentFacts {
        purposes = List.copyOf(purposes);
    }

    static DocumentFacts of(
            UUID document,
            RecordingId recording,
            RecordedCall call,
            List<PurposeCode> purposes,
            Instant createdAt,
            String contentSha256) {
        return new DocumentFacts(
                document,
                recording,
                call.decision(),
                call.controller(),
                call.processor(),
                call.subject(),
                purposes,
                createdAt,
                contentSha256);
    }
}
