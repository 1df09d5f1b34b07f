// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.legalclock.AnswerClock.Facts;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestCommand.ActUnjoined;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.AssignRequest;
import io.temoin.retention.rights.domain.RequestCommand.AttachRequest;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import io.temoin.retention.rights.domain.RequestCommand.CloseRequest;
import io.temoin.retention.rights.domain.RequestCommand.CompleteTask;
import io.temoin.retention.rights.domain.RequestCommand.DecideErasure;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.JoinRequest;
import io.temoin.retention.rights.domain.RequestCommand.LiftRestriction;
import io.temoin.retention.rights.domain.RequestCommand.NameContested;
import io.temoin.retention.rights.domain.RequestCommand.NoteOnRequest;
import io.temoin.retention.rights.domain.RequestCommand.NoteRectification;
import io.temoin.retention.rights.domain.RequestCommand.OpenRequest;
import io.temoin.retention.rights.domain.RequestCommand.ReadCorrection;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand;
import io.temoin.retention.rights.domain.RequestCommand.RecordLetter;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.WithdrawRequest;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.RequestAssigned;
import io.temoin.retention.rights.domain.RequestEvent.RequestAttached;
import io.temoin.retention.rights.domain.RequestEvent.RequestJoined;
import io.temoin.retention.rights.domain.RequestEvent.RequestNoted;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestEvent.RequestTaskCompleted;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules of one request: what the law allows the desk to do with it, and until when. */
public final class RequestDecider implements Decider<RequestCommand, Request, RequestEvent> {

    /** Ways on which the person has been identified before the request is taken in. */
    private static final Set<Intake.Way> PROVEN =
            EnumSet.of(Intake.Way.SELF_SERVICE, Intake.Way.OPENDSR);

    @Override
    public Request initialState() {
        return new Unopened();
    }

    @Override
    public List<RequestEvent> decide(RequestCommand command, Request state) {
        return switch (state) {
            case Unopened _ -> unopened(command);
            case Open open -> open(command, open);
            case Ended ended -> ended(command, ended);
        };
    }

    @Override
    public Request evolve(Request state, RequestEvent event) {
        return RequestEvolution.evolve(state, event);
    }

    private static List<RequestEvent> unopened(RequestCommand command) {
        return switch (command) {
            case OpenRequest open -> opened(open);
            case CheckDeadline _, NoteRectification _ -> List.of();
            default -> throw unknown();
        };
    }

    /** The refusal of what does not exist, or not for the caller. */
    public static Rejected unknown() {
        return new Rejected(RightsProblem.REQUEST_UNKNOWN, "No request has this id.");
    }

    /** How a request began, which must exist. */
    public static RequestOpened openedOf(Request request) {
        return switch (request) {
            case Unopened _ -> throw unknown();
            case Open open -> open.opened();
            case Ended ended -> ended.opened();
        };
    }

    /** What was written about a request. */
    public static Correspondence correspondenceOf(Request request) {
        return switch (request) {
            case Unopened _ -> Correspondence.NONE;
            case Open open -> open.progress().correspondence();
            case Ended ended -> ended.progress().correspondence();
        };
    }

    /** What is said to be wrong, as far as that is known; {@code null} if it is not. */
    public static @Nullable Contested contestedOf(Request request) {
        return switch (request) {
            case Unopened _ -> null;
            case Open open -> open.progress().contested();
            case Ended ended -> ended.progress().contested();
        };
    }

    /** What a request restricts. */
    public static Restriction restrictionOf(Request request) {
        return switch (request) {
            case Unopened _ -> Restriction.NONE;
            case Open open -> open.progress().restriction();
            case Ended ended -> ended.progress().restriction();
        };
    }

    /** The request, which must be open. */
    public static Open requireOpen(Request state) {
        return switch (state) {
            case Unopened _ -> throw unknown();
            case Open open -> open;
            case Ended ended -> throw ended(ended);
        };
    }

    private static List<RequestEvent> opened(OpenRequest command) {
        var unscheduled = opened(command, command.now());
        var facts = new Facts(command.intake().receivedAt(), null, null, false);
        var opened = opened(command, Request.clockOf(unscheduled).deadline(facts).effective());
        return Stream.concat(
                        Stream.of(opened),
                        EffectsOnReceipt.restriction(opened, command.now()).stream())
                .toList();
    }

    private static RequestOpened opened(OpenRequest command, Instant dueAt) {
        return new RequestOpened(
                command.request(),
                command.controller(),
                command.subject(),
                command.type(),
                command.intake(),
                command.about(),
                command.contested() == null ? null : command.contested().consent(),
                command.earlier(),
                command.country(),
                command.zone(),
                dueAt,
                command.tasks(),
                ActDates.recordedAt(command.intake().receivedAt(), command.now()),
                command.contested(),
                command.correction());
    }

