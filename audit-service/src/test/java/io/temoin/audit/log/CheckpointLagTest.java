// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temoin.audit.log.CheckpointStore.LogTree;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointLagTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HandClock clock = new HandClock(NOW);
    private final CheckpointLag lag = new CheckpointLag(metrics, clock);

    @Test
    void isNothingWhileNothingIsUncovered() {
        lag.note(List.of(), NOW);
        later(100);
        lag.note(List.of(), clock.instant());
        assertThat(seconds()).isZero();
    }

    @Test
    void ofALogThatIsOnlyRepublishedIsNothing() {
        lag.note(List.of(log("a", 5, 5)), NOW);
        later(100);
        lag.note(List.of(log("a", 5, 5)), clock.instant());
        assertThat(seconds()).isZero();
    }

    @Test
    void growsUntilACheckpointCoversWhatWasSeenFirst() {
        lag.note(List.of(log("a", 5, 0)), NOW);
        later(70);
        lag.note(List.of(log("a", 9, 0)), clock.instant());
        assertThat(seconds()).isEqualTo(70);
    }

    @Test
    void beginsAnewForALogThatGrowsAllTheTimeAndIsSigned() {
        lag.note(List.of(log("a", 5, 0)), NOW);
        later(70);
        lag.note(List.of(log("a", 9, 5)), clock.instant());
        later(1);
        assertThat(seconds()).isEqualTo(1);
    }

    @Test
    void isThatOfTheLogThatWaitsLongest() {
        lag.note(List.of(log("a", 5, 0)), NOW);
        later(10);
        lag.note(List.of(log("a", 5, 0), log("b", 3, 1)), clock.instant());
        later(10);
        assertThat(seconds()).isEqualTo(20);

        lag.note(List.of(log("b", 3, 1)), clock.instant());
        assertThat(seconds()).isEqualTo(10);
    }

    /** A replica that cannot read the database, say, does not speak for those that can. */
    @Test
    void countsSinceTheLastLookWhenNobodyCanLook() {
        later(30);
        assertThat(seconds()).isZero();
        later(70);
        assertThat(seconds()).as("never").isEqualTo(100);

        lag.note(List.of(), clock.instant());
        assertThat(seconds()).isZero();
        later(100);
        assertThat(seconds()).as("not any more").isEqualTo(100);
    }

    private static LogTree log(String shard, long size, long covered) {
        return new LogTree(shard, new TreeHead(size, Hash.of(new byte[Hash.SIZE])), null, covered);
    }

    private double seconds() {
        return metrics.get("temoin.audit.checkpoint.lag.seconds").gauge().value();
    }

    private void later(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }
}
