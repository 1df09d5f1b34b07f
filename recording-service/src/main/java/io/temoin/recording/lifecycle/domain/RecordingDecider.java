// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.CALL_TIMES_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ALREADY_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_NOT_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_REGISTERED_OTHERWISE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EraseRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.FulfilPurpose;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RequestListening;
import io.temoin.recording.lifecycle.domain.RecordingCommand.StoreRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeFulfilled;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased.Evidence;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered.Notice;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingStored;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a recording may be registered, stored, listened to, used up and erased. */
public final class RecordingDecider
        implements Decider<RecordingCommand, Recording, RecordingEvent> {

    /** How far the clocks of a dialer and of this suite may disagree. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    @Override
    public Recording initialState() {
        return new Unknown();
    }

    @Override
    public List<RecordingEvent> decide(RecordingCommand command, Recording state) {
        return switch (command) {
            case RegisterRecording register -> register(register, state);
            case StoreRecording store -> store(store, state);
            case RequestListening request -> List.of(ListeningRules.answer(request, state));
            case FulfilPurpose fulfil -> fulfil(fulfil, state);
            case EraseRecording erase -> erase(erase, state);
        };
    }

    @Override
    public Recording evolve(Recording state, RecordingEvent event) {
        return Recording.evolve(state, event);
    }

    private static List<RecordingEvent> register(RegisterRecording command, Recording state) {
        requireCovered(command);
        return switch (state) {
            case Unknown _ ->
                    List.of(
                            NoticeRules.refusal(command)
                                    .map(code -> refused(command, code))
                                    .orElseGet(() -> registered(command)));
            case Registered(_, var call) -> {
                requireSameCall(command, call);
                yield NoticeRules.refusal(command)
                        .map(code -> List.of(refused(command, code)))
                        .orElseGet(List::of);
            }
            case Stored stored -> {
                requireSameCall(command, stored.call());
                yield List.of();
            }
            case Erased _ -> throw erased();
        };
    }

    /** The receipt is the caller's, and the call is the one it was given for. */
    private static void requireCovered(RegisterRecording command) {
        RecordingPermission permission = command.permission();
        if (!permission.processor().equals(command.recorder().organisation())) {
            throw new Rejected(RECEIPT_FOREIGN, "The receipt was given to another organisation.");
        }
        if (command.startedAt().isBefore(permission.issuedAt().minus(CLOCK_SKEW))) {
            throw new Rejected(RECEIPT_INVALID, "The call began before it was decided.");
        }
        // The notice comes first: the audio may begin that much later than the call. What begins
        // with a yes begins when it is said, and the notice tells which call that was.
        if (!permission.afterYes()
                && command.startedAt()
                        .isAfter(permission.startBy().plus(NoticeRules.NOTICE_LASTS))) {
            throw new Rejected(RECEIPT_EXPIRED, "The call began after its decision had expired.");
        }
        if (command.endedAt().isBefore(command.startedAt())
                || command.endedAt().isAfter(command.now().plus(CLOCK_SKEW))) {
            throw Rejected.at(
                    "Recording-Ended-At",
                    CALL_TIMES_INVALID,
                    "The call must have ended after it began and before now.");
        }
    }

    private static void requireSameCall(RegisterRecording command, RecordedCall call) {
        if (!call.decision().equals(command.permission().decision())
                || !call.processor().equals(command.permission().processor())) {
            throw new Rejected(
                    RECORDING_REGISTERED_OTHERWISE,
                    "The recording was registered on another receipt.");
        }
    }

    private static RecordingEvent registered(RegisterRecording command) {
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
                notice(command.notice()),
                permission.onRefusal());
    }

    private static @Nullable Notice notice(@Nullable ServedNotice served) {
        return served == null
                ? null
                : new Notice(
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

    private static List<RecordingEvent> store(StoreRecording command, Recording state) {
        return switch (state) {
            case Unknown _ -> throw unknown();
            case Registered(var id, var call) -> List.of(stored(id, call, command));
            case Stored stored when stored.audio().sameBytes(command.audio()) -> List.of();
            case Stored _ ->
                    throw new Rejected(
                            RECORDING_ALREADY_STORED, "The recording already holds other audio.");
            case Erased _ -> throw erased();
        };
    }

    private static RecordingStored stored(
            RecordingId id, RecordedCall call, StoreRecording command) {
        SealedAudio audio = command.audio();
        return new RecordingStored(
                id,
                call.controller(),
                call.processor(),
                call.subject(),
                call.decision(),
                call.consent(),
                call.purposes(),
                call.retention(),
                call.startedAt(),
                call.endedAt(),
                audio.length(),
                audio.sha256(),
                audio.mediaType(),
                audio.keyId(),
                command.now());
    }

    private static List<RecordingEvent> fulfil(FulfilPurpose command, Recording state) {
        return switch (state) {
            case Unknown _ -> throw unknown();
            case Registered(_, var call) -> {
                requireSeen(command.requester(), call);
                throw new Rejected(RECORDING_NOT_STORED, "The recording has no audio yet.");
            }
            case Stored(var id, var call, _, var fulfilled) -> {
                requireSeen(command.requester(), call);
                requirePurpose(command.purpose(), call);
                yield fulfilled.containsKey(command.purpose())
                        ? List.of()
                        : List.of(fulfilled(id, call, command));
            }
            case Erased(_, var call, _, _) -> {
                requireSeen(command.requester(), call);
                throw erased();
            }
        };
    }

    private static void requireSeen(Requester requester, RecordedCall call) {
        if (!requester.sees(call.controller(), call.processor())) {
            throw unknown();
        }
    }

    private static void requirePurpose(PurposeCode purpose, RecordedCall call) {
        if (!call.purposes().contains(purpose)) {
            throw new Rejected(PURPOSE_UNKNOWN, "The recording does not serve this purpose.");
        }
    }

    private static RecordingEvent fulfilled(
            RecordingId id, RecordedCall call, FulfilPurpose command) {
        return new PurposeFulfilled(
                id,
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.purpose(),
                command.now());
    }

    private static List<RecordingEvent> erase(EraseRecording command, Recording state) {
        return switch (state) {
            case Unknown _ -> throw unknown();
            case Registered(var id, var call) -> List.of(erased(id, call, command, 0));
            case Stored(var id, var call, var audio, _) ->
                    List.of(erased(id, call, command, audio.length()));
            case Erased _ -> List.of();
        };
    }

    private static RecordingEvent erased(
            RecordingId id, RecordedCall call, EraseRecording command, long bytes) {
        return new RecordingErased(
                id,
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.order(),
                command.basis(),
                new Evidence(command.keyId(), command.keyFingerprint(), bytes),
                command.now());
    }

    private static Rejected unknown() {
        return new Rejected(RECORDING_UNKNOWN, "No recording has this id.");
    }

    private static Rejected erased() {
        return new Rejected(RECORDING_ERASED, "The recording was erased.");
    }
}
