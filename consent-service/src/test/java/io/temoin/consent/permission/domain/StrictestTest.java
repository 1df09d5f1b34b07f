// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.objected;
import static io.temoin.consent.permission.domain.ForeignLawsTest.codes;
import static io.temoin.consent.permission.domain.ForeignLawsTest.law;
import static io.temoin.consent.permission.domain.ForeignLawsTest.place;
import static io.temoin.consent.permission.domain.ForeignLawsTest.screened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.consent.recording.domain.OnRefusal;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RecordingScope;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallingWindows;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.RuleSet;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.consent.rules.domain.Warning;
import io.temoin.legalclock.HolidayCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two laws have a say: the number is of one country, the person lives in another. */
class StrictestTest {

    private static final Instant TUESDAY = Instant.parse("2026-11-24T09:30:00Z");
    private static final CalleePlace IN_BERLIN = place("Europe/Berlin");
    private static final RulePack GERMAN = law("DE", TUESDAY);
    private static final RulePack BRITISH = screened(law("GB", TUESDAY));
    private static final RuleSet FRENCH_RULES = FR_2026.ruleSet();

    @Test
    void allowsWhatAllAllow() {
        var verdict = evaluate(List.of(FR_2026, GERMAN), IN_BERLIN, TUESDAY, given());

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> {
                            assertThat(allowed.consent()).isEqualTo(Examples.CONSENT);
                            assertThat(allowed.startBy()).isEqualTo(TUESDAY.plusSeconds(60));
                            assertThat(allowed.reasons())
                                    .extracting(Reason::source, Reason::ruleSet)
                                    .containsExactly(
                                            tuple("C. conso. L223-1, R223-1", FRENCH_RULES),
                                            tuple("UWG §7(2)", GERMAN.ruleSet()));
                        });
    }

    /** Every reason of both, and by whose law. */
    @Test
    void givesTheReasonsOfAllLaws() {
        var verdict =
                evaluate(
                        List.of(FR_2026, GERMAN), IN_BERLIN, Instant.parse("2026-11-29T20:30:00Z"));

        assertThat(verdict.reasons())
                .extracting(
                        reason -> reason.code() + " " + reason.source() + " " + reason.ruleSet())
                .containsExactly(
                        "NO_CONSENT C. conso. L223-1, R223-1 " + FRENCH_RULES,
                        "NO_CONSENT UWG §7(2) " + GERMAN.ruleSet(),
                        "WEEKEND C. conso. D223-9 " + FRENCH_RULES,
                        "WEEKEND Practice, not law (Temoin) " + GERMAN.ruleSet());
    }

    /** What holds under any law is said once, and is nobody's. */
    @Test
    void saysOnceWhatAllSayAlike() {
        var verdict =
                evaluate(List.of(FR_2026, GERMAN), IN_BERLIN, TUESDAY, given(), objected(TUESDAY));

        assertThat(verdict.reasons())
                .containsExactly(
                        Reason.of(ReasonCode.MARKETING_OBJECTION, "GDPR art. 21(2)(3)")
                                .with(Fact.of(FactName.OBJECTED_AT, "2026-11-24T09:30:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"true, NO_CONSENT", "false, NO_CONSENT"})
    void deniesWhatOneDenies(boolean frenchFirst, String expected) {
        var laws = frenchFirst ? List.of(FR_2026, BRITISH) : List.of(BRITISH, FR_2026);
        var verdict = evaluate(laws, place("Europe/London"), TUESDAY.plusSeconds(3_600));

        assertThat(verdict).isInstanceOf(Denied.class);
        assertThat(codes(verdict)).isEqualTo(expected);
        assertThat(verdict.reasons().getFirst().ruleSet()).isEqualTo(FRENCH_RULES);
        assertThat(verdict.warnings()).containsExactly(Warning.RULE_UNCHECKED);
    }

    /** The first moment that suits all, or none. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "FR DE, 2026-11-24T07:30:00+01:00, 2026-11-24T10:00:00+01:00",
                "FR DE, 2026-11-24T13:30:00+01:00, 2026-11-24T14:00:00+01:00",
                "FR DE, 2026-11-27T20:30:00+01:00, 2026-11-30T10:00:00+01:00",
                // A holiday of one law is closed for both.
                "FR DE, 2026-11-10T20:30:00+01:00, 2026-11-12T10:00:00+01:00",
                "DE FR, 2026-10-02T20:30:00+02:00, 2026-10-05T10:00:00+02:00",
                "ES DE FR, 2026-12-07T20:30:00+01:00, 2026-12-09T10:00:00+01:00",
                // The consent ends before.
                "FR DE, 2027-08-31T20:30:00+02:00, -"
            })
    void nextAllowedAtIsTheFirstMomentThatSuitsAll(
            String countries, OffsetDateTime at, @Nullable OffsetDateTime next) {
        var laws =
                Arrays.stream(countries.split(" ", -1))
                        .map(country -> country.equals("FR") ? FR_2026 : law(country, TUESDAY))
                        .toList();

        assertThat(evaluate(laws, IN_BERLIN, at.toInstant(), given()))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied ->
                                assertThat(denied.nextAllowedAt())
                                        .isEqualTo(next == null ? null : next.toInstant()));
    }

    /**
     * Taken for ten years by a law that lets it be so, it is over by another one after its year.
     */
    @ParameterizedTest
    @CsvSource({
        "2027-08-31T10:30:00+02:00, CONSENT_IN_FORCE CONSENT_IN_FORCE",
        "2027-09-01T10:30:00+02:00, CONSENT_EXPIRED"
    })
    void aConsentHoldsAsLongAsEveryLawLetsIt(OffsetDateTime at, String expected) {
        var taken =
                new ContactPermissionEvent.ConsentGiven(
                        Examples.CONSENT,
                        Examples.RHONE,
                        Examples.VOIX,
                        Examples.SUBJECT,
                        Examples.NUMBER,
                        List.of(Purpose.PROSPECTING_CALL),
                        Examples.PROOF,
                        Examples.VOIX,
                        Examples.COLLECTED,
                        Examples.COLLECTED.plus(Duration.ofDays(3_650)),
                        null,
                        Examples.PARTICULARS,
                        ConsentRules.proofKeptUntil(Examples.COLLECTED, GERMAN),
                        GERMAN.ruleSet(),
                        TUESDAY);

        assertThat(codes(evaluate(List.of(GERMAN, FR_2026), IN_BERLIN, at.toInstant(), taken)))
                .isEqualTo(expected);
    }

    /** What a tenant adds says nothing of recordings, and its own narrower hours count. */
    @Test
    void houseRulesAreOneMoreLawButForRecordings() {
        var house = ExampleLaws.houseRules(FR_2026);
        var call =
                Examples.askingUnder(
                        List.of(FR_2026, house),
                        Examples.BY_VOIX,
                        List.of(Purpose.QUALITY),
                        TUESDAY);

        assertThat(CallRules.evaluate(call, replay(given())))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.recording()).isNotNull());
        assertThat(codes(CallRules.evaluate(call, replay()))).isEqualTo("NO_CONSENT");
    }

    /**
     * Where the law lets a customer be called who withdrew, rules that are silent on it do not
     * object.
     */
    @Test
    void houseRulesThatAreSilentOnConsentTakeNoneAway() {
        var call =
                Examples.asking(
                        List.of(FR_2026, ExampleLaws.houseRules(FR_2026)),
                        IN_BERLIN,
                        Sector.PRESS,
                        null,
                        TUESDAY);

        assertThat(codes(CallRules.evaluate(call, replay(given(), Examples.withdrawn(TUESDAY)))))
                .isEqualTo("PRESS_EXCEPTION NO_OBJECTION");
    }

    /** Hours that never meet. */
    @Test
    void thereIsNoMomentWhereLawsNeverMeet() {
        var french = ExampleLaws.FR_2026;
        var nights =
                ExampleLaws.pack(
                        "9.9",
                        french.knownSince(),
                        null,
                        new CallingWindows(
                                EnumSet.allOf(DayOfWeek.class),
                                List.of(
                                        new CallingWindows.Hours(
                                                LocalTime.of(22, 0), LocalTime.of(23, 0))),
                                List.of(),
                                HolidayCalendar.NONE,
                                null,
                                null,
                                "source"));

        assertThat(evaluate(List.of(french, nights), IN_BERLIN, TUESDAY, given()))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.nextAllowedAt()).isNull());
    }

    @Test
    void noMomentIsPromisedBeyondTheEndOfOneLaw() {
        var ending =
                ExampleLaws.pack("9.9", FR_2026.knownSince(), LocalDate.of(2026, 11, 25), null);
        var evening = Instant.parse("2026-11-24T20:30:00Z");

        assertThat(evaluate(List.of(ending, GERMAN), IN_BERLIN, evening, given()))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.nextAllowedAt()).isNull());
    }

    /**
     * Quality for the shorter of two times, training not at all, since one law has no time for it.
     */
    @Test
    void recordsForWhatAllAllowAndForTheShortestTime() {
        var other =
                recording(
                        Map.of(
                                Purpose.QUALITY, Period.ofMonths(1),
                                Purpose.EVALUATION, Period.ofMonths(1)));
        var call =
                Examples.askingUnder(
                        List.of(FR_2026, other),
                        Examples.BY_VOIX,
                        List.of(Purpose.QUALITY, Purpose.TRAINING, Purpose.EVALUATION),
                        TUESDAY);

        var verdict = CallRules.evaluate(call, replay(given()));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed ->
                                assertThat(allowed.recording())
                                        .isEqualTo(
                                                new RecordingPermission(
                                                        RecordingMode.NOTICE_PLUS_OPTOUT,
                                                        "FR-NOTICE-QUALITY-1",
                                                        List.of(Purpose.QUALITY),
                                                        List.of(
                                                                new RetentionPreview(
                                                                        Purpose.QUALITY,
                                                                        Period.ofMonths(1),
                                                                        RetentionTrigger
                                                                                .RECORDING_ENDED,
                                                                        KeepingBound.AT_MOST)),
                                                        RecordingScope.SAMPLE,
                                                        OnRefusal.CONTINUE_UNRECORDED)));
    }

    @ParameterizedTest
    @CsvSource({"BE", "EVALUATION"})
    void recordsNothingThatOneLawDoesNotAllow(String other) {
        var law =
                other.equals("BE")
                        ? ForeignLawsTest.screened(ForeignLawsTest.law("BE", TUESDAY))
                        : recording(Map.of(Purpose.EVALUATION, Period.ofMonths(1)));
        var call =
                Examples.askingUnder(
                        List.of(FR_2026, law),
                        Examples.BY_VOIX,
                        List.of(Purpose.QUALITY, Purpose.EVALUATION),
                        TUESDAY);

        assertThat(CallRules.evaluate(call, replay(given())))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.recording()).isNull());
    }

    @Test
    void startsByTheFirstOfAllLimits() {
        var lunch = Instant.parse("2026-11-24T11:59:30Z");

        assertThat(evaluate(List.of(GERMAN, FR_2026), IN_BERLIN, lunch, given()))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed ->
                                assertThat(Duration.between(lunch, allowed.startBy()))
                                        .isEqualTo(Duration.ofSeconds(30)));
    }

    private static RulePack recording(Map<Purpose, Period> retention) {
        var rules = Objects.requireNonNull(FR_2026.recording());
        return ExampleLaws.recordingBy(
                "9.9",
                new RulePack.RecordingRules(
                        rules.mode(),
                        rules.announcement(),
                        retention,
                        rules.from(),
                        rules.source()));
    }

    private static ContactPermission replay(ContactPermissionEvent... before) {
        return new ContactPermissionDecider().replay(Arrays.asList(before));
    }

    private static CallVerdict evaluate(
            List<RulePack> laws, CalleePlace place, Instant at, ContactPermissionEvent... before) {
        return CallRules.evaluate(Examples.asking(laws, place, null, null, at), replay(before));
    }
}
