// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The bundles and tiles of a log, made from what the database has of it: leaves are hashed anew,
 * and what does not hash to the head that is asked for is refused. Not for use by two threads at a
 * time.
 */
final class RehashedLog {

    /** Reads the leaves from one index up to another, exclusive. */
    interface Leaves {
        List<byte[]> between(long from, long to);
    }

    /** Is given one bundle after the other. */
    interface Bundles {
        void next(EntryBundle bundle, byte[] content);
    }

    private final Leaves leaves;
    private final Function<Collection<Tile>, Map<Tile, byte[]>> tiles;
    private final MerkleHasher hasher = new MerkleHasher();

    /**
     * @param tiles reads tiles; those that are not there are missing
     */
    RehashedLog(Leaves leaves, Function<Collection<Tile>, Map<Tile, byte[]>> tiles) {
        this.leaves = leaves;
        this.tiles = tiles;
    }

    /**
     * Hands out the bundles and the full tiles that the log gained between two heads.
     *
     * @throws Untrusted at the end, when the leaves are not those under the head {@code to}
     */
    void build(TreeHead from, TreeHead to, BiConsumer<Tile, byte[]> full, Bundles bundles) {
        Pass pass = new Pass(from, to, full, bundles);
        while (!pass.isOver()) {
            pass.next();
        }
        pass.requireHead();
    }

    /** Goes over the leaves between two heads once. */
    final class Pass {

        private final Map<Tile, byte[]> edge;
        private final GrowingTree tree;
        private final TreeHead to;
        private final Bundles bundles;
        private long first;

        Pass(TreeHead from, TreeHead to, BiConsumer<Tile, byte[]> full, Bundles bundles) {
            this.edge = tiles.apply(Tile.edge(from.size()));
            this.tree = GrowingTree.at(from, LogStore.in(edge), full);
            this.to = to;
            this.bundles = bundles;
            this.first = from.size() - from.size() % Tile.FULL_WIDTH;
        }

        boolean isOver() {
            return first >= to.size();
        }

        /** Whether the next bundle is the last, and is not full. */
        boolean endsPartially() {
            return first + Tile.FULL_WIDTH > to.size();
        }

        /** Takes one bundle. When its leaves cannot be read, it can be taken again. */
        void next() {
            EntryBundle bundle = EntryBundle.in(to.size(), first / Tile.FULL_WIDTH);
            List<byte[]> all = leaves.between(first, first + bundle.width());
            byte[] content = bundle.encode(all);
            int known = (int) Math.max(0, tree.size() - first);
            requireKnown(edge, all.subList(0, known));
            all.subList(known, all.size()).forEach(leaf -> tree.append(hasher.leaf(leaf)));
            bundles.next(bundle, content);
            first += Tile.FULL_WIDTH;
        }

        /** The head up to and with the last bundle that was taken. */
        TreeHead head() {
            return tree.head();
        }

        void requireHead() {
            if (!head().equals(to)) {
                throw new Untrusted(
                        "The leaves of the log in the database do not hash to its checkpoint of "
                                + to.size()
                                + " entries.");
            }
        }
    }

    /**
     * The partial tiles at the right edge.
     *
     * @throws Untrusted when they do not hash to the root of the head
     */
    Map<Tile, byte[]> edge(TreeHead head) {
        Map<Tile, byte[]> edge = tiles.apply(Tile.edge(head.size()));
        GrowingTree.at(head, LogStore.in(edge), (_, _) -> {});
        return edge;
    }

    /**
     * The last bundle and the tile of its leaves, full or partial, by their paths.
     *
     * @param head of a log with entries
     */
    Map<String, byte[]> last(TreeHead head) {
        EntryBundle bundle = EntryBundle.in(head.size(), (head.size() - 1) / Tile.FULL_WIDTH);
        long first = bundle.index() * Tile.FULL_WIDTH;
        List<byte[]> all = leaves.between(first, first + bundle.width());
        Tile tile = new Tile(0, bundle.index(), bundle.width());
        if (!tile.full()) {
            requireKnown(edge(head), all);
        }
        Map<String, byte[]> last = new LinkedHashMap<>();
        last.put(bundle.path(), bundle.encode(all));
        last.put(tile.path(), row(all));
        return last;
    }

    private byte[] row(List<byte[]> all) {
        byte[] row = new byte[all.size() * Hash.SIZE];
        for (int i = 0; i < all.size(); i++) {
            hasher.leaf(all.get(i)).copyTo(row, i * Hash.SIZE);
        }
        return row;
    }

    /** The leaves of the last bundle of before are published once more, in the wider one. */
    private void requireKnown(Map<Tile, byte[]> edge, List<byte[]> known) {
        byte[] row =
                edge.entrySet().stream()
                        .filter(tile -> tile.getKey().level() == 0)
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(new byte[0]);
        for (int i = 0; i < known.size(); i++) {
            if (!hasher.leaf(known.get(i)).equals(Hash.of(row, i * Hash.SIZE))) {
                throw new Untrusted(
                        "A leaf of the log in the database is not what was published before.");
            }
        }
    }
}
