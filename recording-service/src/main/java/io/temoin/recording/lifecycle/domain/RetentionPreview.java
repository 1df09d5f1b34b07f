// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * What the caller was promised for one purpose.
 *
 * @param keepFor how long the recording serves the purpose
 * @param from the event the period runs from, for instance {@code RECORDING_ENDED}
 */
public record RetentionPreview(PurposeCode purpose, Period keepFor, String from) {

    /** The trigger that this service knows the date of. */
    public static final String RECORDING_ENDED = "RECORDING_ENDED";

    /** Whether the promised period has run out for a call that ended then. */
    boolean isOver(Instant endedAt, Instant now) {
        return from.equals(RECORDING_ENDED)
                && !now.isBefore(endedAt.atOffset(ZoneOffset.UTC).plus(keepFor).toInstant());
    }
}
