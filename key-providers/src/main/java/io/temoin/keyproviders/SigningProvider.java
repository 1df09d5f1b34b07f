// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import io.temoin.shredding.keys.KeyProvider;
import io.temoin.shredding.keys.KeyProviderUnavailable;

/**
 * A key provider that also signs, with private keys that never leave it. As for the other calls:
 * they block, may hang, and fail with {@link KeyProviderUnavailable} when there is no usable
 * answer.
 */
public interface SigningProvider extends KeyProvider {

    /** Whether its keys can sign so. */
    boolean signsWith(SigningAlgorithm algorithm);

    /**
     * Creates a key pair whose private half only this provider has.
     *
     * @param label for people who look at the provider's keys: lower case letters, digits, hyphens
     * @return the key's reference, for the other calls
     * @throws IllegalArgumentException when the provider does not sign so
     */
    String createSigningKey(String label, SigningAlgorithm algorithm);

    /** The public half of a key: a SubjectPublicKeyInfo (RFC 5280) in DER. */
    byte[] publicKey(String key);

    /** The signature of these bytes, of 64 bytes. */
    byte[] sign(String key, SigningAlgorithm algorithm, byte[] message);

    /**
     * Refuses what the provider does not do.
     *
     * @throws IllegalArgumentException when it does not sign so
     */
    default void requireSigningWith(SigningAlgorithm algorithm) {
        if (!signsWith(algorithm)) {
            throw new IllegalArgumentException(
                    "%s cannot sign with %s.".formatted(description(), algorithm));
        }
    }
}
