// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;
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
        "temoin.limits.tenant-requests, temoin.limits.tenant-requests",
        "temoin.limits.tenant-period, temoin.limits.tenant-period",
        "temoin.limits.costly.slow-looks.requests, temoin.limits.costly.slow-looks.requests",
        "temoin.limits.costly.slow-looks.period, temoin.limits.costly.slow-looks.period",
        "temoin.limits.costly.slow-looks.concurrent, temoin.limits.costly.slow-looks.concurrent",
        "temoin.limits.costly.slow-looks.tenant-concurrent, slow-looks.tenant-concurrent",
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

    @ParameterizedTest
    @CsvSource({
        "temoin.limits.tenant-requests, -1",
        "temoin.limits.costly.slow-looks.requests, -1",
        "temoin.limits.costly.slow-looks.concurrent, -1"
    })
    void lessThanNothingIsNoLimitEither(String setting, String value) {
        assertThat(complaint(Map.of(setting, value)))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains(setting));
    }

    /** A name of two words, in a variable whose every word is set apart in the same way. */
    @Test
    void limitsOfCostlyOperationsAreSetByVariables() {
        SmallRyeConfig config =
                config(
                        new EnvConfigSource(
                                Map.of(
                                        "TEMOIN_LIMITS_COSTLY_SLOW_LOOKS_REQUESTS", "7",
                                        "TEMOIN_LIMITS_COSTLY_SLOW_LOOKS_TENANT_CONCURRENT", "3"),
                                300));

        LimitSettings settings = config.getConfigMapping(LimitSettings.class);

        assertThat(settings.costly()).containsOnlyKeys("slow-looks");
        LimitSettings.CostlyUse use = settings.costly().get("slow-looks");
        assertThat(use.requests()).isEqualTo(7);
        assertThat(use.tenantConcurrent()).isEqualTo(3);
        assertThat(use.period()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.costly().get("others").requests())
                .as("of operations without settings")
                .isPositive();
    }

    /**
     * A variable that an operator sets for all services means nothing to those without the kind.
     */
    @Test
    void limitsOfAnotherServicesOperationsDoNoHarm() {
        SmallRyeConfig config =
                config(
                        new EnvConfigSource(
                                Map.of("TEMOIN_LIMITS_COSTLY_LONG_WALKS_REQUESTS", "7"), 300));

        LimitSettings settings = config.getConfigMapping(LimitSettings.class);

        assertThat(settings.costly().get("slow-looks").requests()).isEqualTo(20);
        assertThat(new LimitSettingsCheck(config, settings).complaint()).isEmpty();
    }

    private static Optional<String> complaint(Map<String, String> changed) {
        SmallRyeConfig config = config(new PropertiesConfigSource(changed, "changed", 500));
        return new LimitSettingsCheck(config, config.getConfigMapping(LimitSettings.class))
                .complaint();
    }

    private static SmallRyeConfig config(ConfigSource... sources) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(shipped())
                .withSources(ofAService())
                .withSources(sources)
                .withMapping(LimitSettings.class)
                .withMappingIgnore("**")
                .build();
    }

    /** As each service ships them with its own defaults. */
    private static PropertiesConfigSource ofAService() {
        String looks = "temoin.limits.costly.slow-looks.";
        return new PropertiesConfigSource(
                Map.of(
                        looks + "requests", "20",
                        looks + "period", "1m",
                        looks + "concurrent", "4",
                        looks + "tenant-concurrent", "8"),
                "service",
                250);
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
