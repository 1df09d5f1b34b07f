// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_EMPTY;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ALREADY_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_CONSENT_WITHDRAWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OBJECTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OF_MINOR;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OPTED_OUT;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.UPLOAD_ABANDONED;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.LongBody;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.StoreRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRefused;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import io.temoin.recording.lifecycle.domain.SealedAudio;
import io.temoin.recording.lifecycle.domain.ServedNotice;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.recording.vault.AudioVault;
import io.temoin.recording.vault.ContentDigest;
import io.temoin.recording.vault.SealedBytes;
import io.temoin.recording.vault.Sealing;
import io.temoin.recording.vault.WaveFormat;
import io.temoin.shredding.keys.KeyDestroyed;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the audio of a recorded call: receipts verified, recording registered, bytes sealed, then
 * said to be stored. Blocks: runs on a virtual thread, one per upload.
 *
 * <p>A crash between two steps leaves a state that the same request completes.
 */
@ApplicationScoped
public class AudioUpload {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What makes sealed bytes useless; of a quarantined recording they may be the very ones. */
    private static final Set<Rejected.Code> DISCARDING =
            Set.of(
                    RECORDING_ALREADY_STORED,
                    RECORDING_ERASED,
                    RECORDING_OPTED_OUT,
                    RECORDING_CONSENT_WITHDRAWN,
                    RECORDING_OBJECTED,
                    RECORDING_OF_MINOR,
                    UPLOAD_ABANDONED);

    /**
     * A recording that is safely stored.
     *
     * @param repeated the same audio had been stored before
     * @param position id of the event that stored it; {@code null} when it had been stored before
     */
    record Outcome(Stored recording, boolean repeated, @Nullable String position) {}

    private final CallReceiptReader callReceipts;
    private final NoticeReceiptReader noticeReceipts;
    private final CallActs acts;
    private final Restrictions restrictions;
    private final RecordingStream recordings;
    private final AudioVault vault;
    private final Commands commands;
    private final Clock clock;

