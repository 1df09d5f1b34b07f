// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ConsentProblem.CONSENT_INVALID;
import static io.temoin.consent.permission.domain.ConsentProblem.CONSENT_WITHDRAWN_SINCE;
import static io.temoin.consent.permission.domain.ConsentProblem.RULESET_UNKNOWN;

import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Defect;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.util.List;

/**
 * What becomes of a consent that was collected. One that is none is recorded too, as refused: who
 * hands in consents that nobody gave leaves a trace of each (GDPR art. 5(2), 7(1)). What cannot be
 * so, whoever said it, is a mistake in the request and leaves none.
 */
final class ConsentCollection {

    private ConsentCollection() {}

    static ContactPermissionEvent event(GiveConsent command, ContactPermission state) {
        ContactPermissionDecider.mustActFor(command.by(), command.controller());
        mustBeInstructed(command);
        RulePack pack = command.pack();
        if (pack == null) {
            throw Rejected.at(
                    "/number",
                    RULESET_UNKNOWN,
                    "No rules are known for the country of this number, so the consent cannot be"
                            + " checked.");
        }
        List<Violation> violations = ConsentRules.violations(command, pack);
        if (violations.isEmpty()) {
            return valid(command, state, pack);
        }
        if (ConsentDefect.areMistakes(violations)) {
            throw new Rejected(CONSENT_INVALID, ConsentRefused.NO_CONSENT, violations);
        }
        return refused(command, pack, CONSENT_INVALID, violations);
    }

    private static ContactPermissionEvent valid(
            GiveConsent command, ContactPermission state, RulePack pack) {
        if (state.withdrawnAt() != null && !command.collectedAt().isAfter(state.withdrawnAt())) {
            return refused(
                    command,
                    pack,
                    CONSENT_WITHDRAWN_SINCE,
                    List.of(
                            new Violation(
                                    "/collectedAt",
                                    "consent-withdrawn-since",
                                    "The person withdrew consent after this consent was collected,"
                                            + " so it permits nothing.")));
        }
        if (state.minorSince() != null) {
            return refused(
                    command,
                    pack,
                    CONSENT_INVALID,
                    List.of(
                            ConsentDefect.MINOR.at(
                                    "/number",
                                    "The person is known to be a minor and cannot consent to"
                                            + " marketing calls.")));
        }
        return given(command, pack);
    }

    private static ConsentGiven given(GiveConsent command, RulePack pack) {
        return new ConsentGiven(
                command.consent(),
                command.controller(),
                command.processor(),
                command.subject(),
                command.number(),
                ContactPermissionCommand.inOrder(command.purposes()),
                command.proof(),
                command.by().organisation(),
                command.collectedAt(),
                ConsentRules.validUntil(command.collectedAt(), command.validFor(), pack),
                command.exactSlot(),
                command.localSlot(),
                command.particulars(),
                ConsentRules.proofKeptUntil(command.collectedAt(), pack),
                pack.ruleSet(),
                command.now());
    }

    private static ConsentRefused refused(
            GiveConsent command,
            RulePack pack,
            ConsentProblem problem,
            List<Violation> violations) {
        return new ConsentRefused(
                command.consent(),
                command.controller(),
                command.processor(),
                command.subject(),
                ContactPermissionCommand.inOrder(command.purposes()),
                command.proof().channel(),
                command.by().organisation(),
                command.particulars().agent(),
                problem,
                violations.stream()
                        .map(one -> new Defect(one.pointer(), one.code(), one.message()))
                        .toList(),
                command.collectedAt(),
                pack.ruleSet(),
                command.now());
    }

    /** Collecting is processing: only on instructions. Withdrawals and objections need none. */
    private static void mustBeInstructed(GiveConsent command) {
        InstructionCheck.mustBe(command.by(), command.controller(), command.mandate());
    }
}
