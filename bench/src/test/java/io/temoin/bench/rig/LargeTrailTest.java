// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LargeTrailTest {

    @Test
    void idsSortAsTheyAreCounted() {
        assertThat(LongStream.of(0, 9, 10, 255, 256, 9_999_999).mapToObj(LargeTrail::id))
                .isSorted()
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo("01970000-0000-7000-8000-00000098967f.0");
    }

    @Test
    void fourFifthsAreOfTheOneTenantAndACallIsOfOne() {
        assertThat(LongStream.range(0, 1_600).filter(LargeTrail::ours).count()).isEqualTo(1_280);
        assertThat(LongStream.range(8 * 17, 8 * 18)).noneMatch(LargeTrail::ours);
        assertThat(LongStream.range(8 * 15, 8 * 16)).allMatch(LargeTrail::ours);
    }
}
