// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.DecideErasure;
import io.temoin.retention.rights.domain.RequestEvent.ErasureDecided;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a request may be answered by an erasure: a destruction cannot be taken back. The decision is
 * recorded with the request, so that of a refusal and an erasure in the same moment one is refused.
 */
public final class ErasureRules {

    private ErasureRules() {}

    /**
     * The request, if it asks for erasure.
     *
     * @throws Rejected if it asks for something else
     */
    public static RequestOpened requireErasure(Request request) {
        RequestOpened opened = RequestDecider.openedOf(request);
        if (opened.type() != RequestType.ERASURE) {
            throw new Rejected(
                    RightsProblem.REQUEST_NOT_FOR_ERASURE,
                    "The person asked for something else; only a request for erasure is answered"
                            + " by one.");
        }
        return opened;
    }

    /**
     * The request, if the erasure may begin now.
     *
     * @throws Rejected if it has ended, or nobody knows yet who asks
     */
    public static RequestOpened requireReady(Request request) {
        RequestOpened opened = requireErasure(request);
        if (!(request instanceof Open open)) {
            throw WithdrawalRules.over();
        }
        if (open.progress().proof().isAwaited()) {
            throw new Rejected(
                    RightsProblem.IDENTITY_UNPROVEN,
                    "The person has not proved their identity yet.");
        }
        return opened;
    }

    /** The decision to erase the person, if it is recorded with the request. */
    public static @Nullable ErasureDecided decisionOf(Request request) {
        return switch (request) {
            case Unopened _ -> null;
            case Open open -> open.progress().erasure();
            case Ended ended -> ended.progress().erasure();
        };
    }

    /**
     * Once decided, it stays decided as it was; and so does one that began when decisions were not
     * recorded yet.
     */
    static List<RequestEvent> decide(DecideErasure command, Open state) {
        RequestOpened opened = requireReady(state);
        return command.begun() || state.progress().erasure() != null
                ? List.of()
                : List.of(
                        new ErasureDecided(
                                opened.request(),
                                opened.controller(),
                                opened.subject(),
                                command.ground(),
                                command.now()));
    }

    /** A person is told that they are erased once that is so: nobody decides it afterwards. */
    static void requireComplete(AnswerRequest command, Open state) {
        BegunErasure erasure = command.erasure();
        if (state.opened().type() == RequestType.ERASURE
                && command.parts().stream().anyMatch(part -> part.outcome() == Outcome.GRANTED)
                && (erasure == null || !erasure.complete())) {
            throw new Rejected(
                    RightsProblem.TASKS_OPEN, "The erasure of the person is not complete.");
        }
    }

    static void requireUndecided(Open state) {
        if (state.progress().erasure() != null) {
            throw begun();
        }
    }

    /**
     * What a person asks for after the decision is about what came since; it is answered itself.
     */
    static void requireAttachable(Open state) {
        if (state.progress().erasure() != null) {
            throw new Rejected(
                    RightsProblem.ERASURE_BEGUN,
                    "The erasure of the person has begun; what is asked for now comes after it.");
        }
    }

    /** The refusal to refuse a request while the person is being erased. */
    public static Rejected begun() {
        return new Rejected(
                RightsProblem.ERASURE_BEGUN,
                "The erasure of the person has begun and cannot be refused any more; answer the"
                        + " request, part by part if something stays.");
    }
}
