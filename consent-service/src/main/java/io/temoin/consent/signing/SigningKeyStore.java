// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.eventsourcing.Sha256;
import io.temoin.shredding.keys.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The keys that sign receipts, in a file: a JWK set (RFC 7517, RFC 8037) with private halves. The
 * first key signs; the others are published as well, so that receipts signed before a rotation
 * still verify.
 */
public final class SigningKeyStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * One key.
     *
     * @param id its thumbprint (RFC 7638)
     * @param secret the private half, Base64url
     * @param open the public half, Base64url
     */
    public record SigningKey(String id, String secret, String open) {

        byte[] secretBytes() {
            return Base64.getUrlDecoder().decode(secret);
        }

        /** The public half, as it is published. */
        ObjectNode jwk() {
            return JSON.createObjectNode()
                    .put("kty", "OKP")
                    .put("crv", "Ed25519")
                    .put("x", open)
                    .put("kid", id)
                    .put("use", "sig")
                    .put("alg", "EdDSA");
        }

        @Override
        public String toString() {
            return "SigningKey[" + id + "]";
        }
    }

    private SigningKeyStore() {}

    /**
     * The keys in {@code file}, the signing one first.
     *
     * @throws UncheckedIOException when it cannot be read, or others may read it too
     */
    static List<SigningKey> read(Path file) {
        List<SigningKey> keys = new ArrayList<>();
        try {
            KeyFile.requireOwnerOnly(file);
            for (JsonNode jwk : JSON.readTree(Files.readAllBytes(file)).path("keys")) {
                keys.add(key(jwk.required("d").textValue(), jwk.required("x").textValue()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the signing keys in TEMOIN_SIGNING_KEY_FILE cannot be read: "
                            + failure.getMessage(),
                    failure);
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException(
                    "the file in TEMOIN_SIGNING_KEY_FILE contains no signing keys");
        }
        return keys;
    }

    /**
     * The same; makes the file with one new key, readable by its owner only, when there is none.
     */
    public static List<SigningKey> readOrCreate(Path file) {
        if (Files.notExists(file)) {
            create(file);
        }
        return read(file);
    }

    /** Makes the file with one new key, unless there is one. */
    static void create(Path file) {
        KeyPair made = Ed25519Signer.generate();
        SigningKey key = key(base64(made.getPrivate()), base64(made.getPublic()));
        ArrayNode keys = JSON.createArrayNode();
        keys.add(key.jwk().put("d", key.secret()));
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".signing-keys", ".json", OWNER_ONLY);
            Files.write(
                    fresh,
                    JSON.writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(JSON.createObjectNode().set("keys", keys)));
            place(fresh, file);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the signing keys cannot be written to " + file + ": " + failure.getMessage(),
                    failure);
        }
    }

    /**
     * Never over a file that another process put there meanwhile: its key may be in use. A link is
     * the one step that cannot; a file system without links stops the start.
     */
    private static void place(Path fresh, Path file) throws IOException {
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // that one is read instead
        }
        Files.delete(fresh);
    }

    private static SigningKey key(String secret, String open) {
        SigningKey key = new SigningKey(thumbprint(open), secret, open);
        if (key.secretBytes().length != Ed25519Signer.KEY_BYTES
                || Base64.getUrlDecoder().decode(open).length != Ed25519Signer.KEY_BYTES) {
            throw new IllegalStateException("a signing key is an Ed25519 key of 32 bytes");
        }
        return key;
    }

    /** RFC 7638 §3, RFC 8037 appendix A.3: the required members in order, without spaces. */
    private static String thumbprint(String open) {
        String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + open + "\"}";
        return ENCODER.encodeToString(Sha256.of(members));
    }

    private static String base64(Key key) {
        return ENCODER.encodeToString(Ed25519Signer.raw(key));
    }
}
