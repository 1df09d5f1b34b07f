// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.legalclock.Deadline;
import io.temoin.retention.rights.domain.Request.Attached;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.Request.Proof;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient;
import io.temoin.retention.rights.domain.RequestEvent.ContestedNamed;
import io.temoin.retention.rights.domain.RequestEvent.CorrectionRead;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.DsrWithdrawn;
import io.temoin.retention.rights.domain.RequestEvent.ErasureDecided;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofReceived;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofRequested;
import io.temoin.retention.rights.domain.RequestEvent.LetterSent;
import io.temoin.retention.rights.domain.RequestEvent.ObjectionUpheld;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestricted;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestrictionLifted;
import io.temoin.retention.rights.domain.RequestEvent.RectificationNoted;
import io.temoin.retention.rights.domain.RequestEvent.RequestAssigned;
import io.temoin.retention.rights.domain.RequestEvent.RequestAttached;
import io.temoin.retention.rights.domain.RequestEvent.RequestJoined;
import io.temoin.retention.rights.domain.RequestEvent.RequestNoted;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestEvent.RequestOverdue;
import io.temoin.retention.rights.domain.RequestEvent.RequestTaskCompleted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies what happened to the state of a request. */
final class RequestEvolution {

    private RequestEvolution() {}

    static Request evolve(Request state, RequestEvent event) {
        return switch (state) {
            case Unopened unopened ->
                    event instanceof RequestOpened opened
                            ? new Open(opened, Progress.of(opened))
                            : unopened;
            case Open(var opened, var progress) -> {
                var ending = ending(event);
                yield ending == null
                        ? new Open(opened, evolve(opened, progress, event))
                        : new Ended(
                                opened,
                                after(opened, withLateRecord(opened, progress, event), ending),
                                ending,
                                false);
            }
            case Ended(var opened, var progress, var ending, _) when event instanceof DsrClosed ->
                    new Ended(opened, closed(progress), ending, true);
            case Ended(var opened, var progress, var ending, var closed) ->
                    new Ended(
                            opened,
                            evolve(opened, progress, event),
                            event instanceof DsrWithdrawn it ? new Ending.Withdrawn(it) : ending,
                            closed);
        };
    }

    /**
     * What was granted is news to every recipient that was told before it was done. Of an erasure
     * nobody is told before it began.
     */
    private static Progress after(RequestOpened opened, Progress it, Ending ending) {
        if (!(ending instanceof Ending.Answered(var answer))
                || !RecipientRules.grants(answer)
                || opened.type() == RequestType.ERASURE) {
            return it;
        }
        Instant done = RecipientRules.doneAt(opened, it);
        Next next = new Next(it);
        next.correspondence = it.correspondence().after(done == null ? answer.answeredAt() : done);
        return next.progress();
    }

    /** As if the request still restricted what it did on receipt. */
    static Progress unlifted(RequestOpened opened, Progress it) {
        Instant since = it.restriction().since();
        Progress unlifted = it;
        if (since != null) {
            for (RequestEvent restricted : EffectsOnReceipt.restriction(opened, since)) {
                unlifted = evolve(opened, unlifted, restricted);
            }
        }
        return unlifted;
    }

    private static Progress withLateRecord(RequestOpened opened, Progress it, RequestEvent event) {
        Next next = new Next(it);
        next.note(event, opened);
        return next.progress();
    }

    /** What was closed by the rules of its time stays as it was then. */
    private static Progress closed(Progress it) {
        Next next = new Next(it);
        next.correspondence = it.correspondence().closed();
        return next.progress();
    }

    private static @Nullable Ending ending(RequestEvent event) {
        return switch (event) {
            case DsrAnswered answer -> new Ending.Answered(answer);
            case DsrRefused refusal -> new Ending.Refused(refusal);
            case RequestJoined joined -> new Ending.Joined(joined.into());
            case DsrWithdrawn it when !it.continues() -> new Ending.Withdrawn(it);
            default -> null;
        };
    }

