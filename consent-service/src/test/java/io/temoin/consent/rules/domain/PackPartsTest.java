// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of a pack that would mean nothing are not taken from a file. */
class PackPartsTest {

    @Test
    void takesACapAndADuty() {
        // When
        var cap = new FrequencyCap(4, Period.ofDays(30), "source");
        var duty = new RegisterDuty("UK-TPS", Period.ofDays(28), true, Set.of(), "source");

        // Then
        assertThat(cap.maxAttempts()).isEqualTo(4);
        assertThat(duty.register()).isEqualTo("UK-TPS");
    }

    @ParameterizedTest
    @CsvSource({"0, P30D", "4, P0D", "4, P-1D", "4, P1M", "4, P1Y1D"})
    void knowsNoCapWithoutAttemptsOrDays(int maxAttempts, Period window) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrequencyCap(maxAttempts, window, "source"));
    }

    @ParameterizedTest
    @CsvSource({"P0D", "P-1D"})
    void knowsNoSilenceOfNoDay(Period period) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CoolOff(period, "source"));
    }

    /** Sixty whole days: the day of the refusal is none of them, nor is the summer time's hour. */
    @ParameterizedTest
    @CsvSource({
        "2026-06-01T10:00:00+02:00, 2026-08-01T00:00:00+02:00",
        "2026-06-01T23:59:59+02:00, 2026-08-01T00:00:00+02:00",
        "2026-10-01T10:00:00+02:00, 2026-12-01T00:00:00+01:00"
    })
    void countsTheSilenceInWholeDays(OffsetDateTime refusal, OffsetDateTime end) {
        var silence = new CoolOff(Period.ofDays(60), "source");

        assertThat(silence.endsAfter(refusal.toInstant(), ZoneId.of("Europe/Paris")))
                .isEqualTo(end.toInstant());
    }

    @Test
    void knowsNoDutyToHaveAConsentForNoCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConsentDuty(Set.of(), false, Set.of(), "source"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PENSIONS, -, -, true",
                "OTHER, -, -, false",
                "-, -, -, false",
                "-, +441144960123, true, true",
                "OTHER, +441144960123, true, true",
                "-, +441144960123, false, false"
            })
    void aConsentIsNeededForSomeCalls(
            @Nullable Sector sector,
            @Nullable String number,
            @Nullable Boolean automated,
            boolean needed) {
        var shown = automated == null ? null : new CallerId(number, automated);

        assertThat(
                        Stream.of(
                                        new ConsentDuty(
                                                Set.of(Sector.PENSIONS), false, Set.of(), "source"),
                                        new ConsentDuty(Set.of(), true, Set.of(), "source"))
                                .anyMatch(duty -> duty.concerns(sector, shown)))
                .isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource({"P0D", "P-1D"})
    void knowsNoCopyThatIsNeverFresh(Period freshWithin) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new RegisterDuty("UK-TPS", freshWithin, true, Set.of(), "source"));
    }
}
