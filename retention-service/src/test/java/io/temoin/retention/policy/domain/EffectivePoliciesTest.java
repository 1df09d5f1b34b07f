// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.PolicyPacks;
import io.temoin.retention.policy.domain.EffectivePolicy.Bound;
import io.temoin.retention.policy.domain.PolicyScope.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What applies to a purpose in a scope, of the law and of what is laid down in wider scopes. */
class EffectivePoliciesTest {

    private static final PackVersions LAW = new PolicyPacks().versions();
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant ACTIVATED = Instant.parse("2026-11-01T09:00:00Z");
    private static final PolicyScope RHONE = PolicyScope.of("rhone-telecom");
    private static final PolicyScope FIBRE = new PolicyScope("rhone-telecom", "fibre-autumn");
    private static final PolicyScope LOIRE = PolicyScope.of("loire-assurance");

    @Test
    void theLawAppliesWhereNothingElseIsLaidDown() {
        var quality = of(FIBRE, Purpose.QUALITY);

        assertThat(quality.atLeast()).isNull();
        assertThat(most(quality).period()).isEqualTo(Period.ofMonths(6));
        assertThat(most(quality).level()).isEqualTo(Level.LAW);
        assertThat(most(quality).policy()).isNull();
        assertThat(most(quality).reference()).startsWith("CNIL");
    }

