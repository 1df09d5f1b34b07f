// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter;

import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.retention.rights.DeskFields;
import io.temoin.retention.rights.domain.LetterKind;
import io.temoin.retention.rights.domain.RequestCommand.RecordLetter;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent and received about letters. */
final class LetterBodies {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private LetterBodies() {}

    /**
     * A letter to the person.
     *
     * @param text as plain text
     * @param html the same as a page of its own
     * @param digest SHA-256 of the text in UTF-8
     */
    @Schema(
            name = "RequestLetter",
            requiredProperties = {"kind", "language", "text", "html", "digest"})
    record WrittenLetter(
            LetterKind kind, String language, String text, String html, String digest) {}

    /** A letter was sent. */
    @Schema(name = "LetterSending")
    record Sending(
            @Schema(required = true, implementation = LetterKind.class) @Nullable String kind,
            @Schema(
                            required = true,
                            enumeration = {"en", "fr"},
                            description = "The language that it was sent in.")
                    @Nullable String language,
            @Schema(
                            required = true,
                            pattern = "^[0-9a-f]{64}$",
                            description = "The digest that came with its text.")
                    @Nullable String digest,
            @Schema(format = "date-time", description = "When it was sent; now, if omitted.")
                    @Nullable String sentAt) {

        RecordLetter parsed(String actor, Instant now) {
            if (digest == null || !DIGEST.matcher(digest).matches()) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/digest", "State the digest of the letter: 64 hexadecimal digits.");
            }
            return new RecordLetter(
                    DeskFields.code("/kind", LetterKind.class, kind),
                    LetterBodies.language("/language", language).toLanguageTag(),
                    digest,
                    actor,
                    DeskFields.past("/sentAt", sentAt, now),
                    now);
        }
    }

    /** One of the languages that letters are written in. */
    static Locale language(String pointer, @Nullable String value) {
        return ReaderLanguage.ALL.stream()
                .filter(known -> known.toLanguageTag().equals(value))
                .findFirst()
                .orElseThrow(
                        () ->
                                ChassisProblem.REQUEST_INVALID.at(
                                        pointer, "State the language of the letter: en or fr."));
    }
}
