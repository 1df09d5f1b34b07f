// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import io.smallrye.mutiny.Uni;
import java.security.GeneralSecurityException;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The vault's twin: real wrapping, keys that die with the process. */
public final class InMemoryKeyVault implements KeyVault {

    private final TreeMap<Integer, byte[]> epochs = new TreeMap<>();
    private final Fingerprints fingerprints = new Fingerprints(Random.randBytes(32));

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
    public Fingerprints fingerprints() {
        return fingerprints;
    }

    private synchronized AesGcmJce aead(int epoch) throws GeneralSecurityException {
        byte[] key = epochs.get(epoch);
        if (key == null) {
            throw new Tampered("the key of epoch " + epoch + " was destroyed");
        }
        return new AesGcmJce(key);
    }
}
