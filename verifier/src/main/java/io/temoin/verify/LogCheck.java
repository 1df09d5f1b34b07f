// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import java.util.Arrays;
import java.util.List;

/**
 * The command {@code fsck}: builds the tree anew from every entry, and compares each tile and the
 * root with what the log publishes.
 */
record LogCheck(String address, VerifierKey key) {

    static LogCheck of(List<String> words) {
        Arguments arguments = Arguments.of(words, List.of("--key"), 1);
        return new LogCheck(
                arguments.values().getFirst(), LocalFile.key(arguments.required("--key")));
    }

    String answer() {
        SignedLog log = SignedLog.open(address, key);
        long size = log.head().size();
        MerkleHasher hasher = new MerkleHasher();
        GrowingTree tree = GrowingTree.empty((tile, built) -> compare(log, tile, built));
        for (long index = 0; tree.size() < size; index++) {
            for (byte[] entry : log.entries(index)) {
                tree.append(hasher.leaf(entry));
            }
        }
        tree.edge().forEach((tile, built) -> compare(log, tile, built));
        if (!tree.head().equals(log.head())) {
            throw new Untrusted("The entries do not have the root that the log signed.");
        }
        return "The log "
                + key.name()
                + " has all "
                + size
                + " entries of the tree that it signed, and its tiles are theirs.";
    }

    private static void compare(SignedLog log, Tile tile, byte[] built) {
        if (!Arrays.equals(log.tile(tile), built)) {
            throw new Untrusted(tile.path() + " is not what the entries below it hash to.");
        }
    }
}
