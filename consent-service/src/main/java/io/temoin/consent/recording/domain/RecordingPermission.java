// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be recorded of an allowed call.
 *
 * @param announcement id of the announcement to play before anything is recorded (GDPR art. 13)
 * @param purposes what the recording is for, at least one
 * @param scope which part of the call
 * @param onRefusal what a refusal does
 * @param consentedAt when the person agreed beforehand to what rests on that; absent when nothing
 *     does
 */
public record RecordingPermission(
        RecordingMode mode,
        String announcement,
        List<Purpose> purposes,
        List<RetentionPreview> retention,
        RecordingScope scope,
        OnRefusal onRefusal,
        @Nullable Instant consentedAt) {

    public RecordingPermission {
        purposes = List.copyOf(purposes);
        retention = List.copyOf(retention);
    }

    /** One that rests on nothing the person agreed to beforehand. */
    public RecordingPermission(
            RecordingMode mode,
            String announcement,
            List<Purpose> purposes,
            List<RetentionPreview> retention,
            RecordingScope scope,
            OnRefusal onRefusal) {
        this(mode, announcement, purposes, retention, scope, onRefusal, null);
    }

    /** The same, with another announcement. */
    public RecordingPermission announcedBy(String id) {
        return new RecordingPermission(
                mode, id, purposes, retention, scope, onRefusal, consentedAt);
    }

    /** The same, for what the person agreed to then. */
    RecordingPermission consentedAt(Instant given) {
        return new RecordingPermission(
                mode, announcement, purposes, retention, scope, onRefusal, given);
    }

    /** Whether nothing may be recorded before the person says yes during the call. */
    public boolean awaitsYes() {
        return scope == RecordingScope.FROM_NOW;
    }
}
