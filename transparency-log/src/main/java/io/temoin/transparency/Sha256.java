// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The hash of everything in a log. What is hashed here has some 50 to 200 bytes, and of these the
 * JDK's own hash takes about half the time of a native one, which has to leave the virtual machine
 * for each; where the JDK has none, as where only certified modules may be used, another does.
 */
public final class Sha256 {

    private static final String ALGORITHM = "SHA-256";
    private static final String HMAC = "HmacSHA256";
    private static final @Nullable Provider OWN = Security.getProvider("SUN");
    private static final @Nullable Provider OWN_HMAC = Security.getProvider("SunJCE");

    private Sha256() {}

    /** A new digest, not for use by two threads at a time. */
    public static MessageDigest digest() {
        try {
            return OWN == null
                    ? MessageDigest.getInstance(ALGORITHM)
                    : MessageDigest.getInstance(ALGORITHM, OWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A new HMAC-SHA-256 with this key, not for use by two threads at a time. */
    public static Mac hmac(byte[] key) {
        try {
            Mac mac = OWN_HMAC == null ? Mac.getInstance(HMAC) : Mac.getInstance(HMAC, OWN_HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
