// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import java.security.GeneralSecurityException;

/** Wraps keys under an epoch key: AES-256-GCM. */
final class KeyWrapping {

    private static final int KEY_BYTES = 32;

    private KeyWrapping() {}

    static byte[] freshKey() {
        return Random.randBytes(KEY_BYTES);
    }

    /**
     * Wraps a key.
     *
     * @param context bound into the wrapping
     */
    static byte[] wrap(byte[] with, byte[] key, byte[] context) {
        try {
            return new AesGcmJce(with).encrypt(key, context);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("wrapping failed", failure);
        }
    }

    /**
     * Unwraps a key.
     *
     * @throws Tampered when the bytes or the context are not those of the wrapping
     */
    static byte[] unwrap(byte[] with, byte[] wrapped, byte[] context) {
        try {
            return new AesGcmJce(with).decrypt(wrapped, context);
        } catch (GeneralSecurityException failure) {
            throw new Tampered("the wrapped key does not open", failure);
        }
    }
}
