// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.eventsourcing.Sha256;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision, as far as its announcement is concerned.
 *
 * @param processor the organisation that asked, and calls
 * @param announced what is to be played before anything is recorded; absent when the call was not
 *     allowed, or nothing of it may be recorded
 */
public record AnnouncedCall(
        UUID decision,
        PartyId controller,
        PartyId processor,
        SubjectId subject,
        @Nullable Announced announced,
        Instant decidedAt) {

    /**
     * An announcement.
     *
     * @param notice its id, of one text in one language for ever
     * @param language BCP 47
     * @param textHash SHA-256 of the text in UTF-8, in hexadecimal digits
     */
    public record Announced(String notice, String language, String textHash) {

        /** The announcement of that text. */
        public static Announced of(Announcement announcement) {
            return new Announced(
                    announcement.id(), announcement.language(), Sha256.hex(announcement.text()));
        }
    }
}
