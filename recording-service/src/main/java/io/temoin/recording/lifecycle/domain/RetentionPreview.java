// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Set;

/**
 * What the caller was promised for one purpose.
 *
 * @param keepFor how long the recording serves the purpose
 * @param from the event the period runs from, for instance {@code RECORDING_ENDED}
 * @param bound {@code AT_MOST}, {@code AT_LEAST} or {@code EXACTLY}
 * @param basis what the purpose rests on
 */
public record RetentionPreview(
        PurposeCode purpose, Period keepFor, String from, String bound, LegalBasis basis) {

    private static final Set<String> MINIMA = Set.of("AT_LEAST", "EXACTLY");

    /** The trigger that this service knows the date of. */
    public static final String RECORDING_ENDED = "RECORDING_ENDED";

    /**
     * Whether the promised period has run out for a call that ended then: with the end of its last
     * local day, as retention-service counts it.
     */
    boolean isOver(Instant endedAt, Instant now, ZoneId zone) {
        return from.equals(RECORDING_ENDED)
                && now.atZone(zone)
                        .toLocalDate()
                        .isAfter(endedAt.atZone(zone).toLocalDate().plus(keepFor));
    }

    /**
     * Whether a law orders the recording kept from the call on. A minimum that runs from something
     * that may never happen, like a signature, keeps nothing before it does.
     */
    boolean keptByLaw() {
        return MINIMA.contains(bound) && from.equals(RECORDING_ENDED);
    }
}
