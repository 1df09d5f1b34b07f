// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.temoin.audit.log.CheckpointStore.Grown;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * For how long the logs have had entries that no published checkpoint covers, as this process sees
 * it: what no checkpoint covers nobody can prove. The age of a checkpoint does not tell, because
 * that of a log that does not grow may be minutes old. Safe for several threads.
 */
@Singleton
class CheckpointLag {

    /** A size that no checkpoint covered when it was first seen. */
    private record Uncovered(long size, Instant since) {}

    private volatile Map<String, Uncovered> uncovered = Map.of();

    CheckpointLag(MeterRegistry metrics, Clock clock) {
        metrics.gauge("temoin.audit.checkpoint.lag.seconds", this, lag -> lag.seconds(clock));
    }

    /** Takes note of the logs that are to be signed: the others have nothing uncovered. */
    void note(Collection<Grown> logs, Instant now) {
        Map<String, Uncovered> before = uncovered;
        Map<String, Uncovered> after = new HashMap<>();
        for (Grown log : logs) {
            if (log.covered() < log.head().size()) {
                Uncovered known = before.get(log.shard());
                after.put(
                        log.shard(),
                        known == null || known.size() <= log.covered()
                                ? new Uncovered(log.head().size(), now)
                                : known);
            }
        }
        uncovered = Map.copyOf(after);
    }

    private double seconds(Clock clock) {
        Instant now = clock.instant();
        return uncovered.values().stream()
                .mapToDouble(one -> Duration.between(one.since(), now).toMillis() / 1000.0)
                .max()
                .orElse(0);
    }
}
