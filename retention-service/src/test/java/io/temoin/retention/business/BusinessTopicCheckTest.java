// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.retention.RetentionConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No topic is read of which nobody knows whose it is. */
class BusinessTopicCheckTest {

    @Test
    void isOffAsItIsShipped() {
        assertThat(complaint(null, null, null)).isEmpty();
    }

    @Test
    void acceptsATopicOfOneController() {
        assertThat(complaint("true", "helios", "rhone-telecom")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, -", "helios, -", "-, rhone-telecom", "helios, Rhône"})
    void refusesATopicOfNobody(@Nullable String tenant, @Nullable String controller) {
        assertThat(complaint("true", tenant, controller)).isPresent();
    }

    private static Optional<String> complaint(
            @Nullable String enabled, @Nullable String tenant, @Nullable String controller) {
        Map<String, String> settings = new HashMap<>();
        put(settings, "enabled", enabled);
        put(settings, "tenant", tenant);
        put(settings, "controller", controller);
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(settings, "changed", 500))
                        .withMapping(RetentionConfig.class)
                        .build();
        return new BusinessTopicCheck(config.getConfigMapping(RetentionConfig.class)).complaint();
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put("temoin.retention.business-topic." + name, value);
        }
    }
}
