// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogOffsetsTest {

    private static final LogOffsets TWO_LOGS =
            new LogOffsets(new TreeMap<>(Map.of("2026-2", 17L, "2027-1", 0L)));

    static List<LogOffsets> reaches() {
        return List.of(new LogOffsets(new TreeMap<>()), TWO_LOGS);
    }

    @ParameterizedTest
    @MethodSource("reaches")
    void comesBackFromItsKeys(LogOffsets logOffsets) {
        assertThat(logOffsets.keys()).isNotEmpty().allSatisfy(key -> assertThat(key).isNotEmpty());
        assertThat(LogOffsets.of(logOffsets.keys())).isEqualTo(logOffsets);
    }

    @Test
    void followsALogThatBeganLaterFromItsFirstEntry() {
        assertThat(TWO_LOGS.in("2027-2")).isZero();
        assertThat(TWO_LOGS.upTo("2027-2", 3).in("2027-2")).isEqualTo(3);
        assertThat(TWO_LOGS.upTo("2027-2", 3).in("2026-2")).isEqualTo(17);
    }
}
