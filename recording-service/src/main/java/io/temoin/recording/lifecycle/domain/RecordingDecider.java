// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOT_THE_CONTROLLER;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ALREADY_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_NOT_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.AbandonUpload;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EndAccess;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EraseRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.FulfilPurpose;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingCommand.LiftRestriction;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RecordPlayback;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RequestListening;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RestrictRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.StoreRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeFulfilled;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeLapsed;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased.Evidence;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingStored;
import io.temoin.recording.lifecycle.domain.RecordingEvent.UploadAbandoned;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** When a recording may be registered, stored, listened to, used up and erased. */
public final class RecordingDecider
        implements Decider<RecordingCommand, Recording, RecordingEvent> {

    /** How far the clocks of a dialer and of this suite may disagree. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private final ZoneId zone;

    /**
     * A decider for recordings of controllers in one time zone.
     *
     * @param zone in which the days are counted that a purpose lives
     */
    public RecordingDecider(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public Recording initialState() {
        return new Unknown();
    }

    @Override
    public List<RecordingEvent> decide(RecordingCommand command, Recording state) {
        return switch (command) {
            case RegisterRecording register -> RegistrationRules.decide(register, state);
            case StoreRecording store -> store(store, state);
            case AbandonUpload abandon -> abandon(abandon, state);
            case RequestListening request -> List.of(ListeningRules.answer(request, state, zone));
            case FulfilPurpose fulfil -> fulfil(fulfil, state);
            case EndAccess end -> endAccess(end, state);
            case HonourSubjectAct honour -> QuarantineRules.honour(honour, state);
            case RestrictRecording restrict -> RestrictionRules.restrict(restrict, state);
            case LiftRestriction lift -> RestrictionRules.lift(lift, state);
            case RecordPlayback playback -> PlaybackRules.record(playback, state);
            case EraseRecording erase -> erase(erase, state);
        };
    }

    @Override
    public Recording evolve(Recording state, RecordingEvent event) {
        return Recording.evolve(state, event);
    }

    private static List<RecordingEvent> store(StoreRecording command, Recording state) {
        return switch (state) {
            case Unknown _ -> throw unknown();
            case Registered(var id, var call) -> List.of(stored(id, call, command));
            case Stored stored when stored.audio().sameBytes(command.audio()) -> List.of();
            case Stored _ ->
                    throw new Rejected(
                            RECORDING_ALREADY_STORED, "The recording already has different audio.");
            case Barred barred -> List.of(refused(barred, barred.refusal(), command.now()));
            case Quarantined(var stored, _, _) when stored.audio().sameBytes(command.audio()) ->
                    List.of();
            case Quarantined(var stored, var reason, _) ->
                    List.of(refused(stored, reason.refusal(), command.now()));
            case Erased _ -> throw erased();
        };
    }

    /** What is stored by now came in time, whatever the list of recordings says. */
    private static List<RecordingEvent> abandon(AbandonUpload command, Recording state) {
        return switch (state) {
            case Unknown _ -> throw unknown();
            case Registered(var id, var call) ->
                    List.of(
                            new UploadAbandoned(
                                    id,
                                    call.controller(),
                                    call.processor(),
                                    call.subject(),
                                    call.decision(),
                                    call.consent(),
                                    call.startedAt(),
                                    call.endedAt(),
                                    command.now()));
            case Barred _, Stored _, Quarantined _, Erased _ -> List.of();
        };
    }

    /** Audio that was on its way when it was barred: sealed, and never kept. */
    private static RecordingEvent refused(Known known, RecordingProblem code, Instant now) {
        RecordedCall call = known.call();
        return new RecordingRefused(
                known.id(),
                call.controller(),
                call.processor(),
                call.subject(),
                call.decision(),
                call.consent(),
                code,
                null,
                call.startedAt(),
                call.endedAt(),
                now);
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
                command.now(),
                call.campaign());
    }

    private static List<RecordingEvent> fulfil(FulfilPurpose command, Recording state) {
        if (state instanceof Known known) {
            requireSeen(command.requester(), known.call());
        }
        return switch (state) {
            case Unknown _ -> throw unknown();
            case Registered _, Barred _ ->
                    throw new Rejected(RECORDING_NOT_STORED, "The recording has no audio yet.");
            case Quarantined _ ->
                    throw new Rejected(
                            RECORDING_QUARANTINED,
                            "The recording is in quarantine and no longer serves any purpose.");
            case Stored(var id, var call, _, var fulfilled, _, _) -> {
                requirePurpose(command.purpose(), call);
                requireSpeaker(command, call);
                yield fulfilled.containsKey(command.purpose())
                        ? List.of()
                        : List.of(fulfilled(id, call, command));
            }
            case Erased _ -> throw erased();
        };
    }

    /** What is not stored gives no access, and what is over is over. */
    private static List<RecordingEvent> endAccess(EndAccess command, Recording state) {
        return state instanceof Stored stored && stored.isAlive(command.purpose())
                ? List.of(lapsed(command, stored))
                : List.of();
    }

    private static RecordingEvent lapsed(EndAccess command, Stored stored) {
        RecordedCall call = stored.call();
        return new PurposeLapsed(
                stored.id(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.purpose(),
                command.endedAt(),
                command.now());
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

    /**
     * A processor knows when its own work on the floor is done. What else a recording is kept for,
     * a complaint or a contract, may speak against the processor itself: the controller says when
     * that is over.
     */
    private static void requireSpeaker(FulfilPurpose command, RecordedCall call) {
        if (!command.purpose().isOfTheFloor() && !command.requester().isOf(call.controller())) {
            throw new Rejected(
                    NOT_THE_CONTROLLER,
                    "Only the controller may report that this purpose is fulfilled.");
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
            case Barred(var id, var call, _) -> List.of(erased(id, call, command, 0));
            case Stored(var id, var call, var audio, _, _, _) ->
                    List.of(erased(id, call, command, audio.length()));
            case Quarantined(Stored(var id, var call, var audio, _, _, _), _, _) ->
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
                new Evidence(
                        command.keyId(),
                        command.keyFingerprint(),
                        bytes,
                        Evidence.KEY_SCOPE,
                        command.horizon()),
                command.now());
    }

    static Rejected unknown() {
        return new Rejected(RECORDING_UNKNOWN, "No recording has this id.");
    }

    private static Rejected erased() {
        return new Rejected(RECORDING_ERASED, "The recording was erased.");
    }
}
