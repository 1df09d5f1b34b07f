// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static io.temoin.retention.policy.domain.Purpose.CONTRACT_PROOF;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.policy.domain.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionClockTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant ENDED = Instant.parse("2026-11-24T10:00:00Z");

    @Nested
    class Calendar {

        /** Periods are counted in local days; the item goes at the next local midnight. */
        @ParameterizedTest(name = "{5}: {1} ended {0} in {2} is due {3}, at {4}")
        @CsvSource({
            "2026-11-24T10:00:00Z, QUALITY, Europe/Paris, 2027-05-24, 2027-05-24T22:00:00Z, A13 and B1",
            "2026-08-31T09:00:00Z, QUALITY, Europe/Paris, 2027-02-28, 2027-02-28T23:00:00Z, B6 end of month",
            "2027-08-31T09:00:00Z, QUALITY, Europe/Paris, 2028-02-29, 2028-02-29T23:00:00Z, leap year",
            "2027-08-29T09:00:00Z, QUALITY, Europe/Paris, 2028-02-29, 2028-02-29T23:00:00Z, leap day itself",
            "2024-02-29T09:00:00Z, CONTRACT_PROOF, Europe/Paris, 2029-02-28, 2029-02-28T23:00:00Z, from a leap day",
            "2026-11-23T22:59:59Z, QUALITY, Europe/Paris, 2027-05-23, 2027-05-23T22:00:00Z, before local midnight",
            "2026-11-23T23:00:00Z, QUALITY, Europe/Paris, 2027-05-24, 2027-05-24T22:00:00Z, from local midnight",
            "2026-03-28T23:30:00Z, QUALITY, Europe/Paris, 2026-09-29, 2026-09-29T22:00:00Z, the night clocks go forward",
            "2026-09-28T09:00:00Z, QUALITY, Europe/Paris, 2027-03-28, 2027-03-28T22:00:00Z, due on the 23-hour day",
            "2026-04-25T09:00:00Z, QUALITY, Europe/Paris, 2026-10-25, 2026-10-25T23:00:00Z, due on the 25-hour day",
            "2026-11-24T02:00:00Z, QUALITY, America/Cayenne, 2027-05-23, 2027-05-24T03:00:00Z, another zone",
            "2026-11-24T10:00:00Z, INSURANCE_NO_SALE, Europe/Paris, 2026-12-24, 2026-12-24T23:00:00Z, R.112-7",
        })
        void countsLocalDays(
                Instant endedAt,
                Purpose purpose,
                String zone,
                LocalDate dueOn,
                Instant dueAt,
                String why) {
            // When
            var disposition = RetentionClock.evaluate(facts(endedAt, zone, purpose));

            // Then
            assertThat(disposition).as(why).isInstanceOf(Scheduled.class);
            assertThat(((Dated) disposition).dueOn()).isEqualTo(dueOn);
            assertThat(((Dated) disposition).dueAt()).isEqualTo(dueAt);
        }

        /** Beirut's clocks go forward at midnight: that day starts at one o'clock. */
        @Test
        void startsADayWhereItStartsWhenMidnightIsSkipped() {
            // When
            var disposition =
                    RetentionClock.evaluate(
                            facts(Instant.parse("2026-09-27T09:00:00Z"), "Asia/Beirut", QUALITY));

            // Then
            assertThat(disposition)
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            it -> {
                                assertThat(it.dueOn()).isEqualTo("2027-03-27");
                                assertThat(it.dueAt()).isEqualTo("2027-03-27T22:00:00Z");
                            });
        }
    }

    @Nested
    class Purposes {

        @Test
        void endsWithTheLastOne() {
            assertThat(RetentionClock.evaluate(facts(TRAINING, CONTRACT_PROOF)))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2031-11-24"));
        }

        @Test
        void endsOnTheDayOfFulfilmentNotOneLater() {
            // When
            var disposition =
                    RetentionClock.evaluate(
                            facts(QUALITY).with(QUALITY, Instant.parse("2026-11-24T11:00:00Z")));

            // Then
            assertThat(disposition)
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            it -> {
                                assertThat(it.dueOn()).isEqualTo("2026-11-24");
                                assertThat(it.dueAt()).isEqualTo("2026-11-24T23:00:00Z");
                                assertThat(rules(it)).containsExactly(Rule.PURPOSE_FULFILLED);
                            });
        }

        @Test
        void livesOnWithThePurposesThatAreNotFulfilled() {
            assertThat(
                            RetentionClock.evaluate(
                                    facts(QUALITY, TRAINING)
                                            .with(QUALITY, Instant.parse("2026-11-25T11:00:00Z"))))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2027-05-24"));
        }

        @Test
        void isNotProlongedByALateFulfilment() {
            assertThat(
                            RetentionClock.evaluate(
                                    facts(QUALITY)
                                            .with(QUALITY, Instant.parse("2027-06-30T11:00:00Z"))))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2027-05-24"));
        }

        @Test
        void countsTheFirstFulfilmentOnly() {
            assertThat(
                            facts(QUALITY)
                                    .with(QUALITY, Instant.parse("2026-11-25T11:00:00Z"))
                                    .with(QUALITY, Instant.parse("2026-12-25T11:00:00Z"))
                                    .ended())
                    .containsEntry(
                            QUALITY, PurposeEnd.fulfilled(Instant.parse("2026-11-25T11:00:00Z")));
        }
    }

    @Nested
    class Announced {

        @Test
        void shortensTheMaximum() {
            assertThat(RetentionClock.evaluate(announced("P3M", RetentionTrigger.RECORDING_ENDED)))
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            it -> {
                                assertThat(it.dueOn()).isEqualTo("2027-02-24");
                                assertThat(rules(it)).containsExactly(Rule.ANNOUNCED_PERIOD);
                            });
        }

        @ParameterizedTest
        @CsvSource({"P6M, RECORDING_ENDED", "P1Y, RECORDING_ENDED", "P1M, CONTRACT_SIGNED"})
        void lengthensNothingAndRunsFromTheSameTrigger(String period, RetentionTrigger from) {
            assertThat(RetentionClock.evaluate(announced(period, from)))
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            it -> {
                                assertThat(it.dueOn()).isEqualTo("2027-05-24");
                                assertThat(rules(it)).containsExactly(Rule.PURPOSE_PERIOD);
                            });
        }

        @Test
        void doesNotTouchAnotherPurpose() {
            // Given
            var facts =
                    new RetentionFacts(
                            ENDED,
                            PARIS,
                            policies(QUALITY),
                            List.of(
                                    new AnnouncedPeriod(
                                            TRAINING,
                                            Period.ofMonths(1),
                                            RetentionTrigger.RECORDING_ENDED)),
                            Map.of());

            // When
            var disposition = RetentionClock.evaluate(facts);

            // Then
            assertThat(rules(disposition)).containsExactly(Rule.PURPOSE_PERIOD);
        }

        private RetentionFacts announced(String period, RetentionTrigger from) {
            return new RetentionFacts(
                    ENDED,
                    PARIS,
                    policies(QUALITY),
                    List.of(new AnnouncedPeriod(QUALITY, Period.parse(period), from)),
                    Map.of());
        }
    }

    @Nested
    class Minimums {

        @Test
        void outlastsAFulfilledPurpose() {
            assertThat(
                            RetentionClock.evaluate(
                                    facts(INVESTMENT_ORDER)
                                            .with(
                                                    INVESTMENT_ORDER,
                                                    Instant.parse("2026-12-01T11:00:00Z"))))
                    .isInstanceOfSatisfying(
                            UnderMinimum.class,
                            it -> {
                                assertThat(it.dueOn()).isEqualTo("2031-11-24");
                                assertThat(it.dueAt()).isEqualTo("2031-11-24T23:00:00Z");
                            });
        }

        @Test
        void isItsOwnReasonToKeepUntilItEnds() {
            assertThat(RetentionClock.evaluate(facts(INVESTMENT_ORDER, QUALITY)))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2031-11-24"));
        }

        @Test
        void leavesTheItemToALongerPurpose() {
            // Given
            var facts =
                    facts(INVESTMENT_ORDER, CONTRACT_PROOF)
                            .with(INVESTMENT_ORDER, Instant.parse("2026-12-01T11:00:00Z"));

            // When
            var disposition = RetentionClock.evaluate(facts);

            // Then
            assertThat(disposition).isInstanceOf(Scheduled.class);
        }
    }

    @Nested
    class Conflicts {

        @Test
        void isRaisedWhenAMinimumOutlastsADutyToDestroy() {
            assertThat(RetentionClock.evaluate(facts(INVESTMENT_ORDER, INSURANCE_NO_SALE)))
                    .isInstanceOfSatisfying(
                            InConflict.class,
                            it -> {
                                assertThat(it.keepUntil()).isEqualTo("2031-11-24");
                                assertThat(it.destroyBy()).isEqualTo("2026-12-24");
                                assertThat(rules(it))
                                        .contains(Rule.STATUTORY_MINIMUM, Rule.DESTRUCTION_DUTY);
                            });
        }

        @Test
        void isNotSettledByAFulfilment() {
            assertThat(
                            RetentionClock.evaluate(
                                    facts(INVESTMENT_ORDER, INSURANCE_NO_SALE)
                                            .with(INVESTMENT_ORDER, ENDED)
                                            .with(INSURANCE_NO_SALE, ENDED)))
                    .isInstanceOf(InConflict.class);
        }

        @Test
        void putsADutyToDestroyBeforeAPurpose() {
            assertThat(RetentionClock.evaluate(facts(QUALITY, INSURANCE_NO_SALE)))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2026-12-24"));
        }

        @Test
        void isNoneWhenBothEndOnTheSameDay() {
            // Given
            var facts =
                    new RetentionFacts(
                            ENDED,
                            PARIS,
                            List.of(
                                    new RetentionPolicy(
                                            INSURANCE_SALE,
                                            1,
                                            LocalDate.of(2026, 1, 1),
                                            RetentionTrigger.RECORDING_ENDED,
                                            Period.ofYears(2),
                                            Period.ofYears(2),
                                            true,
                                            "a text")),
                            List.of(),
                            Map.of());

            // When
            var disposition = RetentionClock.evaluate(facts);

            // Then
            assertThat(disposition)
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2028-11-24"));
        }
    }

    @Nested
    class Triggers {

        @Test
        void waitsForASignatureThatIsNotKnown() {
            assertThat(RetentionClock.evaluate(facts(INSURANCE_SALE, QUALITY)))
                    .isInstanceOfSatisfying(
                            Awaiting.class,
                            it ->
                                    assertThat(rules(it))
                                            .containsExactly(
                                                    Rule.PURPOSE_PERIOD,
                                                    Rule.PURPOSE_PERIOD,
                                                    Rule.STATUTORY_MINIMUM));
        }

        @Test
        void waitsForItEvenWhenThePurposeIsFulfilled() {
            assertThat(RetentionClock.evaluate(facts(INSURANCE_SALE).with(INSURANCE_SALE, ENDED)))
                    .isInstanceOf(Awaiting.class);
        }

        /** R.112-7: without a contract within the month, the recording is destroyed. */
        @Test
        void destroysWhenTheSignatureDoesNotComeInTime() {
            assertThat(RetentionClock.evaluate(facts(INSURANCE_SALE, INSURANCE_NO_SALE)))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo("2026-12-24"));
        }
    }

    private static List<Rule> rules(Disposition disposition) {
        return disposition.because().stream().map(Reason::rule).toList();
    }

    private static RetentionFacts facts(Purpose... purposes) {
        return facts(ENDED, "Europe/Paris", purposes);
    }

    private static RetentionFacts facts(Instant endedAt, String zone, Purpose... purposes) {
        return new RetentionFacts(
                endedAt, ZoneId.of(zone), policies(purposes), List.of(), Map.of());
    }

    private static List<RetentionPolicy> policies(Purpose... purposes) {
        return ShippedPolicies.france().inForce(List.of(purposes), LocalDate.of(2026, 11, 24));
    }
}
