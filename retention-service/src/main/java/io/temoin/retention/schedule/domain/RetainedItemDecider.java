// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.schedule.domain.ScheduleProblem.PURPOSE_NOT_RETAINED;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.Disposition;
import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Known;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckOrder;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ConfirmDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideConflict;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.EndAccess;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictRaised;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionConfirmed;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOverdue;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionScheduled;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ErasedWithoutOrder;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ItemRetained;
import io.temoin.retention.schedule.domain.RetainedItemEvent.PurposeEndNoted;
import io.temoin.retention.schedule.domain.RetainedItemEvent.QuarantineNoted;
import io.temoin.retention.schedule.domain.RetainedItemEvent.RetainedUnderMinimum;
import io.temoin.retention.schedule.domain.RetainedItemEvent.TriggerAwaited;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * When a retained item is scheduled, ordered destroyed, and known to be. The process manager of the
 * way from a fulfilled purpose to a destroyed recording: its inputs may come twice, late or out of
 * order.
 */
public final class RetainedItemDecider
        implements Decider<RetainedItemCommand, RetainedItem, RetainedItemEvent> {

    @Override
    public RetainedItem initialState() {
        return new Expected(Map.of(), null);
    }

    @Override
    public List<RetainedItemEvent> decide(RetainedItemCommand command, RetainedItem state) {
        return switch (command) {
            case NoteItem note -> retain(note, state);
            case NotePurposeEnd note -> end(note, state);
            case NoteQuarantine note -> quarantine(note, state);
            case NoteBusinessEvent note -> BusinessEventNoting.decide(note, state);
            case OrderDisposition order -> order(order, state);
            case DecideConflict decide -> ConflictRules.decide(decide, state);
            case DecideReview decide -> ReviewRules.decide(decide, state);
            case CheckReview check -> ReviewRules.overdue(check, state);
            case EndAccess end -> AccessRules.decide(end, state);
            case CheckOrder check -> overdue(check, state);
            case ConfirmDisposition confirm -> confirm(confirm, state);
        };
    }

    @Override
    public RetainedItem evolve(RetainedItem state, RetainedItemEvent event) {
        return RetainedItem.evolve(state, event);
    }

    private static List<RetainedItemEvent> retain(NoteItem command, RetainedItem state) {
        return switch (state) {
            case Expected(var ended, var quarantine) -> {
                var call = command.call();
                var facts =
                        new RetentionFacts(
                                command.endedAt(),
                                command.zone(),
                                command.policies(),
                                command.announced(),
                                ended,
                                Map.of(),
                                quarantine);
                var retained =
                        new ItemRetained(
                                call.recording(),
                                call.controller(),
                                command.processor(),
                                call.subject(),
                                call.decision(),
                                call.consent(),
                                facts.endedAt(),
                                facts.zone(),
                                facts.policies(),
                                facts.announced(),
                                command.campaign());
                yield List.of(retained, planned(call, RetentionClock.evaluate(facts)));
            }
            case Known _, Gone _ -> List.of();
        };
    }

    private static List<RetainedItemEvent> end(NotePurposeEnd command, RetainedItem state) {
        return switch (state) {
            case Expected(var ended, _) ->
                    command.end().supersedes(ended.get(command.purpose()))
                            ? List.of(noted(command))
                            : List.of();
            case Retained retained -> end(command, retained);
            case Ordered _, Disposed _, Gone _ -> List.of();
        };
    }

    private static List<RetainedItemEvent> end(NotePurposeEnd command, Retained retained) {
        var purpose = command.purpose();
        if (!retained.facts().concern(purpose)) {
            throw new Rejected(
                    PURPOSE_NOT_RETAINED, "The recording is not kept for " + purpose + ".");
        }
        if (!command.end().supersedes(retained.facts().ended().get(purpose))) {
            return List.of();
        }
        var noted = noted(command);
        var plan = retained.planOf(retained.facts().with(purpose, command.end()));
        return plan.equals(retained.disposition())
                ? List.of(noted)
                : List.of(noted, planned(retained.call(), plan));
    }

    private static List<RetainedItemEvent> quarantine(NoteQuarantine command, RetainedItem state) {
        return switch (state) {
            case Expected(_, var earlier) ->
                    command.quarantine().supersedes(earlier)
                            ? List.of(noted(command, command.call()))
                            : List.of();
            case Retained retained ->
                    command.quarantine().supersedes(retained.facts().quarantine())
                            ? quarantine(command, retained)
                            : List.of();
            case Ordered _, Disposed _, Gone _ -> List.of();
        };
    }

    /** Planned anew; what has to go at once is ordered with it, not at the next run. */
    private static List<RetainedItemEvent> quarantine(NoteQuarantine command, Retained retained) {
        return replanned(
                noted(command, retained.call()),
                retained,
                retained.facts().with(command.quarantine()),
                new OrderDisposition(command.order(), command.holds(), command.now()));
    }

    /**
     * {@code noted}, the plan it changes, and the order of what is due by it at once.
     *
     * @param facts of the item with what was noted
     */
    static List<RetainedItemEvent> replanned(
            RetainedItemEvent noted,
            Retained retained,
            RetentionFacts facts,
            OrderDisposition order) {
        List<RetainedItemEvent> events = new ArrayList<>();
        events.add(noted);
        var plan = retained.planOf(facts);
        if (!plan.equals(retained.disposition())) {
            events.add(planned(retained.call(), plan));
        }
        events.addAll(order(order, retained.with(facts).with(plan)));
        return List.copyOf(events);
    }

    private static List<RetainedItemEvent> order(OrderDisposition command, RetainedItem state) {
        return state instanceof Retained retained ? order(command, retained) : List.of();
    }

    /**
     * Decided again at the time of the order: what was planned may hold no more, and a legal hold
     * outranks every reason to destroy. What a person has to look at first waits for their
     * decision, which is an event of the same stream: no order can pass it.
     */
    private static List<RetainedItemEvent> order(OrderDisposition command, Retained retained) {
        var plan = retained.plan();
        if (!plan.equals(retained.disposition())) {
            return List.of(planned(retained.call(), plan));
        }
        return switch (plan) {
            case Dated due
                    when !due.dueAt().isAfter(command.now())
                            && command.holds().allow(due, command.now())
                            && retained.awaitedReview(command.now()) == null ->
                    List.of(ordered(command, retained.call(), due));
            case Dated _, InConflict _, Awaiting _ -> List.of();
        };
    }

    private static List<RetainedItemEvent> overdue(CheckOrder command, RetainedItem state) {
        if (!(state instanceof Ordered(var retained, var order, _, var orderedAt, var said))
                || said
                || orderedAt.plus(command.after()).isAfter(command.now())) {
            return List.of();
        }
        CallReference call = retained.call();
        return List.of(
                new DispositionOverdue(
                        order,
                        call.recording(),
                        call.controller(),
                        call.subject(),
                        call.decision(),
                        call.consent(),
                        orderedAt,
                        orderedAt.plus(command.after())));
    }

    private static List<RetainedItemEvent> confirm(ConfirmDisposition command, RetainedItem state) {
        return switch (state) {
            case Ordered ordered when ordered.order().equals(command.order()) ->
                    List.of(confirmed(command, ordered));
            case Expected _ -> List.of(erased(command, command.call()));
            case Retained retained -> List.of(erased(command, retained.call()));
            case Ordered ordered -> List.of(erased(command, ordered.retained().call()));
            case Disposed _, Gone _ -> List.of();
        };
    }

    private static RetainedItemEvent noted(NotePurposeEnd command) {
        var call = command.call();
        return new PurposeEndNoted(
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.purpose(),
                command.end().cause(),
                command.end().at());
    }

    private static RetainedItemEvent noted(NoteQuarantine command, CallReference call) {
        return new QuarantineNoted(
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.quarantine().reason(),
                command.quarantine().eraseBy());
    }

    /** The event that records a plan. */
    static RetainedItemEvent planned(CallReference call, Disposition plan) {
        var recording = call.recording();
        var controller = call.controller();
        var subject = call.subject();
        var decision = call.decision();
        var consent = call.consent();
        return switch (plan) {
            case Scheduled(var on, var at, var because) ->
                    new DispositionScheduled(
                            recording, controller, subject, decision, consent, on, at, because);
            case UnderMinimum(var on, var at, var because) ->
                    new RetainedUnderMinimum(
                            recording, controller, subject, decision, consent, on, at, because);
            case Awaiting(var because) ->
                    new TriggerAwaited(recording, controller, subject, decision, consent, because);
            case InConflict(var keep, var destroy, var because) ->
                    new ConflictRaised(
                            recording,
                            controller,
                            subject,
                            decision,
                            consent,
                            keep,
                            destroy,
                            because);
        };
    }

    private static RetainedItemEvent ordered(
            OrderDisposition command, CallReference call, Dated due) {
        return new DispositionOrdered(
                command.order(),
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                DispositionBasis.of(due),
                due.dueOn(),
                command.now(),
                due.because());
    }

    private static RetainedItemEvent confirmed(ConfirmDisposition command, Ordered ordered) {
        CallReference call = ordered.retained().call();
        return new DispositionConfirmed(
                ordered.order(),
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.erasedAt(),
                command.evidence(),
                ordered.basis(),
                decisive(ordered.retained().disposition()));
    }

    /** The bounds that fixed the day; only what has one is ordered. */
    private static List<Reason> decisive(Disposition plan) {
        return plan instanceof Dated due
                ? due.because().stream()
                        .filter(reason -> due.dueOn().equals(reason.until()))
                        .toList()
                : List.of();
    }

    private static RetainedItemEvent erased(ConfirmDisposition command, CallReference call) {
        return new ErasedWithoutOrder(
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.erasedAt(),
                command.evidence());
    }
}
