// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.verifier;

import io.temoin.transparency.entry.BundleManifest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The verifier as it was built with this service, {@code temoin-verify.jar}. A build that left it
 * out has none to give.
 */
@Singleton
public class VerifierJar {

    /** Its name for whoever stores it. */
    public static final String NAME = "temoin-verify.jar";

    /** The file, and the SHA-256 of it in hexadecimal digits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Jar(byte[] content, String sha256) {}

    private final Optional<Jar> jar = read();

    private static Optional<Jar> read() {
        try (InputStream file = VerifierJar.class.getResourceAsStream(NAME)) {
            if (file == null) {
                return Optional.empty();
            }
            byte[] content = file.readAllBytes();
            return Optional.of(new Jar(content, BundleManifest.sha256(content)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Optional<Jar> jar() {
        return jar;
    }

    /** Its checksum, when it is there. */
    public Optional<String> sha256() {
        return jar.map(Jar::sha256);
    }

    /** Its path in this service, which is of this jar for ever. */
    public static String path(String sha256) {
        return "/v1/verifier/" + sha256 + "/" + NAME;
    }
}
