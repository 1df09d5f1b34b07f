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
        if (state.progress().proof().isAwaited()) {
            return List.of();
        }
        if (state.progress().proof().received() != null) {
            throw new Rejected(
                    RightsProblem.PROOF_OUT_OF_ORDER,
                    "The person has already proved their identity.");
        }
        var opened = state.opened();
        return List.of(
                new IdentityProofRequested(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        command.now(),
                        Request.clockOf(opened)
                                .isPrompt(opened.intake().receivedAt(), command.now())));
    }

    /** An objection to recordings, which consent-service took in. */
    private static boolean isTakenInElsewhere(RequestOpened opened) {
        return opened.type() == RequestType.OBJECTION
                && opened.tasks().equals(List.of(OwnerService.RECORDING));
    }

    static List<RequestEvent> receiveProof(ReceiveIdentityProof command, Open state) {
        var proved = receiveProofAlone(command, state);
        return !proved.isEmpty()
                        && RequestEvolution.evolve(state, proved.getFirst()) instanceof Open after
                        && after.progress().deadline().isPassed(command.now())
                ? Stream.concat(
                                proved.stream(),
                                EffectsOnReceipt.atDeadline(after, command.now()).stream())
                        .toList()
                : proved;
    }

    /** The same of a request that is answered with another one, which alone has effects. */
    static List<RequestEvent> receiveProofAlone(ReceiveIdentityProof command, Open state) {
        var proof = state.progress().proof();
        if (proof.received() != null) {
            return List.of();
        }
        if (proof.asked() == null || command.receivedAt().isBefore(proof.asked())) {
            throw new Rejected(
                    RightsProblem.PROOF_OUT_OF_ORDER,
                    "No proof of identity had been requested by then.");
        }
        var opened = state.opened();
        var deadline =
                Request.clockOf(opened)
                        .deadline(
                                new Facts(
                                        opened.intake().receivedAt(),
                                        proof.asked(),
                                        command.receivedAt(),
                                        state.progress().extended()));
        return List.of(
                new IdentityProofReceived(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        command.receivedAt(),
                        deadline.strict(),
                        deadline.effective()));
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
        if (progress.deadline().isPassed(command.now())) {
            throw new Rejected(
                    RightsProblem.DEADLINE_PASSED,
                    "The person had to be told of an extension before "
                            + progress.deadline().effective()
                            + ".");
        }
        var deadline =
                Request.clockOf(opened)
                        .deadline(
                                new Facts(
                                        opened.intake().receivedAt(),
                                        progress.proof().asked(),
                                        progress.proof().received(),
                                        true));
        return List.of(
                new DsrExtended(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        command.reason(),
                        deadline.strict(),
                        deadline.effective()));
    }
}
