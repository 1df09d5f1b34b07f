// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.asking;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.objected;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.RegisterDuty;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.screening.domain.Screening;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registers that must be looked at before a call, and the controller's own list. */
class RegisterRulesTest {

    private static final RegisterDuty TPS =
            new RegisterDuty("UK-TPS", Period.ofDays(28), true, Set.of(), "PECR reg. 21");
    private static final RegisterDuty DNCM =
            new RegisterDuty("BE-DNCM", Period.ofMonths(1), false, Set.of(), "WER art. VI.111");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @ParameterizedTest
    @CsvSource({
        // as of, listed, consent; reasons
        "2026-11-24, false, false, NO_CONSENT",
        "2026-10-27, false, false, NO_CONSENT",
        "2026-10-26, false, false, NO_CONSENT REGISTER_STALE",
        ",           false, false, NO_CONSENT REGISTER_STALE",
        "2026-11-24, true,  false, NO_CONSENT REGISTER_HIT",
        "2026-10-26, true,  false, NO_CONSENT REGISTER_HIT REGISTER_STALE",
        "2026-11-24, true,  true,  CONSENT_IN_FORCE",
        ",           false, true,  CONSENT_IN_FORCE"
    })
    void aConsentOverridesARegisterThatSaysSo(
            @Nullable LocalDate asOf, boolean listed, boolean consent, String reasons) {
        assertThat(reasons(List.of(TPS), new Screening("UK-TPS", asOf, listed), consent))
                .isEqualTo(reasons);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-24, false, true, CONSENT_IN_FORCE",
        "2026-10-23, false, true, REGISTER_STALE",
        ",           false, true, REGISTER_STALE",
        "2026-11-24, true,  true, REGISTER_HIT",
        "2026-01-01, true,  true, REGISTER_HIT REGISTER_STALE"
    })
    void noConsentOverridesAnotherRegister(
            @Nullable LocalDate asOf, boolean listed, boolean consent, String reasons) {
        assertThat(reasons(List.of(DNCM), new Screening("BE-DNCM", asOf, listed), consent))
                .isEqualTo(reasons);
    }

    @Test
    void eachRegisterIsToldWithItsSource() {
        var verdict =
                evaluate(
                        ExampleLaws.with(ExampleLaws.FR_2026, List.of(TPS, DNCM)),
                        List.of(
                                new Screening("UK-TPS", TODAY, true),
                                new Screening("BE-DNCM", null, false)),
                        List.of());
        assertThat(((Denied) verdict).reasons())
                .extracting(reason -> reason.code() + " " + reason.source())
                .contains("REGISTER_HIT PECR reg. 21", "REGISTER_STALE WER art. VI.111");
    }

    @Test
    void whatNobodyLookedForIsStale() {
        assertThat(
                        codes(
                                evaluate(
                                        ExampleLaws.with(ExampleLaws.FR_2026, List.of(DNCM)),
                                        List.of(),
                                        List.of(given()))))
                .isEqualTo("REGISTER_STALE");
        assertThat(
                        codes(
                                evaluate(
                                        ExampleLaws.with(ExampleLaws.FR_2026, List.of(DNCM)),
                                        List.of(new Screening("UK-TPS", TODAY, false)),
                                        List.of(given()))))
                .isEqualTo("REGISTER_STALE");
    }

    /** However old: whoever objected is not asked to object again (GDPR art. 21(3)). */
    @Test
    void theControllersOwnListNeverAgesAndNoConsentOverridesIt() {
        var listed = List.of(new Screening("SUPPRESSION", LocalDate.of(2019, 1, 1), true));
        assertThat(codes(evaluate(ExampleLaws.FR_2026, listed, List.of(given()))))
                .isEqualTo("REGISTER_HIT");
        assertThat(codes(evaluate(ExampleLaws.FR_2026, listed, List.of(given(), objected(NOW)))))
                .isEqualTo("MARKETING_OBJECTION REGISTER_HIT");
        assertThat(codes(evaluate(null, listed, List.of())))
                .isEqualTo("REGISTER_HIT RULESET_UNKNOWN");
        var notListed = List.of(new Screening("SUPPRESSION", LocalDate.of(2019, 1, 1), false));
        assertThat(codes(evaluate(ExampleLaws.FR_2026, notListed, List.of(given()))))
                .isEqualTo("CONSENT_IN_FORCE");
    }

    @Test
    void whoMayNotActForTheControllerLearnsNothingOfItsList() {
        var listed = List.of(new Screening("SUPPRESSION", TODAY, true));
        var verdict =
                CallRules.evaluate(
                        Questions.screened(asking(BY_STRANGER), listed),
                        ContactPermission.NOTHING_KNOWN);
        assertThat(codes(verdict)).isEqualTo("PROCESSOR_NOT_AUTHORISED");
    }

    @Test
    void theDecisionKeepsWhatItWasMadeBy() {
        var found = List.of(new Screening("UK-TPS", TODAY, true));
        var call =
                Questions.screened(
                        asking(
                                BY_VOIX,
                                ExampleLaws.with(ExampleLaws.FR_2026, List.of(TPS)),
                                List.of(),
                                NOW),
                        found);
        assertThat(call.law().registers()).containsExactly("UK-TPS");
        assertThat(call.circumstances().lookups().screenings()).isEqualTo(found);
        assertThat(call.circumstances().computedBy("2027a").lookups().screenings())
                .isEqualTo(found);
        assertThat(Questions.screened(call, List.of()).circumstances().lookups().screenings())
                .isNull();
        assertThat(asking(BY_VOIX, null, List.of(), NOW).law().registers()).isEmpty();
    }

    private static String reasons(List<RegisterDuty> duties, Screening found, boolean consent) {
        return codes(
                evaluate(
                        ExampleLaws.with(ExampleLaws.FR_2026, duties),
                        List.of(found),
                        consent ? List.of(given()) : List.of()));
    }

    private static CallVerdict evaluate(
            @Nullable RulePack pack, List<Screening> found, List<ContactPermissionEvent> past) {
        DecideCall call = Questions.screened(asking(BY_VOIX, pack, List.of(), NOW), found);
        return CallRules.evaluate(call, new ContactPermissionDecider().replay(past));
    }

    private static String codes(CallVerdict verdict) {
        return String.join(
                " ", verdict.reasons().stream().map(reason -> reason.code().name()).toList());
    }
}
