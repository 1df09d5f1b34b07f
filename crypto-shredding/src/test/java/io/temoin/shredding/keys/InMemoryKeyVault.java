// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import io.smallrye.mutiny.Uni;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The vault's twin: real wrapping, keys that die with the process. */
public final class InMemoryKeyVault implements KeyVault {

    private final TreeMap<Integer, byte[]> epochs = new TreeMap<>();
    private HashKeys hashKeys = HashKeys.fresh(Instant.EPOCH);

    public InMemoryKeyVault() {
        epochs.put(1, Random.randBytes(32));
    }

    @Override
    public synchronized int currentEpoch() {
        return epochs.lastKey();
    }

    @Override
    public synchronized SortedSet<Integer> epochs() {
        return new TreeSet<>(epochs.keySet());
    }

    @Override
    public Uni<byte[]> wrap(int epoch, byte[] key, byte[] context) {
        return Uni.createFrom()
                .item(
                        () -> {
                            try {
                                return aead(epoch).encrypt(key, context);
                            } catch (GeneralSecurityException failure) {
                                throw new IllegalStateException(failure);
                            }
                        });
    }

    @Override
    public Uni<byte[]> unwrap(int epoch, byte[] wrapped, byte[] context) {
        return Uni.createFrom()
                .item(
                        () -> {
                            try {
                                return aead(epoch).decrypt(wrapped, context);
                            } catch (GeneralSecurityException failure) {
                                throw new Tampered("the wrapped key does not open", failure);
                            }
                        });
    }

    @Override
    public synchronized Uni<Integer> openEpoch(int after) {
        if (after == currentEpoch()) {
            epochs.put(after + 1, Random.randBytes(32));
        }
        return Uni.createFrom().item(currentEpoch());
    }

    @Override
    public synchronized Uni<Void> destroyEpoch(int epoch) {
        if (epoch == currentEpoch()) {
            return Uni.createFrom()
                    .failure(new IllegalArgumentException("the current epoch cannot be destroyed"));
        }
        epochs.remove(epoch);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> refresh() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Fingerprints fingerprints(KeyPurpose purpose) {
        if (purpose.rotates()) {
            throw new IllegalArgumentException(purpose + " signs texts");
        }
        return new Fingerprints(hashKeys.currentKey(purpose));
    }

    @Override
    public SignedTexts signedTexts(KeyPurpose purpose) {
        if (!purpose.rotates()) {
            throw new IllegalArgumentException(purpose + " takes fingerprints");
        }
        return new SignedTexts(
                () -> hashKeys().current(purpose),
                generation -> hashKeys().key(purpose, generation));
    }

    @Override
    public synchronized Uni<HashKeyProgress> rotateHashKeys(KeySchedule schedule, Instant now) {
        HashKeys before = hashKeys;
        hashKeys = before.advanced(schedule, now);
        return Uni.createFrom().item(hashKeys.since(before));
    }

    private synchronized HashKeys hashKeys() {
        return hashKeys;
    }

    private synchronized AesGcmJce aead(int epoch) throws GeneralSecurityException {
        byte[] key = epochs.get(epoch);
        if (key == null) {
            throw new Tampered("the key of epoch " + epoch + " was destroyed");
        }
        return new AesGcmJce(key);
    }

    @Override
    public Duration destroysWithin() {
        return Duration.ZERO;
    }
}
