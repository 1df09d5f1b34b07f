// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingCommand.LiftRestriction;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RestrictRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRestricted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RestrictionLifted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of its person restrict a recording (GDPR art. 18). It is restricted as long as one
 * of them does: it is stored, it is destroyed when its time comes, and nobody hears it.
 */
final class RestrictionRules {

    private RestrictionRules() {}

    /** Saying it again changes nothing. */
    static List<RecordingEvent> restrict(RestrictRecording command, Recording state) {
        Known known = living(state);
        if (known == null
                || !command.isAbout(known.id(), known.call())
                || known.call().restrictedBy().contains(command.request())) {
            return List.of();
        }
        RecordedCall call = known.call();
        return List.of(
                new RecordingRestricted(
                        known.id(),
                        call.controller(),
                        call.processor(),
                        call.subject(),
                        call.decision(),
                        call.consent(),
                        command.request(),
                        command.now()));
    }

    static List<RecordingEvent> lift(LiftRestriction command, Recording state) {
        Known known = living(state);
        if (known == null || !known.call().restrictedBy().contains(command.request())) {
            return List.of();
        }
        RecordedCall call = known.call();
        return List.of(
                new RestrictionLifted(
                        known.id(),
                        call.controller(),
                        call.processor(),
                        call.subject(),
                        call.decision(),
                        call.consent(),
                        command.request(),
                        command.now()));
    }

    static Recording restricted(Recording state, RecordingRestricted event) {
        Known known = living(state);
        if (known == null) {
            return state;
        }
        Set<UUID> requests = new HashSet<>(known.call().restrictedBy());
        requests.add(event.request());
        return with(known, requests);
    }

    static Recording lifted(Recording state, RestrictionLifted event) {
        Known known = living(state);
        if (known == null) {
            return state;
        }
        Set<UUID> requests = new HashSet<>(known.call().restrictedBy());
        requests.remove(event.request());
        return with(known, requests);
    }

    /** One that has audio, or may have; {@code null} for any other. */
    private static @Nullable Known living(Recording state) {
        return state instanceof Known known
                        && !(known instanceof Barred)
                        && !(known instanceof Erased)
                ? known
                : null;
    }

    private static Recording with(Known known, Set<UUID> requests) {
        return switch (known) {
            case Registered it -> new Registered(it.id(), it.call().restrictedBy(requests));
            case Stored stored -> stored.restrictedBy(requests);
            case Quarantined it ->
                    new Quarantined(it.stored().restrictedBy(requests), it.reason(), it.eraseBy());
            case Barred _, Erased _ -> known;
        };
    }
}
