// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The file with the witness's keys, of each two lines: the verifier key, and the private key (PKCS
 * #8 in base64). Nobody but its owner may read it.
 */
final class KeyFile {

    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    KeyFile(Path folder) {
        this.file = folder.resolve("witness.key");
    }

    /**
     * Makes a key of each type and writes the file. The caller has the folder's lock.
     *
     * @param name the name of the witness, which no one changes later
     * @throws CannotRun when there is a key already
     */
    List<VerifierKey> create(String name, List<SignatureType> types) throws IOException {
        if (Files.exists(file)) {
            throw new CannotRun("There is a key in " + file + " already; it is not overwritten.");
        }
        List<VerifierKey> keys = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (SignatureType type : types) {
            KeyPair pair = pair(type);
            VerifierKey key = VerifierKey.of(name, type, pair.getPublic());
            text.append(key).append('\n');
            text.append(StrictText.base64(pair.getPrivate().getEncoded())).append('\n');
            keys.add(key);
        }
        DurableFile.write(file, StrictText.bytes(text.toString(), "The key file"));
        return keys;
    }

    /**
     * The keys, after each has signed once to see that both halves belong together.
     *
     * @throws CannotRun when there is none, others may read it, or it is damaged
     */
    WitnessKeys read() throws IOException {
        if (!Files.exists(file)) {
            throw new CannotRun("There is no key in " + file + "; \"init\" makes one.");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
            throw new CannotRun(
                    "Other users may read or write " + file + "; its mode must be 600.");
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (Untrusted | GeneralSecurityException | IllegalStateException _) {
            // Neither the file nor what a parser says of it belongs in a message.
            throw new CannotRun("The key in " + file + " is damaged.");
        }
    }

    private static WitnessKeys parse(byte[] content) throws GeneralSecurityException {
        List<String> lines =
                StrictText.lines(StrictText.utf8(content, "The key file"), "The key file");
        if (lines.isEmpty() || lines.size() % 2 != 0) {
            throw new Untrusted("The key file does not have two lines for each key.");
        }
        List<NoteSigner> signers = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            signers.add(signer(VerifierKey.parse(lines.get(i)), lines.get(i + 1)));
        }
        return new WitnessKeys(signers);
    }

    private static NoteSigner signer(VerifierKey key, String base64)
            throws GeneralSecurityException {
        byte[] encoded = StrictText.base64(base64, "The private key");
        PrivateKey privateKey =
                KeyFactory.getInstance(key.type().algorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        NoteSigner signer = new NoteSigner(key, privateKey);
        // No log has this origin, and nobody gets to see the signature.
        signer.cosign(new Checkpoint("a trial of the key", TreeHead.EMPTY), 0);
        return signer;
    }

    private static KeyPair pair(SignatureType type) {
        try {
            return KeyPairGenerator.getInstance(type.algorithm()).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 24 on has " + type.algorithm(), e);
        }
    }
}