    private static Progress evolve(RequestOpened opened, Progress it, RequestEvent event) {
        Next next = new Next(it);
        next.note(event, opened);
        switch (event) {
            case IdentityProofRequested asked -> next.proof = it.proof().with(asked);
            case IdentityProofReceived proof -> {
                next.proof = it.proof().with(proof);
                next.deadline = new Deadline(proof.strictDueAt(), proof.dueAt());
            }
            case DsrExtended extended -> {
                next.extended = true;
                next.deadline = new Deadline(extended.strictDueAt(), extended.dueAt());
                next.correspondence = it.correspondence().with(extended);
            }
            case RequestAssigned assigned -> next.assignee = assigned.assignee();
            case ContestedNamed named -> next.contested = named.contested();
            case RequestNoted note -> next.notes = appended(it.notes(), note);
            case RequestTaskCompleted task ->
                    next.tasks = it.tasks().with(task.service(), task.result());
            case RectificationNoted noted ->
                    next.tasks =
                            it.tasks()
                                    .with(
                                            new RectifiedItem(noted.service(), noted.item()),
                                            noted.rectifiedAt());
            case RequestOverdue overdue -> next.overdue = overdue.dueAt();
            case RequestAttached other ->
                    next.others =
                            appended(
                                    it.others(),
                                    new Attached(
                                            other.attached(),
                                            other.receivedAt(),
                                            it.begun(),
                                            it.completed().keySet()));
            case ProcessingRestricted restricted ->
                    next.restriction = it.restriction().with(restricted);
            case ProcessingRestrictionLifted lifted ->
                    next.restriction = it.restriction().with(lifted);
            case ObjectionUpheld _ -> next.restriction = it.restriction().afterUpholding();
            case DsrWithdrawn withdrawn -> next.withdrawn = withdrawn;
            case ErasureDecided decided -> next.erasure = decided;
            case LetterSent letter -> next.correspondence = it.correspondence().with(letter);
            case AboutRecipient about -> next.correspondence = it.correspondence().with(about);
            case CorrectionRead _,
                    RequestOpened _,
                    RequestJoined _,
                    DsrAnswered _,
                    DsrRefused _,
                    DsrClosed _ -> {
                return it;
            }
        }
        return next.progress();
    }

    private static <T> List<T> appended(List<T> all, T one) {
        List<T> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    /** What follows from one event, until it is whole. */
    private static final class Next {

        private Proof proof;
        private boolean extended;
        private Deadline deadline;
        private @Nullable String assignee;
        private Tasks tasks;
        private List<RequestNoted> notes;
        private @Nullable Instant overdue;
        private List<Attached> others;
        private Restriction restriction;
        private Correspondence correspondence;
        private @Nullable DsrWithdrawn withdrawn;
        private @Nullable ErasureDecided erasure;
        private List<LateRecord> recordedLate;
        private @Nullable Contested contested;

        Next(Progress now) {
            proof = now.proof();
            extended = now.extended();
            deadline = now.deadline();
            assignee = now.assignee();
            tasks = now.tasks();
            notes = now.notes();
            overdue = now.overdue();
            others = now.others();
            restriction = now.restriction();
            correspondence = now.correspondence();
            withdrawn = now.withdrawn();
            erasure = now.erasure();
            recordedLate = now.recordedLate();
            contested = now.contested();
        }

        /** By the deadline of before the event. */
        void note(RequestEvent event, RequestOpened opened) {
            LateRecord late = LateRecord.of(event, opened, deadline);
            if (late != null) {
                recordedLate = appended(recordedLate, late);
            }
        }

        Progress progress() {
            return new Progress(
                    proof,
                    extended,
                    deadline,
                    assignee,
                    tasks,
                    notes,
                    overdue,
                    others,
                    restriction,
                    correspondence,
                    withdrawn,
                    erasure,
                    recordedLate,
                    contested);
        }
    }
}
