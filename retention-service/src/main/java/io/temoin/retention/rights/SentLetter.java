// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.temoin.retention.rights.domain.LetterKind;
import io.temoin.retention.rights.domain.RequestEvent.LetterSent;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A letter that was sent to the person.
 *
 * @param language of the letter, such as {@code fr}
 * @param digest SHA-256 of its text
 * @param sentBy id of the actor who sent it
 */
@Schema(
        name = "SentLetter",
        requiredProperties = {"kind", "language", "digest", "sentBy", "sentAt"})
public record SentLetter(
        LetterKind kind, String language, String digest, String sentBy, Instant sentAt) {

    /** As it was recorded. */
    public static SentLetter of(LetterSent letter) {
        return new SentLetter(
                letter.kind(),
                letter.language(),
                letter.digest(),
                letter.sentBy(),
                letter.sentAt());
    }
}
