// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.Untrusted;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The right edge of a tree, which is all one needs to append leaves and to know the root. Tiles are
 * handed out as they are finished; what is unfinished is asked for at the end. Memory is 8 KiB for
 * each level of tiles, however large the tree. Not for use by two threads at a time.
 */
public final class GrowingTree {

    private final BiConsumer<Tile, byte[]> finished;
    private final MerkleHasher hasher = new MerkleHasher();
    private final byte[] scratch = MerkleHasher.scratch();
    private final byte[][] rows = new byte[Tile.LEVELS][];
    private final long sizeBefore;
    private long size;

    private GrowingTree(long size, BiConsumer<Tile, byte[]> finished) {
        this.sizeBefore = size;
        this.size = size;
        this.finished = finished;
        Arrays.setAll(rows, _ -> new byte[Tile.FULL_WIDTH * Hash.SIZE]);
    }

    /**
     * A tree without leaves.
     *
     * @param finished is given each full tile once, with its own bytes, unless the tree was given
     *     it by {@link #appendTile}
     */
    public static GrowingTree empty(BiConsumer<Tile, byte[]> finished) {
        return new GrowingTree(0, finished);
    }

    /**
     * The tree with this head, from the partial tiles at its right edge.
     *
     * @param tiles the content of a tile of the tree, in full; asked for {@link Tile#edge} only
     * @throws Untrusted when the tiles do not hash to the root of the head
     */
    public static GrowingTree at(
            TreeHead head, Function<Tile, byte[]> tiles, BiConsumer<Tile, byte[]> finished) {
        GrowingTree tree = new GrowingTree(head.size(), finished);
        for (Tile tile : Tile.edge(head.size())) {
            byte[] content = tile.checked(tiles.apply(tile));
            System.arraycopy(content, 0, tree.rows[tile.level()], 0, content.length);
        }
        if (!tree.root().equals(head.root())) {
            throw new Untrusted(
                    "The tiles at the right edge do not hash to the root of the tree of size "
                            + head.size()
                            + ".");
        }
        return tree;
    }

    /** Appends a leaf by its hash. */
    public void append(Hash leaf) {
        append(leaf, 0);
    }

    /**
     * Appends 256 leaves by the root above their tile ({@link MerkleHasher#root}), which others may
     * have built at the same time as its neighbours. The tile before has to be full.
     */
    public void appendTile(Hash root) {
        if (size % Tile.FULL_WIDTH != 0) {
            throw new IllegalStateException("the last tile is not full at size " + size);
        }
        append(root, 1);
    }

    private void append(Hash hash, int level) {
        long leaves = 1L << (Tile.HEIGHT * level);
        if (size > Long.MAX_VALUE - leaves) {
            throw new Untrusted("A tree cannot have more than 2^63 - 1 leaves.");
        }
        hash.copyTo(rows[level], (int) (Tile.hashes(size, level) % Tile.FULL_WIDTH) * Hash.SIZE);
        size += leaves;
        // Ends at the highest byte of the size that is not zero: a level above is reached only when
        // all below are full.
        for (int at = level; Tile.hashes(size, at) % Tile.FULL_WIDTH == 0; at++) {
            finish(at);
        }
    }

    private void finish(int level) {
        long above = Tile.hashes(size, level + 1) - 1;
        finished.accept(new Tile(level, above, Tile.FULL_WIDTH), rows[level].clone());
        hasher.fold(rows[level], 0, Tile.FULL_WIDTH, scratch)
                .copyTo(rows[level + 1], (int) (above % Tile.FULL_WIDTH) * Hash.SIZE);
    }

    /** Leaves in the tree. */
    public long size() {
        return size;
    }

    /** Size and root. */
    public TreeHead head() {
        return new TreeHead(size, root());
    }

    /** The root of the tree as it is now. */
    public Hash root() {
        @Nullable Hash root = null;
        for (Tile tile : Tile.edge(size)) {
            int end = tile.width();
            while (end > 0) {
                // The perfect subtrees of the edge, the smallest and rightmost first.
                int count = Integer.lowestOneBit(end);
                Hash peak = hasher.fold(rows[tile.level()], end - count, count, scratch);
                root = root == null ? peak : hasher.node(peak, root);
                end -= count;
            }
        }
        return root == null ? MerkleHasher.EMPTY_ROOT : root;
    }

    /** The partial tiles at the right edge that have grown since this object was made. */
    public Map<Tile, byte[]> edge() {
        Map<Tile, byte[]> edge = new LinkedHashMap<>();
        for (Tile tile : Tile.edge(size)) {
            if (Tile.hashes(size, tile.level()) != Tile.hashes(sizeBefore, tile.level())) {
                edge.put(tile, Arrays.copyOf(rows[tile.level()], tile.width() * Hash.SIZE));
            }
        }
        return edge;
    }
}
