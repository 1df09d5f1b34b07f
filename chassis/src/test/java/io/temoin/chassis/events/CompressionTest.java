// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.ChassisConfig.Compression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.record.CompressionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the batches on the topics are compressed, by what is shipped and by what may be set. */
class CompressionTest {

    private static final String SETTING = "temoin.feed.compression";

    /** Clients of every language read it unaided; kafkajs for one reads no LZ4. */
    @Test
    void isWhatEveryClientReadsUnlessTheOperatorSaysOtherwise() {
        assertThat(compression(Map.of())).isEqualTo(Compression.GZIP);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void isWhatTheOperatorSaysAndKafkaKnows(Compression wanted) {
        assertThat(compression(Map.of(SETTING, wanted.name()))).isEqualTo(wanted);
        assertThat(CompressionType.forName(wanted.name().toLowerCase(Locale.ROOT)).name)
                .isEqualToIgnoringCase(wanted.name());
    }

    private static Compression compression(Map<String, String> set) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(shipped())
                .withSources(new PropertiesConfigSource(set, "set", 500))
                .withMapping(ChassisConfig.Feed.class, "temoin.feed")
                .withMappingIgnore("**")
                .build()
                .getConfigMapping(ChassisConfig.Feed.class, "temoin.feed")
                .compression();
    }

    private static PropertiesConfigSource shipped() {
        try {
            return new PropertiesConfigSource(
                    Objects.requireNonNull(
                            CompressionTest.class.getResource(
                                    "/META-INF/microprofile-config.properties")),
                    100);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
