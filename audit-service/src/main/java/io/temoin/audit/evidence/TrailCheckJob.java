// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.erasure.ErasureStore;
import io.temoin.audit.evidence.TrailCheckStore.Leaf;
import io.temoin.audit.log.Looks;
import io.temoin.audit.log.Proofs;
import io.temoin.audit.log.Proofs.Extent;
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
import java.util.List;
import java.util.Set;
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
    private static final int AT_ONCE = 1_000;

    /** An entry that is younger may be on its way into the log. */
    private static final Duration ON_ITS_WAY = Duration.ofHours(1);

    /** So far the clock of another process that takes entries in may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** Younger entries are never forgotten. */
    private static final int LEAST_MONTHS = 6;

    /**
     * What a comparison found.
     *
     * @param differing what differs
     * @param named the pseudonyms of erased persons whom entries still name
     */
    private record Compared(List<String> differing, Set<String> named) {}

    private final TrailCheckStore store;
    private final ErasureStore erasures;
    private final Proofs proofs;
    private final DifferingEntries differing;
    private final Looks looks;
    private final Duration first;
    private final Duration every;
    private final Clock clock;

    /** The last complete comparison; before there is one, the start. */
    private volatile Instant compared;

    TrailCheckJob(
            TrailCheckStore store,
            ErasureStore erasures,
            Proofs proofs,
            DifferingEntries differing,
            Looks looks,
            AuditConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.looks = looks;
        this.first = config.checkFirstAfter();
        this.every = config.checkEvery();
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
        looks.every(first, every, "the trail was not compared", () -> look(clock.instant()));
    }

    /**
     * Compares everything; raises the alarm for what differs. A log that cannot be compared hides
     * none of the others.
     */
    void look(Instant now) {
        boolean complete = true;
        for (Extent log : proofs.extents().await().atMost(LIMIT)) {
            complete &= isCompared(log, now);
        }
        if (complete) {
            compared = now;
        }
    }

    private boolean isCompared(Extent log, Instant now) {
        try {
            Compared found = compare(log, now);
            found.differing().forEach(what -> differing.add(log.tenant(), new TrailDiffers(what)));
            found.named().forEach(person -> forget(log.tenant(), person));
            return true;
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "the log %s was not compared with its trail", log.log());
            return false;
        }
    }

    private void forget(TenantId tenant, String person) {
        long entries = erasures.forget(tenant, person).await().atMost(LIMIT);
        if (entries > 0) {
            LOG.warnf(
                    "%d entries of tenant %s still named somebody who was erased, and were"
                            + " forgotten. Was a backup restored?",
                    entries, tenant.value());
        }
    }

    /** What differs in one log, and entries of its tenant that are in none. */
    List<String> differences(Extent log, Instant now) {
        return compare(log, now).differing();
    }

    private Compared compare(Extent log, Instant now) {
        List<String> found = new ArrayList<>();
        Set<String> named = new HashSet<>();
        Instant neverForgotten = now.atOffset(ZoneOffset.UTC).minusMonths(LEAST_MONTHS).toInstant();
        boolean young = false;
        for (long from = 0; from < log.size(); from += AT_ONCE) {
            long to = Math.min(log.size(), from + AT_ONCE);
            List<Leaf> leaves = leaves(log, from, to);
            if (leaves.size() != to - from) {
                found.add("leaves from " + from + " to " + to + " of log " + log.log());
            }
            for (Leaf leaf : leaves) {
                if (differs(leaf, young)) {
                    found.add(name(log, leaf));
                }
                if (leaf.erased() != null) {
                    named.add(leaf.erased());
                }
                CaseEntry entry = leaf.entry();
                young |= entry != null && entry.entry().when().recordedAt().isAfter(neverForgotten);
            }
        }
        found.addAll(withoutLeaf(log.tenant(), now));
        return new Compared(found, named);
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
