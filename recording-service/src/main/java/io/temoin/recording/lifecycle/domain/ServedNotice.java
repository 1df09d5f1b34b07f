// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The notice the person really got (GDPR art. 13), as read from the receipt that consent-service
 * signed when it was told so. A permission says which notice has to be served; this says that it
 * was.
 *
 * @param id of the receipt, which is that of the notice served
 * @param decision the call decision it was served for
 * @param announcement the notice, by the id the permission names
 * @param textHash SHA-256 of the words, hexadecimal
 * @param language BCP 47 tag of the words
 * @param servedAt when it had been said or shown
 * @param answer what the person said to it; absent if nothing
 */
public record ServedNotice(
        UUID id,
        UUID decision,
        PartyId controller,
        PartyId processor,
        SubjectId subject,
        String announcement,
        String textHash,
        String language,
        Instant servedAt,
        @Nullable Answer answer) {

    /** What the person said to the recording, and when. */
    public record Answer(Word said, Instant at) {}

    /** Yes or no; anything else is no answer. */
    public enum Word {
        YES,
        NO
    }

    /** Whether it is the notice of the very call that may be recorded. */
    boolean isOf(RecordingPermission permission) {
        return decision.equals(permission.decision())
                && announcement.equals(permission.announcement())
                && controller.equals(permission.controller())
                && processor.equals(permission.processor())
                && subject.equals(permission.subject());
    }

    /** Whether the person said this. */
    boolean wasAnswered(Word word) {
        return answer != null && answer.said() == word;
    }
}
