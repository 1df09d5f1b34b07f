// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.EndAccess;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemDecider;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds of every item, whatever happened to it: tried with random facts, each from a seed that
 * a failure names. What is expected follows from the policies and the facts, not from the engine.
 */
class EnginePropertiesTest {

    private static final int SEEDS = 2_000;
    private static final Holds HELD = new Holds(Set.of(new UUID(0, 1)));
    private static final UUID ORDER = new UUID(0, 2);
    private static final CallReference CALL =
            new CallReference(
                    new UUID(0, 3),
                    "rhone-telecom",
                    "0123456789abcdef0123456789abcdef",
                    new UUID(0, 4),
                    null);

    private final RetainedItemDecider decider = new RetainedItemDecider();

    private static void forEverySeed(BiConsumer<RandomFacts, Random> property) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            RandomFacts facts = RandomFacts.of(random);
            try {
                property.accept(facts, random);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ": " + facts.all(), failure);
            }
        }
    }

    private static @Nullable LocalDate dueOn(RetentionFacts facts) {
        return RetentionClock.evaluate(facts) instanceof Dated due ? due.dueOn() : null;
    }

    @Test
    void theOrderInWhichFactsAreKnownIsIrrelevant() {
        forEverySeed(
                (facts, random) -> {
                    List<RandomFacts.Fact> other = new ArrayList<>(facts.happened());
                    Collections.shuffle(other, random);
                    assertThat(RetentionClock.evaluate(facts.with(other)))
                            .isEqualTo(RetentionClock.evaluate(facts.all()));
                });
    }

    @Test
    void nothingGoesBeforeEveryMinimumIsOver() {
        forEverySeed(
                (facts, _) -> {
                    LocalDate minimum = facts.lastMinimum();
                    if (RetentionClock.evaluate(facts.all()) instanceof Dated due
                            && minimum != null) {
                        assertThat(due.dueOn()).isAfterOrEqualTo(minimum);
                        assertThat(due.dueAt()).isAfterOrEqualTo(facts.endOf(minimum));
                    }
                });
    }

    /** Whatever quarantine, refusal or promise there is: nobody knows when the claim ends. */
    @Test
    void nothingIsDatedWhileAClaimStopsAMinimum() {
        int[] stopped = {0};
        forEverySeed(
                (facts, _) -> {
                    if (facts.isMinimumStopped()) {
                        stopped[0]++;
                        assertThat(RetentionClock.evaluate(facts.all()))
                                .isNotInstanceOf(Dated.class);
                    }
                });
        assertThat(stopped[0]).as("items that a claim keeps").isGreaterThan(SEEDS / 200);
    }

    /** Days that a claim stops are never taken from a period, only added to it. */
    @Test
    void aClaimNeverEndsAMinimumSooner() {
        forEverySeed(
                (facts, random) -> {
                    Instant at = facts.all().endedAt().plus(Duration.ofDays(random.nextInt(700)));
                    Instant end = at.plus(Duration.ofDays(random.nextInt(100)));
                    RetentionFacts more =
                            facts.all()
                                    .with(BusinessEvent.CLAIM_MADE, at)
                                    .with(BusinessEvent.CLAIM_CLOSED, end);
                    assertThat(lastMinimumOf(more))
                            .isGreaterThanOrEqualTo(lastMinimumOf(facts.all()));
                });
    }

    /** Without a conflict, which is a person's to decide. */
    @Test
    void nothingStaysBeyondADutyToDestroy() {
        forEverySeed(
                (facts, _) -> {
                    LocalDate duty = facts.firstDuty();
                    if (duty == null) {
                        return;
                    }
                    switch (RetentionClock.evaluate(facts.all())) {
                        case InConflict conflict -> {
                            assertThat(conflict.destroyBy()).isEqualTo(duty);
                            if (!facts.isMinimumStopped()) {
                                assertThat(conflict.keepUntil()).isEqualTo(facts.lastMinimum());
                            }
                            assertThat(conflict.keepUntil()).isAfter(duty);
                        }
                        case Dated due -> assertThat(due.dueOn()).isBeforeOrEqualTo(duty);
                        case Disposition.Awaiting _ ->
                                throw new AssertionError("a duty has a day: " + duty);
                    }
                });
    }

    @Test
    void addingAPurposeNeverShortensAMinimum() {
        forEverySeed(
                (facts, random) -> {
                    RetentionPolicy more = facts.anotherPolicy(random);
                    if (more == null) {
                        return;
                    }
                    assertThat(lastMinimumOf(facts.plus(more)))
                            .isGreaterThanOrEqualTo(lastMinimumOf(facts.all()));
                });
    }

    /** One that stands still ends later than any other. */
    private static long lastMinimumOf(RetentionFacts facts) {
        return RetentionClock.evaluate(facts).because().stream()
                .filter(reason -> reason.rule() == Rule.STATUTORY_MINIMUM)
                .filter(reason -> reason.standsStill() || reason.until() != null)
                .mapToLong(
                        reason ->
                                reason.standsStill()
                                        ? Long.MAX_VALUE
                                        : Objects.requireNonNull(reason.until()).toEpochDay())
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** Nobody is kept longer than they were told, unless a text orders it. */
    @Test
    void whatWasAnnouncedIsKept() {
        forEverySeed(
                (facts, _) -> {
                    LocalDate promised = facts.lastPromise();
                    LocalDate minimum = facts.lastMinimum();
                    if (promised == null
                            || !(RetentionClock.evaluate(facts.all()) instanceof Dated due)) {
                        return;
                    }
                    LocalDate latest =
                            minimum != null && minimum.isAfter(promised) ? minimum : promised;
                    assertThat(due.dueOn()).isBeforeOrEqualTo(latest);
                });
    }

    @Test
    void endingAPurposeNeverKeepsAnythingLonger() {
        forEverySeed(
                (facts, random) -> {
                    LocalDate before = dueOn(facts.all());
                    Purpose purpose = facts.anyPurpose(random);
                    LocalDate after =
                            dueOn(
                                    facts.all()
                                            .with(
                                                    purpose,
                                                    facts.all().endedAt().plusSeconds(3600)));
                    if (before != null) {
                        assertThat(after).isNotNull().isBeforeOrEqualTo(before);
                    }
                });
    }

    /** No purpose gives access when the item has to be gone, nor longer than its policy says. */
    @Test
    void accessEndsNoLaterThanThePolicyOfThePurpose() {
        forEverySeed(
                (facts, _) ->
                        AccessEnd.of(facts.all())
                                .forEach(
                                        end -> {
                                            LocalDate latest = facts.lastDayOf(end.purpose());
                                            if (latest != null) {
                                                assertThat(end.on()).isBeforeOrEqualTo(latest);
                                            }
                                        }));
    }

    @Test
    void aHoldNeverAdvancesADestructionNorPutsOffTheEndOfAPurpose() {
        forEverySeed(
                (facts, random) -> {
                    List<RetainedItemEvent> held = live(facts, HELD, random.nextLong());
                    assertThat(held).noneMatch(DispositionOrdered.class::isInstance);
                    RetainedItem state = decider.replay(held);
                    assertThat(state).isInstanceOf(Retained.class);
                    Instant late = facts.all().endedAt().plus(Duration.ofDays(365 * 40));
                    List<RetainedItemEvent> ends = decider.decide(new EndAccess(late), state);
                    assertThat(ends)
                            .hasSameSizeAs(
                                    AccessEnd.of(((Retained) state).facts()).stream()
                                            .filter(end -> !end.isKnownToOwner())
                                            .toList());
                });
    }

    /** Whatever came in which order, and whatever was refused of it. */
    @Test
    void nothingIsOrderedBeforeEveryMinimumIsOver() {
        int[] ordered = {0};
        forEverySeed(
                (facts, random) -> {
                    RetainedItem state = decider.replay(live(facts, Holds.NONE, random.nextLong()));
                    if (!(state instanceof Ordered order)) {
                        return;
                    }
                    ordered[0]++;
                    LocalDate minimum = RandomFacts.lastMinimum(order.retained().facts());
                    if (minimum != null) {
                        assertThat(order.orderedAt()).isAfterOrEqualTo(facts.endOf(minimum));
                    }
                });
        assertThat(ordered[0]).as("items that were ordered").isGreaterThan(SEEDS / 2);
    }

    @Test
    void whatIsReplayedIsWhatWasLived() {
        forEverySeed(
                (facts, random) -> {
                    List<RetainedItemEvent> events = new ArrayList<>();
                    RetainedItem state = decider.initialState();
                    for (RetainedItemCommand command :
                            facts.commands(CALL, ORDER, Holds.NONE, new Random(1))) {
                        for (RetainedItemEvent event : tried(command, state)) {
                            state = decider.evolve(state, event);
                            events.add(event);
                        }
                        if (random.nextInt(10) == 0) {
                            assertThat(decider.replay(events)).isEqualTo(state);
                        }
                        // What is said again changes nothing.
                        if (!(command instanceof EndAccess)) {
                            assertThat(repeated(command, state)).isEmpty();
                        }
                    }
                    assertThat(decider.replay(events)).isEqualTo(state);
                });
    }

    private List<RetainedItemEvent> repeated(RetainedItemCommand command, RetainedItem state) {
        return switch (command) {
            case NoteItem _, NotePurposeEnd _, NoteQuarantine _, NoteBusinessEvent _ ->
                    tried(command, state);
            default -> List.of();
        };
    }

    private List<RetainedItemEvent> live(RandomFacts facts, Holds holds, long order) {
        List<RetainedItemEvent> events = new ArrayList<>();
        RetainedItem state = decider.initialState();
        for (RetainedItemCommand command : facts.commands(CALL, ORDER, holds, new Random(order))) {
            for (RetainedItemEvent event : tried(command, state)) {
                state = decider.evolve(state, event);
                events.add(event);
            }
        }
        return events;
    }

    /** What contradicts earlier reports is refused, and changes nothing. */
    private List<RetainedItemEvent> tried(RetainedItemCommand command, RetainedItem state) {
        try {
            return decider.decide(command, state);
        } catch (Rejected _) {
            return List.of();
        }
    }
}
