// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

import io.smallrye.mutiny.Uni;
import java.util.SortedSet;

/**
 * Keeper of the key-encryption keys, one per epoch. Data keys are stored wrapped under an epoch
 * key; destroying an old epoch key makes erasures final wherever a wrapped key was copied to,
 * backups included (trust, §2).
 *
 * <p>Implementations are safe for concurrent use and never hand out a key-encryption key.
 */
public interface KeyVault {

    /** The epoch under which new keys are wrapped, as far as this process knows. */
    int currentEpoch();

    /** Epochs whose key still exists, the current one included. */
    SortedSet<Integer> epochs();

    /**
     * Wraps a data key under the key of {@code epoch}.
     *
     * @param context bound into the wrapping; unwrapping needs the same
     */
    Uni<byte[]> wrap(int epoch, byte[] key, byte[] context);

    /**
     * Unwraps a data key. Fails with {@link Tampered} when the bytes or the context are not those
     * of the wrapping, or when the epoch's key is gone.
     */
    Uni<byte[]> unwrap(int epoch, byte[] wrapped, byte[] context);

    /**
     * Opens the epoch that follows {@code after} and makes it the current one, durably. When a
     * later epoch than {@code after} is current already, nothing happens: of several that ask, one
     * opens it.
     *
     * @return the current epoch
     */
    Uni<Integer> openEpoch(int after);

    /** Destroys the key of an epoch that is not the current one; idempotent. */
    Uni<Void> destroyEpoch(int epoch);

    /** Takes note of epochs that other processes have opened or destroyed. */
    Uni<Void> refresh();

    /** Keyed fingerprints under the vault's index key. */
    Fingerprints fingerprints();
}
