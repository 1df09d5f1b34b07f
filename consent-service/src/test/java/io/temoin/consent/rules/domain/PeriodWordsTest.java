// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodWordsTest {

    @ParameterizedTest
    @CsvSource({
        "P1Y, 1 year",
        "P6M, 6 months",
        "P1Y6M10D, 1 year 6 months 10 days",
        "P1D, 1 day",
        "P0D, 0 days"
    })
    void tellsAPeriodInEnglish(Period period, String words) {
        assertThat(PeriodWords.english(period)).isEqualTo(words);
    }
}
