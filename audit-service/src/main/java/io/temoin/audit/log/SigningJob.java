// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.log.LogStore.Grown;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Signs trees that have grown, and only those: a head is signed if the last one that was signed, as
 * another database remembers it, is provably its beginning. That it is about to be signed is noted
 * there first, so that a crash in between costs a signature and never brings two heads of one size.
 * Every replica looks; what one has signed, the others find signed.
 */
@ApplicationScoped
class SigningJob {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LogStore store;
    private final SignedHeadStore signed;
    private final CheckpointSigner signer;
    private final StoppedLogs stopped;
    private final Looks looks;
    private final Duration every;
    private final Duration signAgainAfter;
    private final Clock clock;

    SigningJob(
            LogStore store,
            SignedHeadStore signed,
            CheckpointSigner signer,
            StoppedLogs stopped,
            Looks looks,
            AuditConfig config,
            Clock clock) {
        this.store = store;
        this.signed = signed;
        this.signer = signer;
        this.stopped = stopped;
        this.looks = looks;
        this.every = config.log().signEvery();
        this.signAgainAfter = config.log().signAgainAfter();
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        looks.every(every, "the log could not be signed", () -> look(clock.instant()));
    }

    /** Signs what has grown, and what was signed too long ago. */
    void look(Instant now) {
        for (Grown tree : store.unsigned(now.minus(signAgainAfter)).await().atMost(LIMIT)) {
            if (!stopped.contains(tree.shard())) {
                sign(tree, now);
            }
        }
    }

    private void sign(Grown tree, Instant now) {
        TreeHead last = signed.last(tree.shard()).await().atMost(LIMIT);
        Optional<String> objection = objection(tree, last);
        if (objection.isPresent()) {
            stopped.stop(tree.shard(), objection.get());
            return;
        }
        boolean ours =
                last.equals(tree.head())
                        || signed.advance(tree.shard(), last, tree.head(), now)
                                .await()
                                .atMost(LIMIT);
        if (ours) { // else another process signs, and the next look finds what it left
            SignedNote note = signer.sign(tree.shard(), tree.head());
            store.publish(tree.shard(), tree.head().size(), note.note(), now).await().atMost(LIMIT);
        }
    }

    /** Why the head may not be signed after the last one; none if it may. */
    private Optional<String> objection(Grown tree, TreeHead last) {
        TreeHead head = tree.head();
        if (head.size() < last.size()) {
            return Optional.of(
                    "It has %d entries, and a head with %d was signed."
                            .formatted(head.size(), last.size()));
        }
        Set<Tile> needed = TiledTree.tilesOfConsistency(last.size(), head.size());
        Map<Tile, byte[]> tiles = store.tiles(tree.shard(), needed).await().atMost(LIMIT);
        try {
            new TiledTree(head.size(), LogStore.in(tiles))
                    .consistency(last.size())
                    .verify(last, head);
            return Optional.empty();
        } catch (Untrusted refusal) {
            return Optional.of(refusal.getMessage());
        }
    }
}
