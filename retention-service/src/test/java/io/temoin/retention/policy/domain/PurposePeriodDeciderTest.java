// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.policy.PolicyPacks;
import io.temoin.retention.policy.domain.NotePurposePeriod.Change;
import io.temoin.retention.policy.domain.PurposePeriodNoted.DeclarationState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a controller declares with a purpose, and what follows for what is kept. */
class PurposePeriodDeciderTest {

    private static final String RHONE = "rhone-telecom";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-24T12:00:00Z");
    private static final PackVersions LAW = new PolicyPacks().versions();

    private final DeciderSpecification<NotePurposePeriod, DeclaredPeriods, PurposePeriodNoted>
            purposes = DeciderSpecification.of(new PurposePeriodDecider());

    @Test
    void aDeclarationIsNotedWithItsTerms() {
        purposes.given()
                .when(note(Change.DECLARED, 1, "P3M"))
                .then(noted(DeclarationState.DECLARED, 1, "P3M", NOON));
    }

    @Test
    void anActivationIsOfTheTermsBefore() {
        purposes.given(noted(DeclarationState.DECLARED, 1, "P3M", NOON))
                .when(note(Change.ACTIVATED, 1, null))
                .then(noted(DeclarationState.ACTIVE, 1, "P3M", NOON));
    }

    /** Topics forget after weeks: what was never heard of is not guessed. */
    @Test
    void anActivationOfUnknownTermsHasNone() {
        purposes.given()
                .when(note(Change.ACTIVATED, 1, null))
                .then(noted(DeclarationState.ACTIVE, 1, null, NOON));
    }

    @Test
    void aRevisionReplacesTheTermsAndNothingElse() {
        purposes.given(noted(DeclarationState.DECLARED, 1, "P3M", NOON))
                .when(note(Change.REVISED, 2, "P1M"))
                .then(noted(DeclarationState.DECLARED, 2, "P1M", NOON));
        purposes.given()
                .when(note(Change.REVISED, 2, "P1M"))
                .then(noted(DeclarationState.DECLARED, 2, "P1M", NOON));
        purposes.given(
                        noted(DeclarationState.DECLARED, 1, "P3M", NOON),
                        noted(DeclarationState.ACTIVE, 1, "P3M", NOON))
                .when(note(Change.REVISED, 2, null))
                .then(noted(DeclarationState.ACTIVE, 2, null, NOON));
    }

    @Test
    void aRetirementEndsIt() {
        purposes.given(noted(DeclarationState.ACTIVE, 1, "P3M", NOON))
                .when(note(Change.RETIRED, 1, null))
                .then(noted(DeclarationState.RETIRED, 1, "P3M", NOON));
    }

    /** What they have, they keep when the purpose changes or ends. */
    @Test
    void recipientsAreAllThatWereEverDeclared() {
        var declared =
                new PurposePeriodDecider()
                        .replay(
                                List.of(
                                        noted(DeclarationState.DECLARED, 1, "P3M", NOON),
                                        noted(DeclarationState.ACTIVE, 2, "P1M", NOON),
                                        noted(DeclarationState.RETIRED, 3, null, LATER)));

        assertThat(declared.recipients()).containsExactly("host", "team-1", "team-2");
    }

    @Nested
    class WhatApplies {

        @Test
        void isThePeriodOfAnActivePurpose() {
            assertThat(most(noted(DeclarationState.DECLARED, 1, "P3M", NOON))).isEqualTo("P6M");
            assertThat(
                            most(
                                    noted(DeclarationState.DECLARED, 1, "P3M", NOON),
                                    noted(DeclarationState.ACTIVE, 1, "P3M", NOON)))
                    .isEqualTo("P3M");
            assertThat(
                            most(
                                    noted(DeclarationState.ACTIVE, 1, "P3M", NOON),
                                    noted(DeclarationState.ACTIVE, 2, "P1M", LATER)))
                    .isEqualTo("P1M");
            assertThat(
                            most(
                                    noted(DeclarationState.ACTIVE, 1, "P3M", NOON),
                                    noted(DeclarationState.RETIRED, 1, "P3M", LATER)))
                    .isEqualTo("P6M");
        }

