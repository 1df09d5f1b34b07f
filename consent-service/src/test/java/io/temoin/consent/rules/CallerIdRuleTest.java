// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.CallerIdRule;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The French rule as it is shipped. */
class CallerIdRuleTest {

    private final CallerIdRule french = shipped("FR");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, false, false", // withheld
                "-, true, false",
                "+33142681234, false, true", // an ordinary line, dialled by a person
                "+33142681234, true, false",
                "+33612345678, true, false",
                "+33712345678, true, false",
                "+33912345678, true, false",
                "+33162001234, true, true", // verified numbers
                "+33377001234, true, true",
                "+33948001234, true, true",
                "+339475012345, true, true", // Guadeloupe
                "+33937001234, true, true", // a technical platform
                "+441632960000, true, true"
            })
    void allowsWhatTheRegulatorDoes(@Nullable String number, boolean automated, boolean allowed) {
        assertThat(french.allows(new CallerId(number, automated))).isEqualTo(allowed);
    }

    /** In Spain no mobile number, in Germany any, but never none. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ES, +34612345678, false, false",
                "ES, +34712345678, true, false",
                "ES, +34912345678, false, true",
                "ES, -, false, false",
                "DE, +4915112345678, true, true",
                "DE, -, false, false"
            })
    void otherCountriesHaveRulesOfTheirOwn(
            String country, @Nullable String number, boolean automated, boolean allowed) {
        assertThat(shipped(country).allows(new CallerId(number, automated))).isEqualTo(allowed);
    }

    private static CallerIdRule shipped(String country) {
        var pack = new RulePacks().inForce(country, Instant.parse("2026-11-24T09:30:00Z"));
        return Objects.requireNonNull(Objects.requireNonNull(pack).callerIds());
    }
}
