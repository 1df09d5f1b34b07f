// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static io.temoin.consent.permission.domain.ForeignLawsTest.codes;
import static io.temoin.consent.permission.domain.ForeignLawsTest.evaluate;
import static io.temoin.consent.permission.domain.ForeignLawsTest.law;
import static io.temoin.consent.permission.domain.ForeignLawsTest.screened;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three laws of France, each in its time. */
class LawOverTimeTest {

    /** When the examples' person withdrew and then agreed again. */
    private static final Instant REFUSED = Instant.parse("2026-06-01T08:00:00Z");

    /** A02, of a number that is not on the list. */
    @ParameterizedTest
    @CsvSource({
        "2026-08-10T11:00:00+02:00, FR-2023, NO_OBJECTION",
        "2026-08-11T11:00:00+02:00, FR-2026, NO_CONSENT",
        "2022-08-14T23:00:00+02:00, FR-2014, NO_OBJECTION" // a Sunday night: there were no hours
    })
    void theLawChangesOvernight(OffsetDateTime at, String ruleSet, String expected) {
        var law = screened(law("FR", at.toInstant()));

        assertThat(law.id()).isEqualTo(ruleSet);
        assertThat(codes(evaluate(law, "Europe/Paris", at.toInstant()))).isEqualTo(expected);
    }

    @Test
    void theListHadToBeLookedAt() {
        var then = Instant.parse("2026-08-10T09:00:00Z");

        assertThat(codes(evaluate(law("FR", then), "Europe/Paris", then)))
                .isEqualTo("REGISTER_STALE");
    }

    /** Days and hours were for those who had not agreed. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-08-08T21:00:00+02:00, true, CONSENT_IN_FORCE HOURS_LIFTED, -",
                "2026-08-08T21:00:00+02:00, false, WEEKEND, 2026-08-10T10:00:00+02:00",
                "2026-08-10T11:00:00+02:00, true, CONSENT_IN_FORCE, -",
                // The law is another when the hours begin again.
                "2026-08-10T20:00:00+02:00, false, OUTSIDE_HOURS, -"
            })
    void aConsentLiftedTheHours(
            OffsetDateTime at, boolean consented, String expected, @Nullable OffsetDateTime next) {
        var law = screened(law("FR", at.toInstant()));
        var collected = given(Examples.CONSENT, Examples.VOIX, REFUSED, Purpose.PROSPECTING_CALL);
        var verdict =
                consented
                        ? evaluate(law, "Europe/Paris", at.toInstant(), collected)
                        : evaluate(law, "Europe/Paris", at.toInstant());

        assertThat(codes(verdict)).isEqualTo(expected);
        assertThat(verdict instanceof Denied denied ? denied.nextAllowedAt() : null)
                .isEqualTo(next == null ? null : next.toInstant());
    }

    /** Sixty days, also for who agreed again meanwhile; after them the consent lifts the hours. */
    @ParameterizedTest
    @CsvSource({
        "2026-06-30T11:00:00+02:00, COOL_OFF",
        "2026-06-28T11:00:00+02:00, COOL_OFF", // a Sunday
        "2026-07-31T23:59:59+02:00, COOL_OFF",
        "2026-08-01T00:00:00+02:00, CONSENT_IN_FORCE HOURS_LIFTED"
    })
    void aRefusalWasFollowedBySilence(OffsetDateTime at, String expected) {
        var verdict =
                evaluate(
                        screened(law("FR", at.toInstant())),
                        "Europe/Paris",
                        at.toInstant(),
                        withdrawn(REFUSED),
                        given(
                                Examples.CONSENT,
                                Examples.VOIX,
                                REFUSED.plusSeconds(3_600),
                                Purpose.PROSPECTING_CALL));

        assertThat(codes(verdict)).isEqualTo(expected);
        if (verdict instanceof Denied denied) {
            assertThat(denied.nextAllowedAt())
                    .isEqualTo(OffsetDateTime.parse("2026-08-01T00:00:00+02:00").toInstant());
        }
    }
}
