// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.Untrusted;

/** A tree at one moment: how many leaves it has, and its root. */
public record TreeHead(long size, Hash root) {

    /** The tree without leaves. */
    public static final TreeHead EMPTY = new TreeHead(0, MerkleHasher.EMPTY_ROOT);

    /** Refuses a negative size, and an empty tree with another root than the empty one. */
    public TreeHead {
        if (size < 0) {
            throw new Untrusted("A tree cannot have " + size + " leaves.");
        }
        if (size == 0 && !root.equals(MerkleHasher.EMPTY_ROOT)) {
            throw new Untrusted("A tree without leaves has the wrong root.");
        }
    }
}
