// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted.Grantee;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PlaybackRecorded;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeFulfilled;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeLapsed;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposesEnded;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingQuarantined;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRestricted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingStored;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RestrictionLifted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.UploadAbandoned;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State of one recording: one record for each stage of its life. */
public sealed interface Recording {

    /** Nobody announced it. */
    record Unknown() implements Recording {}

    /** One that was announced, or refused before it was. */
    sealed interface Known extends Recording {
        RecordingId id();

        RecordedCall call();
    }

    /** Announced; the audio is on its way or never came. */
    record Registered(RecordingId id, RecordedCall call) implements Known {}

    /**
     * There is no audio, and none will be taken.
     *
     * @param because what its person said; absent when the audio did not come in time
     */
    record Barred(RecordingId id, RecordedCall call, @Nullable QuarantineReason because)
            implements Known {

        /** What a recorder is told that brings the audio after all. */
        public RecordingProblem refusal() {
            return because == null ? RecordingProblem.UPLOAD_ABANDONED : because.refusal();
        }
    }

    /**
     * Its audio is in the vault.
     *
     * @param fulfilled purposes that are fulfilled, and since when
     * @param lapsed purposes that are over by the retention rules, and since when
     * @param grants listenings by id; those that had ended when the last was granted are left out
     */
    record Stored(
            RecordingId id,
            RecordedCall call,
            SealedAudio audio,
            Map<PurposeCode, Instant> fulfilled,
            Map<PurposeCode, Instant> lapsed,
            Map<UUID, Grant> grants)
            implements Known {

        public Stored {
            fulfilled = Map.copyOf(fulfilled);
            lapsed = Map.copyOf(lapsed);
            grants = Map.copyOf(grants);
        }

        /** Whether it may still be used for a purpose, whose announced period may be over. */
        public boolean serves(PurposeCode purpose, Instant now, ZoneId zone) {
            return !call.isRestricted() && isAlive(purpose, now, zone);
        }

        /** Whether a purpose is alive, whose announced period may be over; restricted or not. */
        public boolean isAlive(PurposeCode purpose, Instant now, ZoneId zone) {
            return isAlive(purpose) && call.serves(purpose, fulfilled.keySet(), now, zone);
        }

        /** Whether nobody has ended a purpose: one that ended takes its listenings along. */
        boolean isAlive(PurposeCode purpose) {
            return call.purposes().contains(purpose) && !over().contains(purpose);
        }

        /**
         * Whether a listening that was granted may go on, or begin: its purpose is alive, and
         * nothing restricts the recording, or not for the reason of the listening.
         */
        public boolean lets(UUID listening) {
            Grant grant = grants.get(listening);
            return grant != null && isAlive(grant.purpose()) && lets(grant);
        }

        boolean lets(Grant grant) {
            Passage passage = grant.passage();
            return !call.isRestricted()
                    || grant.reason() == AccessReason.Code.LEGAL_CLAIM
                    || (passage != null && call.restrictedBy().contains(passage.request()));
        }

        Stored restrictedBy(Set<UUID> requests) {
            return new Stored(id, call.restrictedBy(requests), audio, fulfilled, lapsed, grants);
        }

        /** The purposes it serves no more, though nobody ended them. */
        Set<PurposeCode> over() {
            Set<PurposeCode> over = new HashSet<>(fulfilled.keySet());
            over.addAll(lapsed.keySet());
            return over;
        }

        private Stored without(Collection<PurposeCode> ended) {
            return new Stored(id, call.without(ended), audio, fulfilled, lapsed, grants);
        }

        private Stored with(ListeningGranted event) {
            Map<UUID, Grant> open = new HashMap<>(grants);
            open.values().removeIf(grant -> grant.hasEnded(event.at()));
            open.put(
                    event.listening(),
                    new Grant(
                            event.grantee(),
                            event.purpose(),
                            event.reason().code(),
                            event.until(),
                            event.passage()));
            return new Stored(id, call, audio, fulfilled, lapsed, open);
        }

        private Stored with(PurposeFulfilled event) {
            return new Stored(
                    id, call, audio, plus(fulfilled, event.purpose(), event.at()), lapsed, grants);
        }

        private Stored with(PurposeLapsed event) {
            return new Stored(
                    id,
                    call,
                    audio,
                    fulfilled,
                    plus(lapsed, event.purpose(), event.endedAt()),
                    grants);
        }

        private static Map<PurposeCode, Instant> plus(
                Map<PurposeCode, Instant> earlier, PurposeCode purpose, Instant at) {
            Map<PurposeCode, Instant> all = new HashMap<>(earlier);
            all.put(purpose, at);
            return all;
        }
    }

