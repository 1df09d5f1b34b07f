// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.temoin.audit.log.CheckpointStore.LogTree;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * For how long the logs have had entries that no published checkpoint covers, as this process sees
 * it: what no checkpoint covers nobody can prove. The age of a checkpoint does not tell, because
 * that of a log that does not grow may be minutes old. Where nobody could look, it counts since the
 * last look: a replica that sees nothing must not say that nothing waits. Safe for several threads.
 */
@Singleton
class CheckpointLag {

    /** A size that no checkpoint covered when it was first seen. */
    private record Uncovered(long size, Instant since) {}

    /** A look may wait for witnesses and brokers. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    private volatile Map<String, Uncovered> uncovered = Map.of();
    private volatile Instant looked;

    CheckpointLag(MeterRegistry metrics, Clock clock) {
        looked = clock.instant();
        metrics.gauge("temoin.audit.checkpoint.lag.seconds", this, lag -> lag.seconds(clock));
    }

    /** Takes note of the logs that are to be signed: the others have nothing uncovered. */
    void note(Collection<LogTree> logs, Instant now) {
        Map<String, Uncovered> before = uncovered;
        Map<String, Uncovered> after = new HashMap<>();
        for (LogTree log : logs) {
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
        looked = now;
    }

    private double seconds(Clock clock) {
        Instant now = clock.instant();
        Duration unseen = Duration.between(looked, now);
        return Stream.concat(
                        uncovered.values().stream().map(one -> Duration.between(one.since(), now)),
                        Stream.of(unseen).filter(one -> one.compareTo(LONGEST_LOOK) > 0))
                .mapToDouble(one -> one.toMillis() / 1000.0)
                .max()
                .orElse(0);
    }
}
