// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A person turned out to be under age, as consent-service recorded it.
 *
 * @param statedAt when the person said so
 */
public record MinorFlag(UUID id, Instant statedAt) {

    private static final PurposeCode PROSPECTING = new PurposeCode("PROSPECTING_CALL");

    /**
     * Whether recordings of this call may not be kept for it: the call in which it was said, and
     * every call that sold something, since what a minor consented to permits nothing.
     */
    boolean concerns(PurposeCode callPurpose, Instant startedAt, Instant endedAt) {
        return callPurpose.equals(PROSPECTING)
                || (!statedAt.isBefore(startedAt.minus(RecordingDecider.CLOCK_SKEW))
                        && !statedAt.isAfter(endedAt.plus(RecordingDecider.CLOCK_SKEW)));
    }
}
