// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

    private static Row row(List<Double> measured, List<Double> limits, Goal goal) {
        return new Row("f", "a figure", "a limit", "/s", measured, limits, goal, 0.126, "a note.");
    }

    @Test
    void aRatioIsTheMedianOfTheRunsRatiosNotTheRatioOfTheMedians() {
        // Given runs in which the machine was once half as fast for both
        Row row = row(List.of(60.0, 30.0, 80.0), List.of(100.0, 50.0, 100.0), Goal.atLeast(0.6, 1));

        // When / Then
        assertThat(row.result()).isEqualTo(0.6);
        assertThat(row.verdict()).isEqualTo(Goal.Verdict.REACHED);
    }

    @Test
    void everyRunIsHeldAgainstItsOwnLimit() {
        assertThatThrownBy(() -> row(List.of(1.0, 2.0), List.of(1.0), Goal.atLeast(1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFigureWithoutLimitIsJudgedByItsValue() {
        Row row = row(List.of(340.0, 360.0, 345.0), List.of(), Goal.atMost(350, 350));

        assertThat(row.result()).isEqualTo(345);
        assertThat(row.verdict()).isEqualTo(Goal.Verdict.STRETCH);
    }

    @Test
    void theTableTellsGoalVerdictAndForeignCpu() {
        // Given
        Row row = row(List.of(30.0), List.of(100.0), Goal.atLeast(0.6, 1));

        // When
        List<String> lines = Table.of(List.of(row)).lines().toList();

        // Then
        assertThat(lines.get(2))
                .contains("a figure", "a limit", "0.30", "≥ 0.6 / 1", "short", "13 %");
        assertThat(lines.getLast()).isEqualTo("a figure: a note.");
    }
}
