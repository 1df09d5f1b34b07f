// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.eventsourcing.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one recording. Each event names the call decision and, where there is one, the
 * consent it rests on, so that the trail can be followed without looking anything up.
 */
public sealed interface RecordingEvent {

    /**
     * An upload was announced on a valid receipt; there is no audio yet.
     *
     * @param notice the notice that was served; absent before recordings asked for one
     * @param onRefusal what follows a refusal in the call; absent before it was told
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
            @Nullable Notice notice,
            @Nullable OnRefusal onRefusal)
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
            implements RecordingEvent {}

    /**
     * The person refused the recording in the call.
     *
     * @param instruction what had to follow at once
     * @param segment what becomes of the part recorded so far
     * @param saidAt when the person said so
     */
    record RecordingOptedOut(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            PurposeCode callPurpose,
            OptOut.Channel channel,
            OnRefusal instruction,
            OptOut.Segment segment,
            Instant saidAt,
            Instant at)
            implements RecordingEvent {}

    /**
     * From now on nobody hears it. It is destroyed when retention-service orders so, by {@code
     * eraseBy} unless a law or a hold keeps it.
     *
     * @param flag the minor flag it follows from, if it does
     */
    record RecordingQuarantined(
            RecordingId recording,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            QuarantineReason reason,
            @Nullable UUID flag,
            Instant eraseBy,
            Instant at)
            implements RecordingEvent {}

    /** The audio is sealed under its own key. */
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
            Instant at)
            implements RecordingEvent {}

    /**
     * Somebody may listen, for this purpose and reason, until then.
     *
     * @param grantee the only one who may; absent before grants named one, and then nobody may
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
            @Nullable Grantee grantee)
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
            implements RecordingEvent {}

    /** A purpose is achieved. */
    record PurposeFulfilled(
            RecordingId recording,
            PartyId controller,
            SubjectId subject,
            UUID decision,
            @Nullable UUID consent,
            PurposeCode purpose,
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
         */
        public record Evidence(@Nullable UUID keyId, @Nullable String keyFingerprint, long bytes) {}
    }
}
