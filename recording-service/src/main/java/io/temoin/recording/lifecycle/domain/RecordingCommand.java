// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of one recording. */
public sealed interface RecordingCommand {

    /**
     * Announces the upload of a call's audio, on the receipt of its decision.
     *
     * @param notice the notice that was served; {@code null} when nothing shows that one was
     * @param acts what the person said that may concern it
     * @param startedAt when the audio begins
     */
    record RegisterRecording(
            RecordingId recording,
            RecordingPermission permission,
            @Nullable ServedNotice notice,
            List<SubjectAct> acts,
            Requester recorder,
            Instant startedAt,
            Instant endedAt,
            Instant now)
            implements RecordingCommand {

        public RegisterRecording {
            acts = List.copyOf(acts);
        }
    }

    /** Ends what the act ends, if the recording is one that it concerns. */
    record HonourSubjectAct(SubjectAct act, Instant now) implements RecordingCommand {}

    /**
     * A request of the person restricts the recording, if it is about it.
     *
     * @param about the recording it is about; absent for those of a call, or of the person
     * @param decision the call it is about; absent for a recording, or for everything
     * @param statedAt only calls that began by then; absent for all
     */
    record RestrictRecording(
            UUID request,
            @Nullable UUID about,
            @Nullable UUID decision,
            @Nullable Instant statedAt,
            Instant now)
            implements RecordingCommand {

        boolean isAbout(RecordingId recording, RecordedCall call) {
            return (about == null || about.equals(recording.value()))
                    && (decision == null || decision.equals(call.decision()))
                    && (statedAt == null
                            || !call.startedAt()
                                    .isAfter(statedAt.plus(RecordingDecider.CLOCK_SKEW)));
        }
    }

    /** That request no longer does. */
    record LiftRestriction(UUID request, Instant now) implements RecordingCommand {}

    /** Says what was sent of the audio in a granted listening. */
    record RecordPlayback(Playback playback, Instant now) implements RecordingCommand {}

    /** Says that the audio is sealed and safe on disk. */
    record StoreRecording(SealedAudio audio, Instant now) implements RecordingCommand {}

    /** Says that audio that has not come by now is not taken any more. */
    record AbandonUpload(Instant now) implements RecordingCommand {}

    /**
     * Asks to hear the recording.
     *
     * @param listening id of the listening, if it is granted
     * @param contested the part that an open request for rectification contests, if that is the
     *     reason; absent otherwise
     * @param until when access ends
     */
    record RequestListening(
            RecordingId recording,
            UUID listening,
            Requester requester,
            PurposeCode purpose,
            AccessReason reason,
            @Nullable Passage contested,
            Instant until,
            Instant now)
            implements RecordingCommand {}

    /** Says that a purpose is fulfilled, which ends every access under it. */
    record FulfilPurpose(PurposeCode purpose, Requester requester, Instant now)
            implements RecordingCommand {}

    /**
     * Says that a purpose is over by the retention rules, which ends every access under it.
     *
     * @param endedAt since when it is
     */
    record EndAccess(PurposeCode purpose, Instant endedAt, Instant now)
            implements RecordingCommand {}

    /**
     * Says that key and bytes are gone: given after the effect, so that the event is never a lie.
     *
     * @param order the disposition order that asked for it, if one did
     * @param basis why, as the order or this service names it
     * @param keyId the destroyed key; {@code null} when there never was one
     * @param keyFingerprint SHA-256 of the wrapped key, hexadecimal
     * @param horizon from when on no backup holds the key, at the latest
     */
    record EraseRecording(
            @Nullable UUID order,
            String basis,
            @Nullable UUID keyId,
            @Nullable String keyFingerprint,
            Instant horizon,
            Instant now)
            implements RecordingCommand {}
}
