// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.retention.rights.domain.Request.Attached;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestCommand.ActUnjoined;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestrictionLifted;
import io.temoin.retention.rights.domain.RequestEvent.RectificationNoted;
import io.temoin.retention.rights.domain.RequestEvent.RequestAssigned;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestEvent.RequestTaskCompleted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that was joined to another one, as those see it who took it in or passed it on. That it
 * was joined tells that the person asked elsewhere, too, which is the business of the controller's
 * desk. To them it is what it would be if the desk had worked on it by itself: it has the deadline,
 * the tasks and the restriction of its own, and is answered when the other one is.
 */
public final class UnjoinedRequest {

    private UnjoinedRequest() {}

    /** What this request is answered with, and when that was recorded. */
    private record Answer(RequestEvent ending, Instant recordedAt) {

        static Answer of(AnswerRequest command, RequestOpened opened) {
            return new Answer(AnswerRules.recorded(command, opened), command.now());
        }
    }

    /**
     * The request as they see it at {@code now}; one that was not joined, as it is.
     *
     * @param answering the request whose answer is that of this one; not looked at if that is its
     *     own
     * @throws io.temoin.eventsourcing.Rejected when the answering one does not exist
     * @throws IllegalStateException when the answering one was taken back: nobody joins such a one,
     *     and one that others had joined goes on for them
     */
    public static Request of(Request request, Request answering, Instant now) {
        if (!(request instanceof Ended(var opened, var progress, Ending.Joined _, var closed))) {
            return request;
        }
        Open alone = new Open(opened, RequestEvolution.unlifted(opened, progress));
        return switch (answering) {
            case Unopened _ -> throw RequestDecider.unknown();
            case Open open -> checked(worked(alone, open), now);
            case Ended ended -> {
                Answer answer = answer(ended, opened);
                yield answer == null
                        ? checked(alone, now)
                        : answered(
                                checked(alone, answer.recordedAt()),
                                ended,
                                answer,
                                closed || ended.closed());
            }
        };
    }

    /**
     * What they do is refused as it would be of a request that is not joined, and recorded as far
     * as it concerns this one.
     */
    static List<RequestEvent> decide(ActUnjoined act, Ended state) {
        var decider = new RequestDecider();
        if (!(state.ending() instanceof Ending.Joined)) {
            return decider.decide(act.command(), state);
        }
        decider.decide(act.command(), of(state, act.answering(), act.now()));
        // The desk may have closed it, which they do not see before the answer.
        return decider.decide(
                act.command(), new Ended(state.opened(), state.progress(), state.ending(), false));
    }

    /** What was done before it was joined would tell that somebody had asked before. */
    private static Open worked(Open alone, Open answering) {
        RequestOpened opened = alone.opened();
        var completed = answering.progress().completed();
        Set<OwnerService> before =
                answering.progress().others().stream()
                        .filter(it -> it.request().equals(opened.request()))
                        .map(Attached::completed)
                        .findAny()
                        .orElse(completed.keySet());
        return open(
                after(
                        alone,
                        opened.tasks().stream()
                                .filter(it -> completed.containsKey(it) && !before.contains(it))
                                .map(it -> task(opened, it, answering.progress().tasks()))
                                .toList()));
    }

    /** Nobody looks at the deadline of a request that was joined, so it is looked at here. */
    private static Open checked(Open alone, Instant at) {
        return open(after(alone, new RequestDecider().decide(new CheckDeadline(at), alone)));
    }

    private static Request answered(Open alone, Ended answering, Answer answer, boolean closed) {
        RequestOpened opened = alone.opened();
        Open done = open(after(alone, work(opened, answering.progress())));
        List<RequestEvent> events = new ArrayList<>();
        events.add(answer.ending());
        events.addAll(EffectsOnReceipt.after(answer.ending(), done, answer.recordedAt()));
        Request seen = after(done, events);
        seen = after(seen, lifting(seen, answering.progress().restriction()));
        return closed
                ? after(
                        seen,
                        List.of(
                                new DsrClosed(
                                        opened.request(),
                                        opened.controller(),
                                        opened.subject(),
                                        answer.recordedAt())))
                : seen;
    }

