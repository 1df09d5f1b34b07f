// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchWindowTest {

    private static final Instant NOW = Instant.parse("2026-03-31T09:30:00.123456Z");

    @ParameterizedTest
    @CsvSource({
        "PT15M,2026-03-31T09:15:00.123456Z",
        "PT24H,2026-03-30T09:30:00.123456Z",
        "P1D,2026-03-30T09:30:00.123456Z",
        "P7D,2026-03-24T09:30:00.123456Z",
        "P2W,2026-03-17T09:30:00.123456Z",
        "P1M,2026-02-28T09:30:00.123456Z",
        "P36M,2023-03-31T09:30:00.123456Z",
        "P1098D,2023-03-29T09:30:00.123456Z"
    })
    void beginsSoLongBeforeItEnds(String window, Instant begin) {
        assertThat(new SearchWindow(window).before(NOW)).isEqualTo(begin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "7D",
                "P0D",
                "P07D",
                "P-7D",
                "-P7D",
                "P7",
                "P7H",
                "PT7D",
                "PT5S",
                "P1Y",
                "P1DT1H",
                "p7d",
                "P7D ",
                "P1.5D",
                "P37M",
                "P1099D",
                "P157W",
                "PT26353H",
                "PT1581121M",
                "P99999D"
            })
    void isOneAmountThatTheTrailCanAnswer(String text) {
        assertThat(SearchWindow.isOne(text)).isFalse();
        assertThatThrownBy(() -> new SearchWindow(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void becomesTwoFiltersWhenTheSearchIsRun() {
        SearchContent content = content(Map.of("actor", "a"), new SearchWindow("P7D"));

        assertThat(content.filtersAt(NOW))
                .containsExactly(
                        Map.entry("actor", "a"),
                        Map.entry("from", "2026-03-24T09:30:00.123456Z"),
                        Map.entry("to", "2026-03-31T09:30:00.123456Z"));
        assertThat(content.filters()).containsOnlyKeys("actor");
    }

    @Test
    void isNotNeededWhereTheFiltersSayWhen() {
        Map<String, String> filters = Map.of("from", "2026-03-01T00:00:00Z");

        assertThat(content(filters, null).filtersAt(NOW)).isEqualTo(filters);
        assertThatThrownBy(() -> content(filters, new SearchWindow("P7D")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SearchContent content(
            Map<String, String> filters, @Nullable SearchWindow window) {
        return new SearchContent("n", null, new TreeMap<>(filters), window, Sharing.PRIVATE);
    }
}
