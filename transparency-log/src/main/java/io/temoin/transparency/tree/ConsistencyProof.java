// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.Untrusted;
import java.util.List;

/**
 * Proof that a tree grew out of a smaller one by appending only (RFC 6962, section 2.1.2). From
 * nothing and from the same size there is nothing to prove, and the proof is empty.
 */
public record ConsistencyProof(long from, long to, List<Hash> hashes) {

    /** Refuses sizes in the wrong order and a wrong number of hashes. */
    public ConsistencyProof {
        hashes = List.copyOf(hashes);
        if (from < 0 || from > to) {
            throw new Untrusted(
                    "A tree of size " + to + " cannot have grown out of one of size " + from + ".");
        }
        int expected = trivial(from, to) ? 0 : Span.consistency(from, to).size();
        if (hashes.size() != expected) {
            throw new Untrusted(
                    "The consistency proof has "
                            + hashes.size()
                            + " hashes; from size "
                            + from
                            + " to size "
                            + to
                            + " it needs "
                            + expected
                            + ".");
        }
    }

    /**
     * Checks that the second tree has all leaves of the first in their places.
     *
     * @throws Untrusted when it has not, or when the proof is for other sizes
     */
    public void verify(TreeHead before, TreeHead after) {
        if (before.size() != from || after.size() != to) {
            throw new Untrusted(
                    "The consistency proof is from size "
                            + from
                            + " to "
                            + to
                            + ", not from "
                            + before.size()
                            + " to "
                            + after.size()
                            + ".");
        }
        boolean holds =
                trivial(from, to)
                        ? from == 0 || before.equals(after)
                        : grows(before.root(), after.root());
        if (!holds) {
            throw new Untrusted(
                    "The tree of size "
                            + to
                            + " did not grow out of the tree of size "
                            + from
                            + ": the log was changed.");
        }
    }

    private boolean grows(Hash before, Hash after) {
        MerkleHasher hasher = new MerkleHasher();
        List<Span> spans = Span.consistency(from, to);
        // If the smaller tree is one perfect subtree, its root is known and not in the proof.
        boolean known = spans.getFirst().end() != from;
        Hash small = known ? before : hashes.getFirst();
        Hash large = small;
        for (int i = known ? 0 : 1; i < spans.size(); i++) {
            Hash sibling = hashes.get(i);
            if (spans.get(i).start() >= from) {
                large = hasher.node(large, sibling);
            } else {
                small = hasher.node(sibling, small);
                large = hasher.node(sibling, large);
            }
        }
        return small.equals(before) && large.equals(after);
    }

    private static boolean trivial(long from, long to) {
        return from == 0 || from == to;
    }
}
