// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.CALL_TIMES_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.OptOut.Segment;
import java.time.Instant;
import java.util.List;

/**
 * When the person refused the recording in a call (GDPR art. 21(1); law of each place). The call is
 * the one of its decision: its recordings, legs and repeated uploads are all of it.
 */
public final class OptOutDecider
        implements Decider<OptOutOfRecording, CallOptOut, RecordingOptedOut> {

    @Override
    public CallOptOut initialState() {
        return CallOptOut.NONE;
    }

    @Override
    public List<RecordingOptedOut> decide(OptOutOfRecording command, CallOptOut state) {
        requireOwn(command);
        if (state.said() != null) {
            return List.of();
        }
        requireInTime(command);
        return List.of(said(command));
    }

    @Override
    public CallOptOut evolve(CallOptOut state, RecordingOptedOut event) {
        return state.said() == null ? new CallOptOut(event) : state;
    }

    private static void requireOwn(OptOutOfRecording command) {
        if (!command.permission().processor().equals(command.speaker().organisation())) {
            throw new Rejected(RECEIPT_FOREIGN, "The receipt was issued to another organisation.");
        }
    }

    /**
     * The call lasts until nobody knows when: audio that has ended may be its first leg. That a
     * refusal is reported within a day, the receipt sees to.
     */
    private static void requireInTime(OptOutOfRecording command) {
        Instant saidAt = command.saidAt();
        if (saidAt.isAfter(command.now().plus(RecordingDecider.CLOCK_SKEW))) {
            throw impossible("The time of the statement is in the future.");
        }
        if (saidAt.isBefore(command.permission().issuedAt().minus(RecordingDecider.CLOCK_SKEW))) {
            throw impossible("The time of the statement is before the call decision.");
        }
    }

    private static RecordingOptedOut said(OptOutOfRecording command) {
        RecordingPermission permission = command.permission();
        return new RecordingOptedOut(
                command.optOut(),
                permission.controller(),
                permission.processor(),
                permission.subject(),
                permission.decision(),
                permission.consent(),
                permission.callPurpose(),
                command.channel(),
                permission.onRefusal(),
                permission.keptByLaw() ? Segment.KEPT_BY_LAW : Segment.DELETED,
                command.saidAt(),
                command.now());
    }

    private static Rejected impossible(String sentence) {
        return Rejected.at("/at", CALL_TIMES_INVALID, sentence);
    }
}
