// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.policy.PolicyPacks;
import io.temoin.retention.policy.domain.EffectivePolicy.Bound;
import io.temoin.retention.policy.domain.PolicyCommand.ActivatePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.ProposePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.WithdrawPolicy;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyActivated;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyProposed;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyWithdrawn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PolicyDeciderTest {

    private static final Instant PROPOSED = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant ACTIVATED = Instant.parse("2026-11-24T11:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-25T09:00:00Z");
    private static final LocalDate DECEMBER = LocalDate.of(2026, 12, 1);
    private static final LocalDate FEBRUARY = LocalDate.of(2027, 2, 1);
    private static final PackVersions LAW = new PolicyPacks().versions();
    private static final String ONE = "person-1";
    private static final String OTHER = "person-2";
    private static final PolicyScope RHONE = PolicyScope.of("rhone-telecom");
    private static final PolicyScope FIBRE = new PolicyScope("rhone-telecom", "fibre-autumn");
    private static final PolicyScope LOIRE = PolicyScope.of("loire-assurance");
    private static final UUID FIRST = id(1);
    private static final UUID SECOND = id(2);

    private final DeciderSpecification<PolicyCommand, TenantPolicies, PolicyEvent> policies =
            DeciderSpecification.of(new PolicyDecider());

    @Nested
    class Proposing {

        @Test
        void isRecorded() {
            policies.given()
                    .when(propose(FIRST, RHONE, quality("P3M")))
                    .then(proposed(FIRST, RHONE, 1, quality("P3M")));
        }

        @Test
        void countsTheVersionsOfAPurposeInAScope() {
            policies.given(proposed(FIRST, RHONE, 1, quality("P3M")))
                    .when(propose(SECOND, RHONE, quality("P2M")))
                    .then(proposed(SECOND, RHONE, 2, quality("P2M")));
            policies.given(proposed(FIRST, RHONE, 1, quality("P3M")))
                    .when(propose(SECOND, LOIRE, quality("P2M")))
                    .then(proposed(SECOND, LOIRE, 1, quality("P2M")));
        }

        @Test
        void happensOnce() {
            policies.given(proposed(FIRST, RHONE, 1, quality("P3M")))
                    .when(propose(FIRST, RHONE, quality("P3M")))
                    .thenRejected(PolicyProblem.POLICY_STATE_CONFLICT);
        }

        @Test
        void needsASource() {
            var unsourced =
                    new PolicyTerms(
                            Purpose.QUALITY,
                            RetentionTrigger.RECORDING_ENDED,
                            null,
                            Period.ofMonths(3),
                            " ",
                            DECEMBER,
                            null);
            policies.given()
                    .when(propose(FIRST, RHONE, unsourced))
                    .thenRejected(PolicyProblem.POLICY_UNSOURCED);
        }

        @Test
        void needsABoundAndADayToApplyTo() {
            policies.given()
                    .when(propose(FIRST, RHONE, terms(Purpose.QUALITY, null, null)))
                    .thenRejected(PolicyProblem.POLICY_WITHOUT_EFFECT);
            policies.given()
                    .when(propose(FIRST, RHONE, quality("P3M").until(DECEMBER)))
                    .thenRejected(PolicyProblem.POLICY_WITHOUT_EFFECT);
        }

        @Test
        void runsFromTheEventOfTheLaw() {
            var other =
                    new PolicyTerms(
                            Purpose.QUALITY,
                            RetentionTrigger.CONTRACT_ENDED,
                            null,
                            Period.ofMonths(1),
                            "our decision",
                            DECEMBER,
                            null);
            policies.given()
                    .when(propose(FIRST, RHONE, other))
                    .thenRejected(PolicyProblem.POLICY_TRIGGER_DIFFERS);
        }

        @Test
        void doesNotLoosenAWiderPolicy() {
            var past = active(FIRST, PolicyScope.TENANT, quality("P3M"));
            policies.given(past)
                    .when(propose(SECOND, RHONE, quality("P4M")))
                    .thenRejected(PolicyProblem.POLICY_LOOSENED);
            policies.given(past)
                    .when(propose(SECOND, FIBRE, quality("P2M")))
                    .then(proposed(SECOND, FIBRE, 1, quality("P2M")));
        }

        @Test
        void doesNotFallBelowAMinimumOfAWiderPolicy() {
            policies.given(active(FIRST, RHONE, order("P7Y", null)))
                    .when(propose(SECOND, FIBRE, order(null, "P6Y")))
                    .thenRejected(PolicyProblem.MAXIMUM_BELOW_MINIMUM);
        }

        @Test
        void doesNotOutlastAMaximumOfANarrowerPolicy() {
            policies.given(active(FIRST, FIBRE, order(null, "P6Y")))
                    .when(propose(SECOND, PolicyScope.TENANT, order("P7Y", null)))
                    .thenRejected(PolicyProblem.MAXIMUM_BELOW_MINIMUM);
        }

        @Test
        void isIndependentOfOtherControllersPurposesAndDays() {
            var past = active(FIRST, LOIRE, quality("P1M"));
            policies.given(past)
                    .when(propose(SECOND, RHONE, quality("P5M")))
                    .then(proposed(SECOND, RHONE, 1, quality("P5M")));
            policies.given(active(FIRST, RHONE, quality("P1M").until(FEBRUARY)))
                    .when(propose(SECOND, RHONE, from(FEBRUARY, "P5M")))
                    .then(proposed(SECOND, RHONE, 2, from(FEBRUARY, "P5M")));
        }

        @Test
        void doesNotOverlap() {
            policies.given(active(FIRST, RHONE, quality("P3M")))
                    .when(propose(SECOND, RHONE, from(FEBRUARY, "P2M")))
                    .thenRejected(PolicyProblem.POLICY_OVERLAPS);
        }

        @Test
        void mayReplaceTheOneBefore() {
            policies.given(active(FIRST, RHONE, quality("P3M")))
                    .when(replace(SECOND, FIRST, from(FEBRUARY, "P5M")))
                    .then(
                            new PolicyProposed(
                                    SECOND, RHONE, 2, from(FEBRUARY, "P5M"), FIRST, ONE, PROPOSED));
        }

        @Test
        void replacesOnlyAnEarlierActiveOneOfTheSameScope() {
            policies.given(active(FIRST, LOIRE, quality("P3M")))
                    .when(replace(SECOND, FIRST, from(FEBRUARY, "P5M")))
                    .thenRejected(PolicyProblem.POLICY_STATE_CONFLICT);
            policies.given(active(FIRST, RHONE, quality("P3M")))
                    .when(replace(SECOND, FIRST, quality("P5M")))
                    .thenRejected(PolicyProblem.POLICY_STATE_CONFLICT);
            policies.given(proposed(FIRST, RHONE, 1, quality("P3M")))
                    .when(replace(SECOND, FIRST, from(FEBRUARY, "P5M")))
                    .thenRejected(PolicyProblem.POLICY_STATE_CONFLICT);
        }
    }

    @Nested
    class Activating {

        @Test
        void isDoneByASecondPerson() {
            policies.given(proposed(FIRST, RHONE, 1, quality("P3M")))
                    .when(activate(FIRST, OTHER))
                    .then(activated(FIRST, RHONE, 1, quality("P3M"), null));
        }

        @Test
        void isNotDoneByThePersonWhoProposed() {
            policies.given(proposed(FIRST, RHONE, 1, quality("P3M")))
                    .when(activate(FIRST, ONE))
                    .thenRejected(PolicyProblem.SAME_PERSON);
        }

        @Test
        void needsAProposal() {
            policies.given()
                    .when(activate(FIRST, OTHER))
                    .thenRejected(PolicyProblem.RETENTION_POLICY_UNKNOWN);
            policies.given(active(FIRST, RHONE, quality("P3M")))
                    .when(activate(FIRST, OTHER))
                    .thenRejected(PolicyProblem.POLICY_STATE_CONFLICT);
            policies.given(proposed(FIRST, RHONE, 1, quality("P3M")), withdrawn(FIRST, RHONE, 1))
                    .when(activate(FIRST, OTHER))
                    .thenRejected(PolicyProblem.POLICY_STATE_CONFLICT);
        }

        /** Of two proposals that overlap, the first that is activated counts. */
        @Test
        void asksTheRulesAgain() {
            policies.given(
                            proposed(FIRST, RHONE, 1, quality("P3M")),
                            proposed(SECOND, RHONE, 2, quality("P2M")),
                            activated(SECOND, RHONE, 2, quality("P2M"), null))
                    .when(activate(FIRST, OTHER))
                    .thenRejected(PolicyProblem.POLICY_OVERLAPS);
        }
    }

    @Nested
    class Withdrawing {

        @Test
        void endsAProposalAndAnActivePolicy() {
            policies.given(proposed(FIRST, RHONE, 1, quality("P3M")))
                    .when(new WithdrawPolicy(FIRST, "LAW_CHANGED", ONE, LATER))
                    .then(withdrawn(FIRST, RHONE, 1));
            policies.given(active(FIRST, RHONE, quality("P3M")))
                    .when(new WithdrawPolicy(FIRST, "LAW_CHANGED", ONE, LATER))
                    .then(withdrawn(FIRST, RHONE, 1));
        }

        @Test
        void happensOnce() {
            policies.given(proposed(FIRST, RHONE, 1, quality("P3M")), withdrawn(FIRST, RHONE, 1))
                    .when(new WithdrawPolicy(FIRST, null, ONE, LATER))
                    .thenRejected(PolicyProblem.POLICY_STATE_CONFLICT);
            policies.given()
                    .when(new WithdrawPolicy(FIRST, null, ONE, LATER))
                    .thenRejected(PolicyProblem.RETENTION_POLICY_UNKNOWN);
        }

        @Test
        void makesRoomForAnother() {
            policies.given(
                            proposed(FIRST, RHONE, 1, quality("P3M")),
                            activated(FIRST, RHONE, 1, quality("P3M"), null),
                            withdrawn(FIRST, RHONE, 1))
                    .when(propose(SECOND, RHONE, quality("P5M")))
                    .then(proposed(SECOND, RHONE, 2, quality("P5M")));
        }
    }

    @Nested
    class WhatApplies {

        @Test
        void isWhatWasKnown() {
            var own =
                    replay(
                            proposed(FIRST, RHONE, 1, quality("P3M")),
                            activated(FIRST, RHONE, 1, quality("P3M"), null),
                            withdrawn(FIRST, RHONE, 1));

            assertThat(most(own, DECEMBER, PROPOSED)).isEqualTo(Period.ofMonths(6));
            assertThat(most(own, DECEMBER, ACTIVATED)).isEqualTo(Period.ofMonths(3));
            assertThat(most(own, DECEMBER, LATER)).isEqualTo(Period.ofMonths(6));
        }

        @Test
        void isTheNewOneFromItsFirstDayOn() {
            var own =
                    replay(
                            proposed(FIRST, RHONE, 1, quality("P3M")),
                            activated(FIRST, RHONE, 1, quality("P3M"), null),
                            new PolicyProposed(
                                    SECOND, RHONE, 2, from(FEBRUARY, "P5M"), FIRST, ONE, PROPOSED),
                            new PolicyActivated(
                                    SECOND,
                                    RHONE,
                                    2,
                                    from(FEBRUARY, "P5M"),
                                    FIRST,
                                    ONE,
                                    OTHER,
                                    LATER));

            assertThat(most(own, FEBRUARY.minusDays(1), LATER)).isEqualTo(Period.ofMonths(3));
            assertThat(most(own, FEBRUARY, LATER)).isEqualTo(Period.ofMonths(5));
            assertThat(most(own, FEBRUARY, ACTIVATED)).isEqualTo(Period.ofMonths(3));
        }

        private List<OwnPolicy> replay(PolicyEvent... events) {
            return new PolicyDecider().replay(List.of(events)).policies();
        }

        private Period most(List<OwnPolicy> own, LocalDate day, Instant knownAt) {
            Bound bound =
                    Objects.requireNonNull(
                                    new EffectivePolicies(
                                                    LAW,
                                                    Establishments.always(LegalPlace.of("FR")),
                                                    own)
                                            .of(RHONE, Purpose.QUALITY, day, knownAt))
                            .atMost();
            return Objects.requireNonNull(bound).period();
        }
    }

    private static ProposePolicy propose(UUID policy, PolicyScope scope, PolicyTerms terms) {
        return new ProposePolicy(policy, scope, terms, law(terms), null, ONE, PROPOSED);
    }

    private static ProposePolicy replace(UUID policy, UUID replaces, PolicyTerms terms) {
        return new ProposePolicy(policy, RHONE, terms, law(terms), replaces, ONE, PROPOSED);
    }

    private static ActivatePolicy activate(UUID policy, String by) {
        return new ActivatePolicy(policy, law(quality("P3M")), by, ACTIVATED);
    }

    private static @Nullable ProvidedPolicy law(PolicyTerms terms) {
        return LAW.find(terms.purpose(), LegalPlace.of("FR"), terms.validFrom(), PROPOSED);
    }

    private static PolicyEvent[] active(UUID policy, PolicyScope scope, PolicyTerms terms) {
        return new PolicyEvent[] {
            proposed(policy, scope, 1, terms), activated(policy, scope, 1, terms, null)
        };
    }

    private static PolicyEvent proposed(
            UUID policy, PolicyScope scope, int version, PolicyTerms terms) {
        return new PolicyProposed(policy, scope, version, terms, null, ONE, PROPOSED);
    }

    private static PolicyEvent activated(
            UUID policy,
            PolicyScope scope,
            int version,
            PolicyTerms terms,
            @Nullable UUID replaces) {
        return new PolicyActivated(policy, scope, version, terms, replaces, ONE, OTHER, ACTIVATED);
    }

    private static PolicyEvent withdrawn(UUID policy, PolicyScope scope, int version) {
        return new PolicyWithdrawn(
                policy, scope, Purpose.QUALITY, version, "LAW_CHANGED", ONE, LATER);
    }

    private static PolicyTerms quality(String atMost) {
        return terms(Purpose.QUALITY, null, atMost);
    }

    private static PolicyTerms order(@Nullable String atLeast, @Nullable String atMost) {
        return terms(Purpose.INVESTMENT_ORDER, atLeast, atMost);
    }

    private static PolicyTerms from(LocalDate day, String atMost) {
        return new PolicyTerms(
                Purpose.QUALITY,
                RetentionTrigger.RECORDING_ENDED,
                null,
                Period.parse(atMost),
                "our decision",
                day,
                null);
    }

    private static PolicyTerms terms(
            Purpose purpose, @Nullable String atLeast, @Nullable String atMost) {
        return new PolicyTerms(
                purpose,
                RetentionTrigger.RECORDING_ENDED,
                atLeast == null ? null : Period.parse(atLeast),
                atMost == null ? null : Period.parse(atMost),
                "our decision",
                DECEMBER,
                null);
    }

    private static UUID id(int number) {
        return new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }
}
