// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static io.temoin.retention.policy.domain.RetentionTrigger.CONTRACT_CONCLUDED;
import static io.temoin.retention.policy.domain.RetentionTrigger.CONTRACT_SIGNED;
import static io.temoin.retention.policy.domain.RetentionTrigger.PROPOSAL_MADE;
import static io.temoin.retention.policy.domain.RetentionTrigger.RECORDING_ENDED;

import io.temoin.eventsourcing.Rejected;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The retention policies that exist, each in all its versions. Immutable. */
public final class PolicyCatalogue {

    private static final LocalDate SINCE = LocalDate.of(2026, 1, 1);
    private static final String CNIL_LISTENING =
            "CNIL, L'écoute et l'enregistrement des appels sur le lieu de travail;"
                    + " référentiel durées RH (2026-04-02)";

    private final List<RetentionPolicy> policies;

    /** A catalogue of {@code policies}, in any order. */
    public PolicyCatalogue(List<RetentionPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    /** The defaults of French law for the purposes a recording can have. */
    public static PolicyCatalogue france() {
        Period sixMonths = Period.ofMonths(6);
        Period fiveYears = Period.ofYears(5);
        return new PolicyCatalogue(
                List.of(
                        atMost(Purpose.TRAINING, sixMonths, RECORDING_ENDED, CNIL_LISTENING),
                        atMost(Purpose.EVALUATION, sixMonths, RECORDING_ENDED, CNIL_LISTENING),
                        atMost(Purpose.QUALITY, sixMonths, RECORDING_ENDED, CNIL_LISTENING),
                        atMost(Purpose.INCIVILITY, sixMonths, RECORDING_ENDED, CNIL_LISTENING),
                        atMost(
                                Purpose.CONTRACT_PROOF,
                                fiveYears,
                                CONTRACT_CONCLUDED,
                                "C. civ. art. 2224; CNIL, preuve de la formation d'un contrat"
                                        + " (2022-04-25)"),
                        new RetentionPolicy(
                                Purpose.INSURANCE_SALE,
                                1,
                                SINCE,
                                CONTRACT_SIGNED,
                                Period.ofYears(2),
                                Period.ofYears(2),
                                true,
                                "C. assurances art. R.112-7"),
                        new RetentionPolicy(
                                Purpose.INSURANCE_NO_SALE,
                                1,
                                SINCE,
                                PROPOSAL_MADE,
                                null,
                                Period.ofMonths(1),
                                true,
                                "C. assurances art. R.112-7"),
                        atLeast(
                                Purpose.INVESTMENT_ORDER,
                                fiveYears,
                                "MiFID II art. 16(7); Reg. (EU) 2017/565 art. 76"),
                        atLeast(
                                Purpose.MEDICAL_REGULATION,
                                fiveYears,
                                "Arrêté du 20 octobre 2011 (régulation médicale)"),
                        atLeast(
                                Purpose.EMERGENCY,
                                fiveYears,
                                "Arrêté du 20 octobre 2011, by analogy")));
    }

    /** Every version of every policy. */
    public List<RetentionPolicy> all() {
        return policies;
    }

    /**
     * The policies in force on {@code day}, one for each purpose.
     *
     * @throws Rejected when a purpose has none: how long to keep is never guessed
     */
    public List<RetentionPolicy> inForce(Collection<Purpose> purposes, LocalDate day) {
        return purposes.stream().distinct().sorted().map(each -> inForce(each, day)).toList();
    }

    private RetentionPolicy inForce(Purpose purpose, LocalDate day) {
        return policies.stream()
                .filter(policy -> policy.purpose() == purpose && !policy.since().isAfter(day))
                .max(Comparator.comparingInt(RetentionPolicy::version))
                .orElseThrow(
                        () ->
                                new Rejected(
                                        PolicyProblem.POLICY_UNKNOWN,
                                        "No retention policy for "
                                                + purpose
                                                + " is in force on "
                                                + day
                                                + "."));
    }

    private static RetentionPolicy atMost(
            Purpose purpose, Period period, RetentionTrigger trigger, String reference) {
        return new RetentionPolicy(purpose, 1, SINCE, trigger, null, period, false, reference);
    }

    private static RetentionPolicy atLeast(Purpose purpose, Period period, String reference) {
        return new RetentionPolicy(
                purpose, 1, SINCE, RECORDING_ENDED, period, null, false, reference);
    }
}
