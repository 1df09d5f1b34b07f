// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.shredding.keys.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets from which each log has its keys, from a PEM file (RFC 7468) of Ed25519 pairs: each
 * private key before its public one. Of all of them a key of each log is derived and signs: a new
 * pair is added before an old one is removed, so that verifiers can change from one to the other in
 * between.
 */
final class LogKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN (PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\\s]*)-----END \\1"
                            + " KEY-----");

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private LogKeys() {}

    /**
     * The pairs of a file, which only its owner may read.
     *
     * @throws IllegalStateException when there is no such file, or no key in it
     */
    static List<KeyPair> read(Path file) {
        try {
            KeyFile.requireOwnerOnly(file);
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            throw new IllegalStateException(
                    "the log keys cannot be read from " + file + ": " + failure.getMessage(),
                    failure);
        }
    }

    /** The same; a file that is not there is made, with a new key. */
    static List<KeyPair> readOrCreate(Path file) {
        if (!Files.exists(file)) {
            create(file);
        }
        return read(file);
    }

    private static List<KeyPair> parse(String pem) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        List<PrivateKey> secret = new ArrayList<>();
        List<PublicKey> published = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
            if (blocks.group(1).equals("PRIVATE")) {
                secret.add(keys.generatePrivate(new PKCS8EncodedKeySpec(der)));
            } else {
                published.add(keys.generatePublic(new X509EncodedKeySpec(der)));
            }
        }
        if (secret.isEmpty() || secret.size() != published.size()) {
            throw new IllegalArgumentException(
                    "it does not contain pairs of a private and a public key");
        }
        List<KeyPair> pairs = new ArrayList<>();
        for (int i = 0; i < secret.size(); i++) {
            pairs.add(new KeyPair(published.get(i), secret.get(i)));
        }
        return pairs;
    }

    /** Makes the file with one new key; never over one that is there. */
    static void create(Path file) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            String pem =
                    block("PRIVATE", pair.getPrivate().getEncoded())
                            + block("PUBLIC", pair.getPublic().getEncoded());
            Files.createDirectories(folderOf(file));
            Path fresh = Files.createTempFile(folderOf(file), ".log-keys", ".pem", OWNER_ONLY);
            Files.writeString(fresh, pem, StandardCharsets.US_ASCII);
            Files.createLink(file, fresh); // fails, and overwrites nothing, if another was faster
            Files.delete(fresh);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "no log key could be created in " + file + ": " + failure.getMessage(),
                    failure);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private static String block(String kind, byte[] der) {
        return "-----BEGIN %s KEY-----\n%s\n-----END %s KEY-----\n"
                .formatted(
                        kind,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der),
                        kind);
    }
}
