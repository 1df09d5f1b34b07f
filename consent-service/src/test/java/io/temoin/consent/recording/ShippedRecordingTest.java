// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RecordingQuestion;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.ExamplePlaces;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Sector;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call is recorded for by the laws that are shipped, both of calling and of recording. */
class ShippedRecordingTest {

    private static final Instant AUTUMN = Instant.parse("2026-11-25T09:30:00Z");

    private final RulePacks packs = new RulePacks();
    private final RecordingLaw law = new RecordingLaw();

    /**
     * What the person agreed to is recorded wherever terms are known, and what a controller records
     * for beside a duty lives by its own rule and period.
     */
    @ParameterizedTest(name = "{0}, {1}, drawn {2}, agreed {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "FR, -,          -,       TRAINING, TRAINING P6M",
                "DE, -,          -,       TRAINING, TRAINING P6M",
                "GB, -,          -,       TRAINING, TRAINING P6M",
                "NL, -,          -,       TRAINING, TRAINING P6M",
                "DE, -,          QUALITY, QUALITY,  QUALITY P6M",
                "GB, -,          QUALITY, -,        QUALITY P6M",
                "NL, -,          QUALITY, -,        QUALITY P6M",
                "FR, INSURANCE,  TRAINING, -, INSURANCE_SALE P2Y INSURANCE_NO_SALE P1M TRAINING P6M",
                "FR, INVESTMENT, QUALITY,  -, INVESTMENT_ORDER P5Y QUALITY P6M",
                "GB, INVESTMENT, QUALITY,  -, INVESTMENT_ORDER P5Y QUALITY P6M",
                "FR, INVESTMENT, -,        -, INVESTMENT_ORDER P5Y"
            })
    void recordsForEachPurposeByItsOwnPeriod(
            String country,
            @Nullable Sector sector,
            @Nullable Purpose drawn,
            @Nullable Purpose agreed,
            String expected) {
        var pack = Objects.requireNonNull(packs.inForce(country, AUTUMN));
        var place = ExamplePlaces.in(List.of(country), List.of(), null);

        RecordingPermission permission =
                Objects.requireNonNull(
                        new RecordingQuestion(
                                        pack.recording(),
                                        law.terms(place, country, AUTUMN, AUTUMN),
                                        sector,
                                        purposes(drawn),
                                        purposes(agreed),
                                        null)
                                .answer()
                                .permission());

        assertThat(permission.retention().stream().map(ShippedRecordingTest::kept))
                .containsExactlyElementsOf(Arrays.asList(expected.split(" (?=[A-Z_]{4})", -1)));
        assertThat(permission.purposes())
                .containsExactlyElementsOf(
                        permission.retention().stream().map(RetentionPreview::purpose).toList());
    }

    private static String kept(RetentionPreview kept) {
        return kept.purpose() + " " + kept.keepFor();
    }

    private static Set<Purpose> purposes(@Nullable Purpose purpose) {
        return Arrays.asList(purpose).stream().filter(Objects::nonNull).collect(toSet());
    }
}