    @Test
    void whatNobodyLaidDownIsNotGuessed() {
        var none = policies();
        assertThat(none.of(RHONE, Purpose.COMPLAINT, DAY, NOW)).isNull();
        assertThatThrownBy(() -> none.inForce(RHONE, List.of(Purpose.COMPLAINT), DAY, NOW))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(PolicyProblem.POLICY_UNKNOWN));
    }

    /** Items get the same as they did from the catalogue alone. */
    @Test
    void withoutAnythingOfItsOwnATenantHasTheCatalogue() {
        var recorded = List.of(Purpose.values()).stream().filter(Purpose::isRecording).toList();

        assertThat(policies().inForce(FIBRE, recorded, DAY, NOW))
                .isEqualTo(LAW.catalogue("FR", DAY, NOW).inForce(recorded, DAY));
    }

    @Nested
    class ANarrowerScope {

        @Test
        void shortensAMaximum() {
            var quality =
                    of(
                            FIBRE,
                            Purpose.QUALITY,
                            quality(PolicyScope.TENANT, "P5M"),
                            quality(RHONE, "P3M"),
                            quality(FIBRE, "P1M"));

            assertThat(most(quality).period()).isEqualTo(Period.ofMonths(1));
            assertThat(most(quality).level()).isEqualTo(Level.CAMPAIGN);
            assertThat(most(quality).reference()).isEqualTo("our decision");
        }

        @Test
        void lengthensAMinimum() {
            var order =
                    of(
                            RHONE,
                            Purpose.INVESTMENT_ORDER,
                            own(RHONE, Purpose.INVESTMENT_ORDER, "P7Y", null));

            assertThat(least(order).period()).isEqualTo(Period.ofYears(7));
            assertThat(least(order).level()).isEqualTo(Level.CONTROLLER);
            assertThat(order.atMost()).isNull();
        }

        /** What could not be activated today may have been recorded under another law. */
        @ParameterizedTest
        @CsvSource({"P7M, P6M, LAW", "P6M, P6M, LAW", "P184D, P6M, LAW", "P181D, P181D, TENANT"})
        void neverLengthensAMaximum(String own, Period expected, Level level) {
            var quality = of(RHONE, Purpose.QUALITY, quality(PolicyScope.TENANT, own));

            assertThat(most(quality).period()).isEqualTo(expected);
            assertThat(most(quality).level()).isEqualTo(level);
        }

        @Test
        void neverShortensAMinimum() {
            var order =
                    of(
                            RHONE,
                            Purpose.INVESTMENT_ORDER,
                            own(RHONE, Purpose.INVESTMENT_ORDER, "P4Y", "P4Y"));

            assertThat(least(order).period()).isEqualTo(Period.ofYears(5));
            assertThat(least(order).level()).isEqualTo(Level.LAW);
            assertThat(most(order)).isEqualTo(least(order));
        }

        /** Within the month the contract may be signed, and then the call is kept (R.112-7). */
        @Test
        void doesNotMoveADutyToDestroy() {
            var terms =
                    new PolicyTerms(
                            Purpose.INSURANCE_NO_SALE,
                            RetentionTrigger.PROPOSAL_MADE,
                            null,
                            Period.ofDays(15),
                            "our decision",
                            LocalDate.of(2026, 6, 1),
                            null);
            var own = new OwnPolicy(UUID.randomUUID(), RHONE, 1, terms, ACTIVATED, null);

            assertThat(most(of(RHONE, Purpose.INSURANCE_NO_SALE, own)).period())
                    .isEqualTo(Period.ofMonths(1));
        }

        @Test
        void isNotThatOfAnotherController() {
            var quality = of(LOIRE, Purpose.QUALITY, quality(RHONE, "P3M"));

            assertThat(most(quality).level()).isEqualTo(Level.LAW);
        }

        @Test
        void isNotThatOfAnotherCampaign() {
            var other = new PolicyScope("rhone-telecom", "mobile");

            assertThat(most(of(other, Purpose.QUALITY, quality(FIBRE, "P1M"))).level())
                    .isEqualTo(Level.LAW);
            assertThat(most(of(RHONE, Purpose.QUALITY, quality(FIBRE, "P1M"))).level())
                    .isEqualTo(Level.LAW);
        }

        /** Of a tenant's own two, the one that destroys counts (GDPR art. 5(1)(e)). */
        @Test
        void isNotKeptLongerByAMinimumOfAWiderOne() {
            var order =
                    of(
                            RHONE,
                            Purpose.INVESTMENT_ORDER,
                            own(PolicyScope.TENANT, Purpose.INVESTMENT_ORDER, "P7Y", null),
                            own(RHONE, Purpose.INVESTMENT_ORDER, null, "P6Y"));

            assertThat(least(order).period()).isEqualTo(Period.ofYears(6));
            assertThat(most(order).period()).isEqualTo(Period.ofYears(6));
        }

        /** A minimum outranks the will of the person: that only a law does (art. 17(3)(b)). */
        @Test
        void hasNoMinimumWhereTheLawHasNone() {
            var quality = of(RHONE, Purpose.QUALITY, own(RHONE, Purpose.QUALITY, "P3M", "P4M"));

            assertThat(quality.atLeast()).isNull();
            assertThat(most(quality).period()).isEqualTo(Period.ofMonths(4));
        }
    }

    @Nested
    class TheDates {

        @Test
        void ofThePolicyAreDaysOnWhichThingsBegin() {
            var terms =
                    new PolicyTerms(
                            Purpose.QUALITY,
                            RetentionTrigger.RECORDING_ENDED,
                            null,
                            Period.ofMonths(3),
                            "our decision",
                            DAY,
                            DAY.plusDays(1));
            var own = policies(new OwnPolicy(UUID.randomUUID(), RHONE, 1, terms, ACTIVATED, null));

            assertThat(level(own, DAY.minusDays(1), NOW)).isEqualTo(Level.LAW);
            assertThat(level(own, DAY, NOW)).isEqualTo(Level.CONTROLLER);
            assertThat(level(own, DAY.plusDays(1), NOW)).isEqualTo(Level.LAW);
        }

        @Test
        void ofWhatWasKnownCountToo() {
            var active = quality(RHONE, "P3M");
            var own =
                    policies(
                            new OwnPolicy(
                                    active.id(),
                                    active.scope(),
                                    1,
                                    active.terms(),
                                    ACTIVATED,
                                    NOW));

            assertThat(level(own, DAY, ACTIVATED.minusMillis(1))).isEqualTo(Level.LAW);
            assertThat(level(own, DAY, ACTIVATED)).isEqualTo(Level.CONTROLLER);
            assertThat(level(own, DAY, NOW)).isEqualTo(Level.LAW);
        }

        private Level level(EffectivePolicies own, LocalDate day, Instant knownAt) {
            return most(Objects.requireNonNull(own.of(RHONE, Purpose.QUALITY, day, knownAt)))
                    .level();
        }
    }

    @Nested
    class WhatIsDisabled {

        @Test
        void isWhatAControllerLaysDownItself() {
            var complaint =
                    of(
                            RHONE,
                            Purpose.COMPLAINT,
                            new OwnPolicy(
                                    UUID.randomUUID(),
                                    RHONE,
                                    1,
                                    terms(
                                            Purpose.COMPLAINT,
                                            RetentionTrigger.COMPLAINT_CLOSED,
                                            null,
                                            "P2Y"),
                                    ACTIVATED,
                                    null));

            assertThat(complaint.from()).isEqualTo(RetentionTrigger.COMPLAINT_CLOSED);
            assertThat(most(complaint).period()).isEqualTo(Period.ofYears(2));
        }

        @Test
        void keepsEmergencyCallsUntilThen() {
            assertThat(least(of(RHONE, Purpose.EMERGENCY)).period()).isEqualTo(Period.ofYears(5));
        }

        /** The five years are no law, so they do not bind who has a source. */
        @Test
        void isReplacedForEmergencyCalls() {
            var emergency =
                    of(RHONE, Purpose.EMERGENCY, own(RHONE, Purpose.EMERGENCY, "P3M", "P6M"));

            assertThat(least(emergency).period()).isEqualTo(Period.ofMonths(3));
            assertThat(most(emergency).period()).isEqualTo(Period.ofMonths(6));
        }
    }

    /** Whatever is recorded, a legal bound holds. */
    @Test
    void noPolicyOfATenantMovesTheLaw() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var purpose = random.nextBoolean() ? Purpose.QUALITY : Purpose.INVESTMENT_ORDER;
            List<OwnPolicy> own = new ArrayList<>();
            for (var scope : List.of(PolicyScope.TENANT, RHONE, FIBRE)) {
                if (random.nextBoolean()) {
                    own.add(own(scope, purpose, period(random), period(random)));
                }
            }
            var effective =
                    Objects.requireNonNull(
                            new EffectivePolicies(
                                            LAW, Establishments.always(LegalPlace.of("FR")), own)
                                    .of(FIBRE, purpose, DAY, NOW));

            var what = "seed %s: %s".formatted(seed, own);
            if (purpose == Purpose.QUALITY) {
                assertThat(DAY.plus(most(effective).period()))
                        .as(what)
                        .isBeforeOrEqualTo(DAY.plusMonths(6));
                assertThat(effective.atLeast()).as(what).isNull();
            } else {
                assertThat(DAY.plus(least(effective).period()))
                        .as(what)
                        .isAfterOrEqualTo(DAY.plusYears(5));
            }
            if (effective.atLeast() != null && effective.atMost() != null) {
                assertThat(DAY.plus(effective.atLeast().period()))
                        .as(what)
                        .isBeforeOrEqualTo(DAY.plus(effective.atMost().period()));
            }
        }
    }

    private static @Nullable String period(Random random) {
        return random.nextInt(4) == 0 ? null : "P" + (1 + random.nextInt(100)) + "M";
    }

    private static EffectivePolicy of(PolicyScope scope, Purpose purpose, OwnPolicy... own) {
        return Objects.requireNonNull(policies(own).of(scope, purpose, DAY, NOW));
    }

    private static EffectivePolicies policies(OwnPolicy... own) {
        return new EffectivePolicies(LAW, Establishments.always(LegalPlace.of("FR")), List.of(own));
    }

    private static OwnPolicy quality(PolicyScope scope, String atMost) {
        return own(scope, Purpose.QUALITY, null, atMost);
    }

    private static OwnPolicy own(
            PolicyScope scope, Purpose purpose, @Nullable String atLeast, @Nullable String atMost) {
        return new OwnPolicy(
                UUID.randomUUID(),
                scope,
                1,
                terms(purpose, RetentionTrigger.RECORDING_ENDED, atLeast, atMost),
                ACTIVATED,
                null);
    }

    private static PolicyTerms terms(
            Purpose purpose,
            RetentionTrigger from,
            @Nullable String atLeast,
            @Nullable String atMost) {
        return new PolicyTerms(
                purpose,
                from,
                atLeast == null ? null : Period.parse(atLeast),
                atMost == null ? null : Period.parse(atMost),
                "our decision",
                LocalDate.of(2026, 6, 1),
                null);
    }

    private static Bound most(EffectivePolicy policy) {
        return Objects.requireNonNull(policy.atMost(), "a maximum");
    }

    private static Bound least(EffectivePolicy policy) {
        return Objects.requireNonNull(policy.atLeast(), "a minimum");
    }
}
