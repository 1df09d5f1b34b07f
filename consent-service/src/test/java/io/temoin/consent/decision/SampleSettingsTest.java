// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.party.domain.PartyId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSettingsTest {

    private static final PartyId RHONE = new PartyId("rhone-telecom");

    /** What the demonstration does is not fit for production. */
    @ParameterizedTest
    @CsvSource({
        "temoin.consent.recording.sample-percent, 99, true",
        "temoin.consent.recording.sample-percent, 100, false",
        "temoin.consent.recording.sample-percent-of.rhone-telecom, 100, false"
    })
    void recordingEveryCallStopsTheStart(String setting, String value, boolean fit) {
        var check = new SampleCheck(config(Map.of(setting, value)));

        assertThat(check.complaint().isEmpty()).isEqualTo(fit);
        assertThat(check.complaint().orElse("CNIL")).contains("CNIL");
    }

    @Test
    void theAgentsPlaceIsTheRequestsOrElseTheControllers() {
        var places =
                new AgentPlaces(
                        config(
                                Map.of(
                                        "temoin.consent.recording.agent-place", "FR",
                                        "temoin.consent.recording.agent-place-of.rhone-telecom",
                                                "US-CA")));

        assertThat(places.of(RHONE, null, null)).isEqualTo("US-CA");
        assertThat(places.of(new PartyId("other"), null, null)).isEqualTo("FR");
        assertThat(places.of(RHONE, "DE", null)).isEqualTo("DE");
        assertThat(places.of(RHONE, "DE", "DE-BY")).isEqualTo("DE-BY");
        assertThat(new AgentPlaces(config(Map.of())).of(RHONE, null, null)).isNull();
    }

    @Test
    void aPlaceThatIsNoneStopsTheStart() {
        var config = config(Map.of("temoin.consent.recording.agent-place", "Paris"));

        assertThatIllegalStateException()
                .isThrownBy(() -> new AgentPlaces(config))
                .withMessageContaining("Paris");
    }

    private static ConsentConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(ConsentConfig.class)
                // Quarkus would read "24h".
                .withConverter(Duration.class, 200, DurationConverter::parseDuration)
                .withDefaultValues(shipped())
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(ConsentConfig.class);
    }

    /** What the service brings itself: its quotas have no defaults elsewhere. */
    private static Map<String, String> shipped() {
        Map<String, String> shipped = new HashMap<>();
        try {
            new PropertiesConfigSource(ConsentConfig.class.getResource("/application.properties"))
                    .getProperties()
                    .forEach(
                            (name, value) -> {
                                if (name.startsWith("temoin.consent.self-service.")) {
                                    shipped.put(name, value);
                                }
                            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return shipped;
    }
}
