// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.ShippedPolicies;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyCatalogueTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    private final PolicyCatalogue france = ShippedPolicies.france();

    @Test
    void hasOnePolicyForEveryPurposeOfARecording() {
        var recorded = Arrays.stream(Purpose.values()).filter(Purpose::isRecording).toList();

        assertThat(france.inForce(recorded, DAY))
                .extracting(RetentionPolicy::purpose)
                .hasSize(10)
                .containsExactlyElementsOf(recorded);
    }

    @Test
    void keepsListeningPurposesForAtMostSixMonths() {
        assertThat(
                        france.inForce(
                                List.of(
                                        Purpose.QUALITY,
                                        Purpose.TRAINING,
                                        Purpose.EVALUATION,
                                        Purpose.QUALITY),
                                DAY))
                .hasSize(3)
                .allSatisfy(
                        policy -> {
                            assertThat(policy.atMost()).isEqualTo(Period.ofMonths(6));
                            assertThat(policy.atLeast()).isNull();
                            assertThat(policy.trigger())
                                    .isEqualTo(RetentionTrigger.RECORDING_ENDED);
                        });
    }

    @Test
    void namesTheTextBehindEveryPolicy() {
        assertThat(france.all()).allSatisfy(policy -> assertThat(policy.reference()).isNotBlank());
    }

    @Test
    void appliesTheVersionInForceOnTheDay() {
        // Given
        var catalogue =
                new PolicyCatalogue(
                        List.of(
                                quality(2, LocalDate.of(2027, 1, 1), Period.ofMonths(3)),
                                quality(1, LocalDate.of(2026, 1, 1), Period.ofMonths(6))));

        // When
        var before = catalogue.inForce(List.of(Purpose.QUALITY), LocalDate.of(2026, 12, 31));
        var after = catalogue.inForce(List.of(Purpose.QUALITY), LocalDate.of(2027, 1, 1));

        // Then
        assertThat(before).extracting(RetentionPolicy::version).containsExactly(1);
        assertThat(after).extracting(RetentionPolicy::version).containsExactly(2);
    }

    @Test
    void guessesNoPolicy() {
        assertThatThrownBy(() -> france.inForce(List.of(Purpose.QUALITY), LocalDate.of(2025, 1, 1)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.code())
                                        .isEqualTo(PolicyProblem.POLICY_UNKNOWN));
    }

    @Test
    void refusesAPolicyWithoutBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(null, null, false))
                .withMessageContaining("bounds");
    }

    @Test
    void refusesADutyToDestroyWithoutDate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(Period.ofYears(1), null, true))
                .withMessageContaining("date");
    }

    @Test
    void takesADutyToKeepAsAReasonForAsLongAsItLasts() {
        assertThat(policy(Period.ofYears(5), null, false).keepsFor()).isEqualTo(Period.ofYears(5));
        assertThat(policy(Period.ofYears(1), Period.ofYears(2), false).keepsFor())
                .isEqualTo(Period.ofYears(2));
    }

    private static RetentionPolicy quality(int version, LocalDate since, Period atMost) {
        return new RetentionPolicy(
                Purpose.QUALITY,
                version,
                since,
                RetentionTrigger.RECORDING_ENDED,
                null,
                atMost,
                false,
                "a text");
    }

    private static RetentionPolicy policy(
            @Nullable Period atLeast, @Nullable Period atMost, boolean duty) {
        return new RetentionPolicy(
                Purpose.EMERGENCY,
                1,
                DAY,
                RetentionTrigger.RECORDING_ENDED,
                atLeast,
                atMost,
                duty,
                "a text");
    }
}
