// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.legalclock.AnswerClock.Facts;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofReceived;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofRequested;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestEvent.RequestOverdue;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What moves the day by which a request is answered; the part of the decider that says so. */
final class AnswerDeadlines {

    private AnswerDeadlines() {}

    static List<RequestEvent> requestProof(RequestIdentityProof command, Open state) {
        if (!state.opened().type().mayAskForProof() || isTakenInElsewhere(state.opened())) {
            throw new Rejected(
                    RightsProblem.PROOF_NOT_ALLOWED,
                    "Such a request takes effect at once and waits for no proof of identity.");
        }
        Request.Proof proof = state.progress().proof();
        if (proof.isAwaited() && ActDates.isSame(command.requestedAt(), proof.asked())) {
            return List.of();
        }
        if (proof.asked() != null) {
            throw new Rejected(
                    RightsProblem.PROOF_OUT_OF_ORDER,
                    proof.isAwaited()
                            ? "The person has already been asked, at " + proof.asked() + "."
                            : "The person has already proved their identity.");
        }
        ActDates.requireReceived("/requestedAt", command.requestedAt(), state);
        EffectsOnReceipt.requireUndecided(true, state, command.now());
        var opened = state.opened();
        Instant asked = ActDates.at(command.requestedAt(), command.now());
        return List.of(
                new IdentityProofRequested(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        asked,
                        isPrompt(opened, asked, command.now()),
                        ActDates.recordedAt(asked, command.now())));
    }

    /** Effects follow the recording: no date puts off what happens to recordings objected to. */
    private static boolean isPrompt(RequestOpened opened, Instant asked, Instant now) {
        boolean destroys =
                opened.type() == RequestType.OBJECTION
                        && opened.tasks().contains(OwnerService.RECORDING);
        return Request.clockOf(opened)
                .isPrompt(opened.intake().receivedAt(), destroys ? now : asked);
    }

    /** The deadline that passed without an answer, unless that was said before. */
    static List<RequestEvent> overdue(Open state, Instant now) {
        var opened = state.opened();
        var progress = state.progress();
        return !progress.deadline().isPassed(now) || progress.isSaidOverdue()
                ? List.of()
                : List.of(
                        new RequestOverdue(
                                opened.request(),
                                opened.controller(),
                                opened.subject(),
                                progress.deadline().effective()));
    }

    /** A deadline that moves after it passed is said to have passed first. */
    private static List<RequestEvent> moved(
            Open state, Instant now, List<RequestEvent> later, RequestEvent moving) {
        return Stream.of(overdue(state, now), List.of(moving), later)
                .flatMap(List::stream)
                .toList();
    }

    /** An objection to recordings, which consent-service took in. */
    private static boolean isTakenInElsewhere(RequestOpened opened) {
        return opened.type() == RequestType.OBJECTION
                && opened.tasks().equals(List.of(OwnerService.RECORDING));
    }

    static List<RequestEvent> receiveProof(ReceiveIdentityProof command, Open state) {
        var proved = receiveProofAlone(command, state);
        return proved.isEmpty()
                ? List.of()
                : moved(
                        state,
                        command.now(),
                        RequestEvolution.evolve(state, proved.getFirst()) instanceof Open after
                                ? EffectsOnReceipt.undecided(after, command.now())
                                : List.of(),
                        proved.getFirst());
    }

    /** The same of a request that is answered with another one, which alone has effects. */
    static List<RequestEvent> receiveProofAlone(ReceiveIdentityProof command, Open state) {
        var proof = state.progress().proof();
        if (proof.received() != null) {
            return List.of();
        }
        if (proof.asked() == null || command.receivedAt().isBefore(proof.asked())) {
            throw Rejected.at(
                    "/receivedAt",
                    RightsProblem.PROOF_OUT_OF_ORDER,
                    "No proof of identity had been requested by then.");
        }
        var opened = state.opened();
        var deadline =
                Request.clockOf(opened)
                        .deadline(
                                new Facts(
                                        opened.intake().receivedAt(),
                                        proof.counted(),
                                        command.receivedAt(),
                                        state.progress().extended()));
        return List.of(
                new IdentityProofReceived(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        command.receivedAt(),
                        deadline.strict(),
                        deadline.effective(),
                        ActDates.recordedAt(command.receivedAt(), command.now())));
    }

    static List<RequestEvent> extend(ExtendDeadline command, Open state) {
        var opened = state.opened();
        var progress = state.progress();
        if (!opened.type().isExtendable()) {
            throw new Rejected(
                    RightsProblem.EXTENSION_NOT_ALLOWED,
                    "The answer to such a request cannot be extended.");
        }
        if (progress.extended()) {
            throw new Rejected(
                    RightsProblem.REQUEST_EXTENDED, "The deadline has already been extended.");
        }
        Instant informed = ActDates.at(command.informedAt(), command.now());
        ActDates.requireReceived("/informedAt", command.informedAt(), state);
        if (progress.deadline().isPassed(informed)) {
            throw new Rejected(
                    RightsProblem.DEADLINE_PASSED,
                    "The person had to be told of an extension before "
                            + progress.deadline().effective()
                            + ".");
        }
        EffectsOnReceipt.requireUndecided(true, state, command.now());
        var deadline =
                Request.clockOf(opened)
                        .deadline(
                                new Facts(
                                        opened.intake().receivedAt(),
                                        progress.proof().counted(),
                                        progress.proof().received(),
                                        true));
        return moved(
                state,
                command.now(),
                List.of(),
                new DsrExtended(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        command.reason(),
                        deadline.strict(),
                        deadline.effective(),
                        informed,
                        ActDates.recordedAt(informed, command.now())));
    }
}
