// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenDsrSettingsCheckTest {

    @Test
    void acceptsNothingAndEverything() {
        assertThat(complaint(Map.of())).isEmpty();
        assertThat(
                        complaint(
                                Map.of(
                                        "temoin.opendsr.domain", "opendsr.rhone.example",
                                        "temoin.opendsr.key-file", "key.pem",
                                        "temoin.opendsr.certificate-file", "certificate.pem",
                                        "temoin.opendsr.callback-hosts",
                                                "helios/rhone-telecom=cb.rhone.example,helios/loire-assurance=loire.example:8443")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "domain, opendsr.rhone.example",
        "key-file, key.pem",
        "callback-hosts, cb.rhone.example",
        "callback-timeout, 0s",
        "callback-timeout, 61s",
        "callback-attempts, 0"
    })
    void complainsOfWhatCannotWork(String setting, String value) {
        assertThat(complaint(Map.of("temoin.opendsr." + setting, value)))
                .hasValueSatisfying(text -> assertThat(text).contains("temoin.opendsr."));
    }

    private static Optional<String> complaint(Map<String, String> settings) {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(settings, "test", 500))
                        .withMapping(OpenDsrConfig.class)
                        .build();
        return new OpenDsrSettingsCheck(config.getConfigMapping(OpenDsrConfig.class)).complaint();
    }
}
