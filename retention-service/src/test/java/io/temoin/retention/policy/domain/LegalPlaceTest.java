// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.PolicyPacks;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemPlanner;
import io.temoin.retention.register.domain.PlanKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items follow the law of the country in which their controller is established. */
class LegalPlaceTest {

    private static final PackVersions LAW = new PolicyPacks().versions();
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final PolicyScope SCOPE = PolicyScope.of("rhone-telecom");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "FR, INVESTMENT_ORDER, P5Y, MiFID, -, -",
                "DE, INVESTMENT_ORDER, P5Y, MiFID, -, -",
                "BE, INVESTMENT_ORDER, P5Y, MiFID, -, -",
                "GB, INVESTMENT_ORDER, P5Y, FCA, -, -",
                "DE, CONSENT_EVIDENCE, P5Y, UWG, -, -",
                "US, CONSENT_EVIDENCE, P5Y, 16 CFR, -, -",
                "IT, CONSENT_EVIDENCE, P3Y, GDPR, FR, IT",
                "US, INVESTMENT_ORDER, P5Y, MiFID, FR, US",
                "-, INVESTMENT_ORDER, P5Y, MiFID, FR, -",
            })
    void aMinimumIsThatOfTheCountryOrOfTheConfiguredOne(
            @Nullable String country,
            Purpose purpose,
            Period atLeast,
            String reference,
            @Nullable String jurisdiction,
            @Nullable String established) {
        RetentionPolicy policy = of(new LegalPlace(country, "FR"), purpose);
        assertThat(policy.atLeast()).isEqualTo(atLeast);
        assertThat(policy.reference()).startsWith(reference);
        assertThat(policy.law())
                .isEqualTo(jurisdiction == null ? null : new AppliedLaw(jurisdiction, established));
    }

    /** The month of Belgium has not been compared with its law, and decides nothing. */
    @Test
    void whatIsUnsureInTheCountryIsNotApplied() {
        RetentionPolicy quality = of(LegalPlace.of("BE"), Purpose.QUALITY);
        assertThat(quality.atMost()).isEqualTo(Period.ofMonths(6));
        assertThat(quality.law()).isEqualTo(new AppliedLaw("FR", "BE"));
    }

    /** Whatever is configured, every purpose that calls are recorded for has a rule. */
    @Test
    void nothingIsWithoutARuleThatHasOneInFrance() {
        List<Purpose> recorded =
                Arrays.stream(Purpose.values()).filter(Purpose::isRecording).toList();
        for (LegalPlace place :
                List.of(
                        new LegalPlace(null, "DE"),
                        new LegalPlace("US", "DE"),
                        LegalPlace.of("CH"))) {
            assertThat(
                            new EffectivePolicies(LAW, Establishments.always(place), List.of())
                                    .inForce(SCOPE, recorded, DAY, NOW))
                    .hasSameSizeAs(recorded);
        }
        assertThat(of(new LegalPlace("US", "DE"), Purpose.QUALITY).law())
                .isEqualTo(new AppliedLaw("FR", "US"));
    }

    /**
     * French law is applied to a Belgian controller for want of a rule, and gives way to its own.
     */
    @Test
    void whatTheControllerLaysDownReplacesTheLawOfAnotherCountry() {
        OwnPolicy longer = own(Purpose.QUALITY, null, "P8M");
        RetentionPolicy ofBelgium = of(LegalPlace.of("BE"), Purpose.QUALITY, longer);
        assertThat(ofBelgium.atMost()).isEqualTo(Period.ofMonths(8));
        assertThat(ofBelgium.law()).isNull();
        RetentionPolicy ofFrance = of(LegalPlace.of("FR"), Purpose.QUALITY, longer);
        assertThat(ofFrance.atMost()).isEqualTo(Period.ofMonths(6));
        // It may be a French one: then its law binds it.
        RetentionPolicy ofNobodyKnowsWhere =
                of(new LegalPlace(null, "FR"), Purpose.QUALITY, longer);
        assertThat(ofNobodyKnowsWhere.atMost()).isEqualTo(Period.ofMonths(6));
    }

    /** Where there is a law, it binds whoever is established there. */
    @Test
    void theLawOfTheCountryBindsTheController() {
        OwnPolicy shorter = own(Purpose.INVESTMENT_ORDER, null, "P1Y");
        assertThat(of(LegalPlace.of("GB"), Purpose.INVESTMENT_ORDER, shorter).atLeast())
                .isEqualTo(Period.ofYears(5));
        OwnPolicy longer = own(Purpose.INVESTMENT_ORDER, "P6Y", null);
        assertThat(of(LegalPlace.of("GB"), Purpose.INVESTMENT_ORDER, longer).atLeast())
                .isEqualTo(Period.ofYears(6));
    }

    /**
     * A minimum outranks what the person objects to, so nobody sets one where the purpose has a
     * maximum; and a period that runs from something else may never begin.
     */
    @Test
    void onlyThePeriodIsFreeWhereTheLawIsNotKnown() {
        LegalPlace belgium = LegalPlace.of("BE");
        RetentionPolicy minimum = of(belgium, Purpose.QUALITY, own(Purpose.QUALITY, "P9Y", null));
        assertThat(minimum.atLeast()).isNull();
        assertThat(minimum.atMost()).isEqualTo(Period.ofMonths(6));
        assertThat(minimum.law()).isEqualTo(new AppliedLaw("FR", "BE"));
        RetentionPolicy both = of(belgium, Purpose.QUALITY, own(Purpose.QUALITY, "P9Y", "P9Y"));
        assertThat(both.atLeast()).isNull();
        assertThat(both.atMost()).isEqualTo(Period.ofYears(9));
        RetentionPolicy later =
                of(
                        belgium,
                        Purpose.QUALITY,
                        own(Purpose.QUALITY, RetentionTrigger.CONTRACT_ENDED, null, "P1M"));
        assertThat(later.trigger()).isEqualTo(RetentionTrigger.RECORDING_ENDED);
        assertThat(later.atMost()).isEqualTo(Period.ofMonths(6));
    }

    /** It follows the person called, who may be in France (R.223-2); no item says where. */
    @Test
    void theProofThatACallWasAllowedIsKeptEverywhere() {
        OwnPolicy month =
                own(Purpose.CONSENT_EVIDENCE, RetentionTrigger.CONSENT_COLLECTED, "P1M", null);
        assertThat(of(LegalPlace.of("IT"), Purpose.CONSENT_EVIDENCE, month).atLeast())
                .isEqualTo(Period.ofYears(3));
    }

    /** Only the period is free: a claim stops it, wherever the controller is. */
    @Test
    void whatStopsAPeriodStopsOneThatIsLaidDownAbroad() {
        OwnPolicy tenYears =
                own(Purpose.MEDICAL_REGULATION, RetentionTrigger.RECORDING_ENDED, "P10Y", null);
        var conditions = of(LegalPlace.of("DE"), Purpose.MEDICAL_REGULATION, tenYears).conditions();
        assertThat(conditions).isNotNull();
        assertThat(conditions.suspendsClock()).isTrue();
    }

    /** Whoever sells to people in France destroys within the month, wherever the seller is. */
    @Test
    void aDutyToDestroyBindsEverywhere() {
        RetentionPolicy sale =
                of(
                        LegalPlace.of("BE"),
                        Purpose.INSURANCE_NO_SALE,
                        own(
                                Purpose.INSURANCE_NO_SALE,
                                RetentionTrigger.PROPOSAL_MADE,
                                null,
                                "P1Y"));
        assertThat(sale.destructionDuty()).isTrue();
        assertThat(sale.atMost()).isEqualTo(Period.ofMonths(1));
        assertThat(sale.law()).isEqualTo(new AppliedLaw("FR", "BE"));
    }

    /**
     * Where no country has a law, the controller's own decides, and what is unsure waits for it.
     */
    @Test
    void whatNoLawIsKnownOfIsTheControllersOwn() {
        EffectivePolicies nothing =
                new EffectivePolicies(LAW, Establishments.always(LegalPlace.of("BE")), List.of());
        assertThat(nothing.of(SCOPE, Purpose.FRAUD, DAY, NOW)).isNull();
        OwnPolicy fraud = own(Purpose.FRAUD, RetentionTrigger.ALERT_QUALIFIED, null, "P1Y");
        RetentionPolicy laidDown = of(LegalPlace.of("BE"), Purpose.FRAUD, fraud);
        assertThat(laidDown.atMost()).isEqualTo(Period.ofYears(1));
        assertThat(laidDown.law()).isNull();
        // Emergency calls are kept until somebody lays something down, elsewhere as in France.
        assertThat(of(LegalPlace.of("BE"), Purpose.EMERGENCY).law())
                .isEqualTo(new AppliedLaw("FR", "BE"));
    }

    /** What was said to the person holds, whatever the law of the controller's country allows. */
    @Test
    void theShorterPeriodThatWasAnnouncedIsKeptEverywhere() {
        RetentionPolicy longer =
                of(LegalPlace.of("BE"), Purpose.QUALITY, own(Purpose.QUALITY, null, "P8M"));
        RetentionFacts facts =
                new RetentionFacts(
                        NOW,
                        PARIS,
                        List.of(longer),
                        List.of(
                                new AnnouncedPeriod(
                                        Purpose.QUALITY,
                                        Period.ofMonths(6),
                                        RetentionTrigger.RECORDING_ENDED)),
                        Map.of());
        assertThat(RetentionClock.evaluate(facts))
                .isInstanceOfSatisfying(
                        Scheduled.class, due -> assertThat(due.dueOn()).isEqualTo("2027-05-24"));
    }

    /** A controller that moves takes nothing with it: what began before stays under its law. */
    @Test
    void whatBeganElsewhereStaysUnderTheLawOfThen() {
        SortedMap<LocalDate, String> since =
                new TreeMap<>(Map.of(DAY, "FR", DAY.plusDays(10), "DE"));
        Establishments moved = new Establishments(since, "US");
        since.clear();
        assertThat(moved.on(DAY.minusDays(1))).isEqualTo(new LegalPlace(null, "US"));
        assertThat(moved.on(DAY.plusDays(9))).isEqualTo(new LegalPlace("FR", "US"));
        assertThat(moved.on(DAY.plusDays(10))).isEqualTo(new LegalPlace("DE", "US"));
        assertThat(planned(proof(DAY.plusDays(9)), moved)).isEqualTo("2029-12-03");
        assertThat(planned(proof(DAY.plusDays(10)), moved)).isEqualTo("2031-12-04");
        assertThat(Establishments.always(new LegalPlace(null, "US")).on(DAY))
                .isEqualTo(new LegalPlace(null, "US"));
    }

    /** UWG §7a(2): five years from each use; three are enough in France. */
    @Test
    void theProofOfAConsentIsKeptForAsLongAsTheCountryOrders() {
        assertThat(planned(proof(DAY), Establishments.always(LegalPlace.of("DE"))))
                .isEqualTo("2031-11-24");
        assertThat(planned(proof(DAY), Establishments.always(LegalPlace.of("FR"))))
                .isEqualTo("2029-11-24");
    }

    private static PlanKey proof(LocalDate startedOn) {
        return new PlanKey(
                ItemKind.CONSENT_PROOF,
                "rhone-telecom",
                null,
                List.of("CONSENT_EVIDENCE"),
                startedOn,
                null);
    }

    private static @Nullable LocalDate planned(PlanKey key, Establishments places) {
        return ItemPlanner.plan(key, new EffectivePolicies(LAW, places, List.of()), PARIS, NOW)
                .dueOn();
    }

    /** Items that were retained before that was recorded say of no bound whose law it is. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "FR, -, -",
                "DE, FR, DE",
                "-, FR, -",
            })
    void whatRecordsNoLawIsOfTheCountryThatProvidesItsText(
            @Nullable String country, @Nullable String jurisdiction, @Nullable String established) {
        LegalPlace place = new LegalPlace(country, "FR");
        String cited = of(LegalPlace.of("FR"), Purpose.QUALITY).reference();
        AppliedLaw expected =
                jurisdiction == null ? null : new AppliedLaw(jurisdiction, established);

        assertThat(LAW.applied(Purpose.QUALITY, cited, place, DAY)).isEqualTo(expected);
        assertThat(LAW.applied(Purpose.QUALITY, cited + "; our decision", place, DAY))
                .isEqualTo(expected);
        assertThat(LAW.applied(Purpose.QUALITY, "our decision", place, DAY)).isNull();
        assertThat(LAW.applied(Purpose.EMERGENCY, cited, place, DAY)).isNull();
        assertThat(LAW.applied(Purpose.QUALITY, cited, place, LocalDate.of(1990, 1, 1))).isNull();
    }

    private static RetentionPolicy of(LegalPlace place, Purpose purpose, OwnPolicy... own) {
        return Objects.requireNonNull(
                        new EffectivePolicies(LAW, Establishments.always(place), List.of(own))
                                .of(SCOPE, purpose, DAY, NOW))
                .asPolicy();
    }

    private static OwnPolicy own(
            Purpose purpose, @Nullable String atLeast, @Nullable String atMost) {
        return own(purpose, RetentionTrigger.RECORDING_ENDED, atLeast, atMost);
    }

    private static OwnPolicy own(
            Purpose purpose,
            RetentionTrigger from,
            @Nullable String atLeast,
            @Nullable String atMost) {
        return new OwnPolicy(
                new UUID(0, 1),
                SCOPE,
                1,
                new PolicyTerms(
                        purpose,
                        from,
                        atLeast == null ? null : Period.parse(atLeast),
                        atMost == null ? null : Period.parse(atMost),
                        "our decision",
                        LocalDate.of(2026, 1, 1),
                        null),
                Instant.parse("2026-01-01T00:00:00Z"),
                null);
    }
}
