// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.time.Duration;

/** Why audio is set apart: nobody hears it, and it goes soon. */
public enum QuarantineReason {
    /** The person is under age (GDPR art. 8, 17(1)(d)). */
    MINOR(RecordingProblem.RECORDING_OF_MINOR, Duration.ofHours(20)),
    /** The person refused the recording during the call (GDPR art. 21; C. assurances R112-7). */
    OPTED_OUT(RecordingProblem.RECORDING_OPTED_OUT, Duration.ZERO),
    /** The person withdrew the consent that the recording rests on (GDPR art. 7(3), 17(1)(b)). */
    CONSENT_WITHDRAWN(RecordingProblem.RECORDING_CONSENT_WITHDRAWN, Duration.ofHours(20)),
    /**
     * The person objects to the recording (GDPR art. 21(1)): restricted at once (art. 18(1)(d)),
     * and gone within the month that art. 12(3) leaves for an answer, unless somebody places a hold
     * for compelling grounds.
     */
    OBJECTED(RecordingProblem.RECORDING_OBJECTED, Duration.ofDays(27));

    private final RecordingProblem refusal;
    private final Duration eraseWithin;

    /**
     * @param eraseWithin how long until it has to go. Where that is a day, four hours are left for
     *     retention-service's hourly look, and for trying again; of a month, the shortest less one
     *     day
     */
    QuarantineReason(RecordingProblem refusal, Duration eraseWithin) {
        this.refusal = refusal;
        this.eraseWithin = eraseWithin;
    }

    /** What a recorder is told that brings such audio. */
    public RecordingProblem refusal() {
        return refusal;
    }

    Duration eraseWithin() {
        return eraseWithin;
    }

    /** Whether it lets less time pass than {@code other}. */
    boolean isMoreUrgentThan(QuarantineReason other) {
        return eraseWithin.compareTo(other.eraseWithin) < 0;
    }
}
