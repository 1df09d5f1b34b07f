// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

    private static final Sentences FRENCH =
            new Sentences(
                    Map.of(
                            "This is missing.", "Ceci manque.",
                            "{0} is missing.", "Il manque {0}.",
                            "{0} must be {1}.", "Valeur attendue pour {0} : {1}.",
                            "{0} must be one of {1}.", "{0} doit être parmi {1}.",
                            "{0}, not {1}.", "Pas {1}, mais {0}.",
                            "a UUID", "un UUID"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    This is missing.             | Ceci manque.
                    controller is missing.       | Il manque controller.
                    id must be a UUID.           | Valeur attendue pour id : un UUID.
                    id must be 1 to 9 letters.   | Valeur attendue pour id : 1 to 9 letters.
                    state must be one of [A, B]. | state doit être parmi [A, B].
                    $1, not {0}\\.               | Pas {0}\\, mais $1.
                    """)
    void sayTheSame(String english, String french) {
        assertThat(FRENCH.find(english)).isEqualTo(french);
    }

    @Test
    void areNotInvented() {
        assertThat(FRENCH.find("This is unheard of.")).isNull();
        assertThat(FRENCH.find("")).isNull();
    }

    /** A client may choose what a sentence repeats. */
    @Test
    void takeNoLongerForALongName() {
        String name = " must be one of ".repeat(5_000);

        assertThat(FRENCH.find(name + " must be ")).isNull();
    }
}
