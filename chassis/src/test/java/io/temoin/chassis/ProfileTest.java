// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prod",
                "production",
                "prod,demo",
                "demo,prod",
                "demo,test",
                "dev,demo",
                "demo,demo",
                "Demo",
                "demo ",
                " demo",
                "demo,",
                ",demo",
                "staging",
                ""
            })
    void isProductionForAnythingButOneRelaxedProfile(String profiles) {
        assertThat(Profile.isProduction(list(profiles))).isTrue();
        assertThat(Profile.isDemo(list(profiles))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test", "demo"})
    void isRelaxedForExactlyOneOfThree(String profile) {
        assertThat(Profile.isProduction(List.of(profile))).isFalse();
        assertThat(Profile.isDemo(List.of(profile))).isEqualTo(profile.equals("demo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test"})
    void hasADemoClockInTheDemonstrationOnly(String profile) {
        assertThat(Profile.isDemo(List.of(profile))).isFalse();
    }

    private static List<String> list(String profiles) {
        return profiles.isEmpty() ? List.of() : Arrays.asList(profiles.split(",", -1));
    }
}
