// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFolderTest {

    private static final int ENTRIES = 600;

    @TempDir private Path folder = Path.of("");

    @Test
    void isALogThatItsKeySignedAndItsTilesProve() throws IOException {
        // When
        LogFolder log = LogFolder.write(folder, ENTRIES);

        // Then
        SignedNote note = SignedNote.parse(Files.readAllBytes(folder.resolve("checkpoint")));
        note.verify(List.of(VerifierKey.parse(log.key())));
        TreeHead head = Checkpoint.parse(note.text()).head();
        TiledTree tree = new TiledTree(ENTRIES, tile -> read(tile.path()));
        assertThat(head).isEqualTo(new TreeHead(ENTRIES, tree.root()));
        assertThat(tree.leaf(ENTRIES - 1L))
                .isEqualTo(new MerkleHasher().leaf(LargeLog.leaf(ENTRIES - 1L).bytes()));
        assertThat(folder.resolve("tile/entries/001")).hasSize(256 * 51);
        assertThat(folder.resolve("tile/entries/002.p/88")).hasSize(88 * 51);
    }

    private byte[] read(String path) {
        try {
            return Files.readAllBytes(folder.resolve(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
