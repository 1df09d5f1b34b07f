// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.ConsistencyProof;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import java.util.List;

/** A tree that somebody asks about: by its size, or by a checkpoint that they kept. */
sealed interface RequestedTree {

    /** How many entries it has; at most as many as the log signs now. */
    long size();

    /** Its head; what is not known yet is read from the tiles. */
    TreeHead head(TiledTree tiles);

    /**
     * What was asked for, as far as it is known before a tile is read.
     *
     * @param sizeOrFile a number of entries, or the name of a file with a checkpoint
     * @throws Untrusted when the checkpoint is not the log's, or the log has become smaller since
     * @throws CannotVerify when there is no such file, or no tree of this size yet
     */
    static RequestedTree of(String sizeOrFile, SignedLog log, LogTrust trust) {
        TreeHead now = log.head();
        if (sizeOrFile.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
            return ofSize(size(sizeOrFile), now);
        }
        TreeHead kept = kept(LocalFile.read(sizeOrFile), log.origin(), trust);
        if (kept.size() > now.size()) {
            throw new Untrusted(
                    "The log signed a tree of size "
                            + kept.size()
                            + " before, and shows one of size "
                            + now.size()
                            + ".");
        }
        return new KnownHead(kept);
    }

    /**
     * Whether the heads alone tell that the second grew out of the first: the first is empty, or
     * both have one size.
     *
     * @throws Untrusted when they tell that it did not
     */
    static boolean tell(RequestedTree before, RequestedTree after) {
        if (before instanceof KnownHead(TreeHead first)
                && after instanceof KnownHead(TreeHead second)
                && (first.size() == 0 || first.size() == second.size())) {
            new ConsistencyProof(first.size(), second.size(), List.of()).verify(first, second);
            return true;
        }
        return false;
    }

    private static RequestedTree ofSize(long size, TreeHead now) {
        if (size > now.size()) {
            throw new CannotVerify("The log has only " + now.size() + " entries.");
        }
        if (size == now.size()) {
            return new KnownHead(now);
        }
        return size == 0 ? new KnownHead(TreeHead.EMPTY) : new Sized(size);
    }

    private static long size(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw Arguments.wrong("\"" + digits + "\" is not a valid tree size.");
        }
    }

    /** Signed by any of the log's keys: one that was replaced since has signed the older ones. */
    private static TreeHead kept(byte[] file, String origin, LogTrust trust) {
        SignedNote note = SignedNote.parse(file);
        trust.signed(note, origin);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin)) {
            throw new Untrusted(
                    "The checkpoint that was kept is for the log "
                            + checkpoint.origin()
                            + ", not "
                            + origin
                            + ".");
        }
        return checkpoint.head();
    }

    /** Kept, or empty, or what the log signs now. */
    record KnownHead(TreeHead head) implements RequestedTree {

        @Override
        public long size() {
            return head.size();
        }

        @Override
        public TreeHead head(TiledTree tiles) {
            return head;
        }
    }

    /** A number alone. */
    record Sized(long size) implements RequestedTree {

        @Override
        public TreeHead head(TiledTree tiles) {
            return new TreeHead(size, tiles.root(size));
        }
    }
}
