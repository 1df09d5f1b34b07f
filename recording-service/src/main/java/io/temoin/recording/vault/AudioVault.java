// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.DataKey;
import io.temoin.shredding.keys.KeyDestroyed;
import io.temoin.shredding.keys.KeyDestruction;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.keys.Tampered;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Keeps audio sealed under one key per recording. Blocks: call it from virtual threads.
 *
 * <p>Destroying goes key first, bytes second: whatever fails after the first step, the audio is
 * unreadable.
 */
@ApplicationScoped
public class AudioVault {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration UNFINISHED_AFTER = Duration.ofHours(1);

    private final ShreddableKeys keys;
    private final BlobStore blobs;
    private final Counter sealedBytes;

    AudioVault(ShreddableKeys keys, BlobStore blobs, MeterRegistry metrics) {
        this.keys = keys;
        this.blobs = blobs;
        this.sealedBytes =
                Counter.builder("temoin.sealed.bytes")
                        .description("Audio sealed, in bytes before encryption")
                        .register(metrics);
    }

    /**
     * Begins to seal a recording's audio.
     *
     * @throws KeyDestroyed when the recording was erased
     */
    public Sealing seal(TenantId tenant, UUID recording) {
        DataKey key = await(keys.keyFor(tenant, new KeyScope.Recording(recording)));
        return new Sealing(blobs, tenant, recording, key);
    }

    /** Notes that a sealing ended well. */
    public void sealed(SealedBytes bytes) {
        sealedBytes.increment((double) bytes.length());
    }

    /** Removes a finished sealing that lost against audio stored before it. */
    public void discard(TenantId tenant, UUID recording, SealedBytes bytes) {
        try {
            blobs.discard(tenant, recording, bytes.sha256());
        } catch (IOException failure) {
            throw new UncheckedIOException("encrypted audio could not be removed", failure);
        }
    }

    /**
     * Removes what processes that died have left of sealings under way: a client that is silent for
     * so long has been cut off long ago. By the clock of the storage, which is a system's.
     *
     * @return how many
     */
    public int removeUnfinished() {
        try {
            return blobs.removeUnfinished(Instant.now().minus(UNFINISHED_AFTER));
        } catch (IOException failure) {
            throw new UncheckedIOException("unfinished audio could not be removed", failure);
        }
    }

    /**
     * Opens a recording's audio.
     *
     * @param length bytes in clear, as the event says
     * @param sha256 of them, as the event says
     * @throws KeyDestroyed when the recording was erased
     * @throws Tampered when it is not the audio that was sealed
     * @throws StorageUnavailable when the storage does not answer
     */
    public OpenAudio open(TenantId tenant, UUID recording, long length, String sha256) {
        DataKey key = keyOf(tenant, recording);
        try {
            SeekableByteChannel sealed = blobs.open(tenant, recording, sha256);
            return OpenAudio.of(sealed, new ChunkCipher(key, tenant, recording), length);
        } catch (NoSuchFileException failure) {
            throw missing(tenant, recording, failure);
        } catch (IOException failure) {
            throw new UncheckedIOException("the encrypted audio cannot be opened", failure);
        }
    }

    /**
     * Destroys a recording's key, then its bytes. Idempotent: the evidence of the first time is
     * returned again.
     *
     * @param basis why, a code without personal data
     */
    public KeyDestruction shred(TenantId tenant, UUID recording, String basis, Instant at) {
        KeyDestruction evidence =
                await(keys.destroy(tenant, new KeyScope.Recording(recording), basis, at));
        try {
            blobs.destroy(tenant, recording);
        } catch (IOException failure) {
            throw new UncheckedIOException("encrypted audio could not be removed", failure);
        }
        return evidence;
    }

    /** Another process may have erased it, and this one still remember its key. */
    private RuntimeException missing(TenantId tenant, UUID recording, NoSuchFileException failure) {
        return switch (await(keys.lookUp(tenant, new KeyScope.Recording(recording)))) {
            case KeyState.Destroyed destroyed -> new KeyDestroyed(destroyed);
            default -> new Tampered("the encrypted audio is missing, but its key exists", failure);
        };
    }

    private DataKey keyOf(TenantId tenant, UUID recording) {
        return switch (await(keys.find(tenant, new KeyScope.Recording(recording)))) {
            case KeyState.Usable(var key) -> key;
            case KeyState.Destroyed destroyed -> throw new KeyDestroyed(destroyed);
            case KeyState.Absent _ -> throw new Tampered("the recording never had a key");
        };
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
