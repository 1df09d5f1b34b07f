// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.QuarantineOfMinor;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingQuarantined;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When a recording is set apart: from then on nobody hears it, and retention-service orders it
 * gone.
 */
final class QuarantineRules {

    private QuarantineRules() {}

    /** A minor's recording, if this is one. Saying it again changes nothing. */
    static List<RecordingEvent> ofMinor(QuarantineOfMinor command, Recording state) {
        return switch (state) {
            case Unknown _ -> List.of();
            case Known known -> concerned(command, known) ? ofMinor(command, known) : List.of();
        };
    }

    private static boolean concerned(QuarantineOfMinor command, Known known) {
        RecordedCall call = known.call();
        return command.flag().concerns(call.callPurpose(), call.startedAt(), call.endedAt());
    }

    private static List<RecordingEvent> ofMinor(QuarantineOfMinor command, Known known) {
        UUID flag = command.flag().id();
        return switch (known) {
            // What a law orders kept is set apart once it is there, and not kept from coming.
            case Registered registered ->
                    registered.call().keptByLaw()
                            ? List.of()
                            : List.of(
                                    quarantined(
                                            registered,
                                            QuarantineReason.MINOR,
                                            flag,
                                            command.now()));
            case Stored stored ->
                    List.of(quarantined(stored, QuarantineReason.MINOR, flag, command.now()));
            case Barred _, Quarantined _, Erased _ -> List.of();
        };
    }

    static RecordingEvent quarantined(
            Known known, QuarantineReason reason, @Nullable UUID flag, Instant now) {
        RecordedCall call = known.call();
        return new RecordingQuarantined(
                known.id(),
                call.controller(),
                call.processor(),
                call.subject(),
                call.decision(),
                call.consent(),
                reason,
                flag,
                now.plus(reason.eraseWithin()),
                now);
    }
}
