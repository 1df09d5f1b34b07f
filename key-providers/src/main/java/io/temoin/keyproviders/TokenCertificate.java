// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * The certificate that a token has beside a private key: the JDK finds no key without one. It is
 * signed by its own key, says nothing but the key's name, and nobody trusts it.
 */
final class TokenCertificate {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BITS = 63;
    private static final byte[] VERSION_3 = {2};

    /** 2.5.4.3. */
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

    /** A sequence of 1.2.840.10045.4.3.2: ECDSA with SHA-256. */
    private static final byte[] ECDSA_WITH_SHA256 =
            HexFormat.of().parseHex("300a06082a8648ce3d040302");

    /** Before any key was created, and RFC 5280's word for no end. */
    private static final byte[] VALIDITY =
            Der.value(
                    Der.SEQUENCE,
                    Der.value(Der.UTC_TIME, ascii("260101000000Z")),
                    Der.value(Der.GENERALIZED_TIME, ascii("99991231235959Z")));

    private TokenCertificate() {}

    /** The certificate of a key pair on P-256. */
    static X509Certificate of(String name, KeyPair pair, Provider provider)
            throws GeneralSecurityException {
        byte[] subject =
                Der.value(
                        Der.SEQUENCE,
                        Der.value(
                                Der.SET,
                                Der.value(
                                        Der.SEQUENCE,
                                        COMMON_NAME,
                                        Der.value(Der.UTF8_STRING, ascii(name)))));
        byte[] serial = new BigInteger(SERIAL_BITS, RANDOM).toByteArray();
        byte[] content =
                Der.value(
                        Der.SEQUENCE,
                        Der.value(Der.EXPLICIT_0, Der.value(Der.INTEGER, VERSION_3)),
                        Der.value(Der.INTEGER, serial),
                        ECDSA_WITH_SHA256,
                        subject,
                        VALIDITY,
                        subject,
                        pair.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withECDSA", provider);
        signature.initSign(pair.getPrivate());
        signature.update(content);
        byte[] noUnusedBits = {0};
        byte[] certificate =
                Der.value(
                        Der.SEQUENCE,
                        content,
                        ECDSA_WITH_SHA256,
                        Der.value(Der.BIT_STRING, noUnusedBits, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
