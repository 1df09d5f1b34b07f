// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The person refused the recording during the call, whatever ids its recordings have or will have.
 *
 * @param optOut its id
 * @param decision the call, by the decision that allowed it
 * @param instruction what had to follow at once
 * @param segment what becomes of the part recorded so far
 * @param saidAt when the person said so
 */
public record RecordingOptedOut(
        UUID optOut,
        PartyId controller,
        PartyId processor,
        SubjectId subject,
        UUID decision,
        @Nullable UUID consent,
        PurposeCode callPurpose,
        OptOut.Channel channel,
        OnRefusal instruction,
        OptOut.Segment segment,
        Instant saidAt,
        Instant at) {

    /** As it concerns the recordings of the call. */
    public SubjectAct asAct() {
        return new SubjectAct(optOut, QuarantineReason.OPTED_OUT, decision, saidAt);
    }
}
