// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.evidence.EntryVerdict.Consistent;
import io.temoin.audit.evidence.EntryVerdict.Differs;
import io.temoin.audit.evidence.EntryVerdict.ErasurePending;
import io.temoin.audit.evidence.EntryVerdict.NamesErasedPerson;
import io.temoin.audit.evidence.EntryVerdict.Unsigned;
import io.temoin.audit.evidence.LeafExaminer.Verdicts;
import io.temoin.audit.evidence.TrailCheckStore.CheckedLeaf;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.log.LogSize;
import io.temoin.audit.log.Proofs;
import io.temoin.audit.log.PrunedEntries;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.chassis.start.PollingScheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Prunes expired entries, from the beginning of each log on. How old an entry is, its row says; so
 * each is held against its leaf first, and one that is not what its leaf commits to is kept with
 * all that come after it, and is an alarm. That they were pruned is signed and enters the log of
 * logs.
 */
@ApplicationScoped
class EntryPruningJob {

    private static final Logger LOG = Logger.getLogger(EntryPruningJob.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final TrailCheckStore store;
    private final LeafExaminer examiner;
    private final Proofs proofs;
    private final PrunedEntries prunedEntries;
    private final DifferingEntries differing;
    private final PollingScheduler polling;
    private final Duration every;
    private final int batchSize;
    private final Clock clock;
    private final Counter pruned;

    EntryPruningJob(
            TrailCheckStore store,
            LeafExaminer examiner,
            Proofs proofs,
            PrunedEntries prunedEntries,
            DifferingEntries differing,
            PollingScheduler polling,
            AuditConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.store = store;
        this.examiner = examiner;
        this.proofs = proofs;
        this.prunedEntries = prunedEntries;
        this.differing = differing;
        this.polling = polling;
        this.every = config.log().pruningInterval();
        this.batchSize = config.checkBatchSize();
        this.clock = clock;
        this.pruned = metrics.counter("temoin.audit.entries.pruned");
    }

    void start(@Observes StartupEvent event) {
        polling.every(every, "pruning of expired entries failed", () -> look(clock.instant()));
    }

    /** Prunes what has expired by now; a log that fails keeps no other from it. */
    void look(Instant now) {
        for (LogSize log : proofs.logSizes().await().atMost(LIMIT)) {
            try {
                prune(log, now);
            } catch (RuntimeException failure) {
                LOG.warnf(failure, "pruning of expired entries of log %s failed", log.log());
            }
        }
    }

    /** Prunes the expired entries of one log. */
    void prune(LogSize log, Instant now) {
        prunedEntries.keepSigned(log).await().atMost(LIMIT);
        Instant over = prunedEntries.isOverBefore(now);
        long from = prunedEntries.upTo(log).await().atMost(LIMIT);
        long more = batchSize;
        while (more == batchSize && from < log.size()) {
            more = overFrom(log, from, over, now);
            if (more > 0) {
                from += more;
                long gone = prunedEntries.prune(log, from, over, now).await().atMost(LIMIT);
                pruned.increment((double) gone);
            }
        }
    }

    /** How many entries from there on, in the order of the log, are over. */
    private long overFrom(LogSize log, long from, Instant over, Instant now) {
        long to = Math.min(log.size(), from + batchSize);
        List<CheckedLeaf> leaves =
                store.leaves(log.tenant(), log.log(), from, to).await().atMost(LIMIT);
        List<CaseRow> rows = CheckedLeaf.rows(leaves);
        if (rows.isEmpty() || !isOver(rows.getFirst().entry(), over)) {
            return 0;
        }
        Verdicts verdicts = examiner.findVerdicts(log, leaves, from, now).await().atMost(LIMIT);
        return leaves.stream().takeWhile(leaf -> isOver(log, leaf, verdicts, over)).count();
    }

    private boolean isOver(LogSize log, CheckedLeaf leaf, Verdicts verdicts, Instant over) {
        CaseRow row = leaf.row();
        if (row == null || !isOver(row.entry(), over)) {
            return false;
        }
        return switch (verdicts.of(leaf)) {
            case Consistent _, NamesErasedPerson _ -> true;
            case ErasurePending _, Unsigned _ -> false;
            case Differs _ -> {
                differing.add(log.tenant(), new TrailDiffers(row.entry().id()));
                yield false;
            }
        };
    }

    private static boolean isOver(AuditEntry entry, Instant over) {
        return entry.when().recordedAt().isBefore(over);
    }
}
