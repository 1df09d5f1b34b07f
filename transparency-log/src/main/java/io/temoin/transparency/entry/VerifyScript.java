// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The script in a bundle that verifies it with nothing but Python and openssl. Who runs a script
 * that came with the evidence runs whatever its sender wrote, so whoever verifies a bundle with a
 * program of their own also checks that the script in it is this one. A script that was given out
 * once stays known when there is a newer one.
 */
public final class VerifyScript {

    private static final String RESOURCE = "verify.py";

    private VerifyScript() {}

    /** The bytes of the script. */
    public static byte[] bytes() {
        try (InputStream script = VerifyScript.class.getResourceAsStream(RESOURCE)) {
            if (script == null) {
                throw new IllegalStateException("the script is not beside its class");
            }
            return script.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** SHA-256 of the script in hexadecimal digits. */
    public static String sha256() {
        return BundleManifest.sha256(bytes());
    }

    /**
     * Checks that this is the script.
     *
     * @throws Untrusted when it is another
     */
    public static void verify(byte[] script) {
        if (!Arrays.equals(script, bytes())) {
            throw new Untrusted(
                    "verify.py is not the script that bundles come with; do not run it.");
        }
    }
}
