// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of a pack that would mean nothing are not taken from a file. */
class PackPartsTest {

    @Test
    void takesACapAndADuty() {
        // When
        var cap = new FrequencyCap(4, Period.ofDays(30), "source");
        var duty = new RegisterDuty("UK-TPS", Period.ofDays(28), true, "source");

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
    void knowsNoCopyThatIsNeverFresh(Period freshWithin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegisterDuty("UK-TPS", freshWithin, true, "source"));
    }
}