        @Test
        void isNeverLongerThanTheLaw() {
            assertThat(most(noted(DeclarationState.ACTIVE, 1, "P2Y", NOON))).isEqualTo("P6M");
        }

        /** The catalogue says whether a period is a maximum or a minimum. */
        @Test
        void isAMinimumWhereTheLawHasOne() {
            var order = policy(Purpose.INVESTMENT_ORDER, active(Purpose.INVESTMENT_ORDER, "P7Y"));
            assertThat(Objects.requireNonNull(order.atLeast()).period())
                    .isEqualTo(Period.ofYears(7));
            assertThat(order.atMost()).isNull();
        }

        @Test
        void isWhatTheControllerHasASourceForWhereThePolicyIsDisabled() {
            var complaint = policy(Purpose.COMPLAINT, active(Purpose.COMPLAINT, "P2Y"));
            assertThat(Objects.requireNonNull(complaint.atMost()).period())
                    .isEqualTo(Period.ofYears(2));
            assertThat(complaint.from()).isEqualTo(RetentionTrigger.COMPLAINT_CLOSED);
        }

        /** No period was heard of, or the purpose has none that runs from an event. */
        @Test
        void isNothingWhereNoPeriodIsKnown() {
            assertThat(most(noted(DeclarationState.ACTIVE, 1, null, NOON))).isEqualTo("P6M");
            for (Purpose purpose : List.of(Purpose.MODEL_TRAINING, Purpose.LIVE_MONITORING)) {
                assertThat(own(active(purpose, "P1Y"))).isEmpty();
            }
            assertThat(
                            new DeclaredPeriods(List.of(active(Purpose.QUALITY, "P1M")))
                                    .policies(_ -> null))
                    .isEmpty();
        }

        @Test
        void isOfEachPurposeAlone() {
            assertThat(
                            most(
                                    noted(DeclarationState.ACTIVE, 1, "P3M", NOON),
                                    active(Purpose.TRAINING, "P1M")))
                    .isEqualTo("P3M");
        }

        @Test
        void isExactWhereTheLawIs() {
            assertThat(own(active(Purpose.SECURITY_LOG, "P8M")))
                    .singleElement()
                    .satisfies(
                            policy -> {
                                assertThat(policy.terms().atLeast()).isEqualTo(Period.ofMonths(8));
                                assertThat(policy.terms().atMost()).isEqualTo(Period.ofMonths(8));
                            });
        }

        private List<OwnPolicy> own(PurposePeriodNoted... noted) {
            return new PurposePeriodDecider()
                    .replay(List.of(noted))
                    .policies(one -> LAW.find(one.purpose(), "FR", one.since(), one.at()));
        }

        private String most(PurposePeriodNoted... noted) {
            var bound = policy(Purpose.QUALITY, noted).atMost();
            return Objects.requireNonNull(bound).period().toString();
        }

        private EffectivePolicy policy(Purpose purpose, PurposePeriodNoted... noted) {
            return Objects.requireNonNull(
                    new EffectivePolicies(
                                    LAW, Establishments.always(LegalPlace.of("FR")), own(noted))
                            .of(PolicyScope.of(RHONE), purpose, DAY, LATER));
        }
    }

    private static NotePurposePeriod note(Change change, int revision, @Nullable String keepFor) {
        return new NotePurposePeriod(
                RHONE,
                Purpose.QUALITY,
                change,
                revision,
                period(keepFor),
                null,
                keepFor == null ? null : List.of("team-" + revision, "host"),
                DAY,
                NOON);
    }

    private static PurposePeriodNoted noted(
            DeclarationState state, int revision, @Nullable String keepFor, Instant at) {
        return new PurposePeriodNoted(
                RHONE,
                Purpose.QUALITY,
                revision,
                state,
                period(keepFor),
                null,
                keepFor == null ? null : List.of("team-" + revision, "host"),
                DAY,
                at);
    }

    private static PurposePeriodNoted active(Purpose purpose, String keepFor) {
        return new PurposePeriodNoted(
                RHONE,
                purpose,
                1,
                DeclarationState.ACTIVE,
                Period.parse(keepFor),
                "a text",
                null,
                DAY,
                NOON);
    }

    private static @Nullable Period period(@Nullable String text) {
        return text == null ? null : Period.parse(text);
    }
}
