// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The command {@code fsck}: builds the tree anew from every entry, and compares each tile and the
 * root with what the log publishes. Of a log whose entries are gone it asks whether they may be.
 */
record LogCheck(String address, LogTrust trust) {

    static LogCheck of(List<String> words) {
        Arguments arguments = Arguments.of(words, LogTrust.OPTIONS, 1);
        return new LogCheck(arguments.values().getFirst(), LogTrust.of(arguments));
    }

    String answer() {
        SignedLog log = SignedLog.open(address, trust);
        try {
            return complete(log);
        } catch (Missing missing) {
            return new Pruning(log, trust, Instant.now()).answer(missing);
        }
    }

    private static String complete(SignedLog log) {
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
                + PlainText.of(log.origin())
                + " has all "
                + size
                + " entries of the tree that it signed, and its tiles are theirs."
                + log.witnesses();
    }

    private static void compare(SignedLog log, Tile tile, byte[] built) {
        if (!Arrays.equals(log.tile(tile), built)) {
            throw new Untrusted(tile.path() + " is not what the entries below it hash to.");
        }
    }
}
