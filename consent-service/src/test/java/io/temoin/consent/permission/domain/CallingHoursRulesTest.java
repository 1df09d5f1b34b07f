// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.IN_PARIS;
import static io.temoin.consent.permission.domain.Examples.LATER_CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.PARIS;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.objected;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallingWindows;
import io.temoin.consent.rules.domain.ExamplePlaces;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.PlaceSource;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Warning;
import io.temoin.legalclock.Holiday;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Days and hours, with a consent that holds. The scenarios by their names. */
class CallingHoursRulesTest {

    private static final CalleePlace IN_STRASBOURG =
            ExamplePlaces.in(List.of("FR"), List.of(PARIS), "FR-67");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/scenarios/calling-hours.csv", nullValues = "-")
    void decides(
            String scenario,
            OffsetDateTime at,
            @Nullable String subdivision,
            @Nullable ReasonCode reason,
            @Nullable OffsetDateTime next) {
        var place = ExamplePlaces.in(List.of("FR"), List.of(PARIS), subdivision);

        var verdict = evaluate(FR_2026, at.toInstant(), place, true, given());

        assertThat(verdict.reasons())
                .extracting(Reason::code)
                .containsExactly(reason == null ? ReasonCode.CONSENT_IN_FORCE : reason);
        assertThat(verdict.warnings()).isEmpty();
        if (reason != null) {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Denied.class,
                            denied ->
                                    assertThat(denied.nextAllowedAt())
                                            .isEqualTo(next == null ? null : next.toInstant()));
        }
    }

    /** A number of the mainland, an address in Réunion: three hours apart in winter. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T08:30:00Z, 2026-11-24T10:00:00Z", // 09:30 and 12:30
        "2026-11-24T09:30:00Z, 2026-11-24T10:00:00Z", // 10:30 and 13:30
        "2026-11-24T12:30:00Z, 2026-11-24T13:00:00Z", // 13:30 and 16:30
        "2026-11-24T16:00:00Z, 2026-11-25T10:00:00Z" // 17:00 and 20:00
    })
    void waitsUntilItIsTheHourWhereverThePersonMayBe(Instant at, Instant next) {
        var place =
                CalleePlace.of(
                        List.of(
                                source(PlaceSource.Kind.NUMBER_PLAN, List.of(), PARIS),
                                source(
                                        PlaceSource.Kind.ADDRESS,
                                        List.of("FR-974"),
                                        ZoneId.of("Indian/Reunion"))),
                        "FR-974");

        assertThat(evaluate(FR_2026, at, place, true, given()))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> {
                            assertThat(denied.reasons())
                                    .extracting(Reason::code)
                                    .containsExactly(ReasonCode.OUTSIDE_HOURS);
                            assertThat(denied.nextAllowedAt()).isEqualTo(next);
                        });
        assertThat(evaluate(FR_2026, next, place, true, given())).isInstanceOf(Allowed.class);
    }

    /** An explanation rests on the zone that does not allow it, its clock and its next hours. */
    @Test
    void saysWhereItIsWhichHour() {
        var place =
                CalleePlace.of(
                        List.of(
                                source(PlaceSource.Kind.NUMBER_PLAN, List.of(), PARIS),
                                source(
                                        PlaceSource.Kind.ADDRESS,
                                        List.of("FR-974"),
                                        ZoneId.of("Indian/Reunion"))),
                        "FR-974");

        var evening =
                evaluate(FR_2026, Instant.parse("2026-11-24T16:30:15Z"), place, true, given());
        var christmas =
                evaluate(FR_2026, Instant.parse("2026-12-25T09:30:00Z"), place, true, given());

        assertThat(evening.reasons().getFirst().known())
                .containsExactly(
                        Fact.of(FactName.ZONE, "Indian/Reunion"),
                        Fact.of(FactName.LOCAL_DATE, "2026-11-24"),
                        Fact.of(FactName.LOCAL_TIME, "20:30"),
                        Fact.of(FactName.ENDS_AT, "2026-11-25T10:00:00Z"));
        assertThat(christmas.reasons().getFirst().known())
                .contains(
                        Fact.of(FactName.ZONE, "Europe/Paris"),
                        Fact.of(FactName.HOLIDAY, Holiday.CHRISTMAS));
    }

    /** The days of every part the number may be of count: 9 October is Saint-Barthélemy's. */
    @Test
    void aHolidayOfEachPossiblePartCounts() {
        var place =
                CalleePlace.of(
                        List.of(
                                new PlaceSource(
                                        PlaceSource.Kind.NUMBER_PLAN,
                                        "GP",
                                        List.of("FR-971", "FR-BL", "FR-MF"),
                                        List.of(ZoneId.of("America/Guadeloupe")))),
                        null);

        var verdict =
                evaluate(FR_2026, Instant.parse("2026-10-09T15:00:00Z"), place, true, given());

        assertThat(verdict.reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.LOCAL_HOLIDAY);
    }

    private static PlaceSource source(PlaceSource.Kind kind, List<String> parts, ZoneId zone) {
        return new PlaceSource(kind, "FR", parts, List.of(zone));
    }

    /** A06: the law does not except the day; who does not either is warned. */
    @Test
    void warnsOfALocalHolidayThatDoesNotCount() {
        var goodFriday = Instant.parse("2027-03-26T09:30:00Z");

        assertThat(evaluate(FR_2026, goodFriday, IN_STRASBOURG, false, given()))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed ->
                                assertThat(allowed.warnings())
                                        .containsExactly(Warning.LOCAL_HOLIDAY));
        assertThat(evaluate(FR_2026, NOW, IN_STRASBOURG, false, given()).warnings()).isEmpty();
    }

    /** B7. */
    @ParameterizedTest
    @CsvSource({"2027-11-24T09:30:00Z, false", "2027-11-25T09:30:00Z, true"})
    void warnsOfRulesThatNobodyReviewedForAYear(Instant at, boolean stale) {
        var verdict =
                evaluate(
                        FR_2026,
                        at,
                        IN_PARIS,
                        true,
                        given(CONSENT, VOIX, NOW.plusSeconds(86_400), PROSPECTING_CALL));

        assertThat(verdict.warnings().contains(Warning.RULE_STALE)).isEqualTo(stale);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T09:30:00Z, 2026-11-24T09:31:00Z", // a minute
        "2026-11-24T11:59:30Z, 2026-11-24T12:00:00Z", // lunch begins
        "2027-09-01T08:29:30Z, 2027-09-01T08:30:00Z" // the consent ends
    })
    void anAnswerHoldsNoLongerThanWhatItRestsOn(Instant at, Instant startBy) {
        var consent = given(CONSENT, VOIX, COLLECTED.plusSeconds(1_800), PROSPECTING_CALL);

        assertThat(evaluate(FR_2026, at, IN_PARIS, true, consent))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.startBy()).isEqualTo(startBy));
    }

    @Test
    void waitingDoesNotHelpWhenTheConsentEndsBefore() {
        var lastEvening = Instant.parse("2027-08-31T19:00:00Z");
        var untilTheMorning = given(CONSENT, VOIX, COLLECTED.minusSeconds(60), PROSPECTING_CALL);

        assertNoNext(evaluate(FR_2026, lastEvening, IN_PARIS, true, untilTheMorning));
    }

    @Test
    void waitingDoesNotHelpWhenTheLawEndsBefore() {
        var friday = Instant.parse("2026-11-27T19:00:00Z");

        assertNoNext(
                evaluate(
                        pack(FR_2026.windows(), LocalDate.of(2026, 11, 28)),
                        friday,
                        IN_PARIS,
                        true,
                        given()));
    }

    @Test
    void waitingDoesNotHelpWhereNobodyKnowsTheHour() {
        var verdict =
                evaluate(
                        FR_2026,
                        NOW,
                        ExamplePlaces.in(List.of("FR"), List.of(), null),
                        true,
                        given());

        assertThat(verdict.reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.ZONE_UNKNOWN);
        assertNoNext(verdict);
    }

    /** Each reason is given, the strongest first, and only some of them end by waiting. */
    @Test
    void givesTheHourWithWhateverElseSpeaksAgainst() {
        var night = Instant.parse("2026-11-24T22:00:00Z");

        var verdict = evaluate(FR_2026, night, IN_PARIS, true, given(), objected(COLLECTED));
        var unasked = evaluate(FR_2026, night, IN_PARIS, true);

        assertThat(verdict.reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.MARKETING_OBJECTION, ReasonCode.OUTSIDE_HOURS);
        assertNoNext(verdict);
        assertThat(unasked.reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.NO_CONSENT, ReasonCode.OUTSIDE_HOURS);
        assertNoNext(unasked);
    }

    @Test
    void aLawWithoutHoursAllowsAllOfThem() {
        var night = Instant.parse("2026-11-24T22:00:00Z");

        assertThat(evaluate(pack(null, null), night, IN_PARIS, false, given()))
                .isInstanceOf(Allowed.class);
    }

    /** Sunday evening, to the minute; a little late is at the time, early is not. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-29T17:59:59Z, OUTSIDE, 2026-11-29T18:00:00Z",
                "2026-11-29T18:00:00Z, AT_ITS_SLOT, -",
                "2026-11-29T18:14:59Z, AT_ITS_SLOT, -",
                "2026-11-29T18:15:00Z, OUTSIDE, 2026-11-30T09:00:00Z",
                "2026-11-27T12:30:00Z, OUTSIDE, 2026-11-27T13:00:00Z",
                "2026-11-27T13:00:00Z, WITHIN, -"
            })
    void anExactSlotLiftsDayAndHour(Instant at, String expected, @Nullable Instant next) {
        var slot = Instant.parse("2026-11-29T18:00:00Z");
        var consent = given(CONSENT, VOIX, COLLECTED, slot, PROSPECTING_CALL);

        var verdict = evaluate(FR_2026, at, IN_PARIS, true, consent);

        switch (verdict) {
            case Allowed allowed -> {
                var lifted = expected.equals("AT_ITS_SLOT");
                assertThat(expected).isIn("WITHIN", "AT_ITS_SLOT");
                assertThat(allowed.reasons())
                        .extracting(Reason::code)
                        .containsExactlyElementsOf(
                                lifted
                                        ? List.of(
                                                ReasonCode.CONSENT_IN_FORCE,
                                                ReasonCode.EXACT_SLOT_EXCEPTION)
                                        : List.of(ReasonCode.CONSENT_IN_FORCE));
                assertThat(allowed.startBy())
                        .isEqualTo(
                                at.equals(Instant.parse("2026-11-29T18:14:59Z"))
                                        ? slot.plusSeconds(900)
                                        : at.plusSeconds(60));
            }
            case CallVerdict.Review review -> fail(review.toString());
            case Denied denied -> {
                assertThat(expected).isEqualTo("OUTSIDE");
                assertThat(denied.nextAllowedAt()).isEqualTo(next);
            }
        }
    }

    /** A later consent without a time does not take the agreed one away. */
    @Test
    void anExactSlotOutlivesALaterConsent() {
        var slot = Instant.parse("2026-11-29T18:00:00Z");

        var verdict =
                evaluate(
                        FR_2026,
                        slot,
                        IN_PARIS,
                        true,
                        given(CONSENT, VOIX, COLLECTED, slot, PROSPECTING_CALL),
                        given(LATER_CONSENT, VOIX, NOW, PROSPECTING_CALL));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.consent()).isEqualTo(CONSENT));
    }

    @Test
    void anExactSlotLiftsNothingElse() {
        var slot = Instant.parse("2026-11-29T18:00:00Z");
        var consent = given(CONSENT, VOIX, COLLECTED, slot, PROSPECTING_CALL);

        assertThat(evaluate(FR_2026, slot, IN_PARIS, true, consent, objected(NOW)).reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.MARKETING_OBJECTION);
        assertThat(
                        evaluate(FR_2026, slot, IN_PARIS, true, consent, Examples.withdrawn(NOW))
                                .reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.CONSENT_WITHDRAWN, ReasonCode.WEEKEND);
    }

    private static void assertNoNext(CallVerdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.nextAllowedAt()).isNull());
    }

    private static RulePack pack(@Nullable CallingWindows windows, @Nullable LocalDate validTo) {
        return ExampleLaws.pack(FR_2026.version(), FR_2026.knownSince(), validTo, windows);
    }

    private static CallVerdict evaluate(
            RulePack pack,
            Instant at,
            CalleePlace place,
            boolean honoursLocalHolidays,
            ContactPermissionEvent... before) {
        var call =
                new DecideCall(
                        DECISION,
                        BY_VOIX,
                        RHONE,
                        SUBJECT,
                        PROSPECTING_CALL,
                        null,
                        new CallCircumstances(
                                place,
                                Examples.NOTHING_STATED,
                                honoursLocalHolidays,
                                RecordingCircumstances.NONE,
                                "2026a",
                                Examples.INSTRUCTED),
                        new CallLaw(List.of(pack), ExampleLaws.RECORDING_IN_FRANCE),
                        at);
        return CallRules.evaluate(
                call, new ContactPermissionDecider().replay(Arrays.asList(before)));
    }
}
