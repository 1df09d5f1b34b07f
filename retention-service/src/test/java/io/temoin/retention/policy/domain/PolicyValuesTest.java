// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.retention.policy.domain.DefaultPolicy.Mark;
import io.temoin.retention.policy.domain.DefaultPolicy.OpenEnd;
import io.temoin.retention.policy.domain.DefaultPolicy.WhileDisabled;
import io.temoin.retention.policy.domain.PolicySource.Confidence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy, a scope and a pack may be. */
class PolicyValuesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
    private static final Instant KNOWN = Instant.parse("2026-01-01T00:00:00Z");

    @Nested
    class ADefaultPolicy {

        /** Version, from, minimum, maximum, end, mark, confidence, enabled, to verify, keeps. */
        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {
                    "1, RECORDING_ENDED, -, P6M, -, -, PRIMARY, true, -, -",
                    "1, RECORDING_ENDED, P5Y, -, -, -, PRIMARY, true, -, -",
                    "1, RECORDING_ENDED, P2Y, P2Y, -, DESTRUCTION_DUTY, PRIMARY, true, -, -",
                    "1, -, -, P0D, -, -, PRIMARY, true, -, -",
                    "1, HOLD_PLACED, -, -, HOLD_RELEASED, -, PRIMARY, true, -, -",
                    "1, -, -, -, -, -, PRIMARY, false, -, -",
                    "1, RECORDING_ENDED, -, P6M, -, -, MUST_BE_CHECKED, false, a period, -",
                    "1, RECORDING_ENDED, P5Y, -, -, -, MUST_BE_CHECKED, false, a period, KEEP"
                })
        void isSound(
                int version,
                @Nullable RetentionTrigger from,
                @Nullable Period atLeast,
                @Nullable Period atMost,
                @Nullable OpenEnd end,
                @Nullable Mark mark,
                Confidence confidence,
                boolean enabled,
                @Nullable String toVerify,
                @Nullable WhileDisabled keeps) {
            assertThatCode(
                            () ->
                                    policy(
                                            version,
                                            from,
                                            atLeast,
                                            atMost,
                                            end,
                                            mark,
                                            confidence,
                                            enabled,
                                            toVerify,
                                            keeps))
                    .doesNotThrowAnyException();
        }

        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {
                    "0, RECORDING_ENDED, -, P6M, -, -, PRIMARY, true, -, -",
                    "1, RECORDING_ENDED, -, P6M, -, -, PRIMARY, true, a period, -",
                    "1, RECORDING_ENDED, -, P6M, -, -, MUST_BE_CHECKED, true, -, -",
                    "1, RECORDING_ENDED, -, -, -, -, PRIMARY, true, -, -",
                    "1, -, -, P6M, -, -, PRIMARY, true, -, -",
                    "1, -, P6M, -, -, -, PRIMARY, true, -, -",
                    "1, RECORDING_ENDED, P2Y, P1Y, -, -, PRIMARY, true, -, -",
                    "1, RECORDING_ENDED, P2Y, -, -, DESTRUCTION_DUTY, PRIMARY, true, -, -",
                    "1, RECORDING_ENDED, P2Y, -, -, -, PRIMARY, true, -, KEEP",
                    "1, RECORDING_ENDED, -, P6M, -, -, PRIMARY, false, -, KEEP"
                })
        void isNotAnythingElse(
                int version,
                @Nullable RetentionTrigger from,
                @Nullable Period atLeast,
                @Nullable Period atMost,
                @Nullable OpenEnd end,
                @Nullable Mark mark,
                Confidence confidence,
                boolean enabled,
                @Nullable String toVerify,
                @Nullable WhileDisabled keeps) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    policy(
                                            version,
                                            from,
                                            atLeast,
                                            atMost,
                                            end,
                                            mark,
                                            confidence,
                                            enabled,
                                            toVerify,
                                            keeps));
        }
    }

    @Nested
    class Terms {

        /** First and last day of two policies, and whether they meet. */
        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {
                    "2026-12-01, -, 2027-01-01, -, true",
                    "2026-12-01, 2027-01-01, 2027-01-01, -, false",
                    "2026-12-01, 2027-01-02, 2027-01-01, -, true",
                    "2027-01-01, -, 2026-12-01, 2027-01-01, false",
                    "2027-01-01, 2027-02-01, 2026-12-01, 2027-01-02, true"
                })
        void overlapOnTheDaysOfBoth(
                LocalDate from,
                @Nullable LocalDate to,
                LocalDate otherFrom,
                @Nullable LocalDate otherTo,
                boolean meet) {
            assertThat(terms(from, to).overlaps(terms(otherFrom, otherTo))).isEqualTo(meet);
        }

        @Test
        void endOnTheEarlierDay() {
            assertThat(terms(DAY, null).until(DAY.plusDays(9)).validTo())
                    .isEqualTo(DAY.plusDays(9));
            assertThat(terms(DAY, DAY.plusDays(5)).until(DAY.plusDays(9)).validTo())
                    .isEqualTo(DAY.plusDays(5));
            assertThat(terms(DAY, DAY.plusDays(20)).until(DAY.plusDays(9)).validTo())
                    .isEqualTo(DAY.plusDays(9));
        }

        private PolicyTerms terms(LocalDate from, @Nullable LocalDate to) {
            return new PolicyTerms(
                    Purpose.QUALITY,
                    RetentionTrigger.RECORDING_ENDED,
                    null,
                    Period.ofMonths(3),
                    "our decision",
                    from,
                    to);
        }
    }

    @Nested
    class Packs {

        @Test
        void haveAPurposeOnce() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pack("FR-A", DAY, null, quality(true), quality(true)))
                    .withMessageContaining("two policies");
        }

        @Test
        void meetInAPlaceAndOnADay() {
            refused(
                    pack("FR-A", DAY, null, quality(true)),
                    pack("FR-B", DAY.plusDays(9), null, quality(true)));
            refused(
                    pack("FR-A", DAY.plusDays(9), null, quality(true)),
                    pack("FR-B", DAY, null, quality(true)));
        }

        @Test
        void mayFollowEachOtherOrBeDisabled() {
            accepted(
                    pack("FR-A", DAY, DAY.plusDays(9), quality(true)),
                    pack("FR-B", DAY.plusDays(9), null, quality(true)));
            accepted(
                    pack("FR-A", DAY, null, quality(true)),
                    pack("FR-B", DAY, null, quality(false)));
        }

        @Test
        void applyFromTheirFirstDayOn() {
            var pack = pack("FR-A", DAY, DAY.plusDays(9), quality(true));
            assertThat(
                            Stream.of(DAY.minusDays(1), DAY, DAY.plusDays(8), DAY.plusDays(9))
                                    .map(day -> pack.applies("FR", day)))
                    .containsExactly(false, true, true, false);
            assertThat(pack.applies("DE", DAY)).isFalse();
        }

        private void refused(PolicyPack... packs) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PackVersions(List.of(packs)))
                    .withMessageContaining("overlap");
        }

        private void accepted(PolicyPack... packs) {
            assertThat(new PackVersions(List.of(packs)).all()).hasSize(packs.length);
        }

        private PolicyPack pack(
                String id, LocalDate from, @Nullable LocalDate to, DefaultPolicy... policies) {
            return new PolicyPack(id, "2026.1", Set.of("FR"), from, to, KNOWN, List.of(policies));
        }

        private DefaultPolicy quality(boolean enabled) {
            return policy(
                    1,
                    RetentionTrigger.RECORDING_ENDED,
                    null,
                    Period.ofMonths(6),
                    null,
                    null,
                    Confidence.PRIMARY,
                    enabled,
                    null,
                    null);
        }
    }

    @Test
    void aCampaignIsOfAController() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PolicyScope(null, "fibre"));
    }

    @Test
    void aSourceNamesSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolicySource(" ", Confidence.PRIMARY, DAY));
    }

    /** Where a period is longer from some days and shorter from others, it counts as both. */
    @ParameterizedTest
    @CsvSource({
        "P1Y, P12M, false, false",
        "P7M, P6M, true, false",
        "P6M, P7M, false, true",
        "P31D, P1M, true, false",
        "P30D, P1M, true, false",
        "P28D, P1M, false, true"
    })
    void periodsAreComparedFromEveryDay(Period one, Period other, boolean longer, boolean shorter) {
        assertThat(PolicyBounds.isLonger(one, other)).isEqualTo(longer);
        assertThat(PolicyBounds.isShorter(one, other)).isEqualTo(shorter);
    }

    private static DefaultPolicy policy(
            int version,
            @Nullable RetentionTrigger from,
            @Nullable Period atLeast,
            @Nullable Period atMost,
            @Nullable OpenEnd end,
            @Nullable Mark mark,
            Confidence confidence,
            boolean enabled,
            @Nullable String toVerify,
            @Nullable WhileDisabled keeps) {
        return new DefaultPolicy(
                Purpose.QUALITY,
                version,
                from,
                atLeast,
                atMost,
                end,
                mark == null ? Set.of() : Set.of(mark),
                null,
                new PolicySource("a text", confidence, DAY),
                enabled,
                toVerify,
                keeps);
    }
}
