// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.CALL_TIMES_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_REGISTERED_OTHERWISE;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the upload of a call's audio may begin: on its own receipt, in its time, after its notice,
 * and not against what its person said. What is refused is recorded with it.
 */
final class RegistrationRules {

    private RegistrationRules() {}

    static List<RecordingEvent> decide(RegisterRecording command, Recording state) {
        requireCovered(command);
        if (state instanceof Known known) {
            requireSameCall(command, known.call());
        }
        return switch (state) {
            case Unknown _ ->
                    refusal(command)
                            .map(code -> List.of(refused(command, code)))
                            .orElseGet(() -> taken(command));
            case Registered registered ->
                    refusal(command)
                            .map(code -> List.of(refused(command, code)))
                            .orElseGet(() -> honoured(command, registered));
            case Barred barred -> List.of(refused(command, barred.refusal()));
            case Quarantined quarantined ->
                    List.of(refused(command, quarantined.reason().refusal()));
            case Stored _ -> List.of();
            case Erased _ -> throw new Rejected(RECORDING_ERASED, "The recording was erased.");
        };
    }

    private static Optional<RecordingProblem> refusal(RegisterRecording command) {
        return NoticeRules.refusal(command).or(() -> ended(command));
    }

    /** Registered for what the person has left of its purposes. */
    private static List<RecordingEvent> taken(RegisterRecording command) {
        RecordingRegistered registered = registered(command);
        List<RecordingEvent> events = new ArrayList<>();
        events.add(registered);
        events.addAll(honoured(command, Recording.evolve(new Unknown(), registered)));
        return List.copyOf(events);
    }

    /** What the person's acts end of it; a no to the notice is one more. */
    private static List<RecordingEvent> honoured(RegisterRecording command, Recording before) {
        List<SubjectAct> acts = new ArrayList<>(command.acts());
        NoticeRules.refused(command).ifPresent(acts::add);
        List<RecordingEvent> events = new ArrayList<>();
        Recording state = before;
        for (SubjectAct act : acts) {
            for (RecordingEvent event :
                    QuarantineRules.honour(new HonourSubjectAct(act, command.now()), state)) {
                events.add(event);
                state = Recording.evolve(state, event);
            }
        }
        return List.copyOf(events);
    }

    /** Ended by what the person said. What a law orders kept is taken, and set apart. */
    private static Optional<RecordingProblem> ended(RegisterRecording command) {
        RecordedCall call = RecordedCall.of(registered(command));
        return call.keptByLaw()
                ? Optional.empty()
                : command.acts().stream()
                        .filter(
                                act ->
                                        act.ends(command.recording(), call)
                                                .containsAll(call.purposes()))
                        .map(act -> act.reason().refusal())
                        .findFirst();
    }

    /** The receipt is the caller's, and the call is the one it was given for. */
    private static void requireCovered(RegisterRecording command) {
        RecordingPermission permission = command.permission();
        if (!permission.processor().equals(command.recorder().organisation())) {
            throw new Rejected(RECEIPT_FOREIGN, "The receipt was issued to another organisation.");
        }
        if (command.startedAt()
                .isBefore(permission.issuedAt().minus(RecordingDecider.CLOCK_SKEW))) {
            throw new Rejected(
                    RECEIPT_INVALID, "The recording began before the decision was made.");
        }
        // The notice comes first: the audio may begin that much later than the call. What begins
        // with a yes begins when it is said, and the notice tells which call that was.
        if (!permission.afterYes()
                && command.startedAt()
                        .isAfter(permission.startBy().plus(NoticeRules.NOTICE_LASTS))) {
            throw new Rejected(
                    RECEIPT_EXPIRED,
                    "The recording began too long after the time by which the call had to start.");
        }
        if (command.endedAt().isBefore(command.startedAt())
                || command.endedAt().isAfter(command.now().plus(RecordingDecider.CLOCK_SKEW))) {
            throw Rejected.at(
                    "Recording-Ended-At",
                    CALL_TIMES_INVALID,
                    "The recording must not end before it began, nor in the future.");
        }
    }

    private static void requireSameCall(RegisterRecording command, RecordedCall call) {
        if (!call.decision().equals(command.permission().decision())
                || !call.processor().equals(command.permission().processor())) {
            throw new Rejected(
                    RECORDING_REGISTERED_OTHERWISE,
                    "The recording was registered with another receipt.");
        }
    }

    private static RecordingRegistered registered(RegisterRecording command) {
        RecordingPermission permission = command.permission();
        return new RecordingRegistered(
                command.recording(),
                permission.controller(),
                permission.processor(),
                permission.subject(),
                permission.decision(),
                permission.consent(),
                permission.callPurpose(),
                permission.mode(),
                permission.announcement(),
                permission.purposes(),
                permission.retention(),
                command.startedAt(),
                command.endedAt(),
                command.now(),
                notice(Objects.requireNonNull(command.notice(), "looked at before")),
                permission.onRefusal(),
                consentedAt(command),
                permission.campaign());
    }

    /**
     * The yes during the call, or the consent given beforehand: at the latest when the call was
     * decided on it.
     */
    private static @Nullable Instant consentedAt(RegisterRecording command) {
        RecordingPermission permission = command.permission();
        ServedNotice notice = command.notice();
        boolean rests =
                permission.retention().stream()
                        .anyMatch(kept -> kept.basis() == LegalBasis.CONSENT);
        if (!rests) {
            return null;
        }
        ServedNotice.Answer answer = notice == null ? null : notice.answer();
        if (permission.afterYes() && answer != null) {
            return answer.at();
        }
        return permission.consentedAt() == null ? permission.issuedAt() : permission.consentedAt();
    }

    private static Notice notice(ServedNotice served) {
        return new Notice(
                served.id(),
                served.textHash(),
                served.language(),
                served.servedAt(),
                served.answer() == null ? null : served.answer().at());
    }

    private static RecordingEvent refused(RegisterRecording command, RecordingProblem code) {
        RecordingPermission permission = command.permission();
        return new RecordingRefused(
                command.recording(),
                permission.controller(),
                permission.processor(),
                permission.subject(),
                permission.decision(),
                permission.consent(),
                code,
                command.notice() == null ? null : command.notice().id(),
                command.startedAt(),
                command.endedAt(),
                command.now());
    }
}
