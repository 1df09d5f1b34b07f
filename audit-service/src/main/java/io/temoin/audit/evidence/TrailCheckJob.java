// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

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
import io.temoin.audit.log.LogSize;
import io.temoin.audit.log.Proofs;
import io.temoin.audit.log.PrunedEntries;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compares the whole trail with its logs: every leaf is in the signed tree and has the entry that
 * it commits to, and every entry has a leaf. Whether the tree is the one that was signed before,
 * strangers find themselves by the tiles; only who has the entries can tell whether these are the
 * log's.
 *
 * <p>It takes nothing away that the log does not bear out. Salts may be missing only where an
 * erasure that is itself in the log took them, and entries only where a signed statement says that
 * they were forgotten. Who was erased by such an erasure and is named all the same is forgotten
 * again: an entry came in meanwhile, or a backup brought a row back. Everything else is kept, and
 * an alarm.
 */
@ApplicationScoped
class TrailCheckJob {

    private static final Logger LOG = Logger.getLogger(TrailCheckJob.class);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** An entry that is younger may be on its way into the log. */
    private static final Duration ON_ITS_WAY = EntryExamination.ON_ITS_WAY;

    /** So far the clock of another process that takes entries in may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /**
     * What a comparison makes of what it finds.
     *
     * @param differs is told what does
     * @param named is told the entries that still name somebody who was erased
     * @param begun is told of entries whose erasure is on its way into the log
     */
    private record Findings(
            Consumer<String> differs,
            BiConsumer<String, List<String>> named,
            Consumer<String> begun) {}

    private final TrailCheckStore store;
    private final LeafExaminer examiner;
    private final Event<StillNamed> stillNamed;
    private final Proofs proofs;
    private final PrunedEntries prunedEntries;
    private final DifferingEntries differing;
    private final PollingScheduler polling;
    private final Duration again;
    private final Duration every;
    private final int batchSize;
    private final Clock clock;

    /** Entries whose erasure was not in the log, with when that was seen first. */
    private final Map<String, Instant> begunBefore = new ConcurrentHashMap<>();

    /** The last complete comparison; before there is one, the start. */
    private volatile Instant compared;

    TrailCheckJob(
            TrailCheckStore store,
            LeafExaminer examiner,
            Event<StillNamed> stillNamed,
            Proofs proofs,
            PrunedEntries prunedEntries,
            DifferingEntries differing,
            PollingScheduler polling,
            AuditConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.polling = polling;
        this.every = config.checkInterval();
        Duration first = config.checkFirstAfter();
        this.again = first.compareTo(every) < 0 ? first : every;
        this.batchSize = config.checkBatchSize();
        this.store = store;
        this.examiner = examiner;
        this.stillNamed = stillNamed;
        this.proofs = proofs;
        this.prunedEntries = prunedEntries;
        this.differing = differing;
        this.clock = clock;
        this.compared = clock.instant();
        metrics.gauge(
                "temoin.audit.trail.compared.age.seconds",
                this,
                job -> Duration.between(job.compared, clock.instant()).toSeconds());
    }

    void start(@Observes StartupEvent event) {
        AtomicReference<Instant> due = new AtomicReference<>(Instant.MIN);
        polling.every(
                again, "the comparison of the trail with its logs failed", () -> lookIfDue(due));
    }

    /** What failed is tried again soon; what was complete has time. */
    private void lookIfDue(AtomicReference<Instant> due) {
        Instant now = clock.instant();
        if (!now.isBefore(due.get()) && look(now)) {
            due.set(now.plus(every).minus(again.dividedBy(2))); // a timer is not exact
        }
    }

    /**
     * Compares everything; raises the alarm for what differs, as it is found: what was found before
     * something failed counts. A log that cannot be compared hides none of the others.
     *
     * @return whether everything was compared
     */
    boolean look(Instant now) {
        boolean complete = true;
        Set<TenantId> tenants = new LinkedHashSet<>();
        for (LogSize log : proofs.logSizes().await().atMost(LIMIT)) {
            tenants.add(log.tenant());
            complete &= isCompared(log, now);
        }
        complete &=
                succeeds(
                        "it could not be checked whether missing logs had been pruned",
                        () ->
                                prunedEntries
                                        .withoutProof()
                                        .await()
                                        .atMost(LIMIT)
                                        .forEach(
                                                log ->
                                                        alarm(
                                                                log.tenant(),
                                                                "log "
                                                                        + log.log()
                                                                        + " is marked as pruned,"
                                                                        + " but there is no proof"
                                                                        + " that it was")));
        for (TenantId tenant : tenants) {
            complete &=
                    succeeds(
                            "the trail of tenant "
                                    + tenant.value()
                                    + " could not be compared with its logs",
                            () -> withoutLeaf(tenant, now).forEach(what -> alarm(tenant, what)));
        }
        if (complete) {
            compared = now;
        }
        return complete;
    }

