// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * Says that the person refused the recording during the call.
 *
 * @param optOut id of the opt-out, if it is the first of its call
 * @param permission from the receipt of the call
 * @param saidAt when the person said so
 */
public record OptOutOfRecording(
        UUID optOut,
        Requester speaker,
        RecordingPermission permission,
        OptOut.Channel channel,
        Instant saidAt,
        Instant now) {}
