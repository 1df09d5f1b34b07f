// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.engine.domain.AccessEnd;
import io.temoin.retention.engine.domain.Disposition;
import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.Resolution;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.engine.domain.Review;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.engine.domain.ReviewState;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.schedule.domain.RetainedItemEvent.BusinessEventNoted;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictRaised;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictResolved;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionConfirmed;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOverdue;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionScheduled;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ErasedWithoutOrder;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ItemRetained;
import io.temoin.retention.schedule.domain.RetainedItemEvent.PurposeAccessEnded;
import io.temoin.retention.schedule.domain.RetainedItemEvent.PurposeEndNoted;
import io.temoin.retention.schedule.domain.RetainedItemEvent.QuarantineNoted;
import io.temoin.retention.schedule.domain.RetainedItemEvent.RetainedUnderMinimum;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ReviewDecided;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ReviewOverdue;
import io.temoin.retention.schedule.domain.RetainedItemEvent.TriggerAwaited;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State of one retained item: one record for each stage of its life. */
public sealed interface RetainedItem {

    /**
     * Not known yet.
     *
     * @param ended ends of purposes that were heard of before the recording itself
     * @param quarantine likewise
     */
    record Expected(Map<Purpose, PurposeEnd> ended, @Nullable Quarantine quarantine)
            implements RetainedItem {}

    /** An item that was retained at some time; what it was is known even when it is gone. */
    sealed interface Known extends RetainedItem {
        Retained retained();
    }

    /**
     * In our keeping.
     *
     * @param processor who made the call
     * @param campaign of the call; absent for a call of none
     * @param disposition what is to become of it, as last recorded
     * @param accessEnded the purposes nobody may use it for any more, and since when
     * @param resolution what a person decided in a conflict of texts; {@code null} if nobody did
     * @param reviews what became of those that its policies ask for
     */
    record Retained(
            CallReference call,
            String processor,
            @Nullable String campaign,
            RetentionFacts facts,
            Disposition disposition,
            Map<Purpose, Instant> accessEnded,
            @Nullable Resolution resolution,
            ReviewState reviews)
            implements Known {

        public Retained {
            accessEnded = Map.copyOf(accessEnded);
        }

        /** An item in which nothing has ended or been decided yet. */
        public Retained(
                CallReference call,
                String processor,
                @Nullable String campaign,
                RetentionFacts facts,
                Disposition disposition) {
            this(call, processor, campaign, facts, disposition, Map.of(), null, ReviewState.NONE);
        }

        /** What is to become of it by these facts, and by what people decided of it. */
        Disposition planOf(RetentionFacts known) {
            @Nullable Review review = reviewInForce(known);
            return review == null ? weighed(known) : review.applied(known);
        }

        /** The same, before anybody has looked at what is due. */
        private Disposition weighed(RetentionFacts known) {
            return Resolution.applied(resolution, RetentionClock.evaluate(known), known);
        }

        /** What is due and waits for a person to look at it; {@code null} if nothing does. */
        public @Nullable AwaitedReview awaitedReview(Instant now) {
            @Nullable Review last = reviewInForce();
            boolean released = last != null && last.outcome() == ReviewOutcome.RELEASE;
            return !released
                            && plan() instanceof Dated due
                            && !due.dueAt().isAfter(now)
                            && Review.isRequired(facts, due, now)
                            && weighed(facts) instanceof Dated weighed
                    ? new AwaitedReview(due.dueOn(), due.dueAt(), weighed)
                    : null;
        }

        /** What a person decided when it was due, as long as that holds. */
        @Nullable Review reviewInForce() {
            return reviewInForce(facts);
        }

        /** What the person concerned asks for, or a quarantine, is held against none. */
        private @Nullable Review reviewInForce(RetentionFacts known) {
            return Review.isAskedFor(known) ? reviews.inForce(weighed(known)) : null;
        }

        /** What is to become of it, looked at anew. */
        Disposition plan() {
            return planOf(facts);
        }

        /** What a person decided, as long as it decides what becomes of the item. */
        @Nullable Resolution resolutionInForce() {
            return resolution != null
                            && resolution.conflict().equals(RetentionClock.evaluate(facts))
                    ? resolution
                    : null;
        }

        /** The ends of its purposes that are still to be said, the earliest first. */
        List<AccessEnd> accessEnds() {
            return AccessEnd.of(facts).stream()
                    .filter(end -> !end.isKnownToOwner())
                    .filter(end -> !accessEnded.containsKey(end.purpose()))
                    .toList();
        }

        /** When the next of its purposes ends; {@code null} while none has an end. */
        public @Nullable Instant nextAccessEnd() {
            List<AccessEnd> ends = accessEnds();
            return ends.isEmpty() ? null : ends.getFirst().at();
        }

        @Override
        public Retained retained() {
            return this;
        }

        Retained with(RetentionFacts known) {
            return new Retained(
                    call,
                    processor,
                    campaign,
                    known,
                    disposition,
                    accessEnded,
                    resolution,
                    reviews);
        }

        Retained with(Disposition recorded) {
            return new Retained(
                    call, processor, campaign, facts, recorded, accessEnded, resolution, reviews);
        }

        Retained with(Resolution decided) {
            return new Retained(
                    call, processor, campaign, facts, disposition, accessEnded, decided, reviews);
        }

        Retained with(ReviewState now) {
            return new Retained(
                    call, processor, campaign, facts, disposition, accessEnded, resolution, now);
        }

        private Retained with(PurposeAccessEnded ended) {
            Map<Purpose, Instant> more = new EnumMap<>(Purpose.class);
            more.putAll(accessEnded);
            more.putIfAbsent(ended.purpose(), ended.endedAt());
            return new Retained(
                    call, processor, campaign, facts, disposition, more, resolution, reviews);
        }
    }