    /** Whom the database does not forget hides nothing of what differs. */
    private boolean isCompared(LogSize log, Instant now) {
        TenantId tenant = log.tenant();
        AtomicBoolean complete = new AtomicBoolean(true);
        Findings findings =
                new Findings(
                        what -> alarm(tenant, what),
                        (person, entries) -> {
                            if (!isForgotten(
                                    new StillNamed(tenant, new SubjectId(person), entries))) {
                                complete.set(false);
                            }
                        },
                        entry -> {
                            complete.set(false);
                            alarmIfItStays(tenant, entry, now);
                        });
        boolean compared =
                succeeds(
                        "the log " + log.log() + " could not be compared with its trail",
                        () -> compare(log, now, findings));
        return compared && complete.get();
    }

    private boolean isForgotten(StillNamed named) {
        return succeeds(
                "a person erased from the trail of tenant "
                        + named.tenant().value()
                        + " could not be erased again",
                () -> stillNamed.fire(named));
    }

    /** What is on its way arrives; the times that say it just began are in the database, too. */
    private void alarmIfItStays(TenantId tenant, String entry, Instant now) {
        Instant first = begunBefore.computeIfAbsent(tenant.value() + "/" + entry, _ -> now);
        if (first.isBefore(now.minus(ON_ITS_WAY))) {
            alarm(tenant, entry);
        }
    }

    private static boolean succeeds(String otherwise, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException failure) {
            LOG.error(otherwise, failure);
            return false;
        }
    }

    private void alarm(TenantId tenant, String what) {
        differing.add(tenant, new TrailDiffers(what));
    }

    /** What differs in one log, and entries of its tenant that are in none. */
    List<String> differences(LogSize log, Instant now) {
        List<String> found = new ArrayList<>();
        compare(log, now, new Findings(found::add, (_, _) -> {}, _ -> {}));
        found.addAll(withoutLeaf(log.tenant(), now));
        return found;
    }

    /** Compares one log, a piece at a time. */
    private void compare(LogSize log, Instant now, Findings findings) {
        for (long from = 0; from < log.size(); from += batchSize) {
            long to = Math.min(log.size(), from + batchSize);
            List<CheckedLeaf> leaves = leaves(log, from, to);
            if (leaves.size() != to - from) {
                if (isPruned(log)) {
                    return; // since the logs were listed
                }
                findings.differs()
                        .accept("leaves from " + from + " to " + to + " of log " + log.log());
            }
            List<CheckedLeaf> doubtful = comparePiece(log, leaves, findings, false, now);
            if (!doubtful.isEmpty()) {
                // Somebody may have been erased, or entries forgotten, since the piece was read.
                comparePiece(log, again(log, from, to, doubtful), findings, true, now);
            }
        }
    }

    /** The same leaves as they are by now. */
    private List<CheckedLeaf> again(LogSize log, long from, long to, List<CheckedLeaf> doubtful) {
        Set<Long> these = doubtful.stream().map(CheckedLeaf::index).collect(Collectors.toSet());
        return leaves(log, from, to).stream().filter(leaf -> these.contains(leaf.index())).toList();
    }

    /**
     * Compares leaves.
     *
     * @param sure whether what differs is told; else it is returned, to be read again
     */
    private List<CheckedLeaf> comparePiece(
            LogSize log, List<CheckedLeaf> leaves, Findings findings, boolean sure, Instant now) {
        long pruned = prunedEntries.upTo(log).await().atMost(LIMIT);
        Verdicts verdicts = examiner.findVerdicts(log, leaves, pruned, now).await().atMost(LIMIT);
        Map<String, List<String>> named = new LinkedHashMap<>();
        List<CheckedLeaf> doubtful = new ArrayList<>();
        for (CheckedLeaf leaf : leaves) {
            switch (verdicts.of(leaf)) {
                case Consistent _, Unsigned _ -> {
                    // as it should be, or compared again once all of the log is signed
                }
                case NamesErasedPerson(var persons) ->
                        persons.forEach(
                                person ->
                                        named.computeIfAbsent(person, _ -> new ArrayList<>())
                                                .add(name(log, leaf)));
                case ErasurePending _ -> findings.begun().accept(name(log, leaf));
                case Differs _ -> {
                    if (sure) {
                        findings.differs().accept(name(log, leaf));
                    } else {
                        doubtful.add(leaf);
                    }
                }
            }
        }
        named.forEach(findings.named());
        return doubtful;
    }

    private boolean isPruned(LogSize log) {
        return prunedEntries.isPruned(log).await().atMost(LIMIT);
    }

    private List<CheckedLeaf> leaves(LogSize log, long from, long to) {
        return store.leaves(log.tenant(), log.log(), from, to).await().atMost(LIMIT);
    }

    private List<String> withoutLeaf(TenantId tenant, Instant now) {
        return store.withoutLeaf(tenant, now.minus(ON_ITS_WAY), now.plus(AHEAD))
                .await()
                .atMost(LIMIT);
    }

    private static String name(LogSize log, CheckedLeaf leaf) {
        String event = leaf.event();
        return event == null ? "index " + leaf.index() + " of log " + log.log() : event;
    }
}
