// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollDelayTest {

    private static final Duration USUAL = Duration.ofMillis(1);
    private static final long MILLISECOND = 1_000_000;

    private long now = -5 * MILLISECOND;
    private final PollDelay delay = new PollDelay(now);

    @Test
    void letsEventsGatherAsTheHandlerSaysWhereFewCome() {
        looks(500, 2, 2);

        assertThat(delay.gather(USUAL)).isEqualTo(USUAL);
    }

    @Test
    void letsThemGatherLongerWhereManyCome() {
        looks(500, 2, 5);

        assertThat(delay.gather(USUAL)).isEqualTo(PollDelay.WHEN_BUSY);
    }

    /** Else the first of them would wait for no reason. */
    @Test
    void isNotBusyBecauseSomeCameTogether() {
        looks(1, 1, 100);

        assertThat(delay.gather(USUAL)).isEqualTo(USUAL);
    }

    @Test
    void staysBusyWhileLongerLooksFindMore() {
        looks(500, 2, 5);
        looks(100, 9, 23);

        assertThat(delay.gather(USUAL)).isEqualTo(PollDelay.WHEN_BUSY);
    }

    @Test
    void returnsToTheUsualWhenFewerCome() {
        looks(500, 2, 5);
        looks(50, 9, 9);

        assertThat(delay.gather(USUAL)).isEqualTo(USUAL);
    }

    @Test
    void neverHurriesAHandlerThatWantsMoreTime() {
        looks(500, 2, 5);

        assertThat(delay.gather(Duration.ofMillis(50))).isEqualTo(Duration.ofMillis(50));
    }

    private void looks(int count, int milliseconds, int events) {
        for (int look = 0; look < count; look++) {
            now += milliseconds * MILLISECOND;
            delay.found(events, now);
        }
    }
}
