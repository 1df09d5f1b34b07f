// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_EMPTY;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ALREADY_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OF_MINOR;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OPTED_OUT;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.shredding.KeyDestroyed;
import io.temoin.eventsourcing.store.Decision;
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
import io.temoin.recording.vault.AudioVault;
import io.temoin.recording.vault.ContentDigest;
import io.temoin.recording.vault.SealedBytes;
import io.temoin.recording.vault.Sealing;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private static final int WAVE_HEAD = 12;

    /** What makes sealed bytes useless; of a quarantined recording they may be the very ones. */
    private static final Set<Rejected.Code> DISCARDING =
            Set.of(
                    RECORDING_ALREADY_STORED,
                    RECORDING_ERASED,
                    RECORDING_OPTED_OUT,
                    RECORDING_OF_MINOR);

    private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WAVE = "WAVE".getBytes(StandardCharsets.US_ASCII);

    /**
     * A recording that is safely stored.
     *
     * @param repeated the same audio had been stored before
     * @param version of its stream
     */
    record Outcome(Stored recording, boolean repeated, long version) {}

    private final CallReceiptReader callReceipts;
    private final NoticeReceiptReader noticeReceipts;
    private final MinorFlagStore minors;
    private final RecordingStream recordings;
    private final AudioVault vault;
    private final Commands commands;
    private final Clock clock;

    AudioUpload(
            CallReceiptReader callReceipts,
            NoticeReceiptReader noticeReceipts,
            MinorFlagStore minors,
            RecordingStream recordings,
            AudioVault vault,
            Commands commands,
            Clock clock) {
        this.callReceipts = callReceipts;
        this.noticeReceipts = noticeReceipts;
        this.minors = minors;
        this.recordings = recordings;
        this.vault = vault;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * Stores the body under the request's recording.
     *
     * @param accepted run once the receipts are verified and the body may come
     */
    Outcome store(UploadRequest request, UploadBody body, Runnable accepted) {
        Recording registered = register(request);
        accepted.run();
        try {
            return switch (registered) {
                case Registered _ -> seal(request, body);
                case Stored stored -> compare(request, body, stored);
                case Erased _ -> throw erased();
                case Unknown _, Barred _, Quarantined _ ->
                        throw new IllegalStateException("audio of these is not asked for");
            };
        } catch (KeyDestroyed _) {
            throw erased();
        }
    }

    private Recording register(UploadRequest request) {
        RegisterRecording register = registration(request, now());
        Decision<Recording, RecordingEvent> decision =
                await(
                        recordings.handle(
                                request.recording(),
                                register,
                                commands.natural(
                                        request.caller(),
                                        "registerRecording",
                                        identity(register))));
        decision.newEvents().forEach(recorded -> requireTaken(recorded.event()));
        return requireOpen(decision.state());
    }

    /** A repeated request is answered by what it did; what became of the recording since counts. */
    private static Recording requireOpen(Recording recording) {
        return switch (recording) {
            case Barred barred -> throw UploadRefusals.of(barred.because().refusal());
            case Quarantined apart -> throw UploadRefusals.of(apart.reason().refusal());
            case Unknown _, Registered _, Stored _, Erased _ -> recording;
        };
    }

    private RegisterRecording registration(UploadRequest request, Instant now) {
        var tenant = request.caller().tenant();
        RecordingPermission permission = callReceipts.read(request.receipt(), tenant, now);
        return new RegisterRecording(
                request.recording(),
                permission,
                noticeReceipts.read(request.notice(), tenant, now),
                await(minors.of(tenant, permission.controller(), permission.subject())),
                RecordingStream.requester(request.caller()),
                request.startedAt(),
                request.endedAt(),
                now);
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

    private Outcome seal(UploadRequest request, UploadBody body) {
        var tenant = request.caller().tenant();
        var id = request.recording().value();
        ByteBuffer first = requireWave(body.next());
        SealedBytes sealed;
        try (Sealing sealing = vault.seal(tenant, id)) {
            for (ByteBuffer bytes = first; bytes != null; bytes = body.next()) {
                sealing.write(bytes);
            }
            sealed = sealing.finish();
        }
        vault.sealed(sealed);
        try {
            return stored(request, sealed);
        } catch (Rejected rejected) {
            if (DISCARDING.contains(rejected.code())) {
                vault.discard(tenant, id, sealed);
            }
            throw rejected;
        }
    }

    /** What is already stored is not sealed again: it is only compared. */
    private Outcome compare(UploadRequest request, UploadBody body, Stored stored) {
        ContentDigest digest = new ContentDigest();
        for (ByteBuffer bytes = requireWave(body.next()); bytes != null; bytes = body.next()) {
            digest.update(bytes);
        }
        return stored(request, digest.of(stored.audio().keyId()));
    }

    private Outcome stored(UploadRequest request, SealedBytes sealed) {
        SealedAudio audio =
                new SealedAudio(
                        sealed.length(), sealed.sha256(), UploadRequest.MEDIA_TYPE, sealed.keyId());
        String identity = request.recording() + "/" + sealed.sha256();
        Decision<Recording, RecordingEvent> decision =
                await(
                        recordings.handle(
                                request.recording(),
                                new StoreRecording(audio, now()),
                                commands.natural(request.caller(), "storeRecording", identity)));
        decision.newEvents().forEach(recorded -> requireTaken(recorded.event()));
        if (decision.state() instanceof Quarantined) {
            throw new Rejected(
                    RECORDING_QUARANTINED, "The recording is in quarantine; its audio goes soon.");
        }
        if (!(decision.state() instanceof Stored stored)) {
            throw erased();
        }
        boolean repeated = decision.repeated() || decision.newEvents().isEmpty();
        return new Outcome(stored, repeated, decision.version());
    }

    private static ByteBuffer requireWave(@Nullable ByteBuffer head) {
        if (head == null) {
            throw new Rejected(AUDIO_EMPTY, "The body is empty.");
        }
        boolean wave =
                head.remaining() >= WAVE_HEAD
                        && head.slice(0, 4).equals(ByteBuffer.wrap(RIFF))
                        && head.slice(8, 4).equals(ByteBuffer.wrap(WAVE));
        if (!wave) {
            throw new Rejected(AUDIO_INVALID, "The body is not a WAVE file.");
        }
        return head;
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
