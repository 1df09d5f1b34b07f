// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.PolicyPacks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the law leaves to a tenant, for purposes of each kind. */
class PolicyRulesTest {

    private static final PackVersions LAW = new PolicyPacks().versions();
    private static final PolicyScope RHONE = PolicyScope.of("rhone-telecom");
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
    private static final Instant KNOWN = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "QUALITY, -, P7M, POLICY_LOOSENED",
                "QUALITY, -, P184D, POLICY_LOOSENED",
                "QUALITY, P1M, -, POLICY_NOT_ADJUSTABLE",
                "QUALITY, P3M, P2M, MAXIMUM_BELOW_MINIMUM",
                "INVESTMENT_ORDER, P4Y, -, POLICY_LOOSENED",
                "INVESTMENT_ORDER, -, P4Y, MAXIMUM_BELOW_MINIMUM",
                "MEDICAL_REGULATION, -, P1Y, MAXIMUM_BELOW_MINIMUM"
            })
    void doesNotMoveTheLaw(
            Purpose purpose,
            @Nullable String atLeast,
            @Nullable String atMost,
            PolicyProblem problem) {
        assertThatThrownBy(() -> require(purpose, atLeast, atMost))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.code()).isEqualTo(problem));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "QUALITY, -, P6M",
                "QUALITY, -, P0D",
                "INVESTMENT_ORDER, P7Y, -",
                "INVESTMENT_ORDER, P5Y, P5Y",
                "EMERGENCY, P3M, P6M" // its five years are no law
            })
    void mayBeStricterThanTheLaw(
            Purpose purpose, @Nullable String atLeast, @Nullable String atMost) {
        assertThatCode(() -> require(purpose, atLeast, atMost)).doesNotThrowAnyException();
    }

    /**
     * What must be honoured as long as it takes cannot be given an end. And a month in which a
     * contract may be signed (R.112-7) is no maximum: who shortens it destroys what must be kept.
     */
    @ParameterizedTest
    @EnumSource(
            names = {
                "SUPPRESSION",
                "DISPUTE",
                "LIVE_MONITORING",
                "INSURANCE_SALE",
                "INSURANCE_NO_SALE"
            })
    void leavesAloneWhatHasNoPeriodOrAnExactOne(Purpose purpose) {
        assertThatThrownBy(() -> require(purpose, null, "P1Y"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(PolicyProblem.POLICY_NOT_ADJUSTABLE));
    }

    /**
     * French periods bind nobody in Belgium; what kind of period a purpose has is the same there.
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "QUALITY, RECORDING_ENDED, -, P8M, -",
                "MEDICAL_REGULATION, RECORDING_ENDED, P1Y, P2Y, -",
                "QUALITY, RECORDING_ENDED, P1M, -, POLICY_NOT_ADJUSTABLE",
                "QUALITY, CONTRACT_ENDED, -, P1M, POLICY_TRIGGER_DIFFERS",
                "SUPPRESSION, RECORDING_ENDED, -, P1Y, POLICY_NOT_ADJUSTABLE",
                "INSURANCE_NO_SALE, RECORDING_ENDED, -, P1Y, POLICY_NOT_ADJUSTABLE",
                "INVESTMENT_ORDER, RECORDING_ENDED, P4Y, -, POLICY_LOOSENED"
            })
    void theLawOfAnotherCountryLeavesThePeriodsFree(
            Purpose purpose,
            RetentionTrigger from,
            @Nullable String atLeast,
            @Nullable String atMost,
            @Nullable PolicyProblem problem) {
        var refused =
                catchThrowableOfType(
                        Rejected.class, () -> require("BE", purpose, from, atLeast, atMost));
        assertThat(refused == null ? null : refused.code()).isEqualTo(problem);
    }

    /** Unsure is how long they are: what waits for another event would be kept for ever. */
    @ParameterizedTest
    @CsvSource({
        "EMERGENCY,CONSENT_GIVEN",
        "DSR_FILE,CONTRACT_ENDED",
        "CUSTOMER_SERVICE,HOLD_PLACED",
        "FRAUD,RECORDING_ENDED"
    })
    void anUnsurePeriodRunsFromItsOwnEvent(Purpose purpose, RetentionTrigger from) {
        assertThatThrownBy(() -> require("FR", purpose, from, null, "P1Y"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> {
                            assertThat(refused.code())
                                    .isEqualTo(PolicyProblem.POLICY_TRIGGER_DIFFERS);
                            assertThat(refused.violations())
                                    .extracting(Rejected.Violation::pointer)
                                    .containsExactly("/from");
                        });
    }

    /** Other policies of the purpose, by their scope, trigger and bounds. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, CONTRACT_ENDED, -, P1M, POLICY_TRIGGER_DIFFERS",
                "fibre, CONTRACT_ENDED, -, P1M, POLICY_TRIGGER_DIFFERS",
                "-, COMPLAINT_CLOSED, -, P1Y, POLICY_LOOSENED",
                "-, COMPLAINT_CLOSED, P3Y, -, MAXIMUM_BELOW_MINIMUM",
                "-, COMPLAINT_CLOSED, -, P2M, MAXIMUM_BELOW_MINIMUM",
                "fibre, COMPLAINT_CLOSED, -, P2M, MAXIMUM_BELOW_MINIMUM"
            })
    void fitsBesideTheOthers(
            @Nullable String campaign,
            RetentionTrigger from,
            @Nullable String atLeast,
            @Nullable String atMost,
            PolicyProblem problem) {
        var other =
                other(
                        campaign == null
                                ? PolicyScope.TENANT
                                : new PolicyScope("rhone-telecom", campaign),
                        from,
                        atLeast,
                        atMost);

        assertThatThrownBy(() -> requireComplaint(other))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.code()).isEqualTo(problem));
    }

    @Test
    void needsNotFitBesideAnotherControllersOrOtherDays() {
        var loire = PolicyScope.of("loire-assurance");
        assertThatCode(
                        () ->
                                requireComplaint(
                                        other(loire, RetentionTrigger.CONTRACT_ENDED, null, "P1M")))
                .doesNotThrowAnyException();
        assertThatCode(
                        () ->
                                requireComplaint(
                                        other(
                                                new PolicyScope("rhone-telecom", "fibre"),
                                                RetentionTrigger.COMPLAINT_CLOSED,
                                                null,
                                                "P1Y")))
                .doesNotThrowAnyException();
    }

    /** A minimum of three months and a maximum of two years, where the law is not known. */
    private static void requireComplaint(OwnPolicy other) {
        PolicyRules.require(
                RHONE,
                new PolicyTerms(
                        Purpose.COMPLAINT,
                        RetentionTrigger.COMPLAINT_CLOSED,
                        Period.ofMonths(3),
                        Period.ofYears(2),
                        "our decision",
                        DAY,
                        DAY.plusYears(1)),
                LAW.find(Purpose.COMPLAINT, LegalPlace.of("FR"), DAY, KNOWN),
                List.of(other),
                null);
    }

    private static OwnPolicy other(
            PolicyScope scope,
            RetentionTrigger from,
            @Nullable String atLeast,
            @Nullable String atMost) {
        return new OwnPolicy(
                new UUID(0, 1),
                scope,
                1,
                new PolicyTerms(
                        Purpose.COMPLAINT,
                        from,
                        atLeast == null ? null : Period.parse(atLeast),
                        atMost == null ? null : Period.parse(atMost),
                        "our decision",
                        DAY,
                        null),
                KNOWN,
                null);
    }

    private static void require(
            Purpose purpose, @Nullable String atLeast, @Nullable String atMost) {
        require("FR", purpose, RetentionTrigger.RECORDING_ENDED, atLeast, atMost);
    }

    private static void require(
            String country,
            Purpose purpose,
            RetentionTrigger from,
            @Nullable String atLeast,
            @Nullable String atMost) {
        PolicyRules.require(
                RHONE,
                new PolicyTerms(
                        purpose,
                        from,
                        atLeast == null ? null : Period.parse(atLeast),
                        atMost == null ? null : Period.parse(atMost),
                        "our decision",
                        DAY,
                        null),
                LAW.find(purpose, new LegalPlace(country, "FR"), DAY, KNOWN),
                List.of(),
                null);
    }
}
