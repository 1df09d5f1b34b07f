// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ContactWay.POST;
import static io.temoin.consent.permission.domain.ContactWay.SMS;
import static io.temoin.consent.permission.domain.ContactWay.VOICE;
import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.IN_PARIS;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.STATEMENT;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue.REFUSED;
import static io.temoin.consent.permission.domain.Wishes.choice;
import static io.temoin.consent.permission.domain.Wishes.lunch;
import static io.temoin.consent.permission.domain.Wishes.span;
import static io.temoin.consent.rules.domain.Purpose.CUSTOMER_SERVICE;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import io.temoin.consent.permission.domain.QuietHours.Span;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.ExamplePlaces;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RulePack;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people wish, and calls. */
class CallsAgainstWishesTest {

    private static final ContactPermissionDecider DECIDER = new ContactPermissionDecider();

    /** 12:10 in Paris, of a person who wants no calls at lunch. */
    private static final List<Fact> AT_LUNCH =
            List.of(
                    Fact.of(FactName.ZONE, "Europe/Paris"),
                    Fact.of(FactName.LOCAL_DATE, "2026-11-24"),
                    Fact.of(FactName.LOCAL_TIME, "12:10"),
                    Fact.of(FactName.QUIET_FROM, "12:00"),
                    Fact.of(FactName.QUIET_UNTIL, "14:30"),
                    Fact.of(FactName.STATED_AT, NOW),
                    Fact.of(FactName.ENDS_AT, "2026-11-24T13:30:00Z"));

    @Test
    void aRefusedCallIsDeniedForGood() {
        var decided = decided(call(NOW, null), given(), stated(choice(null, REFUSED)));

        assertThat(codes(decided)).containsExactly(ReasonCode.PREFERENCE);
        assertThat(decided.reasons().getFirst().known())
                .containsExactly(
                        Fact.of(FactName.CAUSE, "REFUSED"),
                        Fact.of(FactName.PURPOSE, PROSPECTING_CALL),
                        Fact.of(FactName.STATED_AT, NOW));
        assertThat(decided.nextAllowedAt()).isNull();
    }

    @Test
    void aWayThatIsNotAmongTheOnlyOnesIsRefused() {
        var only = stated(List.of(), null, List.of(SMS, POST));

        var decided = decided(call(NOW, null), given(), only);

        assertThat(codes(decided)).containsExactly(ReasonCode.PREFERENCE);
        assertThat(decided.reasons().getFirst().known())
                .containsExactly(
                        Fact.of(FactName.CAUSE, "OTHER_WAYS"),
                        Fact.of(FactName.WAY, SMS),
                        Fact.of(FactName.WAY, POST),
                        Fact.of(FactName.STATED_AT, NOW));
    }

    @Test
    void aCallOfAnotherBrandIsAllowed() {
        var refused = stated(choice("rhone-mobile", REFUSED));

        assertThat(decided(call(NOW, "rhone-fibre"), given(), refused).verdict())
                .isEqualTo(Verdict.ALLOW);
        for (String brand : Arrays.asList("rhone-mobile", null)) {
            assertThat(decided(call(NOW, brand), given(), refused).reasons())
                    .singleElement()
                    .satisfies(
                            reason ->
                                    assertThat(reason.known())
                                            .contains(Fact.of(FactName.BRAND, "rhone-mobile")));
        }
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
        assertThat(decided.reasons().getFirst().known()).containsExactlyElementsOf(AT_LUNCH);
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

        var decided = decided(call(NOW, null), given(), stated(List.of(), always, null));

        assertThat(decided.reasons().getFirst().known())
                .contains(
                        Fact.of(FactName.QUIET_FROM, "00:00"),
                        Fact.of(FactName.QUIET_UNTIL, "12:00"))
                .extracting(Fact::name)
                .doesNotContain(FactName.ENDS_AT);
        assertThat(decided.nextAllowedAt()).isNull();
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
        RulePack noHours = ExampleLaws.pack("2026.9", FR_2026.knownSince(), null, null);
        var decided =
                decided(
                        call(Instant.parse("2026-11-24T11:10:00Z"), null, noHours, IN_PARIS),
                        given(),
                        stated(List.of(), lunch(), null));

        assertThat(codes(decided)).containsExactly(ReasonCode.QUIET_HOURS);
        assertThat(decided.reasons().getFirst().known()).containsExactlyElementsOf(AT_LUNCH);
        assertThat(decided.nextAllowedAt()).isEqualTo("2026-11-24T13:30:00Z");
    }

    @Test
    void quietHoursAreByTheLawsClockWhereNobodyKnowsThePersons() {
        var nowhere = ExamplePlaces.in(List.of("FR"), List.of(), null);
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
                Examples.circumstances(IN_PARIS, new StatedCall(null, shown, null, null, null)),
                new CallLaw(List.of(FR_2026), ExampleLaws.RECORDING_IN_FRANCE),
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

    private static PreferencesStated anything(Random random) {
        PreferenceValue[] wishes = PreferenceValue.values();
        ContactWay[] ways = ContactWay.values();
        return stated(
                List.of(choice(random.nextBoolean() ? "a" : null, wishes[random.nextInt(3)])),
                random.nextBoolean() ? quiet(random).quietHours() : null,
                random.nextBoolean() ? List.of(ways[random.nextInt(ways.length)]) : null);
    }

    private static PreferencesStated quiet(Random random) {
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

    private static PreferencesStated stated(PreferenceChoice choice) {
        return stated(List.of(choice), null, null);
    }

    private static PreferencesStated stated(
            List<PreferenceChoice> choices,
            @Nullable QuietHours quiet,
            @Nullable List<ContactWay> ways) {
        return new PreferencesStated(
                STATEMENT, RHONE, SUBJECT, Channel.WEB, RHONE, choices, quiet, ways, NOW, NOW);
    }

    private static CallDecided decided(DecideCall call, ContactPermissionEvent... past) {
        return decided(call, List.of(past));
    }

    private static CallDecided decided(DecideCall call, List<ContactPermissionEvent> past) {
        return (CallDecided) DECIDER.decide(call, DECIDER.replay(past)).getFirst();
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
                Examples.circumstances(place, new StatedCall(null, null, null, null, brand)),
                new CallLaw(List.of(pack), ExampleLaws.RECORDING_IN_FRANCE),
                now);
    }
}
