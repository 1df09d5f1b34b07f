// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallGrounds.Contract;
import io.temoin.consent.permission.domain.CallGrounds.InformationRequest;
import io.temoin.consent.permission.domain.CallGrounds.Relation;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RegisterDuty;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.consent.screening.domain.Screening;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a reason rests on in the case at hand: a DPO who reads it need not ask again. */
class ReasonFactsTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final RegisterDuty TPS =
            new RegisterDuty("UK-TPS", Period.ofDays(28), true, Set.of(), "PECR reg. 21");
    private static final RulePack LISTED = ExampleLaws.with(FR_2026, List.of(TPS));

    @Test
    void aHitNamesTheRegisterAndTheDayOfItsCopy() {
        assertThat(
                        facts(
                                ReasonCode.REGISTER_HIT,
                                asking(LISTED, null, null, new Screening("UK-TPS", MONDAY, true))))
                .containsExactly(
                        Fact.of(FactName.REGISTER, "UK-TPS"),
                        Fact.of(FactName.REGISTER_AS_OF, MONDAY));
    }

    /** The controller's own list as well, though it never ages. */
    @Test
    void aHitOfTheControllersListNamesTheDayOfItsCopyToo() {
        assertThat(
                        facts(
                                ReasonCode.REGISTER_HIT,
                                asking(
                                        FR_2026,
                                        null,
                                        null,
                                        new Screening("SUPPRESSION", MONDAY, true))))
                .containsExactly(
                        Fact.of(FactName.REGISTER, "SUPPRESSION"),
                        Fact.of(FactName.REGISTER_AS_OF, MONDAY));
    }

    @Test
    void anOldCopyNamesItsDayAndHowOldItMayBe() {
        LocalDate old = LocalDate.of(2026, 10, 1);

        assertThat(
                        facts(
                                ReasonCode.REGISTER_STALE,
                                asking(LISTED, null, null, new Screening("UK-TPS", old, false))))
                .containsExactly(
                        Fact.of(FactName.REGISTER, "UK-TPS"),
                        Fact.of(FactName.REGISTER_AS_OF, old),
                        Fact.of(FactName.FRESH_WITHIN, Period.ofDays(28)));
        assertThat(facts(ReasonCode.REGISTER_STALE, asking(LISTED, null, null)))
                .containsExactly(
                        Fact.of(FactName.REGISTER, "UK-TPS"),
                        Fact.of(FactName.FRESH_WITHIN, Period.ofDays(28)));
    }

    /** No text says how old a copy of the Spanish register may be. */
    @Test
    void whatRestsOnPracticeSaysSo() {
        RulePack spanish = ForeignLawsTest.law("ES", NOW);

        assertThat(facts(ReasonCode.REGISTER_STALE, asking(spanish, null, null)))
                .containsExactly(
                        Fact.of(FactName.REGISTER, "ES-ROBINSON"),
                        Fact.of(FactName.FRESH_WITHIN, Period.ofDays(30)),
                        Fact.of(FactName.STANDING, "PRACTICE"));
    }

    @Test
    void anAllowanceWithoutAConsentNamesWhatWasChecked() {
        RulePack british = ForeignLawsTest.law("GB", NOW);

        assertThat(
                        facts(
                                ReasonCode.NO_OBJECTION,
                                asking(
                                        british,
                                        null,
                                        null,
                                        new Screening("UK-TPS", MONDAY, false))))
                .containsExactly(
                        Fact.of(FactName.REGISTER, "UK-TPS"),
                        Fact.of(FactName.REGISTER_AS_OF, MONDAY));
    }

    @Test
    void aWithdrawalHasItsMoment() {
        Instant said = NOW.minusSeconds(60);

        assertThat(
                        facts(
                                ReasonCode.CONSENT_WITHDRAWN,
                                asking(FR_2026, null, null),
                                given(),
                                withdrawn(said)))
                .containsExactly(Fact.of(FactName.WITHDRAWN_AT, said));
    }

    @Test
    void aBanNamesTheSector() {
        assertThat(facts(ReasonCode.SECTOR_BAN, asking(FR_2026, Sector.RENEWABLES, null), given()))
                .containsExactly(Fact.of(FactName.SECTOR, Sector.RENEWABLES));
    }

    /** Sixty days after a refusal, by the French law of before 11 August 2026. */
    @Test
    void aSilenceHasItsEnd() {
        Instant july = Instant.parse("2026-07-01T09:00:00Z");
        RulePack law = ForeignLawsTest.screened(ForeignLawsTest.law("FR", july));

        assertThat(
                        facts(
                                ReasonCode.COOL_OFF,
                                Examples.asking(List.of(law), Examples.IN_PARIS, null, null, july),
                                withdrawn(Instant.parse("2026-06-01T08:00:00Z"))))
                .containsExactly(Fact.of(FactName.ENDS_AT, "2026-07-31T22:00:00Z"));
    }

    @Test
    void aContractIsNamedWithItsObjectAndItsEnd() {
        CallGrounds grounds =
                new CallGrounds(
                        "more-data",
                        new Contract(
                                "C-22910",
                                "mobile",
                                Relation.UPGRADE,
                                MONDAY.minusYears(2),
                                MONDAY),
                        null);
        RulePack italian = ForeignLawsTest.screened(ForeignLawsTest.law("IT", NOW));

        assertThat(facts(ReasonCode.CONTRACT_EXCEPTION, asking(italian, null, grounds)))
                .startsWith(
                        Fact.of(FactName.CONTRACT, "C-22910"),
                        Fact.of(FactName.OBJECT, "mobile"),
                        Fact.of(FactName.CONTRACT_ENDED_ON, MONDAY));
    }

    /** How long a request counts in Italy, no text says either. */
    @Test
    void aRequestIsNamedWithItsMomentAndItsPractice() {
        Instant asked = COLLECTED.plusSeconds(80 * 86_400L);
        CallGrounds grounds =
                new CallGrounds("energy", null, new InformationRequest("R-1", "energy", asked));
        RulePack italian = ForeignLawsTest.screened(ForeignLawsTest.law("IT", NOW));

        assertThat(facts(ReasonCode.INFO_REQUEST, asking(italian, Sector.ENERGY_SUPPLY, grounds)))
                .containsExactly(
                        Fact.of(FactName.REQUEST, "R-1"),
                        Fact.of(FactName.OBJECT, "energy"),
                        Fact.of(FactName.REQUESTED_AT, asked),
                        Fact.of(FactName.STANDING, "PRACTICE"));
    }

    private static List<Fact> facts(
            ReasonCode code, DecideCall call, ContactPermissionEvent... past) {
        CallVerdict verdict =
                CallRules.evaluate(call, new ContactPermissionDecider().replay(List.of(past)));
        return verdict.reasons().stream()
                .filter(reason -> reason.code() == code)
                .findFirst()
                .map(Reason::known)
                .orElseThrow(() -> new AssertionError(verdict.reasons().toString()));
    }

    private static DecideCall asking(
            RulePack law,
            @Nullable Sector sector,
            @Nullable CallGrounds grounds,
            Screening... found) {
        return Questions.screened(
                new DecideCall(
                        Examples.DECISION,
                        Examples.BY_VOIX,
                        Examples.RHONE,
                        Examples.SUBJECT,
                        Purpose.PROSPECTING_CALL,
                        null,
                        Examples.circumstances(
                                Examples.IN_PARIS,
                                new StatedCall(sector, null, grounds, null, null)),
                        new CallLaw(List.of(law), ExampleLaws.RECORDING_IN_FRANCE),
                        NOW),
                List.of(found));
    }
}
