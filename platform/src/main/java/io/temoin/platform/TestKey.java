// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The RSA key pair that signs the tokens of one test JVM. It travels in a system property: a
 * Quarkus test resource and the test itself may see this class through different class loaders.
 */
final class TestKey {

    private static final String PROPERTY = "temoin.test.signing-key";

    private TestKey() {}

    /**
     * The public half, as {@code quarkus.oidc.public-key} wants it. The pair is made at the first
     * call: where the second compiler is switched off, it takes seconds of CPU.
     */
    static String publicHalf() {
        try {
            if (System.getProperty(PROPERTY) == null) {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                var pair = generator.generateKeyPair();
                System.setProperty(PROPERTY, base64(pair.getPrivate().getEncoded()));
            }
            var signing = (RSAPrivateCrtKey) signingKey();
            var spec = new RSAPublicKeySpec(signing.getModulus(), signing.getPublicExponent());
            return base64(KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private half, as it travels. */
    static String encoded() {
        var encoded = System.getProperty(PROPERTY);
        if (encoded == null) {
            throw new IllegalStateException(
                    "No key to sign with: the test lacks ServiceComponents.");
        }
        return encoded;
    }

    static PrivateKey signingKey() {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
