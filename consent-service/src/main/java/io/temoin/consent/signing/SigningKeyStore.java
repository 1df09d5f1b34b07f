// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.temoin.consent.signing.SigningKey.AtProvider;
import io.temoin.consent.signing.SigningKey.InFile;
import io.temoin.consent.signing.SigningKey.Sealed;
import io.temoin.keyproviders.SigningAlgorithm;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.keystart.NewKeyFile;
import io.temoin.keystart.SealedSecret;
import io.temoin.shredding.keys.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that sign receipts, in a file: a JWK set (RFC 7517). The private half of each is in it,
 * in clear or sealed by the key provider, or stays at the provider. The first key signs; the others
 * are published as well, so that receipts signed before a rotation still verify.
 */
public final class SigningKeyStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LABEL = "signing-keys";

    private SigningKeyStore() {}

    /**
     * The keys in {@code file}, the signing one first.
     *
     * @throws UncheckedIOException when it cannot be read, or others may read it too
     * @throws IllegalStateException when it is not there, or holds anything but keys
     */
    static List<SigningKey> read(Path file) {
        CreateSigningKeysCommand.FILE.requireExisting(file);
        List<SigningKey> keys = new ArrayList<>();
        try {
            KeyFile.requireOwnerOnly(file);
            for (JsonNode jwk : JSON.readTree(Files.readAllBytes(file)).path("keys")) {
                keys.add(SigningKey.read(jwk));
            }
        } catch (JsonProcessingException _) {
            throw unusable(file, "it is not JSON"); // the exception quotes the file
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the signing keys in TEMOIN_SIGNING_KEY_FILE cannot be read: "
                            + failure.getMessage(),
                    failure);
        } catch (IllegalArgumentException | IllegalStateException failure) {
            throw unusable(file, String.valueOf(failure.getMessage()));
        }
        if (keys.isEmpty()) {
            throw unusable(file, "it contains no signing keys");
        }
        return keys;
    }

    private static IllegalStateException unusable(Path file, String why) {
        return new IllegalStateException(
                "The file %s in TEMOIN_SIGNING_KEY_FILE cannot be used: %s. Restore it from a backup."
                        .formatted(file, why));
    }

    /**
     * The same; makes the file with one new key, readable by its owner only, when there is none.
     */
    public static List<SigningKey> readOrCreate(Path file, SigningAlgorithm algorithm) {
        if (Files.notExists(file)) {
            create(file, algorithm);
        }
        return read(file);
    }

    private static void create(Path file, SigningAlgorithm algorithm) {
        try {
            NewKeyFile.writeUnlessThere(file, content(List.of(fresh(algorithm))));
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the signing keys cannot be written to " + file + ": " + failure.getMessage(),
                    failure);
        }
    }

    /** A file with these keys. */
    static byte[] content(List<SigningKey> keys) {
        ArrayNode jwks = JSON.createArrayNode();
        keys.forEach(key -> jwks.add(key.jwk()));
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(JSON.createObjectNode().set("keys", jwks));
        } catch (IOException failure) {
            throw new UncheckedIOException("writing to memory does not fail", failure);
        }
    }

    /** A fresh key, in clear. */
    static SigningKey fresh(SigningAlgorithm algorithm) {
        KeyPair made = LocalSigner.generate(algorithm);
        return new SigningKey(
                PublishedKey.of(algorithm, made.getPublic().getEncoded()),
                new InFile(LocalSigner.secret(algorithm, made.getPrivate())));
    }

    /** A fresh key that stays at the provider. Blocks. */
    static SigningKey atProvider(SigningProvider provider, SigningAlgorithm algorithm) {
        String key = provider.createSigningKey(LABEL, algorithm);
        return new SigningKey(
                PublishedKey.of(algorithm, provider.publicKey(key)), new AtProvider(key));
    }

    /**
     * The same keys, sealed by the provider under one fresh key of it. Blocks.
     *
     * @throws IllegalArgumentException when none of them is in clear
     */
    static List<SigningKey> sealed(List<SigningKey> keys, SigningProvider provider) {
        if (keys.stream().noneMatch(key -> key.privateHalf() instanceof InFile)) {
            throw new IllegalArgumentException("No private key of the file is in clear.");
        }
        String wrapping = provider.createKey(LABEL);
        return keys.stream().map(key -> sealed(key, provider, wrapping)).toList();
    }

    private static SigningKey sealed(SigningKey key, SigningProvider provider, String wrapping) {
        return key.privateHalf() instanceof InFile(byte[] secret)
                ? new SigningKey(
                        key.published(),
                        new Sealed(
                                SealedSecret.seal(
                                        provider,
                                        wrapping,
                                        secret,
                                        SigningKey.purpose(key.published()))))
                : key;
    }
}
