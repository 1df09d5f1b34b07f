// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tiles of some leaves, each as wide as it is asked for. */
final class StoredTiles {

    private record Place(int level, long index) {}

    private final Map<Place, byte[]> widest = new HashMap<>();
    private final TreeHead head;

    StoredTiles(List<byte[]> leaves) {
        MerkleHasher hasher = new MerkleHasher();
        GrowingTree tree = GrowingTree.empty(this::put);
        leaves.forEach(leaf -> tree.append(hasher.leaf(leaf)));
        tree.edge().forEach(this::put);
        head = tree.head();
    }

    private void put(Tile tile, byte[] content) {
        widest.put(new Place(tile.level(), tile.index()), content);
    }

    /** Of all leaves. */
    TreeHead head() {
        return head;
    }

    Map<Tile, byte[]> read(Collection<Tile> tiles) {
        Map<Tile, byte[]> read = new HashMap<>();
        for (Tile tile : tiles) {
            byte[] content = widest.get(new Place(tile.level(), tile.index()));
            read.put(tile, Arrays.copyOf(content, tile.width() * Hash.SIZE));
        }
        return read;
    }
}
