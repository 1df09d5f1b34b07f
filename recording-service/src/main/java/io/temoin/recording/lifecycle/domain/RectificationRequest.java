// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.shredding.SubjectId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a person to have inaccurate data put right (GDPR art. 16), as the rights desk
 * announced it: open, and nobody doubts who the person is.
 *
 * @param recording the one it is about; absent for those of a call, or of the person
 * @param decision the call it is about; absent for a recording, or for everything
 * @param contested what is said to be wrong; absent unless the desk said so
 */
public record RectificationRequest(
        UUID request,
        PartyId controller,
        SubjectId subject,
        @Nullable RecordingId recording,
        @Nullable UUID decision,
        @Nullable Contested contested) {

    /** Whether what was drawn from this recording is among what the person contests. */
    public boolean covers(
            RecordingId recording, UUID decision, PartyId controller, SubjectId subject) {
        return this.controller.equals(controller)
                && this.subject.equals(subject)
                && (this.recording == null || this.recording.equals(recording))
                && (this.decision == null || this.decision.equals(decision));
    }
}
