// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.temoin.chassis.TestSettings;
import io.temoin.shredding.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepUpTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    private final StepUp stepUp =
            new StepUp(new TestSettings(false), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aSecondFactorOfTheLastQuarterOfAnHourSuffices() {
        assertThatNoException().isThrownBy(() -> require("mfa", NOW));
        assertThatNoException().isThrownBy(() -> require("mfa", NOW.minus(Duration.ofMinutes(15))));
    }

    /** Tokens are refreshed for as long as the session lasts, and keep what they say of it. */
    @Test
    void oneOfLongAgoDoesNot() {
        refused("mfa", NOW.minus(Duration.ofMinutes(15)).minusSeconds(1));
    }

    @Test
    void whatTheProviderDoesNotSayIsNotAssumed() {
        refused("mfa", null);
        refused("mfa", Instant.EPOCH);
        refused("pwd", NOW);
        refused(null, NOW);
    }

    /** Milliseconds read as seconds lie some fifty thousand years ahead. */
    @Test
    void noneOfTheFutureDoesButForTheDifferenceOfTwoClocks() {
        assertThatNoException().isThrownBy(() -> require("mfa", NOW.plusSeconds(60)));
        refused("mfa", NOW.plusSeconds(61));
        refused("mfa", Instant.ofEpochSecond(NOW.toEpochMilli()));
        refused("mfa", Instant.MAX);
        refused("mfa", Instant.MIN);
    }

    private void refused(@Nullable String acr, @Nullable Instant at) {
        assertThatExceptionOfType(StepUp.Required.class).isThrownBy(() -> require(acr, at));
    }

    private void require(@Nullable String acr, @Nullable Instant at) {
        stepUp.require(
                new Caller(
                        new TenantId("helios"),
                        "diane",
                        "rhone-telecom",
                        Set.of(),
                        Set.of("dpo"),
                        false,
                        new Caller.SignIn(acr, at),
                        null,
                        "c0ffee00-0000-4000-8000-000000000001",
                        null));
    }
}
