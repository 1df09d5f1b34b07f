// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import io.temoin.shredding.keys.KeyProvider;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.Tampered;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * A private key that only a key provider can unwrap: it is never in clear on a disk. Bound into the
 * wrapping is what the key is for, so that it opens in no other place.
 *
 * @param providerKey reference of the provider's key that wraps it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SealedSecret(String providerKey, byte[] wrapped) {

    private static final String SEPARATOR = ".";
    private static final String CONTEXT = "temoin|sealed-key|";

    /**
     * Wraps a secret, and unwraps it again before anybody relies on it. Blocks.
     *
     * @param purpose bound into the wrapping; unwrapping needs the same
     */
    public static SealedSecret seal(
            KeyProvider provider, String providerKey, byte[] secret, String purpose) {
        SealedSecret sealed =
                new SealedSecret(providerKey, provider.wrap(providerKey, secret, context(purpose)));
        if (!MessageDigest.isEqual(secret, sealed.open(provider, purpose))) {
            throw KeyProviderUnavailable.noAnswer(
                    provider.description() + " answered with something else than the key",
                    new IllegalStateException("not the key that was wrapped"));
        }
        return sealed;
    }

    /**
     * The secret. Blocks.
     *
     * @throws Tampered when it is not the key for this purpose
     */
    public byte[] open(KeyProvider provider, String purpose) {
        return provider.unwrap(providerKey, wrapped, context(purpose));
    }

    /** As it is written into files: two Base64url texts and a dot. */
    public String text() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(providerKey.getBytes(StandardCharsets.UTF_8))
                + SEPARATOR
                + encoder.encodeToString(wrapped);
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static SealedSecret parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new IllegalArgumentException("this is no sealed key");
        }
        Base64.Decoder decoder = Base64.getUrlDecoder();
        return new SealedSecret(
                new String(decoder.decode(text.substring(0, separator)), StandardCharsets.UTF_8),
                decoder.decode(text.substring(separator + 1)));
    }

    private static byte[] context(String purpose) {
        return (CONTEXT + purpose).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "SealedSecret[" + providerKey + "]";
    }
}
