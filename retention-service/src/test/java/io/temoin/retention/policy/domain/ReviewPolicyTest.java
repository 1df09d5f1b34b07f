// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.PolicyPacks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A policy may want a person to look at a recording before it is destroyed. */
class ReviewPolicyTest {

    private static final PackVersions LAW = new PolicyPacks().versions();
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
    private static final Instant KNOWN = Instant.parse("2026-11-24T10:00:00Z");
    private static final PolicyScope RHONE = PolicyScope.of("rhone-telecom");
    private static final PolicyScope FIBRE = new PolicyScope("rhone-telecom", "fibre");

    /** Half a year by law, three months by policy: whoever looks may go back to half a year. */
    @Test
    void aReviewMayKeepAsLongAsWhatAppliesWithoutThePolicy() {
        assertThat(review(own(RHONE, "P3M", true))).isEqualTo(terms("P6M"));
        assertThat(review(own(RHONE, null, true))).isEqualTo(terms("P6M"));
        assertThat(review(own(PolicyScope.TENANT, "P4M", null), own(RHONE, "P3M", true)))
                .isEqualTo(terms("P4M"));
    }

    @Test
    void aNarrowerPolicyShortensThatTooAndTakesNoReviewAway() {
        OwnPolicy asks = own(RHONE, "P3M", true);
        assertThat(review(asks, own(FIBRE, "P1M", null))).isEqualTo(terms("P1M"));
        assertThat(review(asks, own(FIBRE, "P1M", false))).isEqualTo(terms("P1M"));
        assertThat(review(asks, own(FIBRE, "P1M", true))).isEqualTo(terms("P6M"));
        OwnPolicy none = own(FIBRE, RetentionTrigger.CONTRACT_ENDED, "P1M", null);
        assertThat(review(asks, none)).isEqualTo(terms("P6M"));
    }

    @Test
    void nobodyLooksWhereNobodyAsks() {
        assertThat(review(own(RHONE, "P3M", null))).isNull();
        assertThat(review()).isNull();
    }

    /** A minimum has no maximum behind it: then only a hold keeps longer. */
    @Test
    void aReviewKeepsNothingBeyondAMinimum() {
        OwnPolicy orders = own(Purpose.INVESTMENT_ORDER, RHONE, null, true);
        assertThat(effective("FR", Purpose.INVESTMENT_ORDER, orders).review())
                .isEqualTo(new ReviewTerms(null));
        OwnPolicy medical = own(Purpose.MEDICAL_REGULATION, RHONE, null, true);
        RetentionPolicy suspended = effective("FR", Purpose.MEDICAL_REGULATION, medical);
        assertThat(suspended.review()).isEqualTo(new ReviewTerms(null));
        assertThat(suspended.suspendsClock()).isTrue();
    }

    /** The period of another country is no law that a review could go back to. */
    @Test
    void whereNoLawBindsAReviewKeepsNoLongerThanThePolicy() {
        assertThat(effective("BE", Purpose.QUALITY, own(RHONE, "P8M", true)).review())
                .isEqualTo(new ReviewTerms(null));
        RetentionPolicy french = effective("BE", Purpose.QUALITY, own(RHONE, null, true));
        assertThat(french.law()).isEqualTo(new AppliedLaw("FR", "BE"));
        assertThat(french.review()).isEqualTo(new ReviewTerms(null));
        assertThat(
                        effective(
                                        "BE",
                                        Purpose.QUALITY,
                                        own(PolicyScope.TENANT, "P8M", null),
                                        own(FIBRE, "P1M", true))
                                .review())
                .isEqualTo(terms("P8M"));
        OwnPolicy limitless = own(Purpose.INVESTMENT_ORDER, FIBRE, "P9Y", null);
        assertThat(
                        effective(
                                        "FR",
                                        Purpose.INVESTMENT_ORDER,
                                        own(Purpose.INVESTMENT_ORDER, RHONE, null, true),
                                        limitless)
                                .review())
                .isEqualTo(new ReviewTerms(null));
    }

    /** What a text orders destroyed on its day waits for nobody. */
    @Test
    void aDutyToDestroyHasNoReview() {
        OwnPolicy sale =
                own(Purpose.INSURANCE_NO_SALE, RHONE, RetentionTrigger.PROPOSAL_MADE, null, true);
        assertThat(effective("FR", Purpose.INSURANCE_NO_SALE, sale).review()).isNull();
        assertThatThrownBy(() -> require(sale.terms()))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(PolicyProblem.POLICY_NOT_ADJUSTABLE));
    }

    @Test
    void isLaidDownForWhateverIsEverDestroyed() {
        assertThatCode(() -> require(own(RHONE, null, true).terms())).doesNotThrowAnyException();
        OwnPolicy sheets =
                own(Purpose.ANALYSIS_SHEET, RHONE, RetentionTrigger.SHEET_CREATED, "P6M", true);
        assertThatCode(() -> require(sheets.terms())).doesNotThrowAnyException();
        OwnPolicy suppressed =
                own(Purpose.SUPPRESSION, RHONE, RetentionTrigger.OBJECTION_RECORDED, "P6M", true);
        assertThatThrownBy(() -> require(suppressed.terms()))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.violations())
                                        .extracting(Rejected.Violation::pointer)
                                        .containsExactly("/review"));
        assertThatThrownBy(() -> require(own(RHONE, null, false).terms()))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(PolicyProblem.POLICY_WITHOUT_EFFECT));
    }

    private static void require(PolicyTerms terms) {
        PolicyRules.require(
                RHONE,
                terms,
                LAW.find(terms.purpose(), LegalPlace.of("FR"), DAY, KNOWN),
                List.of(),
                null);
    }

    private static ReviewTerms terms(String atMost) {
        return new ReviewTerms(Period.parse(atMost));
    }

    private static @Nullable ReviewTerms review(OwnPolicy... own) {
        return effective("FR", Purpose.QUALITY, own).review();
    }

    private static RetentionPolicy effective(String country, Purpose purpose, OwnPolicy... own) {
        return Objects.requireNonNull(
                        new EffectivePolicies(
                                        LAW,
                                        Establishments.always(new LegalPlace(country, "FR")),
                                        List.of(own))
                                .of(FIBRE, purpose, DAY, KNOWN))
                .asPolicy();
    }

    private static OwnPolicy own(
            PolicyScope scope, @Nullable String atMost, @Nullable Boolean review) {
        return own(Purpose.QUALITY, scope, atMost, review);
    }

    private static OwnPolicy own(
            PolicyScope scope,
            RetentionTrigger from,
            @Nullable String atMost,
            @Nullable Boolean review) {
        return own(Purpose.QUALITY, scope, from, atMost, review);
    }

    private static OwnPolicy own(
            Purpose purpose, PolicyScope scope, @Nullable String atMost, @Nullable Boolean review) {
        return own(purpose, scope, RetentionTrigger.RECORDING_ENDED, atMost, review);
    }

    private static OwnPolicy own(
            Purpose purpose,
            PolicyScope scope,
            RetentionTrigger from,
            @Nullable String atMost,
            @Nullable Boolean review) {
        return new OwnPolicy(
                new UUID(0, 1),
                scope,
                1,
                new PolicyTerms(
                        purpose,
                        from,
                        null,
                        atMost == null ? null : Period.parse(atMost),
                        "our decision",
                        LocalDate.of(2026, 1, 1),
                        null,
                        review),
                Instant.parse("2026-01-01T00:00:00Z"),
                null);
    }
}
