// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.time.Duration;

/**
 * A hardware security module or a key management service: it holds keys that never leave it, and
 * wraps secrets under them. A {@link WrappedKeyset} has one key here for each epoch, so that
 * destroying that one makes every copy of the epoch's wrapped key useless, backups included.
 *
 * <p>Calls block, and may hang: they are made on threads of their own. Safe for concurrent use.
 * Every call fails with {@link KeyProviderUnavailable} when there is no usable answer.
 */
public interface KeyProvider extends AutoCloseable {

    /** What it is and where, for logs and problems that an operator reads. */
    String description();

    /**
     * Creates a key that only this provider has.
     *
     * @param label for people who look at the provider's keys: lower case letters, digits, hyphens
     * @return the key's reference, for the other calls
     */
    String createKey(String label);

    /**
     * Wraps a secret of at most 64 bytes.
     *
     * @param context bound into the wrapping; unwrapping needs the same
     */
    byte[] wrap(String key, byte[] secret, byte[] context);

    /**
     * Unwraps a secret.
     *
     * @throws Tampered when the bytes or the context are not those of the wrapping
     */
    byte[] unwrap(String key, byte[] wrapped, byte[] context);

    /** Destroys a key for good, at the latest after {@link #destroysWithin}; idempotent. */
    void destroyKey(String key);

    /** How long the provider still has a key that was destroyed, and could restore it. */
    Duration destroysWithin();

    /** Ends its connections. */
    @Override
    void close();
}
