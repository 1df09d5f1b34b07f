// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The defaults that are shipped are limits, and none of them is switched off unnoticed. */
class LimitSettingsCheckTest {

    @Test
    void whatIsShippedIsALimitEverywhere() {
        assertThat(complaint(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "temoin.limits.database.statement-ms, statement_timeout",
        "temoin.limits.database.lock-ms, lock_timeout",
        "temoin.limits.database.idle-transaction-ms, idle_in_transaction_session_timeout",
        "temoin.limits.database.feed-statement-ms, feed.reactive",
        "temoin.limits.database.feed-idle-transaction-ms, feed.reactive",
        "temoin.limits.database.job-statement-ms, temoin.limits.database.job-statement-ms",
        "temoin.limits.database.tcp-user-timeout-ms, temoin.limits.database.tcp-user-timeout-ms",
        "quarkus.datasource.keys.reactive.additional-properties.statement_timeout, keys.reactive",
        "temoin.limits.connection.max, temoin.limits.connection.max",
        "quarkus.http.idle-timeout, quarkus.http.idle-timeout",
        "temoin.limits.people.requests, temoin.limits.people",
        "temoin.limits.systems.requests, temoin.limits.systems",
        "temoin.limits.dialers.requests, temoin.limits.dialers",
        "temoin.limits.anonymous.requests, temoin.limits.anonymous",
        "temoin.limits.people.period, temoin.limits.people",
        "temoin.limits.people.concurrent, temoin.limits.people",
        "temoin.limits.anonymous.concurrent, temoin.limits.anonymous",
        "temoin.limits.tenant-concurrent, temoin.limits.tenant-concurrent",
        "temoin.limits.connection.answer, temoin.limits.connection.answer",
        "temoin.limits.connection.head, temoin.limits.connection.head",
        "temoin.limits.connection.idle, temoin.limits.connection.idle",
        "temoin.limits.connection.body-silence, temoin.limits.connection.body-silence",
        "temoin.limits.connection.body-bytes-per-second, temoin.limits.connection.body-bytes"
    })
    void aZeroIsNoLimitAndIsComplainedOf(String setting, String named) {
        assertThat(complaint(Map.of(setting, "0")))
                .hasValueSatisfying(
                        complaint ->
                                assertThat(complaint).contains(named, "must be greater than 0"));
    }

    private static Optional<String> complaint(Map<String, String> changed) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addDiscoveredConverters()
                        .withSources(shipped())
                        .withSources(new PropertiesConfigSource(changed, "changed", 500))
                        .withMapping(LimitSettings.class)
                        .withMappingIgnore("**")
                        .build();
        return new LimitSettingsCheck(config).complaint();
    }

    private static PropertiesConfigSource shipped() {
        try {
            return new PropertiesConfigSource(
                    Objects.requireNonNull(
                            LimitSettingsCheckTest.class.getResource(
                                    "/META-INF/microprofile-config.properties")),
                    100);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
