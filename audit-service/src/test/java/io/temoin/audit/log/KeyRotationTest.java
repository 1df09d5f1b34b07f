// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.keystart.TestVault;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that grows while its key is replaced; the service starts anew for each step. */
class KeyRotationTest {

    private static final String LOG = "3f1c0b6a2d9e48d7a5b1c2d3e4f50617";

    @TempDir private Path folder = Path.of("");

    private final GrowingTree tree = GrowingTree.empty((_, _) -> {});

    @Test
    void whoHasTheOldKeyAndWhoHasTheNewOneBothVerifyWhileBothSign() throws IOException {
        String old = fresh("old.pem");
        String next = fresh("next.pem");

        CheckpointSigner before = signer(old);
        CheckpointSigner both = signer(old + next);
        CheckpointSigner after = signer(next);
        VerifierKey oldKey = before.verifierKeys(LOG).getFirst();
        VerifierKey newKey = after.verifierKeys(LOG).getFirst();

        assertThat(both.verifierKeys(LOG)).containsExactly(oldKey, newKey);
        assertSignedBy(before.sign(LOG, grown()), List.of(oldKey), List.of(newKey));
        assertSignedBy(both.sign(LOG, grown()), List.of(oldKey, newKey), List.of());
        assertSignedBy(after.sign(LOG, grown()), List.of(newKey), List.of(oldKey));
    }

    /** The log's name is that of its keys, so a key that is replaced changes nothing else. */
    @Test
    void theLogStaysTheSame() throws IOException {
        String old = fresh("old.pem");
        String next = fresh("next.pem");
        TreeHead head = grown();

        assertThat(signer(next).sign(LOG, head).text())
                .isEqualTo(signer(old).sign(LOG, head).text());
        assertThat(signer(next).origin(LOG)).isEqualTo(signer(old).origin(LOG));
    }

    private static void assertSignedBy(
            SignedNote note, List<VerifierKey> signers, List<VerifierKey> others) {
        for (VerifierKey key : signers) {
            assertThat(note.verify(List.of(key)).signedBy(key)).isTrue();
        }
        for (VerifierKey key : others) {
            assertThatThrownBy(() -> note.verify(List.of(key))).isInstanceOf(Untrusted.class);
        }
    }

    private TreeHead grown() {
        tree.append(new MerkleHasher().leaf("an entry".getBytes(StandardCharsets.UTF_8)));
        return tree.head();
    }

    private String fresh(String name) throws IOException {
        Path file = folder.resolve(name);
        LogKeys.readOrCreate(file, TestVault.none());
        return Files.readString(file);
    }

    private CheckpointSigner signer(String pem) throws IOException {
        Path file = Files.writeString(folder.resolve("old.pem"), pem); // keeps its mode
        return new CheckpointSigner(
                "audit.example.org/v1/logs", LogKeys.read(file, TestVault.none()), false);
    }
}
