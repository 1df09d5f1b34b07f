// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderLanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-|EN",
                "''|EN",
                "fr|FR",
                "fr-CA|FR",
                "FR;q=0.9, en;q=0.8|FR",
                "en, fr|EN",
                "de, fr;q=0.2|FR",
                "de|EN",
                "*|EN",
                "no language at all!|EN"
            })
    void isTheOneThatIsAcceptedBest(@Nullable String accepted, ReaderLanguage expected) {
        assertThat(ReaderLanguage.acceptedBy(accepted)).isEqualTo(expected);
    }
}