    AudioUpload(
            CallReceiptReader callReceipts,
            NoticeReceiptReader noticeReceipts,
            CallActs acts,
            Restrictions restrictions,
            RecordingStream recordings,
            AudioVault vault,
            Commands commands,
            Clock clock) {
        this.callReceipts = callReceipts;
        this.noticeReceipts = noticeReceipts;
        this.acts = acts;
        this.restrictions = restrictions;
        this.recordings = recordings;
        this.vault = vault;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * Stores the body under the request's recording. It may come once the receipts are verified.
     */
    Outcome store(UploadRequest request, LongBody body) {
        RecordingPermission permission =
                callReceipts.read(request.receipt(), request.caller().tenant(), now());
        Recording registered = register(request, permission);
        body.begin();
        try {
            return switch (registered) {
                case Registered _ -> seal(request, permission, body);
                case Stored stored -> compare(request, permission, body, stored);
                case Erased _ -> throw erased();
                case Unknown _, Barred _, Quarantined _ ->
                        throw new IllegalStateException("audio of these is not asked for");
            };
        } catch (KeyDestroyed _) {
            throw erased();
        }
    }

    private Recording register(UploadRequest request, RecordingPermission permission) {
        RegisterRecording register = registration(request, permission, now());
        CommandOutcome<Recording, RecordingEvent> decision =
                await(
                        recordings.handle(
                                request.recording(),
                                register,
                                commands.natural(
                                        request.caller(),
                                        "registerRecording",
                                        identity(register))));
        decision.newEvents().forEach(recorded -> requireTaken(recorded.event()));
        await(
                restrictions.applyTo(
                        request.caller().tenant(),
                        permission.controller(),
                        permission.subject(),
                        request.recording(),
                        now()));
        return requireOpen(decision.state());
    }

    /** A repeated request is answered by what it did; what became of the recording since counts. */
    private static Recording requireOpen(Recording recording) {
        return switch (recording) {
            case Barred barred -> throw UploadRefusals.of(barred.refusal());
            case Quarantined apart -> throw UploadRefusals.of(apart.reason().refusal());
            case Unknown _, Registered _, Stored _, Erased _ -> recording;
        };
    }

    private RegisterRecording registration(
            UploadRequest request, RecordingPermission permission, Instant now) {
        var tenant = request.caller().tenant();
        return new RegisterRecording(
                request.recording(),
                permission,
                noticeReceipts.read(request.notice(), tenant, now),
                known(request, permission),
                RecordingStream.requester(request.caller()),
                request.startedAt(),
                request.endedAt(),
                now);
    }

    /** A stranger's receipt leaves nothing, not even the note that its call has a recording. */
    private List<SubjectAct> known(UploadRequest request, RecordingPermission permission) {
        Caller caller = request.caller();
        return permission.processor().value().equals(caller.organisation())
                ? await(
                                acts.noteAndFind(
                                        caller.tenant(),
                                        permission,
                                        request.recording(),
                                        caller.correlation()))
                        .stream()
                        .map(RecordedAct::act)
                        .toList()
                : List.of();
    }

    /** What was refused may come again with better evidence: that is another request. */
    private static String identity(RegisterRecording register) {
        ServedNotice notice = register.notice();
        return register.recording()
                + "/"
                + register.permission().decision()
                + "/"
                + (notice == null ? "" : notice.id())
                + "/"
                + register.startedAt()
                + "/"
                + register.endedAt();
    }

    private static void requireTaken(RecordingEvent event) {
        if (event instanceof RecordingRefused refused) {
            throw UploadRefusals.of(refused.code());
        }
    }

    private Outcome seal(UploadRequest request, RecordingPermission permission, LongBody body) {
        var tenant = request.caller().tenant();
        var id = request.recording().value();
        ByteBuffer first = body.next();
        WaveFormat format = requireSound(first);
        SealedBytes sealed;
        try (Sealing sealing = vault.seal(tenant, id)) {
            long length = 0;
            for (ByteBuffer bytes = first; bytes != null; bytes = body.next()) {
                length += bytes.remaining();
                sealing.write(bytes);
            }
            requireWhole(format, length);
            sealed = sealing.finish();
        }
        vault.sealed(sealed);
        try {
            return stored(request, permission, sealed);
        } catch (Rejected rejected) {
            if (DISCARDING.contains(rejected.code())) {
                vault.discard(tenant, id, sealed);
            }
            throw rejected;
        }
    }

    /** What is already stored is not sealed again: it is only compared. */
    private Outcome compare(
            UploadRequest request, RecordingPermission permission, LongBody body, Stored stored) {
        ContentDigest digest = new ContentDigest();
        ByteBuffer first = body.next();
        requireSound(first);
        for (ByteBuffer bytes = first; bytes != null; bytes = body.next()) {
            digest.update(bytes);
        }
        return stored(request, permission, digest.of(stored.audio().keyId()));
    }

    private Outcome stored(
            UploadRequest request, RecordingPermission permission, SealedBytes sealed) {
        SealedAudio audio =
                new SealedAudio(
                        sealed.length(), sealed.sha256(), UploadRequest.MEDIA_TYPE, sealed.keyId());
        String identity = request.recording() + "/" + sealed.sha256();
        CommandOutcome<Recording, RecordingEvent> decision =
                await(
                        recordings.handle(
                                request.recording(),
                                new StoreRecording(audio, now()),
                                commands.natural(request.caller(), "storeRecording", identity)));
        decision.newEvents().forEach(recorded -> requireTaken(recorded.event()));
        Stored stored = requireStored(saidMeanwhile(request, permission, decision.state()));
        boolean repeated = decision.repeated() || decision.newEvents().isEmpty();
        return new Outcome(stored, repeated, decision.lastEventId());
    }

    /** What the person said while the bytes came counts before the recorder has its answer. */
    private Recording saidMeanwhile(
            UploadRequest request, RecordingPermission permission, Recording recording) {
        Caller caller = request.caller();
        List<RecordedAct> said =
                await(acts.find(caller.tenant(), permission, caller.correlation()));
        if (said.isEmpty()) {
            return recording;
        }
        await(acts.honour(request.recording(), said, now()));
        return await(recordings.replay(caller.tenant(), request.recording())).state();
    }

    private static Stored requireStored(Recording recording) {
        return switch (recording) {
            case Stored stored -> stored;
            // What a law orders kept is taken, though nobody may hear it.
            case Quarantined(var stored, _, _) when stored.call().keptByLaw() -> stored;
            case Quarantined _ ->
                    throw new Rejected(
                            RECORDING_QUARANTINED,
                            "The recording is in quarantine; its audio will be erased soon.");
            case Unknown _, Registered _, Barred _, Erased _ -> throw erased();
        };
    }

    private static WaveFormat requireSound(@Nullable ByteBuffer head) {
        if (head == null) {
            throw new Rejected(AUDIO_EMPTY, "The body is empty.");
        }
        try {
            WaveFormat format = WaveFormat.of(head);
            if (format.samplesLength() == 0) {
                throw new Rejected(AUDIO_EMPTY, "The WAVE file contains no audio.");
            }
            return format;
        } catch (WaveFormat.Malformed malformed) {
            throw new Rejected(AUDIO_INVALID, malformed.sentence());
        }
    }

    private static void requireWhole(WaveFormat format, long length) {
        if (!format.isWhole(length)) {
            throw new Rejected(
                    AUDIO_INVALID,
                    "The WAVE file states a length of %d bytes, but %d were received."
                            .formatted(format.size(), length));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private static Rejected erased() {
        return new Rejected(RECORDING_ERASED, "The recording was erased.");
    }
}
