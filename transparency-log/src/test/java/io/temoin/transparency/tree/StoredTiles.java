// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log's tiles in memory, as a server keeps them: every tile that was ever written. */
final class StoredTiles {

    private final Map<Tile, byte[]> tiles = new HashMap<>();
    private TreeHead head = TreeHead.EMPTY;

    static StoredTiles of(List<Hash> leaves) {
        StoredTiles stored = new StoredTiles();
        stored.append(leaves);
        return stored;
    }

    Growth append(List<Hash> leaves) {
        Growth growth = Growth.of(head, this::read, leaves);
        tiles.putAll(growth.tiles());
        head = growth.head();
        return growth;
    }

    TreeHead head() {
        return head;
    }

    Map<Tile, byte[]> all() {
        return tiles;
    }

    TiledTree tree() {
        return new TiledTree(head.size(), this::read);
    }

    byte[] read(Tile tile) {
        byte[] bytes = tiles.get(tile);
        if (bytes == null) {
            throw new AssertionError("no such tile was written: " + tile.path());
        }
        return bytes.clone();
    }
}
