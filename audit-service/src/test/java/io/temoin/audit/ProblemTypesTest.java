// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.EntryPart;
import io.temoin.chassis.requests.ProblemTypes;
import io.temoin.chassis.testing.ProblemTypesContract;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reader is told of each refusal, in both languages. */
class ProblemTypesTest {

    private static final ProblemTypesContract TYPES = ProblemTypesContract.of("audit-service");

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

    @ParameterizedTest
    @EnumSource(EntryPart.class)
    void whatIsExpectedOfAnEntryIsTranslated(EntryPart part) {
        assertThat(ProblemTypes.all().sentence(part.expected(), Locale.FRENCH))
                .as(part.expected())
                .isNotNull();
    }
}
