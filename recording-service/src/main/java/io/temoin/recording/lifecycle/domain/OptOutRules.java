// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.CALL_TIMES_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_REGISTERED_OTHERWISE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.OptOut.Segment;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.OptOutOfRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingOptedOut;
import java.time.Duration;
import java.util.List;

/** What a refusal of the recording does, said in the call (GDPR art. 21(4); law of each place). */
final class OptOutRules {

    /**
     * How long after the recording's end a refusal may have been said: whoever refuses is the
     * reason that it ended, and somebody writes down when. A wish that comes later is a request for
     * erasure, which has a procedure of its own.
     */
    static final Duration HEARD_WITHIN = Duration.ofMinutes(1);

    /**
     * How long after its end a refusal may be reported: as long as a receipt is good for an upload.
     * Nobody gets rid of a recording by remembering a refusal later.
     */
    static final Duration REPORTED_WITHIN = Duration.ofHours(24);

    private OptOutRules() {}

    static List<RecordingEvent> decide(OptOutOfRecording command, Recording state) {
        if (command.saidAt().isAfter(command.now().plus(RecordingDecider.CLOCK_SKEW))) {
            throw impossible("Nobody has said anything yet at this time.");
        }
        return switch (state) {
            case Unknown _ -> List.of(beforehand(command));
            case Known known -> ofKnown(command, known);
        };
    }

    /** Said before the recorder announced anything: the receipt tells whose call it is. */
    private static RecordingEvent beforehand(OptOutOfRecording command) {
        RecordingPermission permission = command.permission();
        if (permission == null) {
            throw new Rejected(
                    RECORDING_UNKNOWN,
                    "No recording has this id. Before it is uploaded, send the receipt of the call.");
        }
        requireOwn(command, permission);
        if (command.saidAt().isBefore(permission.issuedAt().minus(RecordingDecider.CLOCK_SKEW))) {
            throw impossible("The call was not decided yet at this time.");
        }
        return new RecordingOptedOut(
                command.recording(),
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

    private static List<RecordingEvent> ofKnown(OptOutOfRecording command, Known known) {
        RecordedCall call = known.call();
        requireSameCall(command, call);
        return switch (known) {
            case Registered _ -> List.of(said(command, requireInTime(command, call)));
            case Stored stored ->
                    call.keptByLaw()
                            ? List.of(said(command, requireInTime(command, call)))
                            : List.of(
                                    said(command, requireInTime(command, call)),
                                    apart(command, stored));
            case Quarantined quarantined ->
                    quarantined.reason() == QuarantineReason.OPTED_OUT
                            ? List.of()
                            : ofKnown(command, quarantined.stored());
            case Barred barred ->
                    barred.because() == QuarantineReason.OPTED_OUT
                            ? List.of()
                            : List.of(said(command, call));
            case Erased _ -> List.of();
        };
    }

    private static void requireSameCall(OptOutOfRecording command, RecordedCall call) {
        if (!command.speaker().sees(call.controller(), call.processor())) {
            throw new Rejected(RECORDING_UNKNOWN, "No recording has this id.");
        }
        RecordingPermission permission = command.permission();
        if (permission != null) {
            requireOwn(command, permission);
            if (!permission.decision().equals(call.decision())) {
                throw new Rejected(
                        RECORDING_REGISTERED_OTHERWISE,
                        "The recording was registered on another receipt.");
            }
        }
    }

    /** What was refused before the recorder ran was refused for all of it. */
    private static RecordedCall requireInTime(OptOutOfRecording command, RecordedCall call) {
        if (command.saidAt().isAfter(call.endedAt().plus(HEARD_WITHIN))) {
            throw impossible(
                    "The recording had ended by then. A wish said later is a request for erasure.");
        }
        if (command.now().isAfter(call.endedAt().plus(REPORTED_WITHIN))) {
            throw impossible(
                    "The recording ended more than a day ago. What is remembered later is a request"
                            + " for erasure.");
        }
        return call;
    }

    private static void requireOwn(OptOutOfRecording command, RecordingPermission permission) {
        if (!permission.processor().equals(command.speaker().organisation())) {
            throw new Rejected(RECEIPT_FOREIGN, "The receipt was given to another organisation.");
        }
    }

    private static RecordingEvent said(OptOutOfRecording command, RecordedCall call) {
        return new RecordingOptedOut(
                command.recording(),
                call.controller(),
                call.processor(),
                call.subject(),
                call.decision(),
                call.consent(),
                call.callPurpose(),
                command.channel(),
                call.onRefusal(),
                call.segmentOnRefusal(),
                command.saidAt(),
                command.now());
    }

    private static RecordingEvent apart(OptOutOfRecording command, Stored stored) {
        return QuarantineRules.quarantined(stored, QuarantineReason.OPTED_OUT, null, command.now());
    }

    private static Rejected impossible(String sentence) {
        return Rejected.at("/at", CALL_TIMES_INVALID, sentence);
    }
}
