// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hash of everything in a log. What is hashed here has some 50 to 200 bytes, and of these the
 * JDK's own hash takes about half the time of a native one, which has to leave the virtual machine
 * for each; where the JDK has none, as where only certified modules may be used, another does.
 */
public final class Sha256 {

    private static final String ALGORITHM = "SHA-256";
    private static final String HMAC = "HmacSHA256";
    private static final Provider HASHES = provider("SUN", "MessageDigest", ALGORITHM);
    private static final Provider HMACS = provider("SunJCE", "Mac", HMAC);

    private Sha256() {}

    /** The JDK's own where there is one, else the first that has the algorithm. */
    static Provider provider(String own, String type, String algorithm) {
        return Stream.concat(
                        Stream.ofNullable(Security.getProvider(own)),
                        Arrays.stream(Security.getProviders()))
                .filter(provider -> provider.getService(type, algorithm) != null)
                .findFirst()
                .orElseThrow();
    }

    /** A new digest, not for use by two threads at a time. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance(ALGORITHM, HASHES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A new HMAC-SHA-256 with this key, not for use by two threads at a time. */
    public static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC, HMACS);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
