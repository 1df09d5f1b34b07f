// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.log.CheckpointStore.LogTree;
import io.temoin.audit.log.PruningStore.Unpruned;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.TreeHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Forgets a log as a whole when it is as old as its last entry may be, and all its entries are
 * forgotten. Of a log stays its last checkpoint, and a signed statement that it was pruned, which
 * enters the log of logs; proofs that were taken before verify as they did. A log that is not what
 * was signed of it last is stopped, and keeps what it has: nothing false is signed of it.
 */
@ApplicationScoped
class PruningJob {

    private static final Logger LOG = Logger.getLogger(PruningJob.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final PruningStore store;
    private final KeepingPeriod keeping;
    private final CheckpointSigner signer;
    private final CheckpointStore checkpoints;
    private final SignedHeadStore signed;
    private final StoppedLogs stopped;
    private final PollingScheduler polling;
    private final Duration every;
    private final Clock clock;

    PruningJob(
            PruningStore store,
            KeepingPeriod keeping,
            CheckpointSigner signer,
            CheckpointStore checkpoints,
            SignedHeadStore signed,
            StoppedLogs stopped,
            PollingScheduler polling,
            AuditConfig config,
            Clock clock) {
        this.store = store;
        this.keeping = keeping;
        this.signer = signer;
        this.checkpoints = checkpoints;
        this.signed = signed;
        this.stopped = stopped;
        this.polling = polling;
        this.every = config.log().pruningInterval();
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        polling.every(every, "pruning of expired logs failed", () -> look(clock.instant()));
    }

    /** Forgets the logs that are over by now. */
    void look(Instant now) {
        Instant over = keeping.isOverBefore(now);
        for (Unpruned log : store.unpruned().await().atMost(LIMIT)) {
            try {
                pruneIfOver(log, over, now);
            } catch (RuntimeException failure) { // the other logs are not kept for it
                LOG.warnf(failure, "log %s could not be pruned", log.shard());
            }
        }
    }

    private void pruneIfOver(Unpruned log, Instant over, Instant now) {
        Instant until = KeepingPeriod.endOf(log.period());
        if (!until.isAfter(over) && !stopped.contains(log.shard()) && isWhatWasSigned(log)) {
            prune(log, until, now);
        }
    }

    /**
     * Stops the log if it is not; one that grew since it was read has its turn at the next look.
     */
    private boolean isWhatWasSigned(Unpruned log) {
        TreeHead last = signed.last(log.shard()).await().atMost(LIMIT);
        if (last.equals(log.head())) {
            return true;
        }
        Optional<LogTree> now = checkpoints.grown(log.shard()).await().atMost(LIMIT);
        if (now.isPresent() && now.get().head().equals(log.head())) {
            stopped.stop(
                    log.shard(),
                    "The expired log has %d entries, but another checkpoint, of %d, was signed."
                            .formatted(log.head().size(), last.size()));
        }
        return false;
    }

    private void prune(Unpruned log, Instant until, Instant now) {
        SignedNote statement =
                signer.signPruning(log.shard(), log.head(), until, keeping.period(), now);
        if (store.prune(log.shard(), statement, now).await().atMost(LIMIT)) {
            LOG.infof("log %s (%s) has been pruned", log.shard(), log.period());
        }
    }
}
