// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Signers for tests: the published key of Go's tests, and fresh ones. */
public final class TestKeys {

    /** The text and key of golang.org/x/mod/sumdb/note, note_test.go. */
    public static final String PETER =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String PETERS_SEED = "gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=";

    private TestKeys() {}

    /** The signer of that key, from its published seed. */
    public static NoteSigner peter() {
        return new NoteSigner(
                VerifierKey.parse(PETER), ed25519(Base64.getDecoder().decode(PETERS_SEED)));
    }

    /** A private key of this seed (RFC 8032), in the form that the JDK reads (RFC 8410). */
    public static PrivateKey ed25519(byte[] seed) {
        try {
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            encoded.writeBytes(HexFormat.of().parseHex("302e020100300506032b657004220420"));
            encoded.writeBytes(seed);
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A fresh signer of this type. */
    public static NoteSigner fresh(String name, SignatureType type) {
        KeyPair pair = pair(type == SignatureType.ML_DSA_44_COSIGNATURE ? "ML-DSA-44" : "Ed25519");
        return new NoteSigner(VerifierKey.of(name, type, pair.getPublic()), pair.getPrivate());
    }

    /** A fresh pair of keys of this algorithm. */
    public static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
