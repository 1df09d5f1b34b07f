// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartupChecksTest {

    private static final Map<String, String> SOUND =
            Map.of(
                    "TEMOIN_DB_OWNER_PASSWORD", "a-long-enough-password",
                    "TEMOIN_DB_APP_PASSWORD", "a-long-enough-password",
                    "TEMOIN_DB_FEED_PASSWORD", "a-long-enough-password",
                    "TEMOIN_DB_KEYS_OWNER_PASSWORD", "a-long-enough-password",
                    "TEMOIN_DB_KEYS_PASSWORD", "a-long-enough-password",
                    "quarkus.oidc.auth-server-url", "https://id.example/realms/temoin",
                    "kafka.security.protocol", "SASL_SSL");

    @Test
    void findsNothingInASoundConfiguration() {
        assertThat(complaints(SOUND)).isEmpty();
    }

    @Test
    void namesEveryInsecureSettingAndNoSecret() {
        Map<String, String> unsound = new HashMap<>(SOUND);
        unsound.put("TEMOIN_DB_APP_PASSWORD", "short");
        unsound.put("quarkus.oidc.auth-server-url", "http://id.example/realms/temoin");
        unsound.remove("kafka.security.protocol");

        assertThat(complaints(unsound))
                .hasSize(3)
                .anyMatch(complaint -> complaint.startsWith("TEMOIN_DB_APP_PASSWORD "))
                .anyMatch(complaint -> complaint.startsWith("quarkus.oidc.auth-server-url "))
                .anyMatch(complaint -> complaint.startsWith("kafka.security.protocol "))
                .noneMatch(complaint -> complaint.contains("short"));
    }

    @Test
    void asksTheServicesOwnChecksToo() {
        StartupCheck own = () -> Optional.of("temoin.thing must be set.");

        assertThat(checks(SOUND, List.of(own)).complaints())
                .containsExactly("temoin.thing must be set.");
    }

    private static List<String> complaints(Map<String, String> settings) {
        return checks(settings, List.of()).complaints();
    }

    private static StartupChecks checks(Map<String, String> settings, List<StartupCheck> own) {
        return new StartupChecks(
                own,
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build(),
                new TestSettings(false));
    }
}