    /**
     * An item that waits for a person to look at it.
     *
     * @param dueOn the last local day of it
     * @param since its end
     * @param weighed what is to become of it by the clock
     */
    record AwaitedReview(LocalDate dueOn, Instant since, Dated weighed) {}

    /**
     * Its destruction is ordered, and not confirmed yet.
     *
     * @param overdue whether it was said that the confirmation is
     */
    record Ordered(
            Retained retained,
            UUID order,
            DispositionBasis basis,
            Instant orderedAt,
            boolean overdue)
            implements Known {}

    /** Destroyed as ordered. */
    record Disposed(Ordered ordered, Instant erasedAt, DispositionEvidence evidence)
            implements Known {
        @Override
        public Retained retained() {
            return ordered.retained();
        }
    }

    /** Destroyed, but not as ordered from here. */
    record Gone(
            CallReference call,
            @Nullable Retained before,
            Instant erasedAt,
            DispositionEvidence evidence)
            implements RetainedItem {}

    static RetainedItem evolve(RetainedItem state, RetainedItemEvent event) {
        return switch (event) {
            case ItemRetained retained -> retained(retained, state);
            case PurposeEndNoted noted -> noted(noted, state);
            case QuarantineNoted noted -> noted(noted, state);
            case BusinessEventNoted noted ->
                    state instanceof Retained retained
                            ? retained.with(retained.facts().with(noted.fact()))
                            : state;
            case DispositionScheduled(_, _, _, _, _, var on, var at, var because) ->
                    planned(new Scheduled(on, at, because), state);
            case RetainedUnderMinimum(_, _, _, _, _, var on, var at, var because) ->
                    planned(new UnderMinimum(on, at, because), state);
            case TriggerAwaited(_, _, _, _, _, var because) ->
                    planned(new Awaiting(because), state);
            case ConflictRaised(_, _, _, _, _, var keep, var destroy, var because) ->
                    planned(new InConflict(keep, destroy, because), state);
            case PurposeAccessEnded ended ->
                    state instanceof Retained retained ? retained.with(ended) : state;
            case ConflictResolved resolved ->
                    state instanceof Retained retained
                            ? retained.with(resolved.resolution())
                            : state;
            case ReviewDecided decided ->
                    state instanceof Retained retained
                            ? retained.with(retained.reviews().with(decided.review()))
                            : state;
            case ReviewOverdue late ->
                    state instanceof Retained retained
                            ? retained.with(retained.reviews().late(late.waitingSince()))
                            : state;
            case DispositionOrdered ordered -> ordered(ordered, state);
            case DispositionOverdue _ ->
                    state instanceof Ordered(var retained, var order, var basis, var at, _)
                            ? new Ordered(retained, order, basis, at, true)
                            : state;
            case DispositionConfirmed confirmed ->
                    state instanceof Ordered ordered
                            ? new Disposed(ordered, confirmed.erasedAt(), confirmed.evidence())
                            : state;
            case ErasedWithoutOrder erased ->
                    new Gone(
                            callOf(erased),
                            state instanceof Known known ? known.retained() : null,
                            erased.erasedAt(),
                            erased.evidence());
        };
    }

    private static RetainedItem retained(ItemRetained event, RetainedItem state) {
        if (!(state instanceof Expected expected)) {
            return state;
        }
        return new Retained(
                callOf(event),
                event.processor(),
                event.campaign(),
                new RetentionFacts(
                        event.endedAt(),
                        event.zone(),
                        event.policies(),
                        event.announced(),
                        expected.ended(),
                        Map.of(),
                        expected.quarantine()),
                new Awaiting(List.of()));
    }

    private static CallReference callOf(RetainedItemEvent event) {
        return new CallReference(
                event.recording(),
                event.controller(),
                event.subject(),
                event.decision(),
                event.consent());
    }

    private static RetainedItem noted(PurposeEndNoted event, RetainedItem state) {
        return switch (state) {
            case Expected expected ->
                    new Expected(
                            RetentionFacts.plus(expected.ended(), event.purpose(), event.end()),
                            expected.quarantine());
            case Retained retained ->
                    retained.with(retained.facts().with(event.purpose(), event.end()));
            case Ordered _, Disposed _, Gone _ -> state;
        };
    }

    private static RetainedItem noted(QuarantineNoted event, RetainedItem state) {
        var quarantine = new Quarantine(event.reason(), event.eraseBy());
        return switch (state) {
            case Expected expected -> new Expected(expected.ended(), quarantine);
            case Retained retained -> retained.with(retained.facts().with(quarantine));
            case Ordered _, Disposed _, Gone _ -> state;
        };
    }

    private static RetainedItem ordered(DispositionOrdered event, RetainedItem state) {
        return state instanceof Retained retained
                ? new Ordered(retained, event.order(), event.basis(), event.orderedAt(), false)
                : state;
    }

    private static RetainedItem planned(Disposition disposition, RetainedItem state) {
        return state instanceof Retained retained ? retained.with(disposition) : state;
    }
}
