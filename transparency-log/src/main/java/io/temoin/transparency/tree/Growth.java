// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.Untrusted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a batch of leaves makes of a tree: its new head, and every tile that is new or wider, with
 * its bytes. Storing the tiles before the head keeps a reader of the head from finding nothing.
 */
public record Growth(TreeHead head, Map<Tile, byte[]> tiles) {

    /**
     * Appends leaves to a tree. Reads the right edge only, so a batch costs what it costs whatever
     * the size of the tree.
     *
     * @param tiles the content of a tile of the tree as it is now
     * @throws Untrusted when the tiles do not belong to the head
     */
    public static Growth of(TreeHead head, Function<Tile, byte[]> tiles, List<Hash> leaves) {
        Map<Tile, byte[]> changed = new LinkedHashMap<>();
        GrowingTree tree = GrowingTree.at(head, tiles, changed::put);
        leaves.forEach(tree::append);
        changed.putAll(tree.edge());
        return new Growth(tree.head(), changed);
    }
}
