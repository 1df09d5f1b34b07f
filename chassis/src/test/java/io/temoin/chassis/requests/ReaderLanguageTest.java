// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderLanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fr                     | fr
                    fr-FR                  | fr
                    fr-CA, en;q=0.8        | fr
                    FR                     | fr
                    FR;q=0.9, en;q=0.8     | fr
                    de, fr;q=0.3           | fr
                    de, fr;q=0.3, en;q=0.5 | en
                    en;q=0.2, fr;q=0.9     | fr
                    en-GB, fr              | en
                    de                     | en
                    frr                    | en
                    *                      | en
                    """)
    void isTheOneThatIsAcceptedBest(String header, Locale language) {
        assertThat(ReaderLanguage.acceptedBy(header)).isEqualTo(language);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "fr;q=x", ";;", "fr,,;q=1;", "\u00e9", "no language at all!"})
    void isEnglishForWhoeverNamesNone(String header) {
        assertThat(ReaderLanguage.acceptedBy(header)).isEqualTo(Locale.ENGLISH);
    }
}
