// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What consent-service allowed when it decided the call, as read from its signed receipt.
 *
 * @param decision the call decision the receipt proves
 * @param consent the consent that decision rests on, if it rests on one
 * @param callPurpose why the person was called
 * @param mode how the person may refuse the recording
 * @param announcement the notice that is played (GDPR art. 13)
 * @param purposes what the recording may be used for
 * @param consentedAt when the person agreed beforehand to what rests on that
 * @param afterYes nothing may be recorded before the person says yes during the call
 * @param onRefusal what follows when the person refuses during the call
 * @param issuedAt when the call was decided
 * @param startBy until when the call may start on this decision
 * @param campaign of the call; absent for a call of none
 */
public record RecordingPermission(
        UUID decision,
        @Nullable UUID consent,
        PartyId controller,
        PartyId processor,
        SubjectId subject,
        PurposeCode callPurpose,
        String mode,
        String announcement,
        List<PurposeCode> purposes,
        List<RetentionPreview> retention,
        @Nullable Instant consentedAt,
        boolean afterYes,
        OnRefusal onRefusal,
        Instant issuedAt,
        Instant startBy,
        @Nullable String campaign) {

    public RecordingPermission {
        purposes = List.copyOf(purposes);
        retention = List.copyOf(retention);
    }

    /** Whether a law orders the recording kept, whatever the person says (GDPR art. 17(3)(b)). */
    boolean keptByLaw() {
        return retention.stream().anyMatch(RetentionPreview::keptByLaw);
    }
}
