// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Texts handed out to callers and checked when they return, forgeable only with the key: signed
 * ones are readable by the holder, sealed ones tell the holder nothing but their length.
 * HMAC-SHA-256 under a key that rotates, or AES-256-GCM under a key that is derived from it (RFC
 * 5869); each text names the generation of its key, so that replaced keys open earlier texts until
 * they are retired.
 *
 * <p>Safe for concurrent use.
 */
public final class SignedTexts {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final byte[] SEALING = "sealed texts".getBytes(StandardCharsets.UTF_8);
    private static final int HEAD = Integer.BYTES + MAC_BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final IntSupplier current;
    private final IntFunction<byte @Nullable []> keys;

    /**
     * @param current the generation that signs
     * @param keys of a generation; {@code null} when there is none, or not any more
     */
    SignedTexts(IntSupplier current, IntFunction<byte @Nullable []> keys) {
        this.current = current;
        this.keys = keys;
    }

    /**
     * Signs a text.
     *
     * @param use bound by the signature and not part of the text; a text signed for one use does
     *     not open for another
     */
    public String sign(String use, String text) {
        int generation = current.getAsInt();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] key = keys.apply(generation);
        if (key == null) {
            throw new IllegalStateException("the current generation of a key is gone");
        }
        return ENCODER.encodeToString(
                ByteBuffer.allocate(HEAD + bytes.length)
                        .putInt(generation)
                        .put(mac(key, use, bytes))
                        .put(bytes)
                        .array());
    }

    /** The text in what {@link #sign} made for the same use; empty for everything else. */
    public Optional<String> open(String use, String signed) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(signed);
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // not Base64: not one of ours
        }
        if (bytes.length < HEAD) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        byte[] key = keys.apply(parts.getInt());
        byte[] mac = new byte[MAC_BYTES];
        byte[] text = new byte[bytes.length - HEAD];
        parts.get(mac).get(text);
        return key != null && MessageDigest.isEqual(mac, mac(key, use, text))
                ? Optional.of(new String(text, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /**
     * Seals a text.
     *
     * @param use bound as with {@link #sign}
     */
    public String seal(String use, String text) {
        int generation = current.getAsInt();
        byte[] key = keys.apply(generation);
        if (key == null) {
            throw new IllegalStateException("the current generation of a key is gone");
        }
        try {
            byte[] sealed =
                    cipher(key)
                            .encrypt(
                                    text.getBytes(StandardCharsets.UTF_8),
                                    use.getBytes(StandardCharsets.UTF_8));
            return ENCODER.encodeToString(
                    ByteBuffer.allocate(Integer.BYTES + sealed.length)
                            .putInt(generation)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a text could not be sealed", failure);
        }
    }

    /** The text in what {@link #seal} made for the same use; empty for everything else. */
    public Optional<String> unseal(String use, String sealed) {
        try {
            ByteBuffer parts = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
            if (parts.remaining() < Integer.BYTES) {
                return Optional.empty();
            }
            byte[] key = keys.apply(parts.getInt());
            if (key == null) {
                return Optional.empty();
            }
            byte[] rest = new byte[parts.remaining()];
            parts.get(rest);
            byte[] text = cipher(key).decrypt(rest, use.getBytes(StandardCharsets.UTF_8));
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException _) {
            return Optional.empty(); // not one of ours
        }
    }

    /** A key that signs seals nothing: another one is derived for that. */
    private static AesGcmJce cipher(byte[] key) throws GeneralSecurityException {
        return new AesGcmJce(Hkdf.computeHkdf(ALGORITHM, key, new byte[0], SEALING, MAC_BYTES));
    }

    private static byte[] mac(byte[] key, String use, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(use.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(text);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, failure);
        }
    }
}
