// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static io.temoin.consent.rules.domain.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordingPlanTest {

    private final RecordingPlan plan =
            new RecordingPlan(
                    Set.of(QUALITY, TRAINING),
                    Map.of(
                            QUALITY, new SamplingBudget(20, null),
                            TRAINING, new SamplingBudget(5, 10)));

    @Test
    void drawsEachShareExactly() {
        assertThat(IntStream.range(0, 100).filter(lot -> plan.drawnBy(lot).contains(QUALITY)))
                .hasSize(20);
        assertThat(IntStream.range(0, 100).filter(lot -> plan.drawnBy(lot).contains(TRAINING)))
                .hasSize(5);
    }

    /** One recording serves several purposes: fewer people are recorded. */
    @Test
    void theSmallerShareIsInTheLarger() {
        assertThat(plan.drawnBy(4)).containsExactly(QUALITY, TRAINING);
        assertThat(plan.drawnBy(5)).containsExactly(QUALITY);
        assertThat(plan.drawnBy(20)).isEmpty();
    }
}
