// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.Untrusted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The secret that the salts of an entry's fields come from, so that one secret is kept instead of
 * one a field: each salt is HMAC-SHA-256 (RFC 2104) of the field's name under it. A salt that is
 * shown tells nothing of the seed or of another salt; once the seed is destroyed, no digest that it
 * salted says anything.
 *
 * @param base64 32 random bytes
 */
public record SaltSeed(String base64) {

    /** Bytes in a seed. */
    public static final int SIZE = 32;

    /** Refuses another number of bytes than 32. */
    public SaltSeed {
        if (bytesOf(base64).length != SIZE) {
            throw new Untrusted("The seed of salts does not have 32 bytes.");
        }
    }

    /** A seed of 32 random bytes. */
    public static SaltSeed of(byte[] bytes) {
        return new SaltSeed(Base64.getEncoder().encodeToString(bytes));
    }

    /** The 32 bytes. */
    public byte[] bytes() {
        return bytesOf(base64);
    }

    /** The field of that name with its salt. */
    public Disclosure disclose(String name, String value) {
        return Disclosure.of(
                name, Sha256.hmac(bytes()).doFinal(name.getBytes(StandardCharsets.UTF_8)), value);
    }

    /** What salts many fields of one entry, none of which is to be shown now. */
    public Salter salter() {
        return new Salter(Sha256.hmac(bytes()));
    }

    /** Nothing of the secret. */
    @Override
    public String toString() {
        return "SaltSeed";
    }

    private static byte[] bytesOf(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new Untrusted("The seed of salts is not base64.");
        }
    }
}
