// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeFulfilled;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingStored;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** State of one recording: one record for each stage of its life. */
public sealed interface Recording {

    /** Nobody announced it. */
    record Unknown() implements Recording {}

    /** Announced; the audio is on its way or never came. */
    record Registered(RecordingId id, RecordedCall call) implements Recording {}

    /**
     * Its audio is in the vault.
     *
     * @param fulfilled purposes that are achieved, and since when
     */
    record Stored(
            RecordingId id,
            RecordedCall call,
            SealedAudio audio,
            Map<PurposeCode, Instant> fulfilled)
            implements Recording {

        public Stored {
            fulfilled = Map.copyOf(fulfilled);
        }
    }

    /** Destroyed; only the fact remains. */
    record Erased(RecordingId id, RecordedCall call, Instant at, String basis)
            implements Recording {}

    /** Applies one event. */
    static Recording evolve(Recording state, RecordingEvent event) {
        return switch (event) {
            case RecordingRegistered registered -> registered(registered);
            case RecordingStored stored -> stored(state, stored);
            case PurposeFulfilled fulfilled -> fulfilled(state, fulfilled);
            case RecordingErased erased -> erased(state, erased);
            case RecordingRefused _, ListeningGranted _, ListeningRefused _ -> state;
        };
    }

    private static Recording registered(RecordingRegistered event) {
        return new Registered(
                event.recording(),
                new RecordedCall(
                        event.controller(),
                        event.processor(),
                        event.subject(),
                        event.decision(),
                        event.consent(),
                        event.callPurpose(),
                        event.onRefusal() == null
                                ? OnRefusal.ofMode(event.mode())
                                : event.onRefusal(),
                        event.purposes(),
                        event.retention(),
                        event.startedAt(),
                        event.endedAt()));
    }

    private static Recording stored(Recording state, RecordingStored event) {
        return state instanceof Registered(var id, var call)
                ? new Stored(
                        id,
                        call,
                        new SealedAudio(
                                event.length(), event.sha256(), event.mediaType(), event.keyId()),
                        Map.of())
                : state;
    }

    private static Recording fulfilled(Recording state, PurposeFulfilled event) {
        return switch (state) {
            case Stored(var id, var call, var audio, var earlier) -> {
                Map<PurposeCode, Instant> all = new HashMap<>(earlier);
                all.put(event.purpose(), event.at());
                yield new Stored(id, call, audio, all);
            }
            case Unknown _, Registered _, Erased _ -> state;
        };
    }

    private static Recording erased(Recording state, RecordingErased event) {
        return switch (state) {
            case Registered(var id, var call) -> new Erased(id, call, event.at(), event.basis());
            case Stored(var id, var call, _, _) -> new Erased(id, call, event.at(), event.basis());
            case Unknown _, Erased _ -> state;
        };
    }
}
