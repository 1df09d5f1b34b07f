// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one recording. Each event names the call decision and, where there is one, the
 * consent it rests on, so that the trail can be followed without looking anything up.
 */
public sealed interface RecordingEvent {

    /**
     * An upload was registered on the basis of a valid receipt; there is no audio yet.
     *
     * @param notice the notice that was served
     * @param onRefusal what follows a refusal during the call
     * @param consentedAt when the person agreed to be recorded; absent when nothing rests on that
     * @param campaign of the call; absent for a call of none
     */
    record RecordingRegistered(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            PurposeCode callPurpose,
            String mode,
            String announcement,
            List<PurposeCode> purposes,
            List<RetentionPreview> retention,
            Instant startedAt,
            Instant endedAt,
            Instant at,
            Notice notice,
            OnRefusal onRefusal,
            @Nullable Instant consentedAt,
            @Nullable String campaign)
            implements RecordingEvent {

        /**
         * What the person was told, provably.
         *
         * @param id of the notice served
         * @param textHash SHA-256 of the words, hexadecimal
         * @param answeredAt when the person said yes; absent if nothing was said
         */
        public record Notice(
                UUID id,
                String textHash,
                String language,
                Instant servedAt,
                @Nullable Instant answeredAt) {}
    }

    /**
     * Audio was brought that may not be kept, and none of it was. Evidence, hence an event: that
     * there was audio nobody was told of is what an incident is made of.
     *
     * @param notice the notice it came with, if one did
     * @param startedAt when the refused audio begins
     */
    record RecordingRefused(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            RecordingProblem code,
            @Nullable UUID notice,
            Instant startedAt,
            Instant endedAt,
            Instant at)
            implements RecordingEvent {

        /** The codes that this event can hold, which are in its schema. */
        public static final Set<RecordingProblem> CODES =
                Set.of(
                        RecordingProblem.NOTICE_NOT_SERVED,
                        RecordingProblem.NOTICE_FOREIGN,
                        RecordingProblem.RECORDED_BEFORE_NOTICE,
                        RecordingProblem.RECORDED_BEFORE_YES,
                        RecordingProblem.YES_NOT_SAID,
                        RecordingProblem.RECORDING_OPTED_OUT,
                        RecordingProblem.RECORDING_OF_MINOR,
                        RecordingProblem.RECORDING_CONSENT_WITHDRAWN,
                        RecordingProblem.RECORDING_OBJECTED,
                        RecordingProblem.UPLOAD_ABANDONED);

        public RecordingRefused {
            requireOneOf(CODES, code);
        }
    }

    /**
     * No audio came within the time after the announcement, and none is taken any more; the key is
     * destroyed next.
     *
     * @param startedAt when the missing audio begins
     */
    record UploadAbandoned(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            Instant startedAt,
            Instant endedAt,
            Instant at)
            implements RecordingEvent {}

    /**
     * From now on nobody hears it. It is destroyed when retention-service orders so, by {@code
     * eraseBy} unless a law or a hold keeps it.
     *
     * @param act what the person said that it follows from
     */
    record RecordingQuarantined(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            QuarantineReason reason,
            UUID act,
            Instant eraseBy,
            Instant at)
            implements RecordingEvent {}

    /**
     * A request of the person restricts the recording (GDPR art. 18): it is stored, nobody hears
     * it, and its periods run on.
     *
     * @param request of the person, at the rights desk
     */
    record RecordingRestricted(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            UUID request,
            Instant at)
            implements RecordingEvent {}

    /** That request no longer restricts it; another one may. */
    record RestrictionLifted(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            UUID request,
            Instant at)
            implements RecordingEvent {}

    /**
     * The recording may no longer be used for some of its purposes, since the person withdrew the
     * consent they rest on, or objected to them. It stays for others.
     *
     * @param act what the person said that it follows from
     * @param purposes that ended
     * @param remaining what it stays for
     */
    record PurposesEnded(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            QuarantineReason reason,
            UUID act,
            List<PurposeCode> purposes,
            List<PurposeCode> remaining,
            Instant at)
            implements RecordingEvent {}

    /**
     * The audio is sealed under its own key.
     *
     * @param campaign of the call; absent for a call of none
     */
    record RecordingStored(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            List<PurposeCode> purposes,
            List<RetentionPreview> retention,
            Instant startedAt,
            Instant endedAt,
            long length,
            String sha256,
            String mediaType,
            UUID keyId,
            Instant at,
            @Nullable String campaign)
            implements RecordingEvent {}

