// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed log in a folder, in the form of c2sp.org/tlog-tiles.
 *
 * @param key what it is verified with
 */
public record LogFolder(Path folder, String key) {

    private static final String ORIGIN = "bench.example/log";

    /** Writes a log of so many entries into an empty folder. */
    public static LogFolder write(Path folder, int entries) {
        try {
            MerkleHasher hasher = new MerkleHasher();
            GrowingTree tree = GrowingTree.empty((tile, hashes) -> write(folder, tile, hashes));
            List<byte[]> bundle = new ArrayList<>(Tile.FULL_WIDTH);
            for (long entry = 0; entry < entries; entry++) {
                byte[] leaf = LargeLog.leaf(entry).bytes();
                tree.append(hasher.leaf(leaf));
                bundle.add(leaf);
                if (bundle.size() == Tile.FULL_WIDTH || entry == entries - 1) {
                    EntryBundle at = new EntryBundle(entry / Tile.FULL_WIDTH, bundle.size());
                    write(folder.resolve(at.path()), at.encode(bundle));
                    bundle.clear();
                }
            }
            tree.edge().forEach((tile, hashes) -> write(folder, tile, hashes));
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            VerifierKey key = VerifierKey.of(ORIGIN, SignatureType.ED25519, pair.getPublic());
            String text = new Checkpoint(ORIGIN, tree.head()).text();
            SignedNote note =
                    new SignedNote(
                            text, List.of(new NoteSigner(key, pair.getPrivate()).sign(text)));
            Files.writeString(folder.resolve("checkpoint"), note.note());
            return new LogFolder(folder, key.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has Ed25519", failure);
        }
    }

    private static void write(Path folder, Tile tile, byte[] hashes) {
        try {
            write(folder.resolve(tile.path()), hashes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
