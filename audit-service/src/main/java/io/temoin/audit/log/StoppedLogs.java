// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The logs that are not what they were when they were signed last, or were signed by others:
 * nothing more is put into them or signed until somebody has looked. That a log is not what was
 * signed of it is kept in a table, for every process and every start, until the owner of that
 * database deletes the row. A log that only lacks its key goes on when the key is back. Safe for
 * several threads.
 */
@Singleton
class StoppedLogs {

    private static final Logger LOG = Logger.getLogger(StoppedLogs.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final StoppedLogStore store;
    private final Clock clock;

    /** As the table has it. */
    private volatile Set<String> kept;

    /** Why, of those that the table could not take yet. */
    private final Map<String, String> unkept = new ConcurrentHashMap<>();

    private final Set<String> withoutKey = ConcurrentHashMap.newKeySet();

    StoppedLogs(StoppedLogStore store, MeterRegistry metrics, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.kept = store.all().await().atMost(LIMIT);
        metrics.gauge("temoin.audit.log.stopped", this, StoppedLogs::count);
    }

    boolean contains(String shard) {
        return kept.contains(shard) || unkept.containsKey(shard) || withoutKey.contains(shard);
    }

    /** Learns of what other processes stopped, and of what was let go on. */
    void refresh() {
        unkept.forEach(this::keep);
        kept = store.all().await().atMost(LIMIT);
    }

    /** Stops a log that is not what was signed of it, for good; says so once. */
    void stop(String shard, String why) {
        if (!contains(shard) && unkept.putIfAbsent(shard, why) == null) {
            say(shard, why + " Was its database restored from a backup, or changed?");
            keep(shard, why);
        }
    }

    /** Stops a log that the keys of today may not go on with; says so once. */
    void stopForItsKeys(String shard, String why) {
        if (withoutKey.add(shard)) {
            say(shard, why);
        }
    }

    /** What the table does not take now, it is given again at the next look. */
    private void keep(String shard, String why) {
        try {
            store.add(shard, why, clock.instant()).await().atMost(LIMIT);
            Set<String> all = new HashSet<>(kept);
            all.add(shard);
            kept = Set.copyOf(all);
            unkept.remove(shard);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "that log %s is stopped could not be kept yet", shard);
        }
    }

    private int count() {
        Set<String> all = new HashSet<>(kept);
        all.addAll(unkept.keySet());
        all.addAll(withoutKey);
        return all.size();
    }

    private static void say(String shard, String why) {
        LOG.errorf("log %s is stopped and not signed any more: %s", shard, why);
    }
}
