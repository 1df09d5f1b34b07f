// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.tenyears;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.DispositionEvidence;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemDecider;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One recording: its events, and beside them what the texts say of it. */
final class RecordedItem {

    static final DispositionEvidence EVIDENCE =
            new DispositionEvidence(
                    "3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11",
                    "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                    1,
                    "RECORDING",
                    Instant.EPOCH);

    /** Runs come every few hours and may crash, messages take three: a day and a bit. */
    private static final Duration IN_TIME = Duration.ofHours(30);

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final CallReference call;
    private final Instant endedAt;
    private final Set<Purpose> purposes;
    private final BiConsumer<RecordedItem, UUID> ordered;
    private final BiPredicate<RecordedItem, Instant> heldSince;
    private final List<RetainedItemEvent> events = new ArrayList<>();
    private final List<Consumer<KnownFacts>> before = new ArrayList<>();
    private final List<Rejected> refusals = new ArrayList<>();
    private RetainedItem state = decider.initialState();
    private @Nullable KnownFacts facts;
    private @Nullable VirtualTime time;
    private @Nullable Instant erasedAt;

    RecordedItem(
            CallReference call,
            Instant endedAt,
            Set<Purpose> purposes,
            BiConsumer<RecordedItem, UUID> ordered,
            BiPredicate<RecordedItem, Instant> heldSince) {
        this.call = call;
        this.endedAt = endedAt;
        this.purposes = purposes;
        this.ordered = ordered;
        this.heldSince = heldSince;
    }

    CallReference call() {
        return call;
    }

    Instant endedAt() {
        return endedAt;
    }

    Set<Purpose> purposes() {
        return purposes;
    }

    RetainedItem state() {
        return state;
    }

    List<RetainedItemEvent> events() {
        return events;
    }

    List<Rejected> refusals() {
        return refusals;
    }

    boolean isKnown() {
        return facts != null;
    }

    /** It is heard of, and what was heard of it before counts now. */
    void know(Map<Purpose, Period> shortened) {
        facts = new KnownFacts(endedAt, purposes, shortened);
        before.forEach(each -> each.accept(facts));
    }

    void refused(Rejected contradiction) {
        refusals.add(contradiction);
    }

    void handle(RetainedItemCommand command, Instant now) {
        handle(command, now, known -> {});
    }

    /**
     * Decides, and keeps what was decided.
     *
     * @param learns what is known from then on, unless the command is refused
     */
    void handle(RetainedItemCommand command, Instant now, Consumer<KnownFacts> learns) {
        List<RetainedItemEvent> decided = decider.decide(command, state);
        if (facts == null) {
            before.add(learns);
        } else if (state instanceof Retained) {
            learns.accept(facts);
        }
        events.addAll(decided);
        for (RetainedItemEvent event : decided) {
            state = decider.evolve(state, event);
        }
        if (!decided.isEmpty()) { // else both are as they were when this was asserted last
            assertThat(decider.replay(events)).as("what the events tell").isEqualTo(state);
        }
        for (RetainedItemEvent event : decided) {
            if (event instanceof DispositionOrdered order) {
                ordered.accept(this, order.order());
            }
        }
        if (time != null) {
            watch(time, now);
        }
    }

    /**
     * From now on, whenever its last day changes or a hold is released, somebody looks when that is
     * over.
     */
    void whenDue(VirtualTime clock) {
        time = clock;
        watch(clock, clock.now());
    }

    void released(Instant now) {
        if (time != null) {
            watch(time, now);
        }
    }

    private void watch(VirtualTime clock, Instant now) {
        if (facts != null && erasedAt == null) {
            facts.bounds()
                    .lastDay()
                    .ifPresent(day -> clock.at(lookAt(day, now), () -> examineAge(day, clock)));
        }
    }

    private static Instant lookAt(LocalDate lastDay, Instant now) {
        Instant over = KnownFacts.endOf(lastDay);
        return (over.isBefore(now) ? now : over).plus(IN_TIME);
    }

    /** Nothing is kept past its last day, unless a hold or two texts that contradict keep it. */
    private void examineAge(LocalDate day, VirtualTime clock) {
        KnownFacts.Bounds bounds = Objects.requireNonNull(facts).bounds();
        boolean stillThatDay = bounds.lastDay().filter(day::equals).isPresent();
        if (!stillThatDay
                || bounds.conflict()
                || heldSince.test(this, clock.now().minus(IN_TIME))) {
            return;
        }
        assertThat(state)
                .as(
                        () ->
                                "%s, last day %s, at %s: %s"
                                        .formatted(purposes, day, clock.now(), events))
                .isNotInstanceOf(Retained.class);
    }

    /** Nothing is ordered destroyed under a hold, or on a day on which a text keeps it. */
    void examineOrder(Holds holds, Instant now) {
        KnownFacts.Bounds bounds = Objects.requireNonNull(facts).bounds();
        LocalDate today = KnownFacts.day(now);
        assertThat(holds.ids()).as("holds on what is ordered").isEmpty();
        assertThat(bounds.conflict()).as(() -> "in conflict: " + events).isFalse();
        assertThat(bounds.keepThrough().filter(last -> !today.isAfter(last)))
                .as(() -> "a text keeps it at %s: %s".formatted(now, events))
                .isEmpty();
        assertThat(now)
                .as(() -> "ordered before it is due: " + events)
                .isAfterOrEqualTo(facts.mayGoAt(bounds.lastDay().orElseThrow()));
    }

    /** Once; the second order finds it gone. */
    Instant destroy(Instant now) {
        if (erasedAt == null) {
            erasedAt = now;
        }
        return erasedAt;
    }

    boolean isDestroyed() {
        return erasedAt != null && state instanceof Disposed;
    }
}
