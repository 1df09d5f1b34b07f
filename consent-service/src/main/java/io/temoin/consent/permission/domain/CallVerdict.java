// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.recording.domain.RecordingExplanation;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RecordingQuestion;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.Warning;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer to "may this call be made?", with its explanation. */
public sealed interface CallVerdict {

    /** Why; at least one reason. */
    List<Reason> reasons();

    /** What does not decide but should be known. */
    List<Warning> warnings();

    /**
     * The call may be made.
     *
     * @param consent the consent it rests on; absent where the law lets people be called who did
     *     not object
     * @param startBy the call must start by then: a person may object at any moment
     * @param recording what may be recorded; absent when this call is not to be recorded
     * @param recordingExplained why it may be recorded so; absent until that is asked
     */
    record Allowed(
            List<Reason> reasons,
            List<Warning> warnings,
            @Nullable UUID consent,
            Instant startBy,
            @Nullable RecordingPermission recording,
            @Nullable RecordingExplanation recordingExplained)
            implements CallVerdict {

        /** The same, recorded by that answer. */
        Allowed recordedAs(RecordingQuestion.Answer answer) {
            return new Allowed(
                    reasons, warnings, consent, startBy, answer.permission(), answer.explanation());
        }
    }

    /**
     * The call may not be made until somebody at the controller has looked at it: nothing forbids
     * it, and something that would allow it is missing.
     */
    record Review(List<Reason> reasons, List<Warning> warnings) implements CallVerdict {}

    /**
     * The call may not be made.
     *
     * @param nextAllowedAt from when on the same question would be answered otherwise; absent when
     *     waiting changes nothing
     */
    record Denied(List<Reason> reasons, List<Warning> warnings, @Nullable Instant nextAllowedAt)
            implements CallVerdict {}
}
