// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.recording.RecordingConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No setting lets what is heard go on record later than is promised. */
class PlaybackSettingsCheckTest {

    @Test
    void whatIsShippedKeepsThePromise() {
        assertThat(complaint(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "idle-timeout, 26s, 27s",
        "stalled-after, 26s, 27s",
        "lost-after, 26s, 27s",
        "poll-interval, 5s, 6s",
        "ends-before, 4s, 3s"
    })
    void refusesWhatComesTooLate(String setting, String atMost, String beyond) {
        String name = "temoin.recording.playback." + setting;
        assertThat(complaint(Map.of(name, atMost))).isEmpty();
        assertThat(complaint(Map.of(name, beyond)))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains(setting));
    }

    private static Optional<String> complaint(Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>(changed);
        settings.put("temoin.recording.receipt.jwks-url", "http://localhost:8081/v1/keys");
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(settings, "changed", 500))
                        .withMapping(RecordingConfig.class)
                        .build();
        return new PlaybackSettingsCheck(config.getConfigMapping(RecordingConfig.class))
                .complaint();
    }
}
