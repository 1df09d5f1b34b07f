// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallGrounds.Contract;
import io.temoin.consent.permission.domain.CallGrounds.InformationRequest;
import io.temoin.consent.permission.domain.CallGrounds.Relation;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.consent.screening.domain.Screening;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the laws of other countries let be called who never agreed, and though they are listed. */
class CustomersAbroadTest {

    /** Three in the afternoon in Europe, ten in the morning in Toronto. */
    private static final Instant WEDNESDAY = Instant.parse("2026-12-02T15:00:00Z");

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 2);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // DPR 26/2022: in force, or ended at most thirty days ago
                "IT, -, true, CONTRACT_EXCEPTION",
                "IT, 2026-11-02, true, CONTRACT_EXCEPTION",
                "IT, 2026-11-01, true, REGISTER_HIT",
                "IT, 2026-11-01, false, NO_OBJECTION",
                // 47 CFR 64.1200(f): eighteen months after a purchase
                "US, 2025-06-02, true, CONTRACT_EXCEPTION",
                "US, 2025-06-01, true, REGISTER_HIT",
                "CA, 2025-06-02, true, CONTRACT_EXCEPTION",
                "CA, 2025-06-01, true, REGISTER_HIT",
                // customers of the last year; but who is on the list stays on it
                "ES, 2025-12-02, false, CONTRACT_EXCEPTION",
                "ES, 2025-12-01, false, NO_CONSENT",
                "ES, 2025-12-02, true, REGISTER_HIT",
                // these know no such exception, or nobody has checked it
                "GB, -, true, REGISTER_HIT",
                "BE, -, true, REGISTER_HIT",
                "DE, -, false, NO_CONSENT",
                "NL, -, false, NO_CONSENT"
            })
    void aContractLetsACustomerBeCalled(
            String country, @Nullable LocalDate endedOn, boolean listed, String code) {
        var call = call(country, null, false, contract(Relation.UPGRADE, endedOn), listed);

        assertThat(codes(call)).isEqualTo(code);
    }

    @Test
    void anOfferThatHasNothingToDoWithTheContractIsNoneOfACustomers() {
        var call = call("IT", null, false, contract(Relation.UNRELATED, null), true);

        assertThat(codes(call)).isEqualTo("REGISTER_HIT");
    }

    /** Since 19 June 2026 only a request or a consent counts there; a contract does not. */
    @Test
    void energyInItalyIsOfferedOnRequestAndNotByContract() {
        var byContract =
                call("IT", Sector.ENERGY_SUPPLY, false, contract(Relation.UPGRADE, null), false);
        var byRequest =
                call("IT", Sector.ENERGY_SUPPLY, false, request("2026-11-20T10:00:00Z"), true);
        var byOldRequest =
                call("IT", Sector.ENERGY_SUPPLY, false, request("2026-10-20T10:00:00Z"), true);

        assertThat(codes(byContract)).isEqualTo("NO_CONSENT");
        assertThat(codes(byRequest)).isEqualTo("INFO_REQUEST");
        assertThat(codes(byOldRequest)).isEqualTo("NO_CONSENT REGISTER_HIT");
    }

    @Test
    void anInquiryLetsAListedAmericanBeCalledForThreeMonths() {
        assertThat(codes(call("US", null, false, request("2026-09-02T18:00:00Z"), true)))
                .isEqualTo("INFO_REQUEST");
        assertThat(codes(call("US", null, false, request("2026-09-01T18:00:00Z"), true)))
                .isEqualTo("REGISTER_HIT");
    }

    /**
     * A relationship never lets a system call without consent (Directive 2002/58/EC art. 13(1),
     * CPCE L34-5, UWG §7(2), PECR reg. 19, 47 CFR 64.1200(a)).
     */
    @ParameterizedTest
    @CsvSource({"FR", "ES", "IT", "BE", "DE", "NL", "GB", "US", "CA"})
    void aSystemNeedsAConsentAlsoForCustomers(String country) {
        var call = call(country, null, true, contract(Relation.UPGRADE, null), false);

        assertThat(codes(call)).isEqualTo("NO_CONSENT");
    }

    /** CPCE L34-5 knows no exception for newspapers either. */
    @Test
    void aSystemNeedsAConsentToOfferNewspapersInFrance() {
        var byASystem = call("FR", Sector.PRESS, true, contract(Relation.UNRELATED, null), false);
        var byAnAgent = call("FR", Sector.PRESS, false, contract(Relation.UNRELATED, null), false);

        assertThat(codes(byASystem)).isEqualTo("NO_CONSENT");
        assertThat(codes(byAnAgent)).isEqualTo("PRESS_EXCEPTION");
    }

    /** The law that was there before the opt-in asked for it as well (loi 2004-575). */
    @ParameterizedTest
    @CsvSource({"2022-06-01T09:00:00Z", "2026-06-01T09:00:00Z"})
    void aSystemNeededAConsentInFranceBeforeToo(Instant then) {
        var law = ForeignLawsTest.law("FR", then);
        var call =
                resting(
                        Examples.asking(
                                List.of(law),
                                Examples.IN_PARIS,
                                null,
                                new CallerId("+33162001234", true),
                                then),
                        contract(Relation.UPGRADE, null),
                        law.registers().stream()
                                .map(
                                        duty ->
                                                new Screening(
                                                        duty.register(),
                                                        LocalDate.ofInstant(then, Examples.PARIS),
                                                        false))
                                .toList());

        assertThat(codes(call)).isEqualTo("NO_CONSENT");
    }

    /** Waiting for the hours helps a customer only as long as they count as one. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"2025-06-04, 2026-12-04T14:00:00Z", "2025-06-03, -"})
    void promisesNothingBeyondTheExemption(LocalDate endedOn, @Nullable Instant next) {
        var night = Instant.parse("2026-12-04T03:00:00Z"); // 22:00 on the 3rd in Toronto
        var call =
                resting(
                        Examples.asking(
                                List.of(law("CA")),
                                ForeignLawsTest.place("America/Toronto"),
                                null,
                                null,
                                night),
                        contract(Relation.UPGRADE, endedOn),
                        listed(law("CA"), true));

        assertThat(CallRules.evaluate(call, ContactPermission.NOTHING_KNOWN))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.nextAllowedAt()).isEqualTo(next));
    }

    /** What the law says of customers holds since it began, though it was read later. */
    @Test
    void customersCouldBeCalledFromTheFirstDayOfTheLawOn() {
        var firstDay = ForeignLawsTest.law("IT", Instant.parse("2026-06-19T08:00:00Z"));

        assertThat(firstDay).isEqualTo(law("IT"));
    }

    private static String codes(DecideCall call) {
        return ForeignLawsTest.codes(CallRules.evaluate(call, ContactPermission.NOTHING_KNOWN));
    }

    private static DecideCall call(
            String country,
            @Nullable Sector sector,
            boolean automated,
            CallGrounds grounds,
            boolean listed) {
        RulePack law = law(country);
        return resting(
                Examples.asking(
                        List.of(law),
                        ForeignLawsTest.place("America/Toronto"),
                        sector,
                        new CallerId("+14165550123", automated),
                        WEDNESDAY),
                grounds,
                listed(law, listed));
    }

    private static RulePack law(String country) {
        return ForeignLawsTest.law(country, WEDNESDAY);
    }

    private static List<Screening> listed(RulePack law, boolean listed) {
        return law.registers().stream()
                .map(duty -> new Screening(duty.register(), TODAY, listed))
                .toList();
    }

    private static CallGrounds contract(Relation relation, @Nullable LocalDate endedOn) {
        return new CallGrounds(
                "more-data",
                new Contract("C-22910", "mobile", relation, LocalDate.of(2024, 1, 1), endedOn),
                null);
    }

    private static CallGrounds request(String receivedAt) {
        return new CallGrounds(
                "energy", null, new InformationRequest("R-1", "energy", Instant.parse(receivedAt)));
    }

    /** The same question of who says what the call rests on, where registers were looked at. */
    private static DecideCall resting(DecideCall call, CallGrounds grounds, List<Screening> found) {
        StatedCall stated = call.circumstances().stated();
        return Questions.screened(
                Questions.stating(
                        call,
                        new StatedCall(stated.sector(), stated.callerId(), grounds, null, null)),
                found);
    }
}
