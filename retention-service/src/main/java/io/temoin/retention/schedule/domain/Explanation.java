// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.Resolution;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.Review;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.Sentence.FactName;
import io.temoin.retention.schedule.domain.Sentence.Message;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Why an item is where it is: which rule of which policy, which dates, what holds it. Its sentences
 * are put into words when somebody reads them, in their language.
 *
 * @param state where it is
 * @param dueOn its last local day, if it has one
 * @param dueAt the end of that day
 * @param because every bound on its life
 * @param holds the legal holds that block its disposition
 * @param resolution what a person decided of a conflict of texts, as far as it still applies
 * @param sentences the same, to be read from first to last
 */
public record Explanation(
        ItemState state,
        @Nullable LocalDate dueOn,
        @Nullable Instant dueAt,
        List<Reason> because,
        Set<UUID> holds,
        @Nullable Resolution resolution,
        List<Sentence> sentences) {

    /**
     * Explains {@code state} as it stands at {@code now}, under these holds.
     *
     * @throws Rejected with {@link ScheduleProblem#ITEM_UNKNOWN} for an item that is not known
     */
    public static Explanation of(RetainedItem state, Set<UUID> holds, Instant now) {
        return of(state, new Holds(holds), true, now);
    }

    /**
     * The same, with the freeze of open requests.
     *
     * @param named whether the reader may know that the person asked for something
     */
    public static Explanation of(RetainedItem state, Holds holds, boolean named, Instant now) {
        return switch (state) {
            case Expected _ -> throw unknown();
            case Retained retained -> {
                Keeping keeping = Keeping.of(holds, retained, now);
                yield of(
                        retained,
                        ItemState.of(retained.disposition()),
                        holds.ids() == null ? Set.of() : holds.ids(),
                        plan(retained, keeping, named, now));
            }
            case Ordered ordered ->
                    of(ordered.retained(), ItemState.ORDERED, Set.of(), order(ordered));
            case Disposed disposed -> of(disposed);
            case Gone gone -> of(gone);
        };
    }

    /** The same, of bounds that say more than what was recorded of them. */
    public Explanation with(UnaryOperator<Reason> completed) {
        List<Reason> bounds = because.stream().map(completed).toList();
        if (isDestroyed()) {
            return new Explanation(state, dueOn, dueAt, bounds, holds, resolution, sentences);
        }
        List<Sentence> all = new ArrayList<>(Sentence.of(bounds));
        all.addAll(sentences.subList(Sentence.of(because).size(), sentences.size()));
        return new Explanation(state, dueOn, dueAt, bounds, holds, resolution, List.copyOf(all));
    }

    /** What justified keeping it does so no longer, and what was awaited never comes. */
    private boolean isDestroyed() {
        return isDestroyed(state);
    }

    static boolean isDestroyed(ItemState state) {
        return state == ItemState.DISPOSED || state == ItemState.GONE;
    }

    /** What is said of an item that does not exist, or not for the caller. */
    public static Rejected unknown() {
        return new Rejected(ScheduleProblem.ITEM_UNKNOWN, "No item has this id.");
    }

    private static Explanation of(Disposed disposed) {
        ZoneId zone = disposed.retained().facts().zone();
        return of(
                disposed.retained(),
                ItemState.DISPOSED,
                Set.of(),
                List.of(
                        sentence(disposed.ordered()),
                        new Sentence(
                                Message.DESTROYED,
                                Map.of(FactName.DESTROYED_ON, local(disposed.erasedAt(), zone)))));
    }

    private static Explanation of(Gone gone) {
        List<Sentence> ending =
                List.of(
                        new Sentence(
                                Message.DESTROYED_WITHOUT_ORDER,
                                Map.of(FactName.DESTROYED_ON, local(gone.erasedAt(), zone(gone)))));
        return gone.before() == null
                ? new Explanation(ItemState.GONE, null, null, List.of(), Set.of(), null, ending)
                : of(gone.before(), ItemState.GONE, Set.of(), ending);
    }

    private static ZoneId zone(Gone gone) {
        return gone.before() == null ? ZoneOffset.UTC : gone.before().facts().zone();
    }

    private static Sentence holding(Set<UUID> holds) {
        return Sentence.of(holds.isEmpty() ? Message.NO_HOLD : Message.UNDER_HOLD);
    }

    private static Explanation of(
            Retained retained, ItemState state, Set<UUID> holds, List<Sentence> ending) {
        boolean destroyed = isDestroyed(state);
        List<Sentence> sentences = new ArrayList<>();
        if (!destroyed) {
            sentences.addAll(Sentence.of(retained.disposition().because()));
        }
        @Nullable Resolution resolution = retained.resolutionInForce();
        if (resolution != null) {
            sentences.add(sentence(resolution, retained));
        }
        @Nullable Review review = retained.reviewInForce();
        if (review != null) {
            sentences.add(sentence(review, retained));
        }
        if (!destroyed) {
            sentences.add(holding(holds));
        }
        sentences.addAll(ending);
        @Nullable Dated dated = retained.disposition() instanceof Dated it ? it : null;
        return new Explanation(
                state,
                dated == null ? null : dated.dueOn(),
                dated == null ? null : dated.dueAt(),
                retained.disposition().because(),
                holds,
                resolution,
                List.copyOf(sentences));
    }

    /** What stops a disposition that is due. */
    private record Keeping(boolean held, @Nullable Instant frozenUntil, boolean reviewed) {

        static Keeping of(Holds holds, Retained retained, Instant now) {
            boolean ordered = DispositionBasis.isOrderedByLaw(retained.disposition(), now);
            return new Keeping(
                    holds.hold(),
                    holds.freeze(now) && !ordered ? holds.frozenUntil() : null,
                    retained.awaitedReview(now) != null);
        }

        boolean frozen() {
            return frozenUntil != null;
        }
    }

    private static List<Sentence> plan(
            Retained retained, Keeping keeping, boolean named, Instant now) {
        List<Sentence> all = new ArrayList<>();
        if (keeping.frozenUntil() != null) {
            all.add(
                    named
                            ? new Sentence(
                                    Message.FROZEN,
                                    Map.of(
                                            FactName.FROZEN_UNTIL,
                                            lastDay(
                                                    keeping.frozenUntil(),
                                                    retained.facts().zone())))
                            : Sentence.of(Message.SUSPENDED));
        }
        all.addAll(plan(retained, keeping, now));
        if (keeping.reviewed() && !keeping.held() && !keeping.frozen()) {
            all.addAll(waitsAtMost(retained));
        }
        if (isLookedAtBefore(retained, now)) {
            all.add(Sentence.of(Message.REVIEW_BEFORE));
        }
        return all;
    }

    private static List<Sentence> waitsAtMost(Retained retained) {
        @Nullable LocalDate until =
                retained.disposition() instanceof Dated due
                        ? Review.waitsUntil(retained.facts(), due)
                        : null;
        return until == null
                ? List.of()
                : List.of(new Sentence(Message.REVIEW_AT_MOST, Map.of(FactName.KEEP_UNTIL, until)));
    }

    /** Whether it is not due, and a person looks at it when it is. */
    private static boolean isLookedAtBefore(Retained retained, Instant now) {
        return retained.disposition() instanceof Dated due
                && due.dueAt().isAfter(now)
                && Review.isRequired(retained.facts(), due, due.dueAt());
    }

    private static List<Sentence> plan(Retained retained, Keeping keeping, Instant now) {
        return switch (retained.disposition()) {
            case Scheduled scheduled
                    when keeping.held() || keeping.frozen() || keeping.reviewed() ->
                    kept(retained, end(scheduled, retained, keeping, now));
            case Scheduled scheduled -> List.of(end(scheduled, retained, keeping, now));
            case UnderMinimum minimum ->
                    kept(
                            retained,
                            Sentence.of(Message.UNDER_MINIMUM),
                            end(minimum, retained, keeping, now));
            case InConflict conflict ->
                    kept(
                            retained,
                            new Sentence(
                                    Message.IN_CONFLICT,
                                    Map.of(
                                            FactName.KEEP_UNTIL,
                                            conflict.keepUntil(),
                                            FactName.DESTROY_BY,
                                            conflict.destroyBy())));
            case Awaiting awaiting when awaiting.because().stream().anyMatch(Reason::standsStill) ->
                    kept(retained, Sentence.of(Message.AWAITING_CLAIM));
            case Awaiting _ -> List.of(Sentence.of(Message.AWAITING_TRIGGER));
        };
    }

    /**
     * An item that a text or a hold keeps says so, and first that it stays in quarantine if it is
     * there.
     */
    private static List<Sentence> kept(Retained retained, Sentence... sentences) {
        List<Sentence> all = new ArrayList<>();
        if (retained.facts().quarantine() != null) {
            all.add(Sentence.of(Message.IN_QUARANTINE));
        }
        all.addAll(List.of(sentences));
        return all;
    }

    private static Sentence end(Dated dated, Retained retained, Keeping keeping, Instant now) {
        ZoneId zone = retained.facts().zone();
        boolean ahead = dated.dueAt().isAfter(now);
        return dated.dueAt().equals(RetentionClock.endOf(dated.dueOn(), zone))
                ? new Sentence(
                        ahead
                                ? Message.DUE_ON
                                : keeping.held()
                                        ? Message.HELD_SINCE_DAY
                                        : keeping.frozen()
                                                ? Message.SUSPENDED_SINCE_DAY
                                                : keeping.reviewed()
                                                        ? Message.REVIEW_SINCE_DAY
                                                        : Message.OVERDUE_SINCE_DAY,
                        Map.of(FactName.DUE_ON, dated.dueOn(), FactName.ZONE, zone))
                : new Sentence(
                        ahead
                                ? Message.DUE_AT
                                : keeping.held()
                                        ? Message.HELD_SINCE_MOMENT
                                        : keeping.frozen()
                                                ? Message.SUSPENDED_SINCE_MOMENT
                                                : keeping.reviewed()
                                                        ? Message.REVIEW_SINCE_MOMENT
                                                        : Message.OVERDUE_SINCE_MOMENT,
                        Map.of(FactName.DUE_AT, dated.dueAt().atZone(zone).toLocalDateTime()));
    }

    private static Sentence sentence(Resolution resolution, Retained retained) {
        return new Sentence(
                switch (resolution.outcome()) {
                    case KEEP -> Message.CONFLICT_KEPT;
                    case DESTROY -> Message.CONFLICT_DESTROYED;
                },
                Map.of(
                        FactName.DECIDED_ON,
                        local(resolution.decidedAt(), retained.facts().zone()),
                        FactName.GROUND,
                        resolution.ground()));
    }

    private static Sentence sentence(Review review, Retained retained) {
        LocalDate decidedOn = local(review.decidedAt(), retained.facts().zone());
        return review.keepUntil() == null
                ? new Sentence(
                        Message.REVIEW_RELEASED,
                        Map.of(FactName.DECIDED_ON, decidedOn, FactName.GROUND, review.ground()))
                : new Sentence(
                        Message.REVIEW_KEPT,
                        Map.of(
                                FactName.DECIDED_ON,
                                decidedOn,
                                FactName.GROUND,
                                review.ground(),
                                FactName.KEEP_UNTIL,
                                review.keepUntil()));
    }

    private static List<Sentence> order(Ordered ordered) {
        return ordered.overdue()
                ? List.of(sentence(ordered), Sentence.of(Message.ORDER_OVERDUE))
                : List.of(sentence(ordered));
    }

    private static Sentence sentence(Ordered ordered) {
        return new Sentence(
                Message.ORDERED,
                Map.of(
                        FactName.ORDERED_ON,
                        local(ordered.orderedAt(), ordered.retained().facts().zone()),
                        FactName.BASIS,
                        ordered.basis()));
    }

    /** The last day before a deadline, which is the first moment that is too late. */
    static LocalDate lastDay(Instant deadline, ZoneId zone) {
        return local(deadline.minusNanos(1), zone);
    }

    private static LocalDate local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }
}
