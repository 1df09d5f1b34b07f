// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class StretchesTest {

    @Test
    void handOutNoNumberTwiceAndNoneOverseas() {
        var stretches = new Stretches();

        List<Long> firsts = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                firsts.add(stretches.next());
                            }
                        })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("used up");

        assertThat(firsts).hasSize(364).doesNotHaveDuplicates();
        assertThat(firsts).allMatch(first -> first % Stretches.LENGTH == 0);
        assertThat(firsts)
                .map(first -> String.format(Locale.ROOT, "6%08d", first))
                .noneMatch(number -> number.matches("639.*|69[0-7].*"));
    }
}
