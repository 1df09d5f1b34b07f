// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.platform.ComponentFailure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the profile of a start allows: exactly {@code demo} is a demonstration. */
class ProfileIT {

    @TempDir private Path folder;

    /** The demonstration makes the keys that production then finds. */
    @Test
    void makesKeysAndHasAClockThatCanBeMovedInExactlyADemonstration() {
        try (PackagedService demonstration = PackagedService.start(Map.of())) {
            demonstration.answersRequests();
            assertThat(setTheClock()).isEqualTo(200);
        }
        try (PackagedService production = PackagedService.start(allowed("production"))) {
            production.answersRequests();
            assertThat(setTheClock()).isEqualTo(404);
        }
        Path missing = folder.resolve("signing-keys.json");
        assertThatThrownBy(
                        () ->
                                PackagedService.start(
                                        allowed(
                                                "production",
                                                "TEMOIN_SIGNING_KEY_FILE",
                                                missing.toString())))
                .isInstanceOf(ComponentFailure.class)
                .hasMessageContaining("signing-keys.json");
        assertThat(missing).doesNotExist();
        for (String profiles : List.of("prod,demo", "demo,")) {
            assertThatThrownBy(() -> PackagedService.start(Map.of("QUARKUS_PROFILE", profiles)))
                    .isInstanceOf(ComponentFailure.class)
                    .hasMessageContaining("QUARKUS_PROFILE must name a single profile exactly");
        }
    }

    private static int setTheClock() {
        return as(token("helios", VOIX, "admin"))
                .body(Map.of("offset", "PT240000H"))
                .put("/v1/demo-clock")
                .statusCode();
    }

    /** Settings of a production whose other start checks only warn. */
    private static Map<String, String> allowed(String profile, String... setting) {
        Map<String, String> settings = new HashMap<>();
        settings.put("QUARKUS_PROFILE", profile);
        settings.put("TEMOIN_ALLOW_INSECURE", "true");
        if (setting.length == 2) {
            settings.put(setting[0], setting[1]);
        }
        return settings;
    }
}
