// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static io.temoin.consent.rules.domain.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ExampleLaws;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What several laws ask of a recording, taken together. */
class RecordingTermsTest {

    @Test
    void withoutAnyLawNothingIsRecordedWithoutAYes() {
        assertThat(RecordingTerms.strictest(List.of(), List.of()).mode())
                .isEqualTo(RecordingMode.EXPLICIT_CONSENT);
    }

    /** Of two laws, each says something stricter. */
    @Test
    void takesTheStrictestOfEach() {
        var terms =
                RecordingTerms.strictest(
                        List.of(
                                rule("A", OnRefusal.END_CALL, Map.of(QUALITY, Period.ofMonths(6))),
                                rule(
                                        "B",
                                        OnRefusal.CONTINUE_UNRECORDED,
                                        Map.of(
                                                QUALITY,
                                                Period.ofMonths(1),
                                                TRAINING,
                                                Period.ofYears(1)))),
                        List.of());

        assertThat(terms.onRefusal()).isEqualTo(OnRefusal.END_CALL);
        assertThat(terms.maxRetention())
                .isEqualTo(Map.of(QUALITY, Period.ofMonths(1), TRAINING, Period.ofYears(1)));
    }

    private static RecordingRule rule(
            String id, OnRefusal onRefusal, Map<Purpose, Period> maxRetention) {
        return new RecordingRule(
                id,
                "1",
                Set.of("FR"),
                ExampleLaws.FR_2026.validFrom(),
                null,
                ExampleLaws.FR_2026.knownSince(),
                Examples.PARIS,
                ExampleLaws.FR_2026.source(),
                null,
                RecordingMode.NOTICE,
                Agreement.ONE_PARTY,
                AnnouncementDuty.RECOMMENDED,
                onRefusal,
                maxRetention,
                List.of());
    }
}
