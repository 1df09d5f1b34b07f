// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import static io.temoin.consent.purpose.domain.PurposeProblem.PURPOSE_DECLARED_ALREADY;
import static io.temoin.consent.purpose.domain.PurposeProblem.PURPOSE_GROUNDS_MISSING;
import static io.temoin.consent.purpose.domain.PurposeProblem.PURPOSE_OF_ANOTHER;
import static io.temoin.consent.purpose.domain.PurposeProblem.PURPOSE_REVISED_MEANWHILE;
import static io.temoin.consent.purpose.domain.PurposeProblem.PURPOSE_STATE_CONFLICT;
import static io.temoin.consent.purpose.domain.PurposeProblem.PURPOSE_TERMS_INVALID;
import static io.temoin.consent.purpose.domain.PurposeProblem.PURPOSE_UNKNOWN;

import io.temoin.consent.purpose.domain.ControllerPurpose.Active;
import io.temoin.consent.purpose.domain.ControllerPurpose.Declared;
import io.temoin.consent.purpose.domain.ControllerPurpose.Retired;
import io.temoin.consent.purpose.domain.ControllerPurpose.Revision;
import io.temoin.consent.purpose.domain.ControllerPurpose.Unknown;
import io.temoin.consent.purpose.domain.PurposeCommand.ActivatePurpose;
import io.temoin.consent.purpose.domain.PurposeCommand.DeclarePurpose;
import io.temoin.consent.purpose.domain.PurposeCommand.RetirePurpose;
import io.temoin.consent.purpose.domain.PurposeCommand.RevisePurpose;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeActivated;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeDeclared;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeRetired;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeRevised;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.util.List;

/**
 * The life of one purpose of one controller: declared, active, retired.
 *
 * <p>The legal basis is fixed before the processing starts and not changed under way (GDPR art. 6,
 * 13(1)(c)): another basis is another declaration. A processor that decided purposes would be a
 * controller (art. 28(10)), so it may not.
 */
public final class PurposeDecider
        implements Decider<PurposeCommand, ControllerPurpose, PurposeEvent> {

    private static final String NOTHING_BEFORE = "";

    @Override
    public ControllerPurpose initialState() {
        return new Unknown();
    }

    @Override
    public List<PurposeEvent> decide(PurposeCommand command, ControllerPurpose state) {
        if (!command.by().equals(command.controller())) {
            throw Rejected.at(
                    "/controller",
                    PURPOSE_OF_ANOTHER,
                    "Only the controller itself may decide on purposes (GDPR art. 28(10)).");
        }
        return List.of(
                switch (command) {
                    case DeclarePurpose declare -> declare(declare, state);
                    case ActivatePurpose activate -> activate(activate, state);
                    case RevisePurpose revise -> revise(revise, state);
                    case RetirePurpose retire -> retire(retire, state);
                });
    }

    @Override
    public ControllerPurpose evolve(ControllerPurpose state, PurposeEvent event) {
        return ControllerPurpose.evolve(state, event);
    }

    private static PurposeDeclared declare(DeclarePurpose command, ControllerPurpose state) {
        mustBeValid(command.terms(), command.template());
        Revision last =
                switch (state) {
                    case Unknown _ -> null;
                    case Retired(var revision) -> revision;
                    case Declared _, Active _ ->
                            throw Rejected.at(
                                    "/purpose",
                                    PURPOSE_DECLARED_ALREADY,
                                    "This purpose is already declared; revise it instead.");
                };
        int number = last == null ? 1 : last.number() + 1;
        return new PurposeDeclared(
                command.controller(),
                command.template().code(),
                command.catalogue(),
                number,
                command.terms(),
                command.terms()
                        .hash(
                                command.controller().value(),
                                command.template().code(),
                                number,
                                last == null ? NOTHING_BEFORE : last.hash()),
                command.now());
    }

    private static PurposeActivated activate(ActivatePurpose command, ControllerPurpose state) {
        Revision revision =
                switch (state) {
                    case Declared(var declared) -> declared;
                    case Unknown _ -> throw unknown();
                    case Active _ -> throw conflict("This purpose is already active.");
                    case Retired _ -> throw conflict("This purpose is retired; declare it again.");
                };
        List<Violation> missing =
                TermsRules.missing(command.grounds(), revision.terms(), command.template());
        if (!missing.isEmpty()) {
            throw new Rejected(
                    PURPOSE_GROUNDS_MISSING,
                    "The purpose lacks something that its legal basis requires; each violation"
                            + " says what.",
                    missing);
        }
        return new PurposeActivated(
                command.controller(),
                revision.purpose(),
                revision.number(),
                command.grounds(),
                revision.hash(),
                command.now());
    }

    private static PurposeRevised revise(RevisePurpose command, ControllerPurpose state) {
        Revision revision =
                switch (state) {
                    case Declared(var declared) -> declared;
                    case Active(var active, _) -> active;
                    case Unknown _ -> throw unknown();
                    case Retired _ -> throw conflict("This purpose is retired; declare it again.");
                };
        if (revision.number() != command.replaces()) {
            throw Rejected.at(
                    "/replaces",
                    PURPOSE_REVISED_MEANWHILE,
                    "The current revision is " + revision.number() + ".");
        }
        mustBeValid(command.terms(), command.template());
        if (state instanceof Active
                && revision.terms().legalBasis() != command.terms().legalBasis()) {
            throw Rejected.at(
                    "/terms/legalBasis",
                    PURPOSE_STATE_CONFLICT,
                    "The legal basis cannot be changed once a purpose is active; retire the"
                            + " purpose and declare it again.");
        }
        int number = revision.number() + 1;
        return new PurposeRevised(
                command.controller(),
                revision.purpose(),
                command.catalogue(),
                number,
                command.terms(),
                command.terms()
                        .hash(
                                command.controller().value(),
                                revision.purpose(),
                                number,
                                revision.hash()),
                revision.hash(),
                command.now());
    }

    private static PurposeRetired retire(RetirePurpose command, ControllerPurpose state) {
        Revision revision =
                switch (state) {
                    case Declared(var declared) -> declared;
                    case Active(var active, _) -> active;
                    case Unknown _ -> throw unknown();
                    case Retired _ -> throw conflict("This purpose is already retired.");
                };
        return new PurposeRetired(
                command.controller(),
                revision.purpose(),
                revision.number(),
                command.reason(),
                command.now());
    }

    private static void mustBeValid(PurposeTerms terms, PurposeTemplate template) {
        List<Violation> violations = TermsRules.violations(terms, template);
        if (!violations.isEmpty()) {
            throw new Rejected(
                    PURPOSE_TERMS_INVALID,
                    "The declared terms are not permitted for this purpose; each violation says"
                            + " why.",
                    violations);
        }
    }

    private static Rejected unknown() {
        return new Rejected(PURPOSE_UNKNOWN, "The controller has not declared this purpose.");
    }

    private static Rejected conflict(String sentence) {
        return new Rejected(PURPOSE_STATE_CONFLICT, sentence);
    }
}
