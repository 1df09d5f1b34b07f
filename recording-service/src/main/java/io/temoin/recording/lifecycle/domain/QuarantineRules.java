// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposesEnded;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingQuarantined;
import java.util.List;
import java.util.Set;

/**
 * What becomes of a recording when its person withdraws, objects, refuses or turns out to be under
 * age. A recording that serves nothing any more is set apart: nobody hears it, and
 * retention-service orders it gone. One that still serves something loses the purposes that ended.
 */
final class QuarantineRules {

    private QuarantineRules() {}

    /** Saying it again changes nothing. */
    static List<RecordingEvent> honour(HonourSubjectAct command, Recording state) {
        return switch (state) {
            case Unknown _, Barred _, Erased _ -> List.of();
            // What a law orders kept is set apart once it is there, and not kept from coming.
            case Registered registered ->
                    honour(command, registered, !registered.call().keptByLaw());
            case Stored stored -> honour(command, stored, true);
            case Quarantined apart ->
                    command.act().reason().isMoreUrgentThan(apart.reason())
                            ? honour(command, apart, true)
                            : List.of();
        };
    }

    private static List<RecordingEvent> honour(
            HonourSubjectAct command, Known known, boolean mayBeSetApart) {
        RecordedCall call = known.call();
        Set<PurposeCode> ended = command.act().ends(known.id(), call);
        if (ended.isEmpty()) {
            return List.of();
        }
        if (ended.containsAll(call.purposes())) {
            return mayBeSetApart ? List.of(quarantined(command, known)) : List.of();
        }
        return List.of(ended(command, known, ended));
    }

    private static RecordingEvent quarantined(HonourSubjectAct command, Known known) {
        RecordedCall call = known.call();
        QuarantineReason reason = command.act().reason();
        return new RecordingQuarantined(
                known.id(),
                call.controller(),
                call.processor(),
                call.subject(),
                call.decision(),
                call.consent(),
                reason,
                command.act().id(),
                command.now().plus(command.act().eraseWithin()),
                command.now());
    }

    private static RecordingEvent ended(
            HonourSubjectAct command, Known known, Set<PurposeCode> ended) {
        RecordedCall call = known.call();
        return new PurposesEnded(
                known.id(),
                call.controller(),
                call.processor(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.act().reason(),
                command.act().id(),
                call.purposes().stream().filter(ended::contains).toList(),
                call.purposes().stream().filter(purpose -> !ended.contains(purpose)).toList(),
                command.now());
    }
}