    private static List<RequestEvent> open(RequestCommand command, Open state) {
        return switch (command) {
            case OpenRequest _ -> List.of();
            case AttachRequest attach -> attach(attach, state);
            case JoinRequest join -> join(join, state);
            case RequestIdentityProof ask -> AnswerDeadlines.requestProof(ask, state);
            case ReceiveIdentityProof proof -> AnswerDeadlines.receiveProof(proof, state);
            case ExtendDeadline extend -> AnswerDeadlines.extend(extend, state);
            case AssignRequest assign -> assign(assign, state);
            case NoteOnRequest note -> note(note, state.opened(), state.progress());
            case NameContested name -> RectificationRules.name(name, state);
            case ReadCorrection read -> RectificationRules.read(read, state.opened());
            case CompleteTask complete -> complete(complete, state);
            case NoteRectification note -> RectificationRules.note(note, state);
            case DecideErasure decide -> ErasureRules.decide(decide, state);
            case AnswerRequest answer -> ending(answer, state, AnswerRules.answer(answer, state));
            case RefuseRequest refuse -> ending(refuse, state, AnswerRules.refuse(refuse, state));
            case RecordLetter letter -> LetterRules.sent(letter, state.opened(), state.progress());
            case RecipientCommand about ->
                    RecipientRules.decide(about, state.opened(), state.progress());
            case WithdrawRequest withdraw -> WithdrawalRules.withdraw(withdraw, state);
            case LiftRestriction _ ->
                    throw new Rejected(
                            RightsProblem.REQUEST_OPEN,
                            "The answer lifts the restriction, if nothing requires it any more.");
            case CloseRequest _ ->
                    throw new Rejected(
                            RightsProblem.REQUEST_OPEN,
                            "Answer or refuse the request before closing it.");
            case CheckDeadline check -> checked(check, state);
            case ActUnjoined act -> open(act.command(), state);
        };
    }

    private static List<RequestEvent> ended(RequestCommand command, Ended state) {
        return switch (command) {
            case OpenRequest _, CheckDeadline _, JoinRequest _ -> List.of();
            case NoteRectification note -> RectificationRules.note(note, state);
            case RequestIdentityProof ask when isJoined(state) ->
                    AnswerDeadlines.requestProof(ask, taken(state));
            case ReceiveIdentityProof proof when isJoined(state) ->
                    AnswerDeadlines.receiveProofAlone(proof, taken(state));
            case AttachRequest attach when state.progress().attached().contains(attach.other()) ->
                    List.of();
            case ReadCorrection read -> RectificationRules.read(read, state.opened());
            case NoteOnRequest note when !state.closed() ->
                    note(note, state.opened(), state.progress());
            case RecordLetter letter when !state.closed() ->
                    LetterRules.sent(letter, state.opened(), state.progress());
            case WithdrawRequest withdraw -> WithdrawalRules.withdraw(withdraw, state);
            case ActUnjoined act -> UnjoinedRequest.decide(act, state);
            case RecipientCommand about when !state.closed() && isDecided(state) ->
                    RecipientRules.decide(about, state);
            case CloseRequest close -> close(close, state);
            case LiftRestriction lift -> EffectsOnReceipt.lift(lift, state);
            case DecideErasure _ -> throw WithdrawalRules.over();
            case AnswerRequest answer
                    when state.ending() instanceof Ending.Answered(var given)
                            && given.parts().equals(answer.parts())
                            && ActDates.isSame(answer.answeredAt(), given.answeredAt()) ->
                    List.of();
            case AnswerRequest answer
                    when state.ending() instanceof Ending.Refused(var given)
                            && given.parts().equals(answer.parts())
                            && ActDates.isSame(answer.answeredAt(), given.refusedAt()) ->
                    List.of();
            case RefuseRequest refuse
                    when state.ending() instanceof Ending.Refused(var given)
                            && given.ground() == refuse.ground()
                            && ActDates.isSame(refuse.refusedAt(), given.refusedAt()) ->
                    List.of();
            default -> throw ended(state);
        };
    }

    /** Whoever took it in works on it as on any other, and must not learn that it was joined. */
    private static boolean isJoined(Ended state) {
        return state.ending() instanceof Ending.Joined && !state.closed();
    }

    private static Open taken(Ended state) {
        return new Open(state.opened(), state.progress());
    }

    private static boolean isDecided(Ended state) {
        return switch (state.ending()) {
            case Ending.Answered _, Ending.Refused _ -> true;
            case Ending.Joined _, Ending.Withdrawn _ -> false;
        };
    }

    private static Rejected ended(Ended state) {
        return switch (state.ending()) {
            case Ending.Joined _ ->
                    new Rejected(
                            RightsProblem.REQUEST_JOINED,
                            "This request was joined to an open one about the same; its answer is"
                                    + " given there.");
            case Ending.Withdrawn _ ->
                    new Rejected(
                            RightsProblem.REQUEST_ENDED,
                            "Whoever passed the request on took it back; nothing is answered.");
            case Ending.Answered _, Ending.Refused _ -> WithdrawalRules.over();
        };
    }

