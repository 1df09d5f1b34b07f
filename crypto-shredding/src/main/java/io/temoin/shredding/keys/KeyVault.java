// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;

/**
 * Keeper of the key-encryption keys, one per epoch. Data keys are stored wrapped under an epoch
 * key; destroying an old epoch key makes erasures final wherever a wrapped key was copied to,
 * backups included (trust, §2). Keeper of the keys of keyed hashes too, one or several for each
 * {@link KeyPurpose}.
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

    /**
     * How long the key of a destroyed epoch could still be restored by whoever keeps it; the dates
     * from which an erasure is final count it in.
     */
    Duration destroysWithin();

    /** Takes note of epochs that other processes have opened or destroyed. */
    Uni<Void> refresh();

    /**
     * Keyed fingerprints for a purpose whose key stays.
     *
     * @throws IllegalArgumentException for a purpose whose keys rotate
     */
    Fingerprints fingerprints(KeyPurpose purpose);

    /**
     * Signs and opens texts for a purpose whose keys rotate. Always by the newest generation this
     * process knows of; a text of a newer one makes it look whether there is one.
     *
     * @throws IllegalArgumentException for a purpose whose key stays
     */
    SignedTexts signedTexts(KeyPurpose purpose);

    /**
     * Opens and retires generations of the keys that rotate, as far as is due. May be called by
     * several processes at any time: what one did, the others take note of.
     */
    Uni<HashKeyProgress> rotateHashKeys(KeySchedule schedule, Instant now);
}
