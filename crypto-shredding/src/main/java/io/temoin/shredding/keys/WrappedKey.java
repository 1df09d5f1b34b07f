// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that only its provider can unwrap. The check value tells the right key from whatever else a
 * provider may answer: what is encrypted under that could never be decrypted.
 *
 * @param providerKey reference of the provider's key that wraps it
 * @param checkValue of the key, 16 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record WrappedKey(String providerKey, byte[] wrapped, byte[] checkValue, Instant openedAt) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int CHECK_BYTES = 16;
    private static final byte[] CHECKED = "temoin|key-check".getBytes(StandardCharsets.US_ASCII);

    /** Wraps a key, and unwraps it again before anybody relies on it. Blocks. */
    static WrappedKey of(
            KeyProvider provider,
            String providerKey,
            byte[] secret,
            byte[] context,
            Instant openedAt) {
        WrappedKey key =
                new WrappedKey(
                        providerKey,
                        provider.wrap(providerKey, secret, context),
                        checkValue(secret),
                        openedAt);
        key.unwrapped(provider, context);
        return key;
    }

    /**
     * The key. Blocks.
     *
     * @throws KeyProviderUnavailable also when the provider answers with something else
     */
    byte[] unwrapped(KeyProvider provider, byte[] context) {
        byte[] secret = provider.unwrap(providerKey, wrapped, context);
        if (secret.length == 0 || !MessageDigest.isEqual(checkValue, checkValue(secret))) {
            IllegalStateException cause =
                    new IllegalStateException("not the key with this check value");
            throw KeyProviderUnavailable.noAnswer(
                    provider.description() + " answered with something else than the key", cause);
        }
        return secret;
    }

    private static byte[] checkValue(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return Arrays.copyOf(mac.doFinal(CHECKED), CHECK_BYTES);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, failure);
        }
    }
}
