// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.legalclock.Deadline;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.Request.Proof;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
                        ? new Open(opened, evolve(progress, event))
                        : new Ended(opened, progress, ending, false);
            }
            case Ended(var opened, var progress, var ending, var closed) ->
                    new Ended(
                            opened,
                            evolve(progress, event),
                            ending,
                            closed || event instanceof DsrClosed);
        };
    }

    private static @Nullable Ending ending(RequestEvent event) {
        return switch (event) {
            case DsrAnswered answer -> new Ending.Answered(answer);
            case DsrRefused refusal -> new Ending.Refused(refusal);
            case RequestJoined joined -> new Ending.Joined(joined.into());
            default -> null;
        };
    }

    private static Progress evolve(Progress it, RequestEvent event) {
        return switch (event) {
            case IdentityProofRequested asked ->
                    new Progress(
                            new Proof(asked.requestedAt(), it.proof().received()),
                            it.extended(),
                            it.deadline(),
                            it.assignee(),
                            it.tasks(),
                            it.notes(),
                            it.overdue(),
                            it.attached(),
                            it.restriction(),
                            it.correspondence());
            case IdentityProofReceived proof ->
                    new Progress(
                            new Proof(it.proof().asked(), proof.receivedAt()),
                            it.extended(),
                            new Deadline(proof.strictDueAt(), proof.dueAt()),
                            it.assignee(),
                            it.tasks(),
                            it.notes(),
                            it.overdue(),
                            it.attached(),
                            it.restriction(),
                            it.correspondence());
            case DsrExtended extended ->
                    new Progress(
                            it.proof(),
                            true,
                            new Deadline(extended.strictDueAt(), extended.dueAt()),
                            it.assignee(),
                            it.tasks(),
                            it.notes(),
                            it.overdue(),
                            it.attached(),
                            it.restriction(),
                            it.correspondence().with(extended));
            case RequestAssigned assigned ->
                    new Progress(
                            it.proof(),
                            it.extended(),
                            it.deadline(),
                            assigned.assignee(),
                            it.tasks(),
                            it.notes(),
                            it.overdue(),
                            it.attached(),
                            it.restriction(),
                            it.correspondence());
            case RequestNoted note -> {
                List<RequestNoted> notes = new ArrayList<>(it.notes());
                notes.add(note);
                yield new Progress(
                        it.proof(),
                        it.extended(),
                        it.deadline(),
                        it.assignee(),
                        it.tasks(),
                        notes,
                        it.overdue(),
                        it.attached(),
                        it.restriction(),
                        it.correspondence());
            }
            case RequestTaskCompleted task ->
                    with(it, it.tasks().with(task.service(), task.result()));
            case RectificationNoted noted ->
                    with(it, it.tasks().with(new RectifiedItem(noted.service(), noted.item())));
            case RequestOverdue overdue ->
                    new Progress(
                            it.proof(),
                            it.extended(),
                            it.deadline(),
                            it.assignee(),
                            it.tasks(),
                            it.notes(),
                            overdue.dueAt(),
                            it.attached(),
                            it.restriction(),
                            it.correspondence());
            case RequestAttached other -> {
                List<UUID> attached = new ArrayList<>(it.attached());
                attached.add(other.attached());
                yield new Progress(
                        it.proof(),
                        it.extended(),
                        it.deadline(),
                        it.assignee(),
                        it.tasks(),
                        it.notes(),
                        it.overdue(),
                        attached,
                        it.restriction(),
                        it.correspondence());
            }
            case ProcessingRestricted restricted -> with(it, it.restriction().with(restricted));
            case ProcessingRestrictionLifted lifted -> with(it, it.restriction().with(lifted));
            case ObjectionUpheld _ -> with(it, it.restriction().afterUpholding());
            case LetterSent letter -> with(it, it.correspondence().with(letter));
            case AboutRecipient about -> with(it, it.correspondence().with(about));
            case RequestOpened _, RequestJoined _, DsrAnswered _, DsrRefused _, DsrClosed _ -> it;
        };
    }

    private static Progress with(Progress it, Tasks tasks) {
        return new Progress(
                it.proof(),
                it.extended(),
                it.deadline(),
                it.assignee(),
                tasks,
                it.notes(),
                it.overdue(),
                it.attached(),
                it.restriction(),
                it.correspondence());
    }

    private static Progress with(Progress it, Restriction restriction) {
        return new Progress(
                it.proof(),
                it.extended(),
                it.deadline(),
                it.assignee(),
                it.tasks(),
                it.notes(),
                it.overdue(),
                it.attached(),
                restriction,
                it.correspondence());
    }

    private static Progress with(Progress it, Correspondence correspondence) {
        return new Progress(
                it.proof(),
                it.extended(),
                it.deadline(),
                it.assignee(),
                it.tasks(),
                it.notes(),
                it.overdue(),
                it.attached(),
                it.restriction(),
                correspondence);
    }
}
