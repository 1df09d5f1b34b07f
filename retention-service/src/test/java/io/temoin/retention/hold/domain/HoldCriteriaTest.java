// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.policy.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HoldCriteriaTest {

    private static final Instant NOW = Instant.parse("2027-05-20T08:00:00Z");
    private static final UUID ITEM = UUID.fromString("019ab3c2-1a00-7000-8000-0000000000a1");
    private static final UUID OTHER = UUID.fromString("019ab3c2-1a00-7000-8000-0000000000a0");

    private static HoldCriteria none() {
        return new HoldCriteria(List.of(), null, null, List.of(), null, null);
    }

    private static HoldCriteria period(@Nullable Instant from, @Nullable Instant before) {
        return new HoldCriteria(List.of(), null, null, List.of(), from, before);
    }

    static Stream<HoldCriteria> eachAlone() {
        return Stream.of(
                new HoldCriteria(List.of(ITEM), null, null, List.of(), null, null),
                new HoldCriteria(List.of(), "5f1d", null, List.of(), null, null),
                new HoldCriteria(List.of(), null, "fibre", List.of(), null, null),
                new HoldCriteria(List.of(), null, null, List.of(Purpose.QUALITY), null, null),
                period(NOW, null),
                period(null, NOW));
    }

    @ParameterizedTest
    @MethodSource("eachAlone")
    void isLimitedByEachCriterionAlone(HoldCriteria criteria) {
        assertThat(criteria.isUnlimited()).isFalse();
        assertThat(none().isUnlimited()).isTrue();
    }

    @Test
    void reachesBeyondNowByAPeriodThatIsNotOver() {
        assertThat(period(NOW, null).reachesBeyond(NOW)).isTrue();
        assertThat(period(null, NOW.plusSeconds(1)).reachesBeyond(NOW)).isTrue();
        assertThat(period(null, NOW).reachesBeyond(NOW)).isFalse();
        assertThat(none().reachesBeyond(NOW)).isFalse();
    }

    /** A list names what is there. */
    @Test
    void aListNeverReachesBeyondNow() {
        var listed = new HoldCriteria(List.of(ITEM), null, null, List.of(), NOW, null);
        assertThat(listed.reachesBeyond(NOW)).isFalse();
    }

    @Test
    void countsWhatIsNamedTwiceOnce() {
        var twice =
                new HoldCriteria(
                        List.of(ITEM, OTHER, ITEM),
                        null,
                        null,
                        List.of(Purpose.QUALITY, Purpose.TRAINING, Purpose.QUALITY),
                        null,
                        null);

        assertThat(twice.items()).containsExactly(OTHER, ITEM);
        assertThat(twice.purposeCodes()).containsExactly("QUALITY", "TRAINING");
    }
}
