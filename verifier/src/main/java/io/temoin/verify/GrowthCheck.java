// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.ConsistencyProof;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import java.util.List;

/**
 * The command {@code consistency}. Between two sizes it shows that the tiles agree with what is
 * signed now; between checkpoints that somebody kept it shows that the log has not been rewritten
 * since.
 */
record GrowthCheck(String address, String from, String to, LogTrust trust) {

    static GrowthCheck of(List<String> words) {
        Arguments arguments = Arguments.of(words, LogTrust.OPTIONS, 3);
        return new GrowthCheck(
                arguments.values().get(0),
                arguments.values().get(1),
                arguments.values().get(2),
                LogTrust.of(arguments));
    }

    String answer() {
        SignedLog log = SignedLog.open(address, trust);
        TreeHead now = log.head();
        TiledTree tree = log.treeAt(now.size());
        if (!tree.root().equals(now.root())) {
            throw new Untrusted("The tiles do not have the root that the log signed.");
        }
        TreeHead before = head(from, log, tree);
        TreeHead after = head(to, log, tree);
        if (before.size() > after.size()) {
            throw Arguments.wrong("FROM has to be the smaller tree.");
        }
        proof(log, before, after).verify(before, after);
        proof(log, after, now).verify(after, now);
        return "The log "
                + PlainText.of(log.origin())
                + " only grew from size "
                + before.size()
                + " (root "
                + before.root()
                + ") to size "
                + after.size()
                + " (root "
                + after.root()
                + "), and on to size "
                + now.size()
                + ", which it signs now."
                + log.witnesses();
    }

    private static ConsistencyProof proof(SignedLog log, TreeHead before, TreeHead after) {
        return log.treeAt(after.size()).consistency(before.size());
    }

    private TreeHead head(String sizeOrFile, SignedLog log, TiledTree tree) {
        TreeHead now = log.head();
        if (sizeOrFile.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
            long size = size(sizeOrFile);
            if (size > now.size()) {
                throw new Unanswered("The log has only " + now.size() + " entries.");
            }
            return new TreeHead(size, tree.root(size));
        }
        TreeHead kept = kept(LocalFile.read(sizeOrFile), log.origin());
        if (kept.size() > now.size()) {
            throw new Untrusted(
                    "The log signed a tree of size "
                            + kept.size()
                            + " before, and shows one of size "
                            + now.size()
                            + ".");
        }
        return kept;
    }

    /** Signed by any of the log's keys: one that was replaced since has signed the older ones. */
    private TreeHead kept(byte[] file, String origin) {
        SignedNote note = SignedNote.parse(file);
        trust.signed(note, origin);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin)) {
            throw new Untrusted(
                    "The checkpoint that was kept is of the log "
                            + checkpoint.origin()
                            + ", not of "
                            + origin
                            + ".");
        }
        return checkpoint.head();
    }

    private static long size(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw Arguments.wrong("\"" + digits + "\" is no size.");
        }
    }
}
