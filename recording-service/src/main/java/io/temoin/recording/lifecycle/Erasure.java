// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EraseRecording;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.vault.AudioVault;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyDestruction;
import io.temoin.shredding.keys.KeyEpochs;
import io.temoin.shredding.postgres.GroupCommit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Destroys a recording: key, bytes, then the event that says so. In this order, so that the event
 * is never a lie; every step may be repeated.
 */
@ApplicationScoped
public class Erasure {

    private static final int AT_ONCE = 256;

    /**
     * Why a recording goes.
     *
     * @param id the disposition order, if one asked for it
     * @param basis a code
     */
    record Order(@Nullable UUID id, String basis) {}

    private final AudioVault vault;
    private final KeyEpochs epochs;
    private final RecordingStream recordings;
    private final Clock clock;
    private final ExecutorService virtualThreads;
    private final GroupCommit<KeyDestruction, Instant> horizons =
            new GroupCommit<>(
                    1, AT_ONCE, Duration.ofMillis(1), (_, destroyed) -> horizons(destroyed));

    Erasure(
            AudioVault vault,
            KeyEpochs epochs,
            RecordingStream recordings,
            Clock clock,
            @VirtualThreads ExecutorService virtualThreads) {
        this.vault = vault;
        this.epochs = epochs;
        this.recordings = recordings;
        this.clock = clock;
        this.virtualThreads = virtualThreads;
    }

    /**
     * Erases a recording of the metadata's tenant. Rejects an unknown one before anything is
     * destroyed: an order for nothing is a mistake somebody must see.
     */
    Uni<Void> erase(RecordingId recording, Order order, EventMetadata metadata) {
        return recordings
                .replay(metadata.tenant(), recording)
                .invoke(replayed -> requireKnown(replayed.state()))
                .emitOn(virtualThreads)
                .map(_ -> shred(recording, order, metadata))
                .flatMap(
                        evidence ->
                                horizon(evidence, metadata.tenant())
                                        .flatMap(
                                                until ->
                                                        say(
                                                                recording, order, evidence, until,
                                                                metadata)));
    }

    private static void requireKnown(Recording recording) {
        if (recording instanceof Unknown) {
            throw new Rejected(RecordingProblem.RECORDING_UNKNOWN, "No recording has this id.");
        }
    }

    private KeyDestruction shred(RecordingId recording, Order order, EventMetadata metadata) {
        return vault.shred(metadata.tenant(), recording.value(), order.basis(), metadata.at());
    }

    /** Asked once the key is destroyed: of an earlier epoch it would promise too much. */
    private Uni<Instant> horizon(KeyDestruction evidence, TenantId tenant) {
        return horizons.submit(tenant, 1, evidence);
    }

    /** Once for all keys that are destroyed by now. */
    private Uni<List<Instant>> horizons(List<KeyDestruction> destroyed) {
        return epochs.status(clock.instant())
                .map(status -> Collections.nCopies(destroyed.size(), status.horizon()));
    }

    private Uni<Void> say(
            RecordingId recording,
            Order order,
            KeyDestruction evidence,
            Instant horizon,
            EventMetadata metadata) {
        EraseRecording command =
                new EraseRecording(
                        order.id(),
                        order.basis(),
                        evidence.keyId(),
                        evidence.fingerprint(),
                        horizon,
                        metadata.at());
        return recordings.handle(recording, command, metadata).replaceWithVoid();
    }
}
