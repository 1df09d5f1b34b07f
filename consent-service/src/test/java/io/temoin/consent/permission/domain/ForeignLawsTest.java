// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.ExamplePlaces;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.consent.rules.domain.Warning;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped laws say, of one number each. */
class ForeignLawsTest {

    private static final RulePacks RULES = new RulePacks();
    private static final Instant TUESDAY = Instant.parse("2026-11-24T15:00:00Z");

    /** With a consent, which every law lets be called. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // usual, not law
                "DE, Europe/Berlin, 2026-11-24T07:59:59+01:00, OUTSIDE_HOURS, 2026-11-24T08:00:00+01:00",
                "DE, Europe/Berlin, 2026-11-28T19:59:59+01:00, -, -",
                "DE, Europe/Berlin, 2026-11-29T12:00:00+01:00, WEEKEND, 2026-11-30T08:00:00+01:00",
                "DE, Europe/Berlin, 2026-12-26T12:00:00+01:00, PUBLIC_HOLIDAY, 2026-12-28T08:00:00+01:00",
                "ES, Europe/Madrid, 2026-11-24T20:59:59+01:00, -, -",
                "ES, Europe/Madrid, 2026-11-24T21:00:00+01:00, OUTSIDE_HOURS, 2026-11-25T09:00:00+01:00",
                "ES, Europe/Madrid, 2026-11-28T12:00:00+01:00, WEEKEND, 2026-11-30T09:00:00+01:00",
                "ES, Europe/Madrid, 2026-12-08T12:00:00+01:00, PUBLIC_HOLIDAY, 2026-12-09T09:00:00+01:00",
                "NL, Europe/Amsterdam, 2026-11-29T23:30:00+01:00, -, -", // no hours are known
                "GB, Europe/London, 2026-11-29T23:30:00Z, -, -", // those of a code must be checked
                "US, America/Chicago, 2026-11-29T07:59:59-06:00, OUTSIDE_HOURS, 2026-11-29T08:00:00-06:00",
                "US, America/Chicago, 2026-11-29T20:59:59-06:00, -, -",
                "US, America/New_York America/Los_Angeles, 2026-11-24T15:30:00Z, OUTSIDE_HOURS, 2026-11-24T16:00:00Z",
                "US, America/New_York America/Los_Angeles, 2026-11-24T16:00:00Z, -, -",
                "CA, America/Toronto, 2026-11-24T21:29:59-05:00, -, -",
                "CA, America/Toronto, 2026-11-28T18:00:00-05:00, OUTSIDE_HOURS, 2026-11-29T10:00:00-05:00"
            })
    void knowsDaysAndHours(
            String country,
            String zones,
            OffsetDateTime at,
            @Nullable String against,
            @Nullable OffsetDateTime next) {
        var verdict = evaluate(law(country, at.toInstant()), zones, at.toInstant(), given());

        assertThat(codes(verdict)).isEqualTo(against == null ? "CONSENT_IN_FORCE" : against);
        assertThat(verdict instanceof Denied denied ? denied.nextAllowedAt() : null)
                .isEqualTo(next == null ? null : next.toInstant());
    }

    /** Without a consent, the number being on no register. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "DE, -, false, NO_CONSENT",
                "ES, -, false, NO_CONSENT",
                "NL, -, false, NO_CONSENT",
                "GB, -, false, NO_OBJECTION",
                "GB, OTHER, false, NO_OBJECTION",
                "GB, CLAIMS_MANAGEMENT, false, NO_CONSENT",
                "GB, PENSIONS, false, NO_CONSENT",
                "GB, -, true, NO_CONSENT",
                "IT, OTHER, false, NO_OBJECTION",
                "IT, ENERGY_SUPPLY, false, NO_CONSENT",
                "IT, OTHER, true, NO_CONSENT",
                "BE, -, false, NO_OBJECTION",
                "US, -, false, NO_OBJECTION",
                "US, -, true, NO_CONSENT",
                "CA, -, false, NO_OBJECTION",
                "CA, -, true, NO_CONSENT"
            })
    void knowsWhoHasToSpeakUp(
            String country, @Nullable Sector sector, boolean automated, String expected) {
        var law = screened(law(country, TUESDAY));
        var call = asking(law, sector, new CallerId("+14165550123", automated));

        assertThat(codes(CallRules.evaluate(call, ContactPermission.NOTHING_KNOWN)))
                .isEqualTo(expected);
    }

    /** Whoever withdrew said no, also where nobody has to say yes. */
    @ParameterizedTest
    @CsvSource({"GB", "IT", "BE", "US", "CA"})
    void aWithdrawalIsAStopUnderAnyLaw(String country) {
        var law = screened(law(country, TUESDAY));

        assertThat(codes(evaluate(law, "America/Toronto", TUESDAY, withdrawn(TUESDAY))))
                .isEqualTo("CONSENT_WITHDRAWN");
    }

