// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsOfTheRulesTest {

    private final Map<String, List<Map<String, String>>> series = new HashMap<>();

    @Test
    void aGaugeThatIsANumberInOneServiceIsThere() {
        MetricsOfTheRules.add("temoin_keys_epoch NaN\n", series);
        MetricsOfTheRules.add("temoin_keys_epoch 1.0\n", series);
        MetricsOfTheRules.add(
                "temoin_ready{check=\"Keyset\"} 1.0 # {trace_id=\"a\"} 1.0\n", series);

        assertThat(series)
                .containsOnly(
                        Map.entry("temoin_keys_epoch", List.of(Map.of())),
                        Map.entry("temoin_ready", List.of(Map.of("check", "Keyset"))));
    }

    @Test
    void aGaugeThatIsANumberInNoServiceIsMissing() {
        MetricsOfTheRules.add("temoin_keys_left NaN\ntemoin_up{a=\"b\"} NaN\n", series);
        MetricsOfTheRules.add("temoin_keys_left NaN\n", series);

        assertThat(series).isEmpty();
    }

    @Test
    void aMeanOfNothingIsThere() {
        MetricsOfTheRules.add("kafka_consumer_lag{topic=\"t\"} NaN\n", series);

        assertThat(series)
                .containsOnly(Map.entry("kafka_consumer_lag", List.of(Map.of("topic", "t"))));
    }
}
