// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_ENDED;
import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_INVALID;
import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_NOT_IN_FORCE;
import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_UNKNOWN;
import static io.temoin.consent.agreement.domain.AgreementProblem.NOT_THE_CONTROLLER;

import io.temoin.consent.agreement.domain.AgreementCommand.Activate;
import io.temoin.consent.agreement.domain.AgreementCommand.Amend;
import io.temoin.consent.agreement.domain.AgreementCommand.DecideOnEngagement;
import io.temoin.consent.agreement.domain.AgreementCommand.Draft;
import io.temoin.consent.agreement.domain.AgreementCommand.End;
import io.temoin.consent.agreement.domain.AgreementCommand.Suspend;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementActivated;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementDrafted;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementEnded;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementSuspended;
import io.temoin.consent.agreement.domain.AgreementEvent.InstructionsAmended;
import io.temoin.consent.agreement.domain.AgreementEvent.SubProcessorAuthorised;
import io.temoin.consent.agreement.domain.AgreementEvent.SubProcessorObjected;
import io.temoin.consent.agreement.domain.ProcessingAgreement.State;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Instant;
import java.util.List;

/**
 * The agreements of one controller and one processor. The controller alone instructs (GDPR art.
 * 28(3)(a)): what a processor's own people could write would authorise nothing.
 */
