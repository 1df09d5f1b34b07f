// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.erasure.Erasures;
import io.temoin.audit.evidence.TrailCheckStore.Leaf;
import io.temoin.audit.log.Looks;
import io.temoin.audit.log.Proofs;
import io.temoin.audit.log.Proofs.Extent;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.AuditLeaf;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Compares the whole trail with its logs: every leaf has the entry that it commits to, and every
 * entry has a leaf. What strangers find by the tiles alone, that the log is the one that was
 * signed, they find themselves; only who has the entries can tell whether these are the log's.
 *
 * <p>On the way, who was erased and is named all the same is forgotten again: an entry came in
 * during the erasure, or a backup brought a row back.
 */
@ApplicationScoped
class TrailCheckJob {

    private static final Logger LOG = Logger.getLogger(TrailCheckJob.class);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** An entry that is younger may be on its way into the log. */
    private static final Duration ON_ITS_WAY = Duration.ofHours(1);

    /** So far the clock of another process that takes entries in may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** Younger entries are never forgotten. */
    private static final int LEAST_MONTHS = 6;

    private final TrailCheckStore store;
    private final Erasures erasures;
    private final Proofs proofs;
    private final DifferingEntries differing;
    private final Looks looks;
    private final Duration again;
    private final Duration every;
    private final int atOnce;
    private final Clock clock;

    /** The last complete comparison; before there is one, the start. */
    private volatile Instant compared;

    TrailCheckJob(
            TrailCheckStore store,
            Erasures erasures,
            Proofs proofs,
            DifferingEntries differing,
            Looks looks,
            AuditConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.looks = looks;
        this.every = config.checkEvery();
        Duration first = config.checkFirstAfter();
        this.again = first.compareTo(every) < 0 ? first : every;
        this.atOnce = config.checkAtOnce();
        this.store = store;
        this.erasures = erasures;
        this.proofs = proofs;
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
        looks.every(again, "the trail was not compared", () -> lookIfDue(due));
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
        for (Extent log : proofs.extents().await().atMost(LIMIT)) {
            tenants.add(log.tenant());
            complete &= isCompared(log, now);
        }
        for (TenantId tenant : tenants) {
            complete &=
                    succeeds(
                            "the trail of " + tenant.value() + " was not compared with its logs",
                            () -> withoutLeaf(tenant, now).forEach(what -> alarm(tenant, what)));
        }
        if (complete) {
            compared = now;
        }
        return complete;
    }

    /** Whom the database does not forget hides nothing of what differs. */
    private boolean isCompared(Extent log, Instant now) {
        TenantId tenant = log.tenant();
        Set<String> unforgotten = new HashSet<>();
        boolean compared =
                succeeds(
                        "the log " + log.log() + " was not compared with its trail",
                        () ->
                                compare(
                                        log,
                                        now,
                                        what -> alarm(tenant, what),
                                        person -> {
                                            if (!unforgotten.contains(person)
                                                    && !isForgotten(tenant, person)) {
                                                unforgotten.add(person);
                                            }
                                        }));
        return compared && unforgotten.isEmpty();
    }

    private boolean isForgotten(TenantId tenant, String person) {
        return succeeds(
                "somebody who was erased from the trail of "
                        + tenant.value()
                        + " was not forgotten again",
                () -> forget(tenant, person));
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

    private void forget(TenantId tenant, String person) {
        long entries = forgetAgain(tenant, new SubjectId(person));
        if (entries > 0) {
            LOG.warnf(
                    "%d entries of tenant %s still named somebody who was erased, and were"
                            + " forgotten. Was a backup restored?",
                    entries, tenant.value());
        }
    }

    /** What reads through Hibernate needs a context to run in, which this thread is not. */
    private long forgetAgain(TenantId tenant, SubjectId person) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () ->
                            erasures.forgetAgain(tenant, person, clock.instant())
                                    .ifNoItem()
                                    .after(LIMIT)
                                    .fail());
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("nobody was forgotten", failure);
        }
    }

    /** What differs in one log, and entries of its tenant that are in none. */
    List<String> differences(Extent log, Instant now) {
        List<String> found = new ArrayList<>();
        compare(log, now, found::add, _ -> {});
        found.addAll(withoutLeaf(log.tenant(), now));
        return found;
    }

    /**
     * Compares one log, a piece at a time.
     *
     * @param differs is told what does
     * @param named is told the pseudonyms of erased persons whom entries still name
     */
    private void compare(
            Extent log, Instant now, Consumer<String> differs, Consumer<String> named) {
        Instant neverForgotten = now.atOffset(ZoneOffset.UTC).minusMonths(LEAST_MONTHS).toInstant();
        boolean young = false;
        for (long from = 0; from < log.size(); from += atOnce) {
            long to = Math.min(log.size(), from + atOnce);
            List<Leaf> leaves = leaves(log, from, to);
            if (leaves.size() != to - from) {
                if (isPruned(log)) {
                    return; // since the logs were listed
                }
                differs.accept("leaves from " + from + " to " + to + " of log " + log.log());
            }
            Set<String> erased = new LinkedHashSet<>();
            for (Leaf leaf : leaves) {
                if (differs(leaf, young)) {
                    differs.accept(name(log, leaf));
                }
                erased.addAll(leaf.erased());
                CaseEntry entry = leaf.entry();
                young |= entry != null && entry.entry().when().recordedAt().isAfter(neverForgotten);
            }
            erased.forEach(named);
        }
    }

    private boolean isPruned(Extent log) {
        return proofs.isPruned(log).await().atMost(LIMIT);
    }

    private List<Leaf> leaves(Extent log, long from, long to) {
        return store.leaves(log.tenant(), log.log(), from, to).await().atMost(LIMIT);
    }

    private List<String> withoutLeaf(TenantId tenant, Instant now) {
        return store.withoutLeaf(tenant, now.minus(ON_ITS_WAY), now.plus(AHEAD))
                .await()
                .atMost(LIMIT);
    }

    /** Entries are forgotten in their order: behind a young one there is none. */
    private static boolean differs(Leaf leaf, boolean afterAYoungOne) {
        CaseEntry entry = leaf.entry();
        if (entry == null) {
            return leaf.event() != null || afterAYoungOne;
        }
        try {
            AuditLeaf there = AuditLeaf.parse(leaf.leaf());
            return !entry.leaf(there.eventId()).equals(there);
        } catch (Untrusted _) {
            return true; // no leaf at all
        }
    }

    private static String name(Extent log, Leaf leaf) {
        String event = leaf.event();
        return event == null ? "index " + leaf.index() + " of log " + log.log() : event;
    }
}