    /** What has to be looked at and was not denies; a person's own consent overrides some. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GB, false, REGISTER_STALE",
                "GB, true, -",
                "IT, true, REGISTER_STALE",
                "BE, true, REGISTER_STALE",
                "ES, true, -",
                "US, true, -",
                "CA, false, REGISTER_STALE",
                "NL, true, -",
                "DE, true, -"
            })
    void aRegisterThatNobodyLookedAtDenies(
            String country, boolean consented, @Nullable String against) {
        var law = law(country, TUESDAY);
        var verdict =
                consented
                        ? evaluate(law, "America/Toronto", TUESDAY, given())
                        : evaluate(law, "America/Toronto", TUESDAY);

        assertThat(codes(verdict)).isEqualTo(against == null ? "CONSENT_IN_FORCE" : against);
    }

    @Test
    void anAllowanceWithoutAConsentHasNoneAndStartsWithinAMinute() {
        var verdict = evaluate(screened(law("GB", TUESDAY)), "Europe/London", TUESDAY);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> {
                            assertThat(allowed.consent()).isNull();
                            assertThat(allowed.recording()).isNull();
                            assertThat(allowed.startBy()).isEqualTo(TUESDAY.plusSeconds(60));
                            assertThat(allowed.reasons())
                                    .extracting(Reason::source)
                                    .containsExactly("PECR 2003 reg. 21");
                        });
    }

    /** What must be checked is not applied, and whoever relies on the answer is told. */
    @ParameterizedTest
    @CsvSource({"GB, true", "IT, true", "US, true", "DE, false", "CA, false", "FR, false"})
    void warnsOfLawThatNobodyChecked(String country, boolean warned) {
        var verdict = evaluate(law(country, TUESDAY), "America/Toronto", TUESDAY, given());

        assertThat(verdict.warnings().contains(Warning.RULE_UNCHECKED)).isEqualTo(warned);
    }

    @Test
    void aLawWithoutALimitTakesAConsentOfTenYears() {
        assertThat(law("DE", TUESDAY).longestConsent()).isEqualTo(Period.ofYears(10));
        assertThat(law("FR", TUESDAY).longestConsent()).isEqualTo(Period.ofYears(1));
    }

    static RulePack law(String country, Instant at) {
        return RULES.inForce(List.of(country), at, at).getFirst();
    }

    /** The same for a number that is on none of its registers. */
    static RulePack screened(RulePack law) {
        return ExampleLaws.with(law, List.of());
    }

    static String codes(CallVerdict verdict) {
        return String.join(
                " ", verdict.reasons().stream().map(reason -> reason.code().name()).toList());
    }

    static CallVerdict evaluate(
            RulePack law, String zones, Instant at, ContactPermissionEvent... before) {
        return CallRules.evaluate(
                Examples.asking(List.of(law), place(zones), null, null, at),
                new ContactPermissionDecider().replay(Arrays.asList(before)));
    }

    static CalleePlace place(String zones) {
        return ExamplePlaces.in(
                List.of("XX"), Arrays.stream(zones.split(" ", -1)).map(ZoneId::of).toList(), null);
    }

    private static DecideCall asking(RulePack law, @Nullable Sector sector, CallerId shown) {
        return Examples.asking(List.of(law), place("America/Toronto"), sector, shown, TUESDAY);
    }
}
