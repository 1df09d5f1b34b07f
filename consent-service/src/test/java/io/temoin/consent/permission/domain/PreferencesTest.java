// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ContactWay.POST;
import static io.temoin.consent.permission.domain.ContactWay.SMS;
import static io.temoin.consent.permission.domain.ContactWay.VOICE;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.FR_2026;
import static io.temoin.consent.permission.domain.Examples.IN_PARIS;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.STATEMENT;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.wishing;
import static io.temoin.consent.permission.domain.PreferenceChoice.Wish.REFUSED;
import static io.temoin.consent.permission.domain.PreferenceChoice.Wish.UNSTATED;
import static io.temoin.consent.permission.domain.PreferenceChoice.Wish.WELCOME;
import static io.temoin.consent.rules.domain.Purpose.CUSTOMER_SERVICE;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionCommand.StatePreferences;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.PreferenceChoice.Wish;
import io.temoin.consent.permission.domain.QuietHours.Span;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link StatePreferences}, and what it means for calls. */
class PreferencesTest {

    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            permission = DeciderSpecification.of(decider);

    @Test
    void areRecordedAsTheyWereStated() {
        var said = wishing(NOW);
        permission
                .given()
                .when(said)
                .then(
                        new PreferencesStated(
                                STATEMENT,
                                RHONE,
                                SUBJECT,
                                Channel.VOICE,
                                VOIX,
                                said.choices(),
                                said.quietHours(),
                                said.reachBy(),
                                NOW,
                                NOW));
    }

    @Test
    void areRefusedForAControllerTheCallerDoesNotActFor() {
        permission
                .given()
                .when(
                        new StatePreferences(
                                STATEMENT,
                                BY_STRANGER,
                                RHONE,
                                SUBJECT,
                                Channel.VOICE,
                                List.of(),
                                QuietHours.NONE,
                                null,
                                NOW,
                                NOW))
                .thenRejected(ConsentProblem.CONTROLLER_NOT_AUTHORISED);
    }

    @Test
    void areRefusedWhenStatedInTheFuture() {
        permission
                .given()
                .when(wishing(NOW.plusSeconds(6)))
                .thenRejected(ConsentProblem.STATED_IN_THE_FUTURE);
    }

