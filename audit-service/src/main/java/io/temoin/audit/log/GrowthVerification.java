// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.CheckpointStore.LogTree;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.tree.ConsistencyProof;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a log has grown out of what was signed, shown or witnessed of it before. */
@Singleton
class GrowthVerification {

    private static final String COPIED =
            "The topic " + CheckpointCopies.TOPIC + " contains a published checkpoint of the log. ";

    private static final String WITNESSED =
            "A witness has a checkpoint of the log with our signature. ";

    private final LogStore store;
    private final CheckpointStore checkpoints;
    private final CheckpointCopies copies;

    GrowthVerification(LogStore store, CheckpointStore checkpoints, CheckpointCopies copies) {
        this.store = store;
        this.checkpoints = checkpoints;
        this.copies = copies;
    }

    /**
     * The log, read again if it is smaller than what was noted of it. The two are in two databases,
     * and are not read at once. A head is noted as signed when it is in the log; so a log that is
     * read after what was noted is as large, unless it lost something.
     */
    Uni<LogTree> notBefore(TreeHead noted, LogTree seen) {
        return seen.head().size() < noted.size()
                ? checkpoints.grown(seen.shard()).map(again -> again.orElse(seen))
                : Uni.createFrom().item(seen);
    }

    /** Why the head may not be signed after the last one; none if it may. */
    Uni<Optional<String>> objection(LogTree tree, TreeHead last) {
        TreeHead head = tree.head();
        if (head.size() < last.size()) {
            return Uni.createFrom()
                    .item(
                            Optional.of(
                                    "The log has %d entries, but %d were signed."
                                            .formatted(head.size(), last.size())));
        }
        return consistency(tree, last.size())
                .map(
                        proof -> {
                            proof.verify(last, head);
                            return Optional.<String>empty();
                        })
                .onFailure(Untrusted.class)
                .recoverWithItem(refusal -> Optional.of(refusal.getMessage()));
    }

    /** What was shown must be the beginning of what is to be signed, whatever the databases say. */
    Uni<Optional<String>> objectionOfTheCopy(LogTree tree) {
        return copies.of(tree.shard())
                .map(shown -> objectionOfNewest(tree, shown, COPIED))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** What this log never was, and witnesses have with our signature; none if there is nothing. */
    Uni<Optional<String>> objection(LogTree tree, Cosigning.Round round) {
        return Multi.createFrom()
                .iterable(round.ahead())
                .onItem()
                .transformToUniAndConcatenate(
                        larger -> objectionOfNewest(tree, larger.head(), WITNESSED))
                .filter(Optional::isPresent)
                .toUni()
                .onItem()
                .ifNull()
                .continueWith(
                        () -> round.forks().stream().findFirst().map(GrowthVerification::foreign));
    }

    /** Another replica may have been faster: then the log is as large by now. */
    private Uni<Optional<String>> objectionOfNewest(LogTree tree, TreeHead before, String whose) {
        return notBefore(before, tree)
                .flatMap(newest -> objection(newest, before))
                .map(objection -> objection.map(whose::concat));
    }

    private static String foreign(Checkpoint other) {
        return WITNESSED
                + "The log is not consistent with that checkpoint, of %d entries."
                        .formatted(other.head().size());
    }

    /** The proof that the log has grown out of its first entries. */
    Uni<ConsistencyProof> consistency(LogTree tree, long from) {
        long size = tree.head().size();
        Set<Tile> needed = TiledTree.tilesOfConsistency(from, size);
        return store.tiles(tree.shard(), needed).map(tiles -> consistency(size, tiles, from));
    }

    private static ConsistencyProof consistency(long size, Map<Tile, byte[]> tiles, long from) {
        return new TiledTree(size, LogStore.in(tiles)).consistency(from);
    }
}
