// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import io.temoin.chassis.testing.ProblemTypesContract;
import org.junit.jupiter.api.Test;

/** What a reader is told of each refusal, in both languages. */
class ProblemTypesTest {

    private static final ProblemTypesContract TYPES = ProblemTypesContract.of("retention-service");

    @Test
    void everyTypeIsExplainedInEveryLanguage() {
        TYPES.everyTypeIsExplained();
    }

    @Test
    void everyTypeHasItsPage() {
        TYPES.everyTypeHasItsPage();
    }

    @Test
    void everySentenceIsTranslated() {
        TYPES.everySentenceIsTranslated();
    }
}