    /**
     * Somebody may listen, for this purpose and reason, until then.
     *
     * @param grantee the only one who may
     * @param passage the only part that may be heard; absent for all of it
     */
    record ListeningGranted(
            RecordingId recording,
            PartyId controller,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            UUID listening,
            PurposeCode purpose,
            AccessReason reason,
            Instant until,
            Instant at,
            Grantee grantee,
            @Nullable Passage passage)
            implements RecordingEvent {

        /**
         * To whom a listening is granted.
         *
         * @param actor pseudonymous id
         * @param organisation the party the actor worked for at that moment
         */
        public record Grantee(String actor, PartyId organisation) {}
    }

    /**
     * Audio of a granted listening was sent, as far as it was: what may have been heard. Several
     * requests of one listening are one playback while no pause lies between them.
     *
     * @param intervals of the audio that were sent, in order, without overlap
     * @param heardMs their length together
     * @param firstByteAt when the first byte was sent
     * @param lastByteAt when the last byte was sent
     * @param client keyed pseudonym of the network address it was sent to
     * @param end why the last of it ended
     * @param incomplete whether the service died meanwhile: up to the last few seconds are missing
     */
    record PlaybackRecorded(
            RecordingId recording,
            PartyId controller,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            UUID listening,
            UUID playback,
            PurposeCode purpose,
            List<Playback.Interval> intervals,
            long heardMs,
            Instant firstByteAt,
            Instant lastByteAt,
            String client,
            Playback.End end,
            boolean incomplete,
            Instant at)
            implements RecordingEvent {}

    /**
     * Somebody asked to listen and may not. Evidence, hence an event: who tries is worth knowing.
     *
     * @param controller {@code null}, with subject, decision and consent, when there is no such
     *     recording
     */
    record ListeningRefused(
            RecordingId recording,
            @Nullable PartyId controller,
            @Nullable SubjectId subject,
            @Nullable UUID decision,
            @Nullable UUID consent,
            RecordingProblem code,
            PurposeCode purpose,
            AccessReason reason,
            Instant at)
            implements RecordingEvent {

        /** The codes that this event can hold, which are in its schema. */
        public static final Set<RecordingProblem> CODES =
                Set.of(
                        RecordingProblem.RECORDING_UNKNOWN,
                        RecordingProblem.RECORDING_NOT_STORED,
                        RecordingProblem.RECORDING_QUARANTINED,
                        RecordingProblem.RESTRICTED,
                        RecordingProblem.RECORDING_ERASED,
                        RecordingProblem.ROLE_NOT_ALLOWED,
                        RecordingProblem.PURPOSE_NOT_ALIVE);

        public ListeningRefused {
            requireOneOf(CODES, code);
        }
    }

    /** A purpose is fulfilled. */
    record PurposeFulfilled(
            RecordingId recording,
            PartyId controller,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            PurposeCode purpose,
            Instant at)
            implements RecordingEvent {}

    /**
     * It may no longer be used for a purpose, as retention-service found: the period is over by the
     * controller's policy, or something was reported that ends it. It stays for something else.
     *
     * @param endedAt since when it may not
     */
    record PurposeLapsed(
            RecordingId recording,
            PartyId controller,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            PurposeCode purpose,
            Instant endedAt,
            Instant at)
            implements RecordingEvent {}

    /** Key and bytes are gone (GDPR art. 5(1)(e), 17). */
    record RecordingErased(
            RecordingId recording,
            PartyId controller,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            @Nullable UUID order,
            String basis,
            Evidence evidence,
            Instant at)
            implements RecordingEvent {

        /**
         * What proves the destruction.
         *
         * @param keyId the destroyed key; {@code null} when there never was one
         * @param keyFingerprint SHA-256 of the wrapped key, hexadecimal
         * @param bytes length of the audio that can no longer be read
         * @param keyScope what the key was for; {@code null} in an event of before certificates
         * @param horizon from when on no backup holds the key, at the latest; likewise
         */
        public record Evidence(
                @Nullable UUID keyId,
                @Nullable String keyFingerprint,
                long bytes,
                @Nullable String keyScope,
                @Nullable Instant horizon) {

            /** Every recording has a key of its own. */
            public static final String KEY_SCOPE = "RECORDING";
        }
    }

    private static void requireOneOf(Set<RecordingProblem> codes, RecordingProblem code) {
        if (!codes.contains(code)) {
            throw new IllegalArgumentException(code + " is no code of this event");
        }
    }
}
