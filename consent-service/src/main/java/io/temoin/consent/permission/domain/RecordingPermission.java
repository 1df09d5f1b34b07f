// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import java.util.List;

/**
 * What may be recorded of an allowed call.
 *
 * @param announcement id of the announcement to play before anything is recorded (GDPR art. 13)
 * @param purposes what the recording is for, at least one
 */
public record RecordingPermission(
        RecordingMode mode,
        String announcement,
        List<Purpose> purposes,
        List<RetentionPreview> retention) {

    public RecordingPermission {
        purposes = List.copyOf(purposes);
        retention = List.copyOf(retention);
    }
}
