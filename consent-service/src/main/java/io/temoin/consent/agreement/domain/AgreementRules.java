// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.agreement.domain.AgreementCommand.Draft;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.Rejected.Violation;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with an agreement; all of it at once, each with a pointer to the field. */
final class AgreementRules {

    private AgreementRules() {}

    static List<Violation> violations(Draft draft) {
        List<Violation> violations = new ArrayList<>();
        parties(draft, violations);
        terms(draft.terms(), violations);
        violations.addAll(violations(draft.instructions()));
        for (int i = 0; i < draft.subProcessors().size(); i++) {
            PartyId party = draft.subProcessors().get(i);
            violations.addAll(
                    violationsOf(
                            "/subProcessors/" + i,
                            party,
                            draft.records().of(party),
                            draft.controller(),
                            draft.processor()));
        }
        engagement(draft, violations);
        return violations;
    }

    static List<Violation> violations(Instructions instructions) {
        List<Violation> violations = new ArrayList<>();
        if (instructions.purposes().isEmpty()) {
            violations.add(
                    missing(
                            "/instructions/purposes",
                            "An instruction must name at least one purpose."));
        }
        if (instructions.countries().isEmpty()) {
            violations.add(
                    missing(
                            "/instructions/countries",
                            "An instruction must name at least one country."));
        }
        if (instructions.allCampaigns() != instructions.campaigns().isEmpty()) {
            violations.add(
                    new Violation(
                            "/instructions/campaigns",
                            "campaigns-contradictory",
                            "State either that all campaigns are covered, or list the campaigns."));
        }
        return violations;
    }

    /** What is against {@code party} working for the processor of an agreement. */
    static List<Violation> violationsOf(
            String pointer, PartyId party, Party known, PartyId controller, PartyId processor) {
        if (party.equals(controller) || party.equals(processor)) {
            return List.of(own(pointer));
        }
        return known.processes() ? List.of() : List.of(notAs(pointer, "a processor"));
    }

    private static void parties(Draft draft, List<Violation> violations) {
        if (draft.processor().equals(draft.controller())) {
            violations.add(own("/processor"));
        }
        if (!draft.records().of(draft.controller()).decides()) {
            violations.add(notAs("/controller", "a controller"));
        }
        if (!draft.records().of(draft.processor()).processes()) {
            violations.add(notAs("/processor", "a processor"));
        }
    }

    private static void terms(AgreementTerms terms, List<Violation> violations) {
        if (terms.validUntil() != null && !terms.validUntil().isAfter(terms.validFrom())) {
            violations.add(
                    new Violation(
                            "/validUntil", "end-before-start", "The end must be after the start."));
        }
        if (terms.dataTypes().isEmpty()) {
            violations.add(missing("/dataTypes", "An agreement must name the types of data."));
        }
        if (terms.subjectCategories().isEmpty()) {
            violations.add(
                    missing(
                            "/subjectCategories",
                            "An agreement must name the categories of data subjects."));
        }
    }

    /** No processor engages another one unless the controller authorised it (GDPR art. 28(2)). */
    private static void engagement(Draft draft, List<Violation> violations) {
        PartyId engagedBy = draft.terms().engagedBy();
        boolean authorised =
                engagedBy == null
                        || draft.records().engaging().all().stream()
                                .filter(one -> one.terms().engagedBy() == null)
                                .filter(one -> !one.hasEndedAt(draft.now()))
                                .anyMatch(one -> one.authorises(draft.processor()));
        if (!authorised) {
            violations.add(
                    new Violation(
                            "/engagedBy",
                            "sub-processor-not-authorised",
                            "The controller has not authorised this processor to engage a"
                                    + " sub-processor."));
        }
    }

    private static Violation own(String pointer) {
        return new Violation(
                pointer,
                "own-processor",
                "A party cannot be its own processor, or a processor of its own processor.");
    }

    private static Violation notAs(String pointer, String role) {
        return new Violation(
                pointer,
                "party-unknown",
                "There is no registered party with this id that is " + role + ".");
    }

    private static Violation missing(String pointer, String message) {
        return new Violation(pointer, "field-missing", message);
    }
}