    /**
     * Who may listen, for what and why, until when (exclusive), and to which part if not to all.
     */
    record Grant(
            Grantee grantee,
            PurposeCode purpose,
            AccessReason.Code reason,
            Instant until,
            @Nullable Passage passage) {

        boolean hasEnded(Instant now) {
            return !now.isBefore(until);
        }
    }

    /**
     * Its audio is in the vault, and nobody may hear it any more.
     *
     * @param eraseBy when it has to be gone, unless a law or a hold keeps it
     */
    record Quarantined(Stored stored, QuarantineReason reason, Instant eraseBy) implements Known {

        @Override
        public RecordingId id() {
            return stored.id();
        }

        @Override
        public RecordedCall call() {
            return stored.call();
        }
    }

    /** Destroyed; only the fact remains. */
    record Erased(RecordingId id, RecordedCall call, Instant at, String basis) implements Known {}

    /** Applies one event. */
    static Recording evolve(Recording state, RecordingEvent event) {
        return switch (event) {
            case RecordingRegistered registered -> registered(registered);
            case RecordingStored stored -> stored(state, stored);
            case PurposesEnded ended -> ended(state, ended);
            case RecordingQuarantined quarantined -> quarantined(state, quarantined);
            case RecordingRestricted restricted -> RestrictionRules.restricted(state, restricted);
            case RestrictionLifted lifted -> RestrictionRules.lifted(state, lifted);
            case PurposeFulfilled fulfilled -> fulfilled(state, fulfilled);
            case PurposeLapsed lapsed ->
                    state instanceof Stored stored ? stored.with(lapsed) : state;
            case RecordingErased erased -> erased(state, erased);
            case ListeningGranted granted ->
                    state instanceof Stored stored ? stored.with(granted) : state;
            case UploadAbandoned _ ->
                    state instanceof Registered(var id, var call)
                            ? new Barred(id, call, null)
                            : state;
            case RecordingRefused _, ListeningRefused _, PlaybackRecorded _ -> state;
        };
    }

    private static Recording registered(RecordingRegistered event) {
        return new Registered(event.recording(), RecordedCall.of(event));
    }

    private static Recording stored(Recording state, RecordingStored event) {
        return state instanceof Registered(var id, var call)
                ? new Stored(
                        id,
                        call,
                        new SealedAudio(
                                event.length(), event.sha256(), event.mediaType(), event.keyId()),
                        Map.of(),
                        Map.of(),
                        Map.of())
                : state;
    }

    private static Recording ended(Recording state, PurposesEnded event) {
        return switch (state) {
            case Registered(var id, var call) -> new Registered(id, call.without(event.purposes()));
            case Stored stored -> stored.without(event.purposes());
            case Quarantined(var stored, var reason, var eraseBy) ->
                    new Quarantined(stored.without(event.purposes()), reason, eraseBy);
            case Unknown _, Barred _, Erased _ -> state;
        };
    }

    private static Recording quarantined(Recording state, RecordingQuarantined event) {
        return switch (state) {
            case Registered(var id, var call) -> new Barred(id, call, event.reason());
            case Stored stored -> new Quarantined(stored, event.reason(), event.eraseBy());
            case Quarantined(var stored, _, _) ->
                    new Quarantined(stored, event.reason(), event.eraseBy());
            case Unknown _, Barred _, Erased _ -> state;
        };
    }

    private static Recording fulfilled(Recording state, PurposeFulfilled event) {
        return state instanceof Stored stored ? stored.with(event) : state;
    }

    private static Recording erased(Recording state, RecordingErased event) {
        return switch (state) {
            case Unknown _, Erased _ -> state;
            case Known known -> new Erased(known.id(), known.call(), event.at(), event.basis());
        };
    }
}