    static Stream<Arguments> contradictions() {
        var refused = choice(null, REFUSED);
        var welcome = choice(null, WELCOME);
        List<Span> many = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            many.add(span("12:00", "13:00"));
        }
        return Stream.of(
                Arguments.of(List.of(), null, null, "/stated nothing-stated"),
                Arguments.of(
                        List.of(refused, welcome), null, null, "/stated/choices/1 stated-twice"),
                Arguments.of(
                        List.of(refused, refused), null, null, "/stated/choices/1 stated-twice"),
                Arguments.of(
                        List.of(welcome),
                        null,
                        List.of(POST),
                        "/stated/choices/0/wish contradictory"),
                Arguments.of(
                        List.of(),
                        new QuietHours(List.of(span("12:00", "12:00")), null),
                        null,
                        "/stated/quietHours/spans/0/to span-empty"),
                Arguments.of(
                        List.of(),
                        new QuietHours(many, null),
                        null,
                        "/stated/quietHours/spans too-many"),
                Arguments.of(
                        List.of(),
                        null,
                        List.of(POST, SMS, POST),
                        "/stated/reachBy/2 stated-twice"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("contradictions")
    void areRefusedWhenTheyContradictThemselves(
            List<PreferenceChoice> choices,
            @Nullable QuietHours quiet,
            @Nullable List<ContactWay> ways,
            String violation) {
        var rejected =
                catchThrowableOfType(
                        Rejected.class,
                        () ->
                                decider.decide(
                                        wishing(choices, quiet, ways, NOW),
                                        ContactPermission.NOTHING_KNOWN));

        assertThat(rejected.code()).isEqualTo(ConsentProblem.PREFERENCES_CONTRADICTORY);
        assertThat(rejected.violations())
                .extracting(found -> found.pointer() + " " + found.code())
                .containsExactly(violation);
    }

    @Test
    void agreeWithEachOtherWhenTheWelcomeWayIsAmongTheOnlyOnes() {
        var said = wishing(List.of(choice(null, WELCOME)), null, List.of(VOICE), NOW);

        assertThat(decider.decide(said, ContactPermission.NOTHING_KNOWN)).hasSize(1);
    }

    @Test
    void areMergedPartByPart() {
        var held =
                held(
                        wishing(List.of(choice("a", REFUSED)), null, List.of(VOICE), NOW),
                        wishing(List.of(choice("b", REFUSED)), lunch(), null, NOW.plusSeconds(1)));

        assertThat(held.choices()).hasSize(2);
        assertThat(held.quiet()).isEqualTo(lunch());
        assertThat(held.ways()).containsExactly(VOICE);
    }

    @Test
    void aLateStatementDoesNotUndoANewerOne() {
        var held =
                held(
                        wishing(List.of(choice(null, REFUSED)), lunch(), List.of(POST), NOW),
                        wishing(
                                List.of(choice(null, WELCOME)),
                                QuietHours.NONE,
                                List.of(),
                                NOW.minusSeconds(60)));

        assertThat(held.refuse(PROSPECTING_CALL, VOICE, null)).isTrue();
        assertThat(held.quiet()).isEqualTo(lunch());
        assertThat(held.ways()).containsExactly(POST);
    }

    @Test
    void ofTwoStatementsOfOneMomentTheLastCounts() {
        assertThat(
                        held(
                                        wishing(List.of(choice(null, REFUSED)), null, null, NOW),
                                        wishing(List.of(choice(null, UNSTATED)), null, null, NOW))
                                .refuse(PROSPECTING_CALL, VOICE, null))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // every brand, brand a, asked for, refused
        "REFUSED,,a,true",
        "REFUSED,WELCOME,a,false",
        "REFUSED,UNSTATED,a,true",
        "REFUSED,WELCOME,b,true",
        "REFUSED,WELCOME,,true",
        "WELCOME,REFUSED,a,true",
        "WELCOME,REFUSED,b,false",
        "WELCOME,REFUSED,,true", // it could be about the refused one
        ",REFUSED,b,false",
        "WELCOME,WELCOME,,false"
    })
    void aBrandsOwnChoiceGoesBeforeTheOneForAll(
            @Nullable Wish every, @Nullable Wish own, @Nullable String asked, boolean refused) {
        List<PreferenceChoice> choices = new ArrayList<>();
        if (every != null) {
            choices.add(choice(null, every));
        }
        if (own != null) {
            choices.add(choice("a", own));
        }
        // Of other purposes and ways nothing follows
        choices.add(new PreferenceChoice(PROSPECTING_CALL, SMS, null, REFUSED));
        choices.add(
                new PreferenceChoice(
                        io.temoin.consent.rules.domain.Purpose.QUALITY, VOICE, null, REFUSED));

        assertThat(held(wishing(choices, null, null, NOW)).refuse(PROSPECTING_CALL, VOICE, asked))
                .isEqualTo(refused);
    }

    @Test
    void aRefusedCallIsDeniedForGood() {
        var decided = decided(call(NOW, null), given(), stated(choice(null, REFUSED)));

        assertThat(codes(decided)).containsExactly(ReasonCode.PREFERENCE);
        assertThat(decided.nextAllowedAt()).isNull();
    }

    @Test
    void aWayThatIsNotAmongTheOnlyOnesIsRefused() {
        var only = stated(List.of(), null, List.of(SMS, POST));

        assertThat(codes(decided(call(NOW, null), given(), only)))
                .containsExactly(ReasonCode.PREFERENCE);
    }

    @Test
    void aCallOfAnotherBrandIsAllowed() {
        var refused = stated(choice("rhone-mobile", REFUSED));

        assertThat(decided(call(NOW, "rhone-fibre"), given(), refused).verdict())
                .isEqualTo(Verdict.ALLOW);
        assertThat(codes(decided(call(NOW, "rhone-mobile"), given(), refused)))
                .containsExactly(ReasonCode.PREFERENCE);
    }

    @Test
    void quietHoursEndByThemselves() {
        // 12:10 in Paris: quiet until 14:00, and the law's hours are closed from 13:00 to 14:00
        var decided =
                decided(
                        call(Instant.parse("2026-11-24T11:10:00Z"), null),
                        given(),
                        stated(List.of(), lunch(), null));

        assertThat(codes(decided)).containsExactly(ReasonCode.QUIET_HOURS);
        assertThat(decided.nextAllowedAt()).isEqualTo("2026-11-24T13:30:00Z");
    }

    @Test
    void theNextTimeIsLawfulAndLoud() {
        // Tuesday 20:30 in Paris; the law opens at 10:00, the person wants no calls before noon
        var mornings = new QuietHours(List.of(span("00:00", "12:00")), null);
        var decided =
                decided(
                        call(Instant.parse("2026-11-24T19:30:00Z"), null),
                        given(),
                        stated(List.of(), mornings, null));

        assertThat(codes(decided)).containsExactly(ReasonCode.OUTSIDE_HOURS);
        assertThat(decided.nextAllowedAt()).isEqualTo("2026-11-25T11:00:00Z");
    }

    @Test
    void nothingHelpsWhereItIsAlwaysQuiet() {
        var always = new QuietHours(List.of(span("00:00", "12:00"), span("12:00", "00:00")), null);

        assertThat(
                        decided(call(NOW, null), given(), stated(List.of(), always, null))
                                .nextAllowedAt())
                .isNull();
    }

    @Test
    void whatTheLawAndThePersonNeverLeaveOpenTogetherIsNeverAllowed() {
        // The law's own hours, to the minute
        var lawful = new QuietHours(List.of(span("09:00", "13:30"), span("13:30", "21:00")), null);

        assertThat(
                        decided(call(NOW, null), given(), stated(List.of(), lawful, null))
                                .nextAllowedAt())
                .isNull();
    }

    @Test
    void anAllowedCallStartsBeforeItIsQuiet() {
        // 11:59:30 in Paris
        var decided =
                decided(
                        call(Instant.parse("2026-11-24T10:59:30Z"), null),
                        given(),
                        stated(List.of(), lunch(), null));

        assertThat(decided.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decided.startBy()).isEqualTo("2026-11-24T11:00:00Z");
    }

    @Test
    void anAllowedCallKeepsItsLimitWhenQuietIsFar() {
        var decided = decided(call(NOW, null), given(), stated(List.of(), lunch(), null));

        assertThat(decided.startBy()).isEqualTo(NOW.plusSeconds(60));
    }

    /** A time agreed to is more precise than hours. */
    @Test
    void aTimeAgreedToGoesBeforeQuietHours() {
        var slot = Instant.parse("2026-11-24T11:10:00Z");
        var agreed = given(CONSENT, VOIX, COLLECTED, slot, PROSPECTING_CALL);
        var decided = decided(call(slot, null), agreed, stated(List.of(), lunch(), null));

        assertThat(decided.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decided.startBy()).isEqualTo(slot.plusSeconds(60));
    }

    @Test
    void quietHoursCountWhereTheLawHasNoHours() {
        RulePack noHours = Examples.pack("2026.9", FR_2026.knownSince(), null, null);
        var decided =
                decided(
                        call(Instant.parse("2026-11-24T11:10:00Z"), null, noHours, IN_PARIS),
                        given(),
                        stated(List.of(), lunch(), null));

        assertThat(codes(decided)).containsExactly(ReasonCode.QUIET_HOURS);
        assertThat(decided.nextAllowedAt()).isEqualTo("2026-11-24T13:30:00Z");
    }

    @Test
    void quietHoursAreByTheLawsClockWhereNobodyKnowsThePersons() {
        var nowhere = new CalleePlace(List.of("FR"), List.of(), null);
        var decided =
                decided(
                        call(Instant.parse("2026-11-24T11:10:00Z"), null, FR_2026, nowhere),
                        given(),
                        stated(List.of(), lunch(), null));

        assertThat(codes(decided)).containsExactly(ReasonCode.ZONE_UNKNOWN, ReasonCode.QUIET_HOURS);
    }

    /**
     * They are the person's, whatever the call is for; an objection to marketing is not about it.
     */
    @Test
    void aServiceCallObeysThemToo() {
        var noon = Instant.parse("2026-11-24T11:10:00Z");
        var refused = new PreferenceChoice(CUSTOMER_SERVICE, VOICE, null, REFUSED);

        assertThat(decided(serving(NOW, null), stated(choice(null, REFUSED))).verdict())
                .isEqualTo(Verdict.ALLOW);
        assertThat(codes(decided(serving(NOW, null), stated(refused))))
                .containsExactly(ReasonCode.PREFERENCE);
        var quiet = decided(serving(noon, null), stated(List.of(), lunch(), null));
        assertThat(codes(quiet)).containsExactly(ReasonCode.QUIET_HOURS);
        assertThat(quiet.nextAllowedAt()).isEqualTo("2026-11-24T13:30:00Z");
        assertThat(
                        decided(
                                        serving(noon.minusSeconds(630), null),
                                        stated(List.of(), lunch(), null))
                                .startBy())
                .isEqualTo("2026-11-24T11:00:00Z");
        var hidden =
                decided(serving(noon, new CallerId(null, false)), stated(List.of(), lunch(), null));
        assertThat(codes(hidden))
                .containsExactly(ReasonCode.CALLER_ID_FORBIDDEN, ReasonCode.QUIET_HOURS);
        assertThat(hidden.nextAllowedAt()).isNull();
    }

    private static DecideCall serving(Instant now, @Nullable CallerId shown) {
        return new DecideCall(
                DECISION,
                BY_VOIX,
                RHONE,
                SUBJECT,
                CUSTOMER_SERVICE,
                null,
                new CallCircumstances(
                        IN_PARIS,
                        null,
                        shown,
                        null,
                        true,
                        List.of(),
                        null,
                        null,
                        "2026a",
                        Examples.MANDATE,
                        null,
                        null,
                        null,
                        null),
                List.of(FR_2026),
                Examples.RECORDING_IN_FRANCE,
                now);
    }

    /** Whatever a person says of their wishes, no call is allowed by it. */
    @Test
    void aPreferenceNeverAllowsMore() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<ContactPermissionEvent> past = random.nextBoolean() ? List.of(given()) : List.of();
            var call =
                    call(
                            NOW.plusSeconds(random.nextInt(14 * 86_400)),
                            random.nextBoolean() ? "a" : null);
            List<ContactPermissionEvent> more = new ArrayList<>(past);
            for (int n = random.nextInt(4); n > 0; n--) {
                more.add(anything(random));
            }
            if (decided(call, past).verdict() == Verdict.DENY) {
                assertThat(decided(call, more).verdict())
                        .as("seed %d", seed)
                        .isEqualTo(Verdict.DENY);
            }
        }
    }

    /** The moment that is named as the next one is one. */
    @Test
    void theCallIsAllowedAtTheTimeNamedForIt() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int named = 0;
        for (int i = 0; i < 2_000; i++) {
            List<ContactPermissionEvent> past = List.of(given(), quiet(random));
            var decided = decided(call(NOW.plusSeconds(random.nextInt(14 * 86_400)), null), past);
            Instant next = decided.nextAllowedAt();
            if (next != null) {
                named++;
                assertThat(decided(call(next, null), past).verdict())
                        .as("seed %d", seed)
                        .isEqualTo(Verdict.ALLOW);
            }
        }
        assertThat(named).as("seed %d", seed).isPositive();
    }

    private PreferencesStated anything(Random random) {
        Wish[] wishes = Wish.values();
        ContactWay[] ways = ContactWay.values();
        return stated(
                List.of(choice(random.nextBoolean() ? "a" : null, wishes[random.nextInt(3)])),
                random.nextBoolean() ? quiet(random).quietHours() : null,
                random.nextBoolean() ? List.of(ways[random.nextInt(ways.length)]) : null);
    }

    private PreferencesStated quiet(Random random) {
        int from = random.nextInt(24 * 60);
        int to = (from + 1 + random.nextInt(23 * 60)) % (24 * 60);
        return stated(
                List.of(),
                new QuietHours(
                        List.of(
                                new Span(
                                        LocalTime.ofSecondOfDay(from * 60L),
                                        LocalTime.ofSecondOfDay(to * 60L),
                                        List.of())),
                        null),
                null);
    }

    private Preferences held(StatePreferences... said) {
        List<ContactPermissionEvent> events = new ArrayList<>();
        for (StatePreferences one : said) {
            events.addAll(
                    decider.decide(
                            new StatePreferences(
                                    one.statement(),
                                    one.by(),
                                    one.controller(),
                                    one.subject(),
                                    one.channel(),
                                    one.choices(),
                                    one.quietHours(),
                                    one.reachBy(),
                                    one.statedAt(),
                                    NOW.plusSeconds(10)),
                            ContactPermission.NOTHING_KNOWN));
        }
        return decider.replay(events).preferences();
    }

    private PreferencesStated stated(PreferenceChoice choice) {
        return stated(List.of(choice), null, null);
    }

    private PreferencesStated stated(
            List<PreferenceChoice> choices,
            @Nullable QuietHours quiet,
            @Nullable List<ContactWay> ways) {
        return new PreferencesStated(
                STATEMENT, RHONE, SUBJECT, Channel.WEB, RHONE, choices, quiet, ways, NOW, NOW);
    }

    private CallDecided decided(DecideCall call, ContactPermissionEvent... past) {
        return decided(call, List.of(past));
    }

    private CallDecided decided(DecideCall call, List<ContactPermissionEvent> past) {
        return (CallDecided) decider.decide(call, decider.replay(past)).getFirst();
    }

    private static List<ReasonCode> codes(CallDecided decided) {
        return decided.reasons().stream().map(reason -> reason.code()).toList();
    }

    private static DecideCall call(Instant now, @Nullable String brand) {
        return call(now, brand, FR_2026, IN_PARIS);
    }

    private static DecideCall call(
            Instant now, @Nullable String brand, RulePack pack, CalleePlace place) {
        return new DecideCall(
                DECISION,
                BY_VOIX,
                RHONE,
                SUBJECT,
                PROSPECTING_CALL,
                null,
                new CallCircumstances(
                        place,
                        null,
                        null,
                        null,
                        true,
                        List.of(),
                        null,
                        null,
                        "2026a",
                        Examples.MANDATE,
                        null,
                        null,
                        brand,
                        null),
                List.of(pack),
                Examples.RECORDING_IN_FRANCE,
                now);
    }

    private static QuietHours lunch() {
        return new QuietHours(List.of(span("12:00", "14:30")), null);
    }

    private static Span span(String from, String to) {
        return new Span(LocalTime.parse(from), LocalTime.parse(to), List.of());
    }

    private static PreferenceChoice choice(@Nullable String brand, Wish wish) {
        return new PreferenceChoice(PROSPECTING_CALL, VOICE, brand, wish);
    }
}
