// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.Untrusted;
import java.util.List;

/**
 * Proof that a leaf stands at an index of a tree (RFC 6962, section 2.1.1). A proof that exists has
 * an index below the size and exactly as many hashes as that place in that tree needs.
 */
public record InclusionProof(long index, long size, List<Hash> hashes) {

    /** Refuses an index outside the tree and a wrong number of hashes. */
    public InclusionProof {
        hashes = List.copyOf(hashes);
        if (index < 0 || index >= size) {
            throw new Untrusted("The index " + index + " is not in a tree of size " + size + ".");
        }
        int expected = Span.inclusion(index, size).size();
        if (hashes.size() != expected) {
            throw new Untrusted(
                    "The inclusion proof has "
                            + hashes.size()
                            + " hashes; for index "
                            + index
                            + " in a tree of size "
                            + size
                            + " it needs "
                            + expected
                            + ".");
        }
    }

    /** The root that the tree has if this leaf is where the proof says. */
    public Hash root(Hash leaf) {
        MerkleHasher hasher = new MerkleHasher();
        List<Span> spans = Span.inclusion(index, size);
        Hash root = leaf;
        for (int i = 0; i < spans.size(); i++) {
            Hash sibling = hashes.get(i);
            root =
                    spans.get(i).start() > index
                            ? hasher.node(root, sibling)
                            : hasher.node(sibling, root);
        }
        return root;
    }

    /**
     * Checks that the leaf is in the tree with this head.
     *
     * @throws Untrusted when it is not, or when the proof is for a tree of another size
     */
    public void verify(Hash leaf, TreeHead head) {
        if (head.size() != size) {
            throw new Untrusted(
                    "The inclusion proof is for a tree of size "
                            + size
                            + ", not of size "
                            + head.size()
                            + ".");
        }
        if (!root(leaf).equals(head.root())) {
            throw new Untrusted(
                    "The entry is not at index " + index + " of the tree of size " + size + ".");
        }
    }
}
