// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.crypto.KEM;

/**
 * The private key of one package: opens the parts that services sealed to it. DHKEM(X25519,
 * HKDF-SHA256) of RFC 9180 §4.1 gives each part a secret of its own; from that, AES-256-GCM-HKDF
 * seals the part in segments, bound to where it belongs. Safe for concurrent use.
 */
public final class PackageKey {

    static final byte FORMAT = 1;
    static final int SEGMENT = 1 << 20;
    static final int KEY_BYTES = 32;
    static final String ALGORITHM = "X25519";
    static final String MECHANISM = "DHKEM";

    private final PrivateKey key;
    private final byte[] published;

    private PackageKey(PrivateKey key, byte[] published) {
        this.key = key;
        this.published = published;
    }

    /** A new key. */
    public static PackageKey create() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new PackageKey(pair.getPrivate(), pair.getPublic().getEncoded());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every Java platform has X25519", failure);
        }
    }

    /** Reads what {@link #secret()} gave. */
    public static PackageKey of(byte[] secret) {
        try {
            ByteBuffer both = ByteBuffer.wrap(secret);
            byte[] published = new byte[both.getInt()];
            both.get(published);
            byte[] encoded = new byte[both.remaining()];
            both.get(encoded);
            return new PackageKey(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                    published);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the key of a package cannot be read", failure);
        }
    }

    /** The key in clear, to be sealed at once. */
    public byte[] secret() {
        byte[] encoded = key.getEncoded();
        return ByteBuffer.allocate(Integer.BYTES + published.length + encoded.length)
                .putInt(published.length)
                .put(published)
                .put(encoded)
                .array();
    }

    /** The public half, as events carry it. */
    public String recipientKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(published);
    }

    /**
     * Opens a part. What was altered, cut off or moved fails while it is read, before any byte of
     * the segment concerned is given.
     *
     * @param context what it is bound to; sealing had the same
     */
    public InputStream open(InputStream sealed, String context) throws IOException {
        try {
            KEM.Decapsulator mechanism = KEM.getInstance(MECHANISM).newDecapsulator(key);
            DataInputStream head = new DataInputStream(sealed);
            if (head.readByte() != FORMAT) {
                throw new IOException("not a sealed part");
            }
            byte[] encapsulation = new byte[mechanism.encapsulationSize()];
            head.readFully(encapsulation);
            return streaming(mechanism.decapsulate(encapsulation).getEncoded())
                    .newDecryptingStream(sealed, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException failure) {
            throw new IOException("a part is not sealed to this package", failure);
        }
    }

    static AesGcmHkdfStreaming streaming(byte[] secret) throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(secret, "HmacSha256", KEY_BYTES, SEGMENT, 0);
    }

    /** What a part is bound to: it is no part of another package, nor of another service's. */
    public static String context(String tenant, Object accessPackage, String service) {
        return "package-part\n" + tenant + "\n" + accessPackage + "\n" + service;
    }

    @Override
    public String toString() {
        return "PackageKey[secret]";
    }
}
