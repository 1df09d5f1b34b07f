// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.time.Duration;

/** Why audio is set apart: nobody hears it, and it goes soon. */
public enum QuarantineReason {
    /** The person is under age (GDPR art. 8, 17(1)(d)). */
    MINOR(RecordingProblem.RECORDING_OF_MINOR, Duration.ofHours(20)),
    /** The person refused the recording in the call (GDPR art. 21; C. assurances R112-7). */
    OPTED_OUT(RecordingProblem.RECORDING_OPTED_OUT, Duration.ZERO);

    private final RecordingProblem refusal;
    private final Duration eraseWithin;

    /**
     * @param eraseWithin how long until it has to go. Within a day at most; the four hours left are
     *     for retention-service's hourly look, and for trying again
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
}
