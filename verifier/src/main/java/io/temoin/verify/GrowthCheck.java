// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.ConsistencyProof;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import io.temoin.verify.RequestedTree.KnownHead;
import java.time.Instant;
import java.util.List;

/**
 * The command {@code consistency}. Between two sizes it shows that the tiles agree with what is
 * signed now; between checkpoints that somebody kept it shows that the log has not been rewritten
 * since. Of a log whose tiles are gone it asks whether they may be; then heads that are the same
 * are all that can still be compared.
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
        RequestedTree before = RequestedTree.of(from, log, trust);
        RequestedTree after = RequestedTree.of(to, log, trust);
        if (before.size() > after.size()) {
            throw Arguments.wrong("FROM has to be the smaller tree.");
        }
        // Two signed heads of one size that differ are a finding, whatever tiles there are.
        boolean first = RequestedTree.tell(before, after);
        boolean second = RequestedTree.tell(after, new KnownHead(log.head()));
        try {
            return compared(log, before, after);
        } catch (MissingPart missing) {
            String pruned = new Pruning(log, trust, Instant.now()).answer(missing);
            if (first
                    && second
                    && before instanceof KnownHead(TreeHead old)
                    && after instanceof KnownHead(TreeHead recent)) {
                return sentence(log, old, recent)
                        + " The heads alone show this, as its tiles have been deleted. "
                        + pruned;
            }
            throw gone(second ? before : after, pruned);
        }
    }

    private static String compared(SignedLog log, RequestedTree from, RequestedTree to) {
        TreeHead now = log.head();
        TiledTree tree = log.treeAt(now.size());
        if (!tree.root().equals(now.root())) {
            throw new Untrusted("The tiles do not hash to the root that the log signed.");
        }
        TreeHead before = from.head(tree);
        TreeHead after = to.head(tree);
        proof(log, before, after).verify(before, after);
        proof(log, after, now).verify(after, now);
        return sentence(log, before, after);
    }

    private static ConsistencyProof proof(SignedLog log, TreeHead before, TreeHead after) {
        return log.treeAt(after.size()).consistency(before.size());
    }

    private static String sentence(SignedLog log, TreeHead before, TreeHead after) {
        return "Entries were only added to the log "
                + PlainText.of(log.origin())
                + ", from size "
                + before.size()
                + " (root "
                + before.root()
                + ") to size "
                + after.size()
                + " (root "
                + after.root()
                + ") and on to size "
                + log.head().size()
                + ", which it signs now."
                + log.witnesses();
    }

    private static CannotVerify gone(RequestedTree tree, String pruned) {
        return new CannotVerify(
                "The tree of size "
                        + tree.size()
                        + " can no longer be compared with the log's current checkpoint, because"
                        + " the log was pruned, which is permitted, and its tiles were deleted."
                        + " This is not evidence of tampering. "
                        + pruned);
    }
}
