// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import io.temoin.consent.rules.domain.PeriodWords;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a controller may declare, and what it must show; every breach with its pointer. */
final class TermsRules {

    private TermsRules() {}

    static List<Violation> violations(PurposeTerms terms, PurposeTemplate template) {
        List<Violation> violations = new ArrayList<>();
        if (!template.legalBases().contains(terms.legalBasis())) {
            violations.add(
                    violation(
                            "/terms/legalBasis",
                            "legal-basis-unfit",
                            "The permitted legal bases of this purpose are "
                                    + template.legalBases().stream().sorted().toList()
                                    + "."));
        }
        Period usual = template.keepFor();
        if (terms.keepingReference() == null && needsReference(terms.keepFor(), template)) {
            violations.add(
                    violation(
                            "/terms/keepingReference",
                            "reference-missing",
                            template.toVerify() == null && usual != null
                                    ? "The catalogue provides for "
                                            + PeriodWords.english(usual)
                                            + "; name the legal text on which your different"
                                            + " period is based."
                                    : "The period in the catalogue has not been verified; name the"
                                            + " legal text on which your period is based."));
        }
        sampling(terms, template, violations);
        return violations;
    }

    /** Shorter than a maximum and longer than a minimum needs nothing. */
    private static boolean needsReference(@Nullable Period keepFor, PurposeTemplate template) {
        Period usual = template.keepFor();
        if (template.toVerify() != null) {
            return keepFor != null;
        }
        if (usual == null) {
            return false;
        }
        if (keepFor == null) {
            return true;
        }
        long difference = days(keepFor) - days(usual);
        return switch (template.bound()) {
            case AT_MOST -> difference > 0;
            case AT_LEAST -> difference < 0;
            case EXACTLY -> difference != 0;
        };
    }

    private static void sampling(
            PurposeTerms terms, PurposeTemplate template, List<Violation> violations) {
        SamplingBudget budget = terms.sampling();
        boolean drawn = template.recording() == RecordingStart.DRAW;
        if (drawn && budget == null) {
            violations.add(
                    violation(
                            "/terms/sampling",
                            "budget-missing",
                            "Calls are sampled for this purpose; state the share of calls to"
                                    + " record."));
        }
        if (!drawn && budget != null) {
            violations.add(
                    violation(
                            "/terms/sampling",
                            "budget-unfit",
                            "Calls are not sampled for this purpose."));
        }
        if (drawn && budget != null && budget.percent() >= SamplingBudget.SYSTEMATIC) {
            violations.add(
                    violation(
                            "/terms/sampling/percent",
                            "recording-systematic",
                            "Recording every call is unlawful: recording must be neither permanent"
                                    + " nor systematic (CNIL, écoute et enregistrement des"
                                    + " appels)."));
        }
    }

    /** What an activation lacks. */
    static List<Violation> missing(
            ActivationGrounds grounds, PurposeTerms terms, PurposeTemplate template) {
        List<Violation> missing = new ArrayList<>();
        if (terms.legalBasis() == LegalBasis.LEGITIMATE_INTEREST
                && grounds.balancingTest() == null) {
            missing.add(
                    violation(
                            "/balancingTestId",
                            "balancing-test-missing",
                            "Legitimate interest requires a balancing test (GDPR art. 6(1)(f))."));
        }
        if (terms.legalBasis() == LegalBasis.CONSENT && grounds.notice() == null) {
            missing.add(
                    violation(
                            "/noticeId",
                            "notice-missing",
                            "Consent requires a notice that informs people (GDPR art. 7, 13)."));
        }
        if (template.impactAssessment() && grounds.impactAssessment() == null) {
            missing.add(
                    violation(
                            "/impactAssessment",
                            "impact-assessment-missing",
                            "This purpose requires a validated impact assessment (GDPR art. 35)."));
        }
        if (template.article9() != null && !template.article9().equals(grounds.article9())) {
            missing.add(
                    violation(
                            "/article9",
                            "article-9-missing",
                            "Special categories of data require the exception "
                                    + template.article9()
                                    + " (GDPR art. 9(2))."));
        }
        return missing;
    }

    /** Months of 30 days, years of 365: to compare, not to count. */
    private static long days(Period period) {
        return 365L * period.getYears() + 30L * period.getMonths() + period.getDays();
    }

    private static Violation violation(String pointer, String code, String message) {
        return new Violation(pointer, code, message);
    }
}
