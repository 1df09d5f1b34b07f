// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.Untrusted;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tree of one size, read from its tiles: roots and proofs. The tiles are believed; whoever does
 * not believe them verifies the proof against a signed root. Each tile is read once per object and
 * each hash above it computed once, so an object is for one question or for many that are near each
 * other, such as the proofs of a hundred neighbouring leaves; it is not for use by two threads at a
 * time.
 */
public final class TiledTree {

    private final long size;
    private final Function<Tile, byte[]> tiles;
    private final Map<Tile, byte[]> read = new HashMap<>();
    private final Map<Peak, Hash> hashes = new HashMap<>();
    private final MerkleHasher hasher = new MerkleHasher();
    private final byte[] scratch = MerkleHasher.scratch();

    /**
     * The tree of this size.
     *
     * @param tiles the content of a tile of this tree; what it throws is passed on
     */
    public TiledTree(long size, Function<Tile, byte[]> tiles) {
        if (size < 0) {
            throw new Untrusted("A tree cannot have " + size + " leaves.");
        }
        this.size = size;
        this.tiles = tiles;
    }

    /** The tiles that {@link #inclusion} of this index will ask for, to fetch them together. */
    public static Set<Tile> tilesOfInclusion(long index, long size) {
        requireIndex(index, size);
        return tilesOf(Span.inclusion(index, size), size);
    }

    /** The tiles that {@link #consistency} from this size will ask for. */
    public static Set<Tile> tilesOfConsistency(long from, long to) {
        requireOrder(from, to);
        return from == 0 || from == to ? Set.of() : tilesOf(Span.consistency(from, to), to);
    }

    /** The root of the whole tree. */
    public Hash root() {
        return root(size);
    }

    /** The root that the tree had when it was of this smaller size. */
    public Hash root(long smaller) {
        requireOrder(smaller, size);
        return smaller == 0 ? MerkleHasher.EMPTY_ROOT : hash(new Span(0, smaller));
    }

    /** The hash of the leaf at this index. */
    public Hash leaf(long index) {
        requireIndex(index, size);
        return hash(new Span(index, index + 1));
    }

    /** The proof that the leaf at this index is in the tree. */
    public InclusionProof inclusion(long index) {
        requireIndex(index, size);
        return new InclusionProof(index, size, hashes(Span.inclusion(index, size)));
    }

    /** The proof that the tree grew out of the one of this size. */
    public ConsistencyProof consistency(long from) {
        requireOrder(from, size);
        List<Hash> hashes =
                from == 0 || from == size ? List.of() : hashes(Span.consistency(from, size));
        return new ConsistencyProof(from, size, hashes);
    }

    private List<Hash> hashes(List<Span> spans) {
        return spans.stream().map(this::hash).toList();
    }

    private Hash hash(Span span) {
        @Nullable Hash hash = null;
        long end = span.end();
        while (end > span.start()) {
            Peak peak = Peak.before(end, span.start());
            Hash left = hashes.computeIfAbsent(peak, this::above);
            hash = hash == null ? left : hasher.node(left, hash);
            end -= peak.leaves();
        }
        return Objects.requireNonNull(hash, "a span has leaves");
    }

    private Hash above(Peak peak) {
        byte[] row = read.computeIfAbsent(peak.tile(size), at -> at.checked(tiles.apply(at)));
        return hasher.fold(row, peak.first(), peak.count(), scratch);
    }

    private static Set<Tile> tilesOf(List<Span> spans, long size) {
        Set<Tile> tiles = new LinkedHashSet<>();
        for (Span span : spans) {
            long end = span.end();
            while (end > span.start()) {
                Peak peak = Peak.before(end, span.start());
                tiles.add(peak.tile(size));
                end -= peak.leaves();
            }
        }
        return tiles;
    }

    private static void requireIndex(long index, long size) {
        if (index < 0 || index >= size) {
            throw new Untrusted("The index " + index + " is not in a tree of size " + size + ".");
        }
    }

    private static void requireOrder(long smaller, long larger) {
        if (smaller < 0 || smaller > larger) {
            throw new Untrusted("A tree of size " + larger + " was never of size " + smaller + ".");
        }
    }

    /** A perfect subtree of 2^height leaves that ends before a leaf. */
    private record Peak(int height, long end) {

        /** The last perfect subtree of the span that starts there; spans start at a multiple. */
        static Peak before(long end, long start) {
            return new Peak(Long.numberOfTrailingZeros(end - start), end);
        }

        long leaves() {
            return 1L << height;
        }

        /** How many hashes of its level of tiles it stands above. */
        int count() {
            return 1 << (height % Tile.HEIGHT);
        }

        /** Where these begin inside their tile. */
        int first() {
            return (int) (row() % Tile.FULL_WIDTH);
        }

        Tile tile(long size) {
            return Tile.in(size, height / Tile.HEIGHT, row() / Tile.FULL_WIDTH);
        }

        private long row() {
            return (end - leaves()) >>> (height / Tile.HEIGHT * Tile.HEIGHT);
        }
    }
}
