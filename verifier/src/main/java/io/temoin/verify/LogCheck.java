// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.LongStream;

/**
 * The command {@code fsck}: builds the tree anew from every entry, and compares each tile and the
 * root with what the log publishes. Of a log whose entries are gone it asks whether they may be.
 *
 * <p>Bundles are read and hashed several at a time, and the tree is built of them in order, so what
 * is said of a log with several faults is the first of them, as if one had been read at a time.
 */
record LogCheck(String address, LogTrust trust) {

    /**
     * How many bundles one after the other are a task at most; handing on what it found costs as
     * much as some of them. A power of two up to 256, so that a tile of level 1 ends with a task,
     * and no fault after it is found before its own.
     */
    private static final int LONGEST_TASK = 16;

    static LogCheck of(List<String> words) {
        Arguments arguments = Arguments.of(words, LogTrust.OPTIONS, 1);
        return new LogCheck(arguments.values().getFirst(), LogTrust.of(arguments));
    }

    String answer() {
        SignedLog log = SignedLog.open(address, trust);
        try {
            return complete(log);
        } catch (MissingPart missing) {
            return new Pruning(log, trust, Instant.now()).answer(missing);
        }
    }

    private static String complete(SignedLog log) {
        long size = log.head().size();
        GrowingTree tree = GrowingTree.empty((tile, built) -> compare(log, tile, built));
        appendFullTiles(log, tree);
        if (tree.size() < size) {
            byte[] rest = log.leaves(Tile.hashes(size, 1), new MerkleHasher());
            for (int at = 0; at < rest.length; at += Hash.SIZE) {
                tree.append(Hash.of(rest, at));
            }
        }
        tree.edge().forEach((tile, built) -> compare(log, tile, built));
        if (!tree.head().equals(log.head())) {
            throw new Untrusted("The entries do not hash to the root that the log signed.");
        }
        return "The log "
                + PlainText.of(log.origin())
                + " has all "
                + size
                + " entries of the tree that it signed, and its tiles match these entries."
                + log.witnesses();
    }

    private static void appendFullTiles(SignedLog log, GrowingTree tree) {
        long full = Tile.hashes(log.head().size(), 1);
        int atOnce = log.source().atOnce();
        int task = Integer.highestOneBit(Math.clamp(full / atOnce, 1, LONGEST_TASK));
        LongStream.iterate(0, first -> first < full, first -> first + task)
                .peek(_ -> requireGoingOn())
                .boxed()
                .gather(
                        Gatherers.mapConcurrent(
                                atOnce, first -> roots(log, first, Math.min(first + task, full))))
                .forEach(roots -> roots.forEach(tree::appendTile));
    }

    /** Who waits for tasks learns between them only that it was interrupted. */
    private static void requireGoingOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CannotVerify("Reading the log was interrupted.");
        }
    }

    /** The roots above full bundles, whose tiles are seen to be theirs. */
    private static List<Hash> roots(SignedLog log, long first, long end) {
        MerkleHasher hasher = new MerkleHasher();
        List<Hash> roots = new ArrayList<>();
        for (long index = first; index < end; index++) {
            byte[] leaves = log.leaves(index, hasher);
            compare(log, new Tile(0, index, Tile.FULL_WIDTH), leaves);
            roots.add(hasher.root(leaves));
        }
        return roots;
    }

    private static void compare(SignedLog log, Tile tile, byte[] built) {
        if (!Arrays.equals(log.tile(tile), built)) {
            throw new Untrusted(tile.path() + " is not what the entries below it hash to.");
        }
    }
}
