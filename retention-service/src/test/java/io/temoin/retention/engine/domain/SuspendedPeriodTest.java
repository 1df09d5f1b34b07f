// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.AUTHORITY_REQUEST;
import static io.temoin.retention.engine.domain.BusinessEvent.CLAIM_CLOSED;
import static io.temoin.retention.engine.domain.BusinessEvent.CLAIM_MADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.PolicyConditions;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The call ended on 2026-11-24; medical regulation is kept for five years (arrêté of 2011). */
class SuspendedPeriodTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant ENDED = Instant.parse("2026-11-24T10:00:00Z");

    @Nested
    class ClaimsStopTheClock {

        /** Days as a lawyer counts them: five years, and the days between claim and end. */
        @ParameterizedTest(name = "{2}: {0} is due {1}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "+2027-01-01 -2027-01-31 | 2031-12-24 | thirty days",
                    "+2028-02-28 -2028-03-01 | 2031-11-26 | over a leap day",
                    "+2027-03-20 -2027-04-03 | 2031-12-08 | over the hour that is missing in spring",
                    "+2027-01-01 -2027-01-31 +2028-01-01 -2028-01-11 | 2032-01-03 | one after another",
                    "+2027-01-01 +2027-01-11 -2027-01-21 -2027-01-31 | 2031-12-24 | overlapping ones",
                    "+2027-01-01 +2027-01-11 -2027-01-31 -2027-02-20 | 2032-01-13 | the last end counts",
                    "+2027-01-01 -2027-01-01 | 2031-11-24 | made and settled on one day",
                    "+2031-11-24 -2031-12-04 | 2031-12-04 | on the last day",
                    "+2031-11-25 -2031-12-05 | 2031-11-24 | when it is over",
                    "+2027-01-01 -2027-01-11 +2031-12-01 -2031-12-11 | 2031-12-14 | in days that another gave",
                    "+2026-11-23 -2026-12-04 | 2031-12-04 | before the period began",
                })
        void forTheDaysThatOneIsOpen(String claims, LocalDate dueOn, String why) {
            // When
            Disposition disposition =
                    RetentionClock.evaluate(claimed(facts(Purpose.MEDICAL_REGULATION), claims));

            // Then
            assertThat(disposition).as(why).isInstanceOf(Scheduled.class);
            assertThat(((Dated) disposition).dueOn()).as(why).isEqualTo(dueOn);
        }

        @Test
        void nothingGoesWhileOneIsOpen() {
            // When
            Disposition disposition =
                    RetentionClock.evaluate(
                            claimed(
                                    facts(Purpose.MEDICAL_REGULATION),
                                    "+2027-01-01 -2027-01-31 +2028-01-01"));

            // Then
            assertThat(disposition).isInstanceOf(Awaiting.class);
            assertThat(minimum(disposition).change())
                    .isEqualTo(new PeriodChange(30, LocalDate.of(2028, 1, 1), null));
            assertThat(minimum(disposition).until()).isNull();
        }

        /** What was never signed is not kept for its signature; what a claim stopped is kept. */
        @Test
        void noQuarantineAndNoErasureDestroysItMeanwhile() {
            RetentionFacts open = claimed(facts(Purpose.MEDICAL_REGULATION), "+2027-01-01");
            Instant later = Instant.parse("2027-06-01T10:00:00Z");
            assertThat(RetentionClock.evaluate(open.with(new Quarantine("MINOR", later))))
                    .isInstanceOf(Awaiting.class);
            assertThat(RetentionClock.evaluate(open.with(Quarantine.erasure(later))))
                    .isInstanceOf(Awaiting.class);
        }

        @Test
        void othersRunOn() {
            Disposition disposition =
                    RetentionClock.evaluate(
                            claimed(
                                    facts(Purpose.MEDICAL_REGULATION, Purpose.QUALITY),
                                    "+2027-01-01 -2027-01-31"));
            assertThat(disposition)
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2031-12-24"));
            assertThat(disposition.because())
                    .filteredOn(reason -> reason.purpose() == Purpose.QUALITY)
                    .extracting(Reason::until, Reason::change)
                    .containsExactly(tuple(LocalDate.of(2027, 5, 24), null));
        }

        /** The purpose ends as promised; the text keeps the item all the same. */
        @Test
        void whatWasAnnouncedIsNotLengthened() {
            RetentionFacts told =
                    new RetentionFacts(
                            ENDED,
                            PARIS,
                            ShippedPolicies.france()
                                    .inForce(List.of(Purpose.MEDICAL_REGULATION), day()),
                            List.of(
                                    new AnnouncedPeriod(
                                            Purpose.MEDICAL_REGULATION,
                                            Period.ofYears(5),
                                            RetentionTrigger.RECORDING_ENDED)),
                            Map.of());
            assertThat(RetentionClock.evaluate(claimed(told, "+2027-01-01 -2027-01-31")))
                    .isInstanceOfSatisfying(
                            UnderMinimum.class,
                            it -> assertThat(it.dueOn()).isEqualTo("2031-12-24"));
            assertThat(RetentionClock.evaluate(claimed(told, "+2027-01-01")))
                    .isInstanceOf(Awaiting.class);
        }
    }

    @Nested
    class AnAuthorityAsks {

        @Test
        void ordersAreKeptForSevenYears() {
            RetentionFacts asked = asked("2030-05-01T08:00:00Z");
            assertThat(RetentionClock.evaluate(asked))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2033-11-24"));
            Reason minimum = minimum(RetentionClock.evaluate(asked));
            assertThat(minimum.period()).isEqualTo(Period.ofYears(7));
            assertThat(minimum.change())
                    .isEqualTo(new PeriodChange(0, null, LocalDate.of(2030, 5, 1)));
            assertThat(minimum.reference())
                    .isEqualTo("MiFID II art. 16(7); Reg. (EU) 2017/565 art. 76");
        }

        @Test
        void nothingElseIsKeptLonger() {
            RetentionFacts medical =
                    facts(Purpose.MEDICAL_REGULATION)
                            .with(AUTHORITY_REQUEST, Instant.parse("2030-05-01T08:00:00Z"));
            assertThat(RetentionClock.evaluate(medical))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2031-11-24"));
        }

        /** A tenant's own minimum of ten years is not shortened to seven. */
        @Test
        void aLongerMinimumStays() {
            RetentionPolicy shipped =
                    ShippedPolicies.france()
                            .inForce(List.of(Purpose.INVESTMENT_ORDER), day())
                            .getFirst();
            RetentionFacts asked =
                    facts(with(shipped, Period.ofYears(10), null))
                            .with(AUTHORITY_REQUEST, Instant.parse("2030-05-01T08:00:00Z"));
            Reason minimum = minimum(RetentionClock.evaluate(asked));
            assertThat(minimum.until()).isEqualTo("2036-11-24");
            assertThat(minimum.change()).isNull();
            assertThat(minimum.reference()).isEqualTo(shipped.reference());
        }

        /** A maximum is lengthened where the text says so, and only there. */
        @Test
        void aMaximumIsLengthenedByItsOwnPeriod() {
            RetentionPolicy shipped =
                    ShippedPolicies.france()
                            .inForce(List.of(Purpose.INVESTMENT_ORDER), day())
                            .getFirst();
            RetentionFacts asked =
                    facts(with(shipped, Period.ofYears(5), Period.ofYears(6)))
                            .with(AUTHORITY_REQUEST, Instant.parse("2030-05-01T08:00:00Z"));
            assertThat(RetentionClock.evaluate(asked))
                    .isInstanceOfSatisfying(
                            UnderMinimum.class,
                            it -> assertThat(it.dueOn()).isEqualTo("2033-11-24"));
        }

        private RetentionFacts asked(String at) {
            return facts(Purpose.INVESTMENT_ORDER).with(AUTHORITY_REQUEST, Instant.parse(at));
        }
    }

    @Nested
    class AgainstADutyToDestroy {

        /** The text of the claim keeps it for nobody knows how long: a person decides. */
        @Test
        void anOpenClaimIsAConflict() {
            RetentionFacts open =
                    claimed(
                            facts(Purpose.MEDICAL_REGULATION, Purpose.INSURANCE_NO_SALE),
                            "+2026-12-01");
            assertThat(RetentionClock.evaluate(open))
                    .isInstanceOfSatisfying(
                            InConflict.class,
                            it -> {
                                assertThat(it.destroyBy()).isEqualTo("2026-12-24");
                                assertThat(it.keepUntil()).isEqualTo("2031-11-24");
                            });
        }

        /** Even a duty that comes after the shortest possible end may come too early. */
        @Test
        void alsoIfTheDutyComesLater() {
            RetentionPolicy duty =
                    new RetentionPolicy(
                            Purpose.QUALITY,
                            1,
                            day(),
                            RetentionTrigger.RECORDING_ENDED,
                            null,
                            Period.ofYears(8),
                            true,
                            "a text");
            RetentionPolicy medical =
                    ShippedPolicies.france()
                            .inForce(List.of(Purpose.MEDICAL_REGULATION), day())
                            .getFirst();
            RetentionFacts open = claimed(facts(medical, duty), "+2027-01-01");
            assertThat(RetentionClock.evaluate(open))
                    .isInstanceOfSatisfying(
                            InConflict.class,
                            it -> {
                                assertThat(it.destroyBy()).isEqualTo("2034-11-24");
                                assertThat(it.keepUntil()).isEqualTo("2034-11-25");
                            });
            assertThat(RetentionClock.evaluate(open.with(CLAIM_CLOSED, at("2027-02-01"))))
                    .isInstanceOf(Scheduled.class);
        }

        @Test
        void whoDecidesToKeepItKeepsItUntilTheClaimEnds() {
            RetentionFacts open =
                    claimed(
                            facts(Purpose.MEDICAL_REGULATION, Purpose.INSURANCE_NO_SALE),
                            "+2026-12-01");
            Disposition conflict = RetentionClock.evaluate(open);
            Resolution keep =
                    new Resolution(
                            ConflictOutcome.KEEP,
                            ConflictGround.LEGAL_ADVICE,
                            "dpo",
                            ENDED,
                            (InConflict) conflict);
            assertThat(Resolution.applied(keep, conflict, open))
                    .isEqualTo(new Awaiting(conflict.because()));
        }

        /** The clock of the duty itself may be the one that is stopped. */
        @Test
        void aDutyWhoseOwnClockIsStoppedWaits() {
            RetentionPolicy exact =
                    new RetentionPolicy(
                            Purpose.MEDICAL_REGULATION,
                            1,
                            day(),
                            RetentionTrigger.RECORDING_ENDED,
                            Period.ofYears(5),
                            Period.ofYears(5),
                            true,
                            "a text",
                            new PolicyConditions(true, null));
            RetentionFacts open = claimed(facts(exact), "+2027-01-01");
            assertThat(RetentionClock.evaluate(open)).isInstanceOf(Awaiting.class);
            assertThat(RetentionClock.evaluate(open.with(CLAIM_CLOSED, at("2027-01-31"))))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2031-12-24"));
        }
    }

    @Test
    void aMinimumThatHasNotBegunIsNotStopped() {
        RetentionPolicy signed =
                new RetentionPolicy(
                        Purpose.INSURANCE_SALE,
                        1,
                        day(),
                        RetentionTrigger.CONTRACT_SIGNED,
                        Period.ofYears(2),
                        null,
                        false,
                        "a text",
                        new PolicyConditions(true, null));
        RetentionFacts open = claimed(facts(signed), "+2027-01-01");
        assertThat(minimum(RetentionClock.evaluate(open)).standsStill()).isFalse();
        assertThat(PolicyClock.of(signed, open).lastDay()).isNull();
    }

    @Test
    void nothingStopsTheTimeToAnswerAProposal() {
        assertThatThrownBy(
                        () ->
                                new RetentionPolicy(
                                        Purpose.INSURANCE_NO_SALE,
                                        1,
                                        day(),
                                        RetentionTrigger.PROPOSAL_MADE,
                                        null,
                                        Period.ofMonths(1),
                                        true,
                                        "a text",
                                        new PolicyConditions(true, null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RetentionPolicy with(
            RetentionPolicy policy, Period atLeast, @Nullable Period atMost) {
        return new RetentionPolicy(
                policy.purpose(),
                policy.version(),
                policy.since(),
                policy.trigger(),
                atLeast,
                atMost,
                false,
                policy.reference(),
                policy.conditions());
    }

    private static Reason minimum(Disposition disposition) {
        return disposition.because().stream()
                .filter(reason -> reason.rule() == Rule.STATUTORY_MINIMUM)
                .findFirst()
                .orElseThrow();
    }

    /** A claim at noon of each day with +, its end on each with -. */
    private static RetentionFacts claimed(RetentionFacts facts, String claims) {
        List<String> all = new ArrayList<>(Arrays.asList(claims.split(" ")));
        RetentionFacts known = facts;
        for (String claim : all) {
            BusinessEvent event = claim.charAt(0) == '+' ? CLAIM_MADE : CLAIM_CLOSED;
            known = known.with(event, at(claim.substring(1)).plusSeconds(all.indexOf(claim)));
        }
        return known;
    }

    private static Instant at(String day) {
        return LocalDate.parse(day).atTime(12, 0).atZone(PARIS).toInstant();
    }

    private static LocalDate day() {
        return LocalDate.of(2026, 11, 24);
    }

    private static RetentionFacts facts(Purpose... purposes) {
        return facts(
                ShippedPolicies.france()
                        .inForce(List.of(purposes), day())
                        .toArray(RetentionPolicy[]::new));
    }

    private static RetentionFacts facts(RetentionPolicy... policies) {
        return new RetentionFacts(ENDED, PARIS, List.of(policies), List.of(), Map.of());
    }
}
