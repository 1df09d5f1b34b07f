// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.keyproviders.SigningProvider;
import io.temoin.keystart.KeyProviders;
import io.temoin.keystart.NewKeyFile;
import io.temoin.keystart.SealedSecret;
import io.temoin.shredding.keys.KeyFile;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The secrets from which each log has its keys, from a PEM file (RFC 7468) of Ed25519 pairs: each
 * private key before its public one. A private key is in clear, or sealed by the key provider. Of
 * all of them a key of each log is derived and signs: a new pair is added before an old one is
 * removed, so that verifiers can change from one to the other in between.
 */
final class LogKeys {

    private static final Logger LOG = Logger.getLogger(LogKeys.class);
    private static final String VARIABLE = CreateLogKeysCommand.FILE.variable();
    private static final String ALGORITHM = "Ed25519";
    private static final String CLEAR = "PRIVATE KEY";
    private static final String SEALED = "TEMOIN SEALED PRIVATE KEY";
    private static final String PUBLISHED = "PUBLIC KEY";
    private static final String LABEL = "log-keys";
    private static final byte[] SAMPLE = "temoin|log-key-check".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN (%s|%s|%s)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----"
                            .formatted(CLEAR, SEALED, PUBLISHED));

    /** The PEM of one private key, and the public key after it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Pair(String kind, byte[] content, byte[] published) {

        boolean isSealed() {
            return kind.equals(SEALED);
        }

        /** What sealing it is bound to: sealed, it stands for no other public key. */
        String purpose() {
            return "logs|" + HexFormat.of().formatHex(published);
        }

        SealedSecret secret() {
            return SealedSecret.parse(new String(content, StandardCharsets.US_ASCII));
        }

        String pem() {
            return block(kind, content) + block(PUBLISHED, published);
        }
    }

    private LogKeys() {}

    /**
     * The pairs of a file, which only its owner may read.
     *
     * @throws IllegalStateException when there is no such file, no key in it, or a key in it that
     *     does not open
     */
    static List<KeyPair> read(Path file, KeyProviders providers) {
        return said(
                file,
                () -> {
                    List<Pair> pairs = pairs(file);
                    warnOfClearKeys(pairs, providers);
                    List<KeyPair> keys = new ArrayList<>();
                    for (Pair pair : pairs) {
                        if (pair.isSealed()) {
                            requireProvider(file, providers);
                        }
                        keys.add(keyPair(pair, secretOf(pair, providers)));
                    }
                    return keys;
                });
    }

    /** The same; a file that is not there is made, with a new key. */
    static List<KeyPair> readOrCreate(Path file, KeyProviders providers) {
        if (!Files.exists(file)) {
            try {
                NewKeyFile.writeUnlessThere(file, fresh());
            } catch (IOException failure) {
                throw new UncheckedIOException(
                        "no log key could be created in " + file + ": " + failure.getMessage(),
                        failure);
            }
        }
        return read(file, providers);
    }

    /**
     * Checks what can be checked of a file without asking a key provider.
     *
     * @throws IllegalStateException when there is no such file, no key in it, a key in clear that
     *     does not match its public one, or a sealed one though no provider is set
     */
    static void check(Path file, KeyProviders providers) {
        said(
                file,
                () -> {
                    List<Pair> pairs = pairs(file);
                    for (Pair pair : pairs) {
                        if (pair.isSealed()) {
                            requireProvider(file, providers);
                            pair.secret();
                        } else {
                            keyPair(pair, privateKey(pair.content()));
                        }
                    }
                    return pairs;
                });
    }

    /** The content of a file with one new key, in clear. */
    static byte[] fresh() {
        return freshPair().pem().getBytes(StandardCharsets.US_ASCII);
    }

    /** The same, sealed by the provider. Blocks. */
    static byte[] freshSealed(SigningProvider provider) {
        return sealed(List.of(freshPair()), provider);
    }

    /**
     * The content of a file with the keys of this one, sealed by the provider. Blocks.
     *
     * @throws IllegalArgumentException when none of them is in clear
     */
    static byte[] sealed(Path file, SigningProvider provider) {
        List<Pair> pairs = said(file, () -> pairs(file));
        if (pairs.stream().allMatch(Pair::isSealed)) {
            throw new IllegalArgumentException("No private key of the file is in clear.");
        }
        return sealed(pairs, provider);
    }

    private static byte[] sealed(List<Pair> pairs, SigningProvider provider) {
        String wrapping = provider.createKey(LABEL);
        StringBuilder pem = new StringBuilder();
        pairs.forEach(pair -> pem.append(sealed(pair, provider, wrapping).pem()));
        return pem.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Pair sealed(Pair pair, SigningProvider provider, String wrapping) {
        if (pair.isSealed()) {
            return pair;
        }
        try {
            EdECPrivateKey key = (EdECPrivateKey) privateKey(pair.content());
            SealedSecret secret =
                    SealedSecret.seal(
                            provider, wrapping, key.getBytes().orElseThrow(), pair.purpose());
            return new Pair(
                    SEALED, secret.text().getBytes(StandardCharsets.US_ASCII), pair.published());
        } catch (GeneralSecurityException failure) {
            throw new IllegalArgumentException("The file holds something else than keys.", failure);
        }
    }

    private static void warnOfClearKeys(List<Pair> pairs, KeyProviders providers) {
        if (providers.isUsed() && !pairs.stream().allMatch(Pair::isSealed)) {
            LOG.warn(
                    "a key provider is set, but keys that sign the logs are in clear in their file:"
                            + " seal them with the command 'seal-log-keys'");
        }
    }

    private static PrivateKey secretOf(Pair pair, KeyProviders providers)
            throws GeneralSecurityException {
        if (!pair.isSealed()) {
            return privateKey(pair.content());
        }
        byte[] seed = providers.atStart(provider -> opened(pair, provider));
        return KeyFactory.getInstance(ALGORITHM)
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    }

    private static void requireProvider(Path file, KeyProviders providers) {
        if (!providers.isUsed()) {
            throw new IllegalStateException(
                    ("A key in %s (%s) is sealed by a key provider, but"
                                    + " temoin.key-provider.type is file. Set the provider that"
                                    + " sealed it.")
                            .formatted(file, VARIABLE));
        }
    }

    private static byte[] opened(Pair pair, SigningProvider provider) {
        return pair.secret().open(provider, pair.purpose());
    }

    /** A log under keys that nobody can verify with would stop, but only when it signs. */
    private static KeyPair keyPair(Pair pair, PrivateKey secret) throws GeneralSecurityException {
        PublicKey published =
                KeyFactory.getInstance(ALGORITHM)
                        .generatePublic(new X509EncodedKeySpec(pair.published()));
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(secret);
        signature.update(SAMPLE);
        byte[] sample = signature.sign();
        signature.initVerify(published);
        signature.update(SAMPLE);
        if (!signature.verify(sample)) {
            throw new IllegalArgumentException(
                    "a private key does not belong to the public key after it");
        }
        return new KeyPair(published, secret);
    }

    private static PrivateKey privateKey(byte[] der) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static Pair freshPair() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new Pair(CLEAR, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, failure);
        }
    }

    private static List<Pair> pairs(Path file) throws IOException {
        CreateLogKeysCommand.FILE.requireExisting(file);
        KeyFile.requireOwnerOnly(file);
        List<Pair> pairs = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        List<byte[]> secrets = new ArrayList<>();
        List<byte[]> published = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            byte[] content = Base64.getMimeDecoder().decode(blocks.group(2));
            if (blocks.group(1).equals(PUBLISHED)) {
                published.add(content);
            } else {
                kinds.add(blocks.group(1));
                secrets.add(content);
            }
        }
        if (secrets.isEmpty() || secrets.size() != published.size()) {
            throw new IllegalArgumentException(
                    "it does not contain pairs of a private and a public key");
        }
        for (int i = 0; i < secrets.size(); i++) {
            pairs.add(new Pair(kinds.get(i), secrets.get(i), published.get(i)));
        }
        return pairs;
    }

    private interface Reading<T> {
        T get() throws IOException, GeneralSecurityException;
    }

    private static <T> T said(Path file, Reading<T> reading) {
        try {
            return reading.get();
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "The log keys in %s cannot be read: %s"
                            .formatted(VARIABLE, failure.getMessage()),
                    failure);
        } catch (GeneralSecurityException | IllegalArgumentException | Tampered failure) {
            throw new IllegalStateException(
                    "The file %s in %s cannot be used: %s. Restore it from a backup."
                            .formatted(file, VARIABLE, failure.getMessage()),
                    failure);
        }
    }

    private static String block(String kind, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
                .formatted(
                        kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
    }
}
