// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The heads that a log had on its way from one head to another that was signed, some bundles apart.
 * They are made by hashing every leaf once, and are worth something when the last is what was
 * signed: then each batch in between can be checked by itself. A large log takes its time, so
 * hashing can pause. Not for use by two threads at a time.
 */
final class VerifiedHeads {

    /** Full bundles from one head to the next: they are in memory together. */
    static final int BUNDLES = 16;

    private final TreeHead to;
    private final List<TreeHead> heads = new ArrayList<>();

    /** {@code null} when it is over and the last head was the one that was signed. */
    private RehashedLog.@Nullable Pass pass;

    VerifiedHeads(RehashedLog content, TreeHead from, TreeHead to) {
        this.to = to;
        this.pass = content.new Pass(from, to, (_, _) -> {}, (_, _) -> {});
        heads.add(from);
    }

    /**
     * Goes on hashing.
     *
     * @param inTime asked after each batch
     * @return whether all is verified; if not, the next call goes on
     * @throws Untrusted at the end, when the leaves are not those under the head that was signed
     */
    boolean verify(BooleanSupplier inTime) {
        RehashedLog.Pass going = pass;
        if (going == null) {
            return true;
        }
        while (!going.isOver()) {
            takeBatch(going);
            heads.add(going.head());
            if (!going.isOver() && !inTime.getAsBoolean()) {
                return false;
            }
        }
        going.requireHead();
        pass = null;
        return true;
    }

    /** A partial bundle is by itself: a log that grows in the meantime goes on before it. */
    private static void takeBatch(RehashedLog.Pass going) {
        going.next();
        for (int i = 1; i < BUNDLES && !going.isOver() && !going.endsPartially(); i++) {
            going.next();
        }
    }

    /**
     * Whether it has something to say of a log.
     *
     * @param published up to where it is published
     * @param shown up to where it is to be: not less than what was verified
     */
    boolean goesOn(TreeHead published, TreeHead shown) {
        boolean known =
                pass != null ? heads.getFirst().equals(published) : heads.contains(published);
        return known && to.size() <= shown.size();
    }

    /**
     * The heads after one of them, for a log that may have grown since.
     *
     * @param shown the head that is to be published now
     * @return up to this one, or up to where it goes on with a bundle that is not full
     */
    List<TreeHead> after(TreeHead published, TreeHead shown) {
        List<TreeHead> after = heads.subList(heads.indexOf(published) + 1, heads.size());
        return after.stream()
                .filter(head -> shown.equals(to) || head.size() % Tile.FULL_WIDTH == 0)
                .toList();
    }
}
