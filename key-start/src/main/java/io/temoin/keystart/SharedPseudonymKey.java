// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.shredding.keys.KeyFile;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key that turns a phone number into the pseudonym of a person, in a file by which the service
 * that has it gives it to another one. In clear, or sealed by the key provider of the service that
 * received it. Its check value tells it from a damaged one: under another key, everybody would be
 * somebody else.
 *
 * @param service the short name of the service whose key it is
 * @param checkValue of the key, in hexadecimal; says nothing about the key
 * @param secret the key; {@code null} when it is sealed
 * @param sealed {@code null} when it is in clear
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SharedPseudonymKey(
        String service,
        String checkValue,
        byte @Nullable [] secret,
        @Nullable SealedSecret sealed) {

    /** Names the file, where it is written and where it is read. */
    public static final String VARIABLE = "TEMOIN_PERSON_KEY_FILE";

    /** Where the file is if the variable is not set. */
    public static final String DEFAULT_FILE = "person-key.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LABEL = "person-key";
    private static final String PURPOSE = "person-key|";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int CHECK_BYTES = 16;
    private static final byte[] CHECKED =
            "temoin|pseudonym-key-check".getBytes(StandardCharsets.US_ASCII);

    /** A key in clear. */
    public static SharedPseudonymKey of(String service, byte[] secret) {
        return new SharedPseudonymKey(service, checkValue(secret), secret.clone(), null);
    }

    /**
     * Reads the file.
     *
     * @throws UncheckedIOException when it cannot be read, or others may read it too
     * @throws IllegalStateException when it holds anything else, or a key in clear that does not
     *     have its check value
     */
    public static SharedPseudonymKey read(Path file) {
        try {
            KeyFile.requireOwnerOnly(file);
            SharedPseudonymKey key = parse(JSON.readTree(Files.readAllBytes(file)));
            if (key.secret() != null) {
                key.requireChecked(key.secret());
            }
            return key;
        } catch (JsonProcessingException | IllegalArgumentException _) {
            // the exception quotes the file
            throw new IllegalStateException(
                    ("The file %s (%s) does not hold the key of pseudonyms. consent-service writes"
                                    + " it with the command 'share-pseudonym-key'.")
                            .formatted(file, VARIABLE));
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the key in %s cannot be read: %s".formatted(VARIABLE, failure.getMessage()),
                    failure);
        }
    }

    private static SharedPseudonymKey parse(JsonNode file) {
        String sealed = file.path("sealed").textValue();
        return new SharedPseudonymKey(
                file.required("service").asText(),
                file.required("check").asText(),
                sealed == null
                        ? Base64.getDecoder().decode(file.required("secret").asText())
                        : null,
                sealed == null ? null : SealedSecret.parse(sealed));
    }

    /**
     * The key. Blocks while a key provider is away.
     *
     * @throws IllegalStateException when it is sealed and does not open, or is not the key with
     *     this check value
     */
    public byte[] open(KeyProviders providers) {
        byte[] key = secret == null ? unsealed(providers) : secret;
        requireChecked(key);
        return key;
    }

    private byte[] unsealed(KeyProviders providers) {
        if (sealed == null || !providers.isUsed()) {
            throw new IllegalStateException(
                    ("The key in %s is sealed by a key provider, but temoin.key-provider.type is"
                                    + " file.")
                            .formatted(VARIABLE));
        }
        try {
            return providers.atStart(provider -> sealed.open(provider, purpose()));
        } catch (Tampered failure) {
            throw new IllegalStateException(
                    "The sealed key in %s does not open: the file was changed, or is sealed by"
                                    .formatted(VARIABLE)
                            + " another key provider.",
                    failure);
        }
    }

    /** The same key, sealed under a fresh key of the provider. Blocks. */
    public SharedPseudonymKey sealedBy(SigningProvider provider) {
        if (secret == null) {
            throw new IllegalArgumentException("The key in the file is sealed already.");
        }
        return new SharedPseudonymKey(
                service,
                checkValue,
                null,
                SealedSecret.seal(provider, provider.createKey(LABEL), secret, purpose()));
    }

    /** What the file says. */
    public byte[] content() {
        ObjectNode file = JSON.createObjectNode().put("service", service).put("check", checkValue);
        if (secret != null) {
            file.put("secret", Base64.getEncoder().encodeToString(secret));
        } else if (sealed != null) {
            file.put("sealed", sealed.text());
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("writing to memory does not fail", failure);
        }
    }

    /**
     * Writes a key in clear into a file that is not there yet, readable by its owner only.
     *
     * @throws IllegalStateException when it is there, or cannot be written
     */
    public String write(Path file) {
        try {
            NewKeyFile.write(file, content());
        } catch (FileAlreadyExistsException failure) {
            throw new IllegalStateException(
                    "The file %s already exists and was left unchanged."
                            .formatted(file.toAbsolutePath()),
                    failure);
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "%s cannot be written: %s".formatted(file, failure.getMessage()), failure);
        }
        return ("The file %s with the key of pseudonyms (check value %s) was written, readable by"
                        + " its owner only. Give it to retention-service (%s), seal it there with"
                        + " 'seal-person-key' if there is a key provider, and destroy every other"
                        + " copy: whoever has it can tell whose a pseudonym is.")
                .formatted(file.toAbsolutePath(), checkValue, VARIABLE);
    }

    /** Writes the key into the file, and reports as a command does. */
    public int share(Path file, PrintStream said, PrintStream failed) {
        try {
            said.println(write(file));
            return 0;
        } catch (IllegalStateException | KeyProviderUnavailable failure) {
            failed.println(failure.getMessage());
            return 1;
        }
    }

    private void requireChecked(byte[] key) {
        if (!MessageDigest.isEqual(
                checkValue.getBytes(StandardCharsets.US_ASCII),
                checkValue(key).getBytes(StandardCharsets.US_ASCII))) {
            throw new IllegalStateException(
                    ("The key in %s does not have the check value %s: people would be taken for"
                                    + " others. Have consent-service write the file again with"
                                    + " 'share-pseudonym-key'.")
                            .formatted(VARIABLE, checkValue));
        }
    }

    private String purpose() {
        return PURPOSE + service + "|" + checkValue;
    }

    private static String checkValue(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(CHECKED), CHECK_BYTES));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, failure);
        }
    }

    @Override
    public String toString() {
        return "SharedPseudonymKey of " + service;
    }
}
