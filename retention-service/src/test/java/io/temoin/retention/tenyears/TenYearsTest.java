// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.tenyears;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictRaised;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Ten years of a centre for each seed, in virtual time: recordings, fulfilments, objections,
 * insurance sales, holds, policies that change, requests. {@code -Dtemoin.tenyears.seeds} runs
 * more, {@code -Dtemoin.tenyears.seed} one.
 */
class TenYearsTest {

    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final int CALLS = 40;
    private static final int REQUESTS = 12;

    /** What happened over all seeds: what never happens is not examined either. */
    private long destroyed;

    private long waiting;
    private long conflicts;
    private long refusals;
    private long released;
    private long overdue;

    @Test
    void keepNothingTooLongAndDestroyNothingTooEarly() {
        Integer only = Integer.getInteger("temoin.tenyears.seed");
        if (only != null) {
            live(only);
            return;
        }
        int seeds = Integer.getInteger("temoin.tenyears.seeds", 200);
        for (int seed = 0; seed < seeds; seed++) {
            try {
                live(seed);
            } catch (AssertionError | RuntimeException found) {
                throw new AssertionError(
                        "-Dtemoin.tenyears.seed=" + seed + ": " + found.getMessage(), found);
            }
        }

        assertThat(destroyed).isGreaterThan(seeds * CALLS / 2L);
        assertThat(waiting).isPositive();
        assertThat(conflicts).isPositive();
        assertThat(refusals).isPositive();
        assertThat(released).isGreaterThan(seeds);
        assertThat(overdue).isGreaterThan(seeds);
    }

    private void live(int seed) {
        var random = new Random(seed);
        var time = new VirtualTime(START, random);
        var centre = new Centre(random, time);
        var desk = new RequestDesk(random, time);
        desk.open(Duration.ofDays(3650), REQUESTS);
        centre.open(10, CALLS);
        time.runUntil(START.plus(Duration.ofDays(365L * 20)));

        desk.examine();
        for (RecordedItem item : centre.items()) {
            boolean conflict =
                    item.events().stream().anyMatch(event -> event instanceof ConflictRaised);
            assertThat(item.isDestroyed() || conflict || item.state() instanceof Retained)
                    .as(() -> item.events().toString())
                    .isTrue();
            assertThat(item.events())
                    .filteredOn(event -> event instanceof DispositionOrdered)
                    .hasSizeLessThanOrEqualTo(1);
            destroyed += item.isDestroyed() ? 1 : 0;
            waiting += item.isDestroyed() || conflict ? 0 : 1;
            conflicts += conflict ? 1 : 0;
            refusals += item.refusals().size();
        }
        released += centre.cases().count(true);
        overdue += desk.overdue();
    }
}
