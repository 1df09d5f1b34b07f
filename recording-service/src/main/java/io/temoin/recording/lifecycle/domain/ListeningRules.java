// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_NOT_ALIVE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.ROLE_NOT_ALLOWED;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Who may listen to a stored recording, and for what. */
final class ListeningRules {

    private static final Set<PurposeCode> OF_THE_FLOOR =
            Set.of(PurposeCode.QUALITY, PurposeCode.TRAINING, PurposeCode.EVALUATION);
    private static final Set<Role> FLOOR = Set.of(Role.SUPERVISOR, Role.QUALITY_ANALYST);
    private static final Set<Role> EVERYTHING = Set.of(Role.DPO);

    private ListeningRules() {}

    /** Why the listening is refused; empty when it is granted. */
    static Optional<RecordingProblem> refusal(
            Requester requester, PurposeCode purpose, Recording.Stored recording, Instant now) {
        RecordedCall call = recording.call();
        if (!requester.sees(call.controller(), call.processor())) {
            return Optional.of(RECORDING_UNKNOWN);
        }
        if (!allows(requester, purpose)) {
            return Optional.of(ROLE_NOT_ALLOWED);
        }
        return call.serves(purpose, recording.fulfilled().keySet(), now)
                ? Optional.empty()
                : Optional.of(PURPOSE_NOT_ALIVE);
    }

    private static boolean allows(Requester requester, PurposeCode purpose) {
        return requester.hasAny(EVERYTHING)
                || (requester.hasAny(FLOOR) && OF_THE_FLOOR.contains(purpose));
    }
}
