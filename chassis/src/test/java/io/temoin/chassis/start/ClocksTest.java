// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClocksTest {

    @Test
    void demoClockGoesForwardOnly() {
        Clocks.Demo clock = new Clocks.Demo(Duration.ofDays(2));
        Instant later = clock.instant().plus(Duration.ofDays(1));

        clock.advance(later);

        assertThat(clock.instant()).isAfterOrEqualTo(later);
        assertThat(clock.offset()).isGreaterThan(Duration.ofDays(2));
        assertThatThrownBy(() -> clock.advance(later.minus(Duration.ofDays(1))))
                .isInstanceOf(Rejected.class);
    }
}