    /**
     * A person who signed in with a link, or with a controller that passes the request on, has to
     * prove nothing: that request does not wait for the proof of another one, which a stranger may
     * have made. Nor is an objection to recordings alone, which is upheld unless it is decided in
     * time, answered with a wider one, which may be extended or wait for a proof.
     */
    private static List<RequestEvent> attach(AttachRequest command, Open state) {
        var opened = state.opened();
        var progress = state.progress();
        if (progress.attached().contains(command.other())) {
            return List.of();
        }
        ErasureRules.requireAttachable(state);
        if (PROVEN.contains(command.way()) && progress.proof().isAwaited()) {
            throw new Rejected(
                    RightsProblem.IDENTITY_UNPROVEN,
                    "The request waits for a proof of identity that the other one does not need.");
        }
        if (!Set.copyOf(opened.tasks()).equals(Set.copyOf(command.tasks()))) {
            throw new Rejected(
                    RightsProblem.TASK_UNKNOWN,
                    "The request is the business of other services than the other one; one answer"
                            + " would not be complete, or not come in time.");
        }
        return Stream.concat(
                        Stream.of(
                                new RequestAttached(
                                        opened.request(),
                                        opened.controller(),
                                        opened.subject(),
                                        command.other(),
                                        command.receivedAt())),
                        EffectsOnReceipt.attached(state, command.now()).stream())
                .toList();
    }

    /**
     * A request to which others are attached is answered itself, or nobody answered them; and so is
     * one under which something was rectified, or the person is erased.
     */
    private static List<RequestEvent> join(JoinRequest command, Open state) {
        var opened = state.opened();
        var progress = state.progress();
        return progress.attached().isEmpty()
                        && progress.tasks().rectified().isEmpty()
                        && progress.erasure() == null
                ? Stream.concat(
                                Stream.of(
                                        new RequestJoined(
                                                opened.request(),
                                                opened.controller(),
                                                opened.subject(),
                                                command.into())),
                                EffectsOnReceipt.joined(state, command.now()).stream())
                        .toList()
                : List.of();
    }

    private static List<RequestEvent> assign(AssignRequest command, Open state) {
        var opened = state.opened();
        return command.assignee().equals(state.progress().assignee())
                ? List.of()
                : List.of(
                        new RequestAssigned(
                                opened.request(),
                                opened.controller(),
                                opened.subject(),
                                command.assignee()));
    }

    private static List<RequestEvent> note(
            NoteOnRequest command, RequestOpened opened, Progress progress) {
        return progress.notes().stream().anyMatch(note -> note.note().equals(command.note()))
                ? List.of()
                : List.of(
                        new RequestNoted(
                                opened.request(),
                                opened.controller(),
                                opened.subject(),
                                command.note(),
                                command.text(),
                                command.now(),
                                command.notedBy()));
    }

    private static List<RequestEvent> complete(CompleteTask command, Open state) {
        var opened = state.opened();
        if (!opened.tasks().contains(command.service())) {
            throw new Rejected(
                    RightsProblem.TASK_UNKNOWN, "The request has no task for this service.");
        }
        var before = state.progress().completed().get(command.service());
        if (before != null && before != command.result()) {
            throw new Rejected(
                    RightsProblem.TASK_COMPLETED,
                    "The task has already been completed with another result.");
        }
        return before != null
                ? List.of()
                : List.of(
                        new RequestTaskCompleted(
                                opened.request(),
                                opened.controller(),
                                opened.subject(),
                                command.service(),
                                command.result(),
                                command.now()));
    }

    private static List<RequestEvent> close(CloseRequest command, Ended state) {
        if (state.closed()) {
            return List.of();
        }
        RecipientRules.requireSettled(state);
        var opened = state.opened();
        return List.of(
                new DsrClosed(
                        opened.request(), opened.controller(), opened.subject(), command.now()));
    }

    /** An answer that comes too late says so first. */
    private static List<RequestEvent> ending(
            RequestCommand command, Open state, RequestEvent ending) {
        return Stream.of(
                        AnswerDeadlines.overdue(state, command.now()),
                        List.of(ending),
                        EffectsOnReceipt.after(ending, state, command.now()))
                .flatMap(List::stream)
                .toList();
    }

    /** An objection on which nobody has decided is upheld, perhaps later than it is overdue. */
    private static List<RequestEvent> checked(CheckDeadline command, Open state) {
        return Stream.concat(
                        AnswerDeadlines.overdue(state, command.now()).stream(),
                        EffectsOnReceipt.undecided(state, command.now()).stream())
                .toList();
    }
}
