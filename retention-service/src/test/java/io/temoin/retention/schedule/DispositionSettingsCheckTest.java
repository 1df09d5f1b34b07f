// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.retention.RetentionConfig;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No setting keeps an item for days after its deadline, or reports it before its run. */
class DispositionSettingsCheckTest {

    @Test
    void acceptsWhatIsShipped() {
        assertThat(complaint(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"24h, 24h", "1m, 1m", "1h, 48h"})
    void acceptsRunsWithinADay(String runInterval, String overdueAfter) {
        assertThat(complaint(settings(runInterval, overdueAfter))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "25h, 48h, temoin.retention.run-interval",
        "0s, 24h, temoin.retention.run-interval",
        "2h, 1h, temoin.retention.overdue-after"
    })
    void refusesWhatKeepsItemsTooLong(String runInterval, String overdueAfter, String named) {
        assertThat(complaint(settings(runInterval, overdueAfter)))
                .hasValueSatisfying(complaint -> assertThat(complaint).startsWith(named));
    }

    private static Map<String, String> settings(String runInterval, String overdueAfter) {
        return Map.of(
                "temoin.retention.run-interval",
                runInterval,
                "temoin.retention.overdue-after",
                overdueAfter);
    }

    private static Optional<String> complaint(Map<String, String> settings) {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(settings, "changed", 500))
                        .withMapping(RetentionConfig.class)
                        .build();
        return new DispositionSettingsCheck(config.getConfigMapping(RetentionConfig.class))
                .complaint();
    }
}
