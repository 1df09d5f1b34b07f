// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.retention.RetentionConfig;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request is recorded with a country that its contract does not allow. */
class DeskSettingsCheckTest {

    @Test
    void acceptsWhatIsShipped() {
        assertThat(complaint(Map.of())).isEmpty();
    }

    /** Its holidays are unknown, so no deadline moves. */
    @Test
    void acceptsACountryWithoutCalendar() {
        assertThat(complaint(Map.of("temoin.retention.country", "PT"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "France", "FRA"})
    void refusesWhatIsNoCountry(String country) {
        assertThat(complaint(Map.of("temoin.retention.country", country)))
                .hasValueSatisfying(
                        complaint -> assertThat(complaint).startsWith("temoin.retention.country"));
    }

    private static Optional<String> complaint(Map<String, String> settings) {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(settings, "changed", 500))
                        .withMapping(RetentionConfig.class)
                        .build();
        return new DeskSettingsCheck(config.getConfigMapping(RetentionConfig.class)).complaint();
    }
}