public final class AgreementDecider
        implements Decider<AgreementCommand, ProcessingAgreements, AgreementEvent> {

    @Override
    public ProcessingAgreements initialState() {
        return ProcessingAgreements.NONE;
    }

    @Override
    public List<AgreementEvent> decide(AgreementCommand command, ProcessingAgreements state) {
        return switch (command) {
            case Draft draft -> {
                mustBeTheController(draft);
                yield List.of(draft(draft));
            }
            case Activate activate -> activate(activate, open(activate, state, activate.now()));
            case Amend amend -> amend(amend, open(amend, state, amend.now()));
            case Suspend suspend -> suspend(suspend, open(suspend, state, suspend.now()));
            case End end -> end(end, own(end, state));
            case DecideOnEngagement decide ->
                    decideOnEngagement(decide, open(decide, state, decide.now()));
        };
    }

    @Override
    public ProcessingAgreements evolve(ProcessingAgreements state, AgreementEvent event) {
        return ProcessingAgreements.evolve(state, event);
    }

    private static AgreementDrafted draft(Draft draft) {
        mustHold(AgreementRules.violations(draft));
        return new AgreementDrafted(
                draft.agreement(),
                draft.controller(),
                draft.processor(),
                draft.terms(),
                draft.instructions(),
                draft.subProcessors(),
                draft.now());
    }

    private static List<AgreementEvent> activate(Activate command, ProcessingAgreement agreement) {
        SignedDocument signed =
                command.document() == null ? agreement.document() : command.document();
        if (signed == null) {
            throw invalid(
                    "/document",
                    "document-missing",
                    "An agreement must be signed before it can come into force (GDPR art. 28(9)).");
        }
        return agreement.state() == State.ACTIVE && signed.equals(agreement.document())
                ? List.of()
                : List.of(
                        new AgreementActivated(
                                agreement.id(),
                                agreement.controller(),
                                agreement.processor(),
                                signed,
                                command.now()));
    }

    private static List<AgreementEvent> amend(Amend command, ProcessingAgreement agreement) {
        mustHold(AgreementRules.violations(command.instructions()));
        if (command.document() == null && agreement.document() != null) {
            throw invalid(
                    "/document",
                    "document-missing",
                    "A signed agreement can be amended only by a documented instruction (GDPR art."
                            + " 28(3)(a)).");
        }
        return command.instructions().equals(agreement.instructions())
                ? List.of()
                : List.of(
                        new InstructionsAmended(
                                agreement.id(),
                                agreement.controller(),
                                agreement.processor(),
                                agreement.version() + 1,
                                command.instructions(),
                                command.document(),
                                command.now()));
    }

    private static List<AgreementEvent> suspend(Suspend command, ProcessingAgreement agreement) {
        return switch (agreement.state()) {
            case DRAFTED ->
                    throw new Rejected(
                            AGREEMENT_NOT_IN_FORCE, "The agreement is not in force yet.");
            case SUSPENDED -> List.of();
            case ACTIVE ->
                    List.of(
                            new AgreementSuspended(
                                    agreement.id(),
                                    agreement.controller(),
                                    agreement.processor(),
                                    command.now()));
        };
    }

    /** One that has ended stays ended when it did: ending it again changes nothing. */
    private static List<AgreementEvent> end(End command, ProcessingAgreement agreement) {
        if (agreement.hasEndedAt(command.now())) {
            return List.of();
        }
        Instant endsAt = command.endsAt() == null ? command.now() : command.endsAt();
        if (endsAt.isBefore(command.now())) {
            throw invalid(
                    "/endsAt",
                    "in-the-past",
                    "An agreement cannot end in the past, because processing since then was"
                            + " covered by it.");
        }
        Instant agreed = agreement.terms().validUntil();
        if (agreed != null && endsAt.isAfter(agreed)) {
            throw invalid(
                    "/endsAt",
                    "after-the-agreed-end",
                    "An agreement cannot be extended beyond its agreed end; conclude a new"
                            + " agreement.");
        }
        return endsAt.equals(agreement.endsAt())
                ? List.of()
                : List.of(
                        new AgreementEnded(
                                agreement.id(),
                                agreement.controller(),
                                agreement.processor(),
                                endsAt,
                                command.now()));
    }

    private static List<AgreementEvent> decideOnEngagement(
            DecideOnEngagement command, ProcessingAgreement agreement) {
        boolean stands = agreement.authorises(command.subProcessor());
        if (!command.authorised()) {
            return stands
                    ? List.of(
                            new SubProcessorObjected(
                                    agreement.id(),
                                    agreement.controller(),
                                    agreement.processor(),
                                    command.subProcessor(),
                                    command.now()))
                    : List.of();
        }
        mustHold(
                AgreementRules.violationsOf(
                        "/party",
                        command.subProcessor(),
                        command.known(),
                        agreement.controller(),
                        agreement.processor()));
        return stands
                ? List.of()
                : List.of(
                        new SubProcessorAuthorised(
                                agreement.id(),
                                agreement.controller(),
                                agreement.processor(),
                                command.subProcessor(),
                                command.now()));
    }

    private static void mustBeTheController(AgreementCommand command) {
        if (!command.by().equals(command.controller())) {
            throw new Rejected(
                    NOT_THE_CONTROLLER,
                    "Only the controller itself may conclude agreements with its processors and"
                            + " instruct them.");
        }
    }

    /** What there is not is unknown to everybody; what there is, the controller alone changes. */
    private static ProcessingAgreement own(AgreementCommand command, ProcessingAgreements state) {
        ProcessingAgreement agreement = state.find(command.agreement());
        if (agreement == null) {
            throw unknown();
        }
        mustBeTheController(command);
        return agreement;
    }

    private static ProcessingAgreement open(
            AgreementCommand command, ProcessingAgreements state, Instant now) {
        ProcessingAgreement agreement = own(command, state);
        if (agreement.hasEndedAt(now)) {
            throw new Rejected(
                    AGREEMENT_ENDED, "The agreement has ended; conclude a new agreement.");
        }
        return agreement;
    }

    /** The refusal of an agreement that there is not, or not for the caller. */
    public static Rejected unknown() {
        return new Rejected(
                AGREEMENT_UNKNOWN,
                "The agreement does not exist, or does not concern your organisation.");
    }

    private static void mustHold(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new Rejected(
                    AGREEMENT_INVALID,
                    "The terms contradict each other or the records; each violation says where and"
                            + " why.",
                    violations);
        }
    }

    private static Rejected invalid(String pointer, String code, String message) {
        return new Rejected(
                AGREEMENT_INVALID,
                "The terms contradict each other or the records; each violation says where and"
                        + " why.",
                List.of(new Violation(pointer, code, message)));
    }
}
