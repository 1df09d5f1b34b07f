// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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

    private final StoppedLogStore store;
    private final Clock clock;

    /** As the table has it; {@code null} until it was read: then every log is taken for stopped. */
    private volatile @Nullable Set<String> kept;

    /** Why, of those that the table has not taken yet. */
    private final Map<String, String> unkept = new ConcurrentHashMap<>();

    /** Those that somebody has looked at since this process started. */
    private final Set<String> letGo = ConcurrentHashMap.newKeySet();

    private final Set<String> withoutKey = ConcurrentHashMap.newKeySet();

    StoppedLogs(StoppedLogStore store, MeterRegistry metrics, Clock clock) {
        this.store = store;
        this.clock = clock;
        metrics.gauge("temoin.audit.log.stopped", this, StoppedLogs::count);
    }

    /** Whether the log may not go on; so it is of every log until the table was read. */
    boolean contains(String shard) {
        return kept == null || isKnown(shard);
    }

    /** Whether the log is known to be stopped, as far as this process could learn it. */
    boolean isKnown(String shard) {
        return isRecorded(shard) || withoutKey.contains(shard);
    }

    private boolean isRecorded(String shard) {
        return known().contains(shard) || unkept.containsKey(shard);
    }

    private Set<String> known() {
        Set<String> read = kept;
        return read == null ? Set.of() : read;
    }

    /**
     * Learns of what other processes stopped, and of what was let go on; what the table did not
     * take before, it is given again.
     */
    Uni<Void> refresh() {
        return Multi.createFrom()
                .iterable(Map.copyOf(unkept).entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        one -> store.add(one.getKey(), one.getValue(), clock.instant()))
                .collect()
                .last()
                .chain(store::all)
                .invoke(
                        all -> {
                            known().stream().filter(one -> !all.contains(one)).forEach(letGo::add);
                            kept = all;
                            unkept.keySet().removeAll(all);
                        })
                .replaceWithVoid();
    }

    /** Stops a log that is not what was signed of it, for good; says so once. */
    void stop(String shard, String why) {
        if (!isRecorded(shard) && unkept.putIfAbsent(shard, why) == null) {
            say(shard, why + " Was its database restored from a backup, or altered?");
            refresh()
                    .subscribe()
                    .with(
                            _ -> LOG.debugf("it was recorded that log %s was stopped", shard),
                            failure ->
                                    LOG.errorf(
                                            failure,
                                            "it could not be recorded yet that log %s was stopped",
                                            shard));
        }
    }

    /** Whether somebody let it go on, and it was not found as it should be since. */
    boolean wasLetGo(String shard) {
        return letGo.contains(shard);
    }

    /** Takes note that a log is as it should be. */
    void noteSound(String shard) {
        letGo.remove(shard);
    }

    /** Stops a log that the keys of today may not go on with; says so once. */
    void stopForItsKeys(String shard, String why) {
        if (withoutKey.add(shard)) {
            say(shard, why);
        }
    }

    private int count() {
        Set<String> all = new HashSet<>(known());
        all.addAll(unkept.keySet());
        all.addAll(withoutKey);
        return all.size();
    }

    private static void say(String shard, String why) {
        LOG.errorf("log %s is stopped and no longer signed: %s", shard, why);
    }
}
