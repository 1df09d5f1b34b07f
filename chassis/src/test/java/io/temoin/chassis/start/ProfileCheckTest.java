// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.QuarkusConfigFactory;
import io.temoin.chassis.Profile;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running process makes of its profile: Quarkus trims names and drops empty ones. */
class ProfileCheckTest {

    private static final String PROFILE = "quarkus.profile";

    @AfterEach
    void forget() {
        System.clearProperty(PROFILE);
        QuarkusConfigFactory.setConfig(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo,", ",demo", " demo", "demo ", "demo,demo", "dev, ", " prod"})
    void refusesWhatQuarkusReadsOtherwise(String written) {
        start(written);

        assertThat(new ProfileCheck().complaint()).hasValueSatisfying(names(written));
        assertThat(Profile.isProduction()).isTrue();
        assertThat(Profile.isDemo()).isFalse();
        assertThat(Profile.isForTrying()).isFalse();
    }

    @Test
    void refusesACombination() {
        start("prod,demo");

        assertThat(new ProfileCheck().complaint()).hasValueSatisfying(names("prod,demo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "production", "demo"})
    void acceptsOneName(String written) {
        start(written);

        assertThat(new ProfileCheck().complaint()).isEmpty();
        assertThat(Profile.isForTrying()).isEqualTo(written.equals("demo"));
    }

    private static Consumer<String> names(String written) {
        return complaint -> assertThat(complaint).contains("not '" + written + "'");
    }

    private static void start(String written) {
        System.setProperty(PROFILE, written);
        QuarkusConfigFactory.setConfig(ConfigUtils.configBuilder().build());
        assertThat(ConfigUtils.getProfiles())
                .as("the profiles whose settings are read")
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(written.split(",", -1))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .distinct()
                                .toList());
    }
}
