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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The file with the witness's key: the verifier key on the first line, the private key (PKCS #8 in
 * base64) on the second. Nobody but its owner may read it.
 */
final class KeyFile {

    private static final String ALGORITHM = "Ed25519";
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
     * Makes a key and writes the file. The caller has the folder's lock.
     *
     * @param name the name of the witness, which no one changes later
     * @throws CannotRun when there is a key already
     */
    VerifierKey create(String name) throws IOException {
        if (Files.exists(file)) {
            throw new CannotRun("There is a key in " + file + " already; it is not overwritten.");
        }
        KeyPair pair = pair();
        VerifierKey key = VerifierKey.of(name, SignatureType.ED25519_COSIGNATURE, pair.getPublic());
        String text = key + "\n" + StrictText.base64(pair.getPrivate().getEncoded()) + "\n";
        DurableFile.write(file, StrictText.bytes(text, "The key file"));
        return key;
    }

    /**
     * The key, after it has signed once to see that both halves belong together.
     *
     * @throws CannotRun when there is none, others may read it, or it is damaged
     */
    NoteSigner read() throws IOException {
        if (!Files.exists(file)) {
            throw new CannotRun("There is no key in " + file + "; \"init\" makes one.");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
            throw new CannotRun("Others may read or write " + file + "; its mode has to be 600.");
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (Untrusted | GeneralSecurityException | IllegalStateException _) {
            // Neither the file nor what a parser says of it belongs in a message.
            throw new CannotRun("The key in " + file + " is damaged.");
        }
    }

    private static NoteSigner parse(byte[] content) throws GeneralSecurityException {
        List<String> lines =
                StrictText.lines(StrictText.utf8(content, "The key file"), "The key file");
        if (lines.size() != 2) {
            throw new Untrusted("The key file has not two lines.");
        }
        byte[] encoded = StrictText.base64(lines.getLast(), "The private key");
        PrivateKey privateKey =
                KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        NoteSigner signer = new NoteSigner(VerifierKey.parse(lines.getFirst()), privateKey);
        // No log has this origin, and nobody gets to see the signature.
        signer.cosign(new Checkpoint("a trial of the key", TreeHead.EMPTY), 0);
        return signer;
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
