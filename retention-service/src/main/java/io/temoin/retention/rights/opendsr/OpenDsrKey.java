// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.temoin.keyproviders.SigningProvider;
import io.temoin.keystart.KeyProviders;
import io.temoin.keystart.SealedSecret;
import io.temoin.shredding.keys.KeyFile;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The private key of the OpenDSR certificate as its file has it: PKCS#8 in PEM (RFC 7468), in clear
 * as the certificate authority's tools write it, or sealed by the key provider.
 *
 * @param secret PKCS#8 in DER; {@code null} when it is sealed
 * @param sealed {@code null} when it is in clear
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record OpenDsrKey(byte @Nullable [] secret, @Nullable SealedSecret sealed) {

    /** Names the file. */
    static final String VARIABLE = "TEMOIN_OPENDSR_KEY_FILE";

    private static final String LABEL = "opendsr-key";

    /** Bound into the wrapping. */
    private static final String PURPOSE = "opendsr-key|retention";

    private static final String SEALED = "sealed:";
    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

    /**
     * Reads the file.
     *
     * @throws UncheckedIOException when it cannot be read, or others may read it too
     * @throws IllegalStateException when it holds anything but one key
     */
    static OpenDsrKey read(Path file) {
        try {
            KeyFile.requireOwnerOnly(file);
            return parse(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the key in %s cannot be read: %s".formatted(VARIABLE, failure.getMessage()),
                    failure);
        } catch (IllegalArgumentException _) {
            // the exception quotes the file
            throw new IllegalStateException(
                    ("The file %s (%s) does not hold a private key: PKCS#8 in PEM, in clear and"
                                    + " without a password, or what 'seal-opendsr-key' wrote.")
                            .formatted(file, VARIABLE));
        }
    }

    private static OpenDsrKey parse(String file) {
        if (file.startsWith(SEALED)) {
            return new OpenDsrKey(null, SealedSecret.parse(file.substring(SEALED.length())));
        }
        Matcher pem = PEM.matcher(file);
        if (!pem.matches()) {
            throw new IllegalArgumentException("no private key");
        }
        return new OpenDsrKey(Base64.getMimeDecoder().decode(pem.group(1)), null);
    }

    /**
     * The key in PKCS#8. Blocks while a key provider is away.
     *
     * @throws IllegalStateException when it is sealed and does not open
     */
    byte[] open(KeyProviders providers) {
        if (secret != null) {
            return secret;
        }
        if (sealed == null || !providers.isUsed()) {
            throw new IllegalStateException(
                    "The key in %s is sealed by a key provider, but temoin.key-provider.type is file."
                            .formatted(VARIABLE));
        }
        try {
            return providers.atStart(provider -> sealed.open(provider, PURPOSE));
        } catch (Tampered failure) {
            throw new IllegalStateException(
                    "The sealed key in %s does not open: the file was changed, or is sealed by"
                                    .formatted(VARIABLE)
                            + " another key provider.",
                    failure);
        }
    }

    /**
     * The content of a file with the same key, sealed under a fresh key of the provider. Blocks.
     *
     * @throws IllegalArgumentException when it is sealed already
     */
    byte[] sealedBy(SigningProvider provider) {
        if (secret == null) {
            throw new IllegalArgumentException("The key in the file is sealed already.");
        }
        String text =
                SealedSecret.seal(provider, provider.createKey(LABEL), secret, PURPOSE).text();
        return (SEALED + text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "OpenDsrKey[redacted]";
    }
}
