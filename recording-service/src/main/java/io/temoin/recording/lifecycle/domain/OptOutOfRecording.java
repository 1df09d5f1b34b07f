// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says that the person refused the recording in the call.
 *
 * @param optOut id of the opt-out, if it is the first of its call
 * @param permission from the receipt of the call
 * @param recordedUntil when the last recording known of the call ended; absent while there is none
 * @param saidAt when the person said so
 */
public record OptOutOfRecording(
        UUID optOut,
        Requester speaker,
        RecordingPermission permission,
        @Nullable Instant recordedUntil,
        OptOut.Channel channel,
        Instant saidAt,
        Instant now) {}