    /** What was done for the answer, as far as it is the business of this request, too. */
    private static List<RequestEvent> work(RequestOpened opened, Progress answering) {
        List<RequestEvent> work = new ArrayList<>();
        String assignee = answering.assignee();
        if (assignee != null) {
            work.add(
                    new RequestAssigned(
                            opened.request(), opened.controller(), opened.subject(), assignee));
        }
        var tasks = answering.tasks();
        opened.tasks().stream()
                .filter(tasks.completed()::containsKey)
                .map(service -> task(opened, service, tasks))
                .forEach(work::add);
        Instant rectifiedAt = tasks.rectifiedAt();
        if (rectifiedAt != null) {
            tasks.rectified().stream()
                    .filter(it -> opened.tasks().contains(it.service()))
                    .map(
                            it ->
                                    new RectificationNoted(
                                            opened.request(),
                                            opened.controller(),
                                            opened.subject(),
                                            it.service(),
                                            it.item(),
                                            rectifiedAt))
                    .forEach(work::add);
        }
        return work;
    }

    private static RequestEvent task(RequestOpened opened, OwnerService service, Tasks tasks) {
        return new RequestTaskCompleted(
                opened.request(),
                opened.controller(),
                opened.subject(),
                service,
                Objects.requireNonNull(tasks.completed().get(service)),
                opened.intake().receivedAt());
    }

    /** What the answer left restricted is free once the person was told. */
    private static List<RequestEvent> lifting(Request seen, Restriction answering) {
        var restricting = RequestDecider.restrictionOf(seen).restricting();
        Instant liftedAt = answering.liftedAt();
        RequestOpened opened = RequestDecider.openedOf(seen);
        return restricting.isEmpty() || liftedAt == null
                ? List.of()
                : List.of(
                        new ProcessingRestrictionLifted(
                                opened.request(),
                                opened.controller(),
                                opened.subject(),
                                restricting,
                                LiftingCause.PERSON_INFORMED,
                                null,
                                liftedAt));
    }

    /** The answer to the other one, without the parts that are none of this one. */
    private static @Nullable Answer answer(Ended answering, RequestOpened opened) {
        return switch (answering.ending()) {
            case Ending.Answered(var it) ->
                    answer(it.parts(), it.answeredAt(), it.recordedAt(), opened);
            case Ending.Refused(var it) when it.parts().isEmpty() ->
                    new Answer(
                            new DsrRefused(
                                    opened.request(),
                                    opened.controller(),
                                    opened.subject(),
                                    it.ground(),
                                    List.of(),
                                    it.offered(),
                                    it.refusedAt(),
                                    it.recordedAt()),
                            recorded(it.refusedAt(), it.recordedAt()));
            case Ending.Refused(var it) ->
                    answer(it.parts(), it.refusedAt(), it.recordedAt(), opened);
            case Ending.Joined _ -> null;
            case Ending.Withdrawn _ ->
                    throw new IllegalStateException("nobody is answered with this request");
        };
    }

    private static Answer answer(
            List<AnswerPart> parts,
            Instant at,
            @Nullable Instant recordedAt,
            RequestOpened opened) {
        return Answer.of(
                new AnswerRequest(
                        parts.stream()
                                .filter(part -> opened.tasks().contains(part.service()))
                                .toList(),
                        at,
                        null,
                        recorded(at, recordedAt)),
                opened);
    }

    private static Instant recorded(Instant at, @Nullable Instant recordedAt) {
        return recordedAt == null ? at : recordedAt;
    }

    private static Open open(Request request) {
        return RequestDecider.requireOpen(request);
    }

    private static Request after(Request request, List<? extends RequestEvent> events) {
        Request state = request;
        for (RequestEvent event : events) {
            state = RequestEvolution.evolve(state, event);
        }
        return state;
    }
}
