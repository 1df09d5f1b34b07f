// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Signing keys of many logs from one secret, so that each log has keys of its own though one secret
 * is kept: a policy may name a key once, whatever the names (c2sp.org/tlog-policy). The seed of a
 * key is HKDF-SHA-256 (RFC 5869) of the secret, without salt, for
 *
 * <pre>"temoin/log-key/v1" ‖ 00 ‖ type of the key ‖ name of the log</pre>
 *
 * <p>and the key is that of RFC 8032 or FIPS 204 for this seed of 32 bytes. Nobody who has one of
 * the keys can tell another, or the secret.
 */
final class DerivedKey {

    private static final int SEED = 32;
    private static final byte[] LABEL = "temoin/log-key/v1\0".getBytes(StandardCharsets.US_ASCII);

    private DerivedKey() {}

    /**
     * What signs for the log of that name.
     *
     * @param secret 32 random bytes or more, which sign nothing themselves
     */
    static NoteSigner of(byte[] secret, SignatureType type, String name) {
        try {
            KeyPair pair = pair(type, seed(secret, type, name));
            return new NoteSigner(VerifierKey.of(name, type, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + type.algorithm(), e);
        }
    }

    private static byte[] seed(byte[] secret, SignatureType type, String name)
            throws GeneralSecurityException {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes(LABEL);
        info.write(type.code());
        info.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract()
                                .addIKM(secret)
                                .thenExpand(info.toByteArray(), SEED));
    }

    /**
     * Both standards make a key of 32 random bytes and nothing else. The JDK takes them from the
     * source of randomness that it is given, since it has no way to take them as they are.
     */
    private static KeyPair pair(SignatureType type, byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm());
        generator.initialize(new NamedParameterSpec(type.algorithm()), new Given(seed));
        return generator.generateKeyPair();
    }

    /** Gives out the seed, once, whole. */
    private static final class Given extends SecureRandom {

        private final byte[] seed;
        private boolean given;

        Given(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (given || bytes.length != SEED) {
                throw new IllegalStateException("this JDK does not make keys of one seed");
            }
            given = true;
            System.arraycopy(seed, 0, bytes, 0, SEED);
        }
    }
}
