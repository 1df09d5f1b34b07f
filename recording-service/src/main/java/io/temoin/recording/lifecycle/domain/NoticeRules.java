// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOTICE_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOTICE_NOT_SERVED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDED_BEFORE_NOTICE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDED_BEFORE_YES;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OPTED_OUT;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.YES_NOT_SAID;

import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.ServedNotice.Answer;
import io.temoin.recording.lifecycle.domain.ServedNotice.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No audio of a person who was not told first, nor of one who had to say yes and did not. */
final class NoticeRules {

    /**
     * How long a notice may take to be said. A recorder may run while it is: some laws want the
     * announcement on the record. Spoken notices take 15 seconds at most; slow speech and a pause
     * before it may double that.
     */
    static final Duration NOTICE_LASTS = Duration.ofSeconds(30);

    private NoticeRules() {}

    /** Why audio with this notice, or without any, is not taken; empty when it is. */
    static Optional<RecordingProblem> refusal(RegisterRecording command) {
        ServedNotice notice = command.notice();
        RecordingPermission permission = command.permission();
        if (notice == null) {
            return Optional.of(NOTICE_NOT_SERVED);
        }
        if (!notice.isOf(permission)) {
            return Optional.of(NOTICE_FOREIGN);
        }
        if (begins(command, notice.servedAt().minus(NOTICE_LASTS))) {
            return Optional.of(RECORDED_BEFORE_NOTICE);
        }
        if (permission.afterYes()) {
            return beforeYes(command, notice.answer());
        }
        return notice.wasAnswered(Word.NO) && !permission.keptByLaw()
                ? Optional.of(RECORDING_OPTED_OUT)
                : Optional.empty();
    }

    /** The opt-out that a no to the notice is. */
    static Optional<SubjectAct> refused(RegisterRecording command) {
        ServedNotice notice = command.notice();
        Answer answer = notice == null ? null : notice.answer();
        return notice == null || answer == null || answer.said() != Word.NO
                ? Optional.empty()
                : Optional.of(
                        new SubjectAct(
                                notice.id(),
                                QuarantineReason.OPTED_OUT,
                                notice.decision(),
                                answer.at()));
    }

    private static Optional<RecordingProblem> beforeYes(
            RegisterRecording command, @Nullable Answer answer) {
        if (answer == null || answer.said() != Word.YES) {
            return Optional.of(YES_NOT_SAID);
        }
        return begins(command, answer.at()) ? Optional.of(RECORDED_BEFORE_YES) : Optional.empty();
    }

    /** Whether the audio begins before {@code earliest}, clocks allowed for. */
    private static boolean begins(RegisterRecording command, Instant earliest) {
        return command.startedAt().isBefore(earliest.minus(RecordingDecider.CLOCK_SKEW));
    }
}
