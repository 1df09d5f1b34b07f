// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.ItemReview;
import io.temoin.retention.register.domain.PastItem;
import io.temoin.retention.register.domain.PastItem.PastOrder;
import io.temoin.retention.register.domain.PastItem.PastRefusal;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.schedule.domain.Sentence.FactName;
import io.temoin.retention.schedule.domain.Sentence.Message;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an explanation of a registered item is made of: its place on the list, and what the policies
 * of now say.
 *
 * @param because every bound that the policies of now set
 * @param refused why its owner did not destroy it; absent if it did not refuse to
 * @param review what a review means for it
 */
public record RegisteredExplanation(
        ItemState state,
        @Nullable LocalDate dueOn,
        @Nullable Instant dueAt,
        List<Reason> because,
        @Nullable RefusalReason refused,
        @Nullable DispositionBasis basis,
        @Nullable Instant orderedAt,
        @Nullable Instant erasedAt,
        ItemReview.Standing review,
        ZoneId zone) {

    /** Of an item that nobody has to look at. */
    public RegisteredExplanation(
            ItemState state,
            @Nullable LocalDate dueOn,
            @Nullable Instant dueAt,
            List<Reason> because,
            @Nullable RefusalReason refused,
            @Nullable DispositionBasis basis,
            @Nullable Instant orderedAt,
            @Nullable Instant erasedAt,
            ZoneId zone) {
        this(
                state,
                dueOn,
                dueAt,
                because,
                refused,
                basis,
                orderedAt,
                erasedAt,
                ItemReview.Standing.NONE,
                zone);
    }

    public RegisteredExplanation {
        because = List.copyOf(because);
    }

    /**
     * Of an item as it was known at an earlier time.
     *
     * @param shared plan of the items with the same key, as of then
     * @param because every bound that the policies of then set
     */
    public static RegisteredExplanation of(
            PastItem item, ItemPlan shared, List<Reason> because, ZoneId zone) {
        ItemPlan plan = item.plan(shared, zone);
        if (item.goneAt() != null) {
            return new RegisteredExplanation(
                    ItemState.GONE,
                    plan.dueOn(),
                    null,
                    because,
                    null,
                    null,
                    null,
                    item.goneAt(),
                    zone);
        }
        PastOrder order = item.standing();
        if (order != null) {
            return new RegisteredExplanation(
                    order.destroyedAt() == null ? ItemState.ORDERED : ItemState.DISPOSED,
                    plan.dueOn(),
                    plan.dueAt(),
                    because,
                    null,
                    order.basis(),
                    order.orderedAt(),
                    order.destroyedAt(),
                    zone);
        }
        PastRefusal refusal = item.refusal();
        return new RegisteredExplanation(
                plan.state(),
                plan.dueOn(),
                plan.dueAt(),
                because,
                refusal == null ? null : refusal.reason(),
                null,
                null,
                null,
                ItemReview.Standing.of(
                        item.look(shared), item.review(), plan.dueOn(), plan.dueAt()),
                zone);
    }

    /** The explanation as it stands at {@code now}, under these holds. */
    public Explanation under(Holds keeping, boolean named, Instant now) {
        return under(keeping, null, named, now);
    }

    /**
     * The same of an item that may stay with a recording.
     *
     * @param named whether the reader may know what keeps it, that the person asked for something,
     *     and that it stays with a recording
     */
    public Explanation under(
            Holds keeping, @Nullable KeepingRecording recording, boolean named, Instant now) {
        Set<UUID> holds = keeping.ids() == null ? Set.of() : keeping.ids();
        if (Explanation.isDestroyed(state)) {
            return new Explanation(
                    state, dueOn, dueAt, because, holds, null, ending(Message.DUE_ON, now));
        }
        List<Sentence> sentences = new ArrayList<>(Sentence.of(because));
        if (review.decided() != null) {
            sentences.add(decided(review.decided()));
        }
        sentences.add(Sentence.of(holds.isEmpty() ? Message.NO_HOLD : Message.UNDER_HOLD));
        if (keeping.freeze(now)) {
            sentences.add(frozen(keeping, named, zone));
        }
        if (refused != null) {
            sentences.add(new Sentence(Message.REFUSED, Map.of(FactName.REFUSAL, refused)));
        }
        // Its own last day says nothing while the recording stays. But only of erased persons is it
        // said that it does, so others are told what they are told of everybody.
        sentences.addAll(
                recording == null || !named
                        ? ending(overdue(!holds.isEmpty(), keeping.freeze(now), now), now)
                        : recording.sentences());
        return new Explanation(state, dueOn, dueAt, because, holds, null, List.copyOf(sentences));
    }

    private static Sentence frozen(Holds keeping, boolean named, ZoneId zone) {
        return named
                ? new Sentence(
                        Message.FROZEN,
                        Map.of(
                                FactName.FROZEN_UNTIL,
                                Explanation.lastDay(
                                        Objects.requireNonNull(keeping.frozenUntil(), "frozen"),
                                        zone)))
                : Sentence.of(Message.SUSPENDED);
    }

    private List<Sentence> ending(Message overdue, Instant now) {
        return switch (state) {
            case SCHEDULED -> end(overdue, now);
            case UNDER_MINIMUM ->
                    Stream.concat(
                                    Stream.of(Sentence.of(Message.UNDER_MINIMUM)),
                                    end(overdue, now).stream())
                            .toList();
            case AWAITING_TRIGGER -> List.of(Sentence.of(Message.AWAITING_TRIGGER));
            case AWAITING_POLICY -> List.of(Sentence.of(Message.AWAITING_POLICY));
            case KEPT -> List.of(Sentence.of(Message.KEPT));
            case ORDERED -> List.of(ordered());
            case DISPOSED -> List.of(ordered(), destroyed(Message.DESTROYED_BY_SERVICE));
            case GONE -> List.of(destroyed(Message.DESTROYED_WITH_RECORDING));
            // The minimum and the duty are named by the bounds.
            case IN_CONFLICT -> List.of();
        };
    }

    /** What is said of an item whose day is over. */
    private Message overdue(boolean held, boolean frozen, Instant now) {
        if (held) {
            return Message.HELD_SINCE_DAY;
        }
        if (frozen) {
            return Message.SUSPENDED_SINCE_DAY;
        }
        return review.until() != null && RetentionClock.endOf(review.until(), zone).isAfter(now)
                ? Message.REVIEW_SINCE_DAY
                : Message.OVERDUE_SINCE_DAY;
    }

    private List<Sentence> end(Message overdue, Instant now) {
        LocalDate day = Objects.requireNonNull(dueOn, "what is scheduled has a day");
        boolean ahead = RetentionClock.endOf(day, zone).isAfter(now);
        Sentence end =
                new Sentence(
                        ahead ? Message.DUE_ON : overdue,
                        Map.of(FactName.DUE_ON, day, FactName.ZONE, zone));
        if (review.until() == null) {
            return List.of(end);
        }
        if (ahead) {
            return List.of(end, Sentence.of(Message.REVIEW_BEFORE));
        }
        return overdue == Message.REVIEW_SINCE_DAY
                ? List.of(
                        end,
                        new Sentence(
                                Message.REVIEW_AT_MOST,
                                Map.of(FactName.KEEP_UNTIL, review.until())))
                : List.of(end);
    }

    private Sentence decided(ItemReview decided) {
        return decided.keepUntil() == null
                ? new Sentence(
                        Message.REVIEW_RELEASED,
                        Map.of(
                                FactName.DECIDED_ON,
                                local(decided.decidedAt()),
                                FactName.GROUND,
                                decided.ground()))
                : new Sentence(
                        Message.REVIEW_KEPT,
                        Map.of(
                                FactName.DECIDED_ON,
                                local(decided.decidedAt()),
                                FactName.GROUND,
                                decided.ground(),
                                FactName.KEEP_UNTIL,
                                decided.keepUntil()));
    }

    private Sentence ordered() {
        return new Sentence(
                Message.ORDERED,
                Map.of(
                        FactName.ORDERED_ON,
                        local(Objects.requireNonNull(orderedAt, "ordered")),
                        FactName.BASIS,
                        Objects.requireNonNull(basis, "an order has a ground")));
    }

    private Sentence destroyed(Message how) {
        return new Sentence(
                how,
                Map.of(
                        FactName.DESTROYED_ON,
                        local(Objects.requireNonNull(erasedAt, "destroyed"))));
    }

    private LocalDate local(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }
}
