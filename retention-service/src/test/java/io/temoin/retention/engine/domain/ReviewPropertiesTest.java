// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.RandomFacts.Fact;
import io.temoin.retention.policy.domain.PolicyConditions;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.ReviewTerms;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import io.temoin.retention.schedule.domain.RetainedItemDecider;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ReviewDecided;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds of every item that a policy wants a person to look at, whatever happened to it and
 * whatever was decided: with random facts, each from a seed that a failure names.
 */
class ReviewPropertiesTest {

    private static final int SEEDS = 2_000;
    private static final UUID ORDER = new UUID(0, 2);
    private static final CallReference CALL =
            new CallReference(
                    new UUID(0, 3),
                    "rhone-telecom",
                    "0123456789abcdef0123456789abcdef",
                    new UUID(0, 4),
                    null);

    private final RetainedItemDecider decider = new RetainedItemDecider();

    /** What became of one item, by the facts that were known until it was ordered. */
    private record Life(
            RandomFacts facts,
            RetainedItem end,
            Instant lastLook,
            List<RetainedItemEvent> events) {}

    @Test
    void nothingGoesUnreviewedButByTheWishOfThePersonOrByLaw() {
        int[] released = {0};
        int[] unreviewed = {0};
        forEverySeed(
                life -> {
                    @Nullable DispositionOrdered order = find(life, DispositionOrdered.class);
                    if (order == null) {
                        return;
                    }
                    @Nullable ReviewDecided review = find(life, ReviewDecided.class);
                    if (review != null && review.keepUntil() == null) {
                        released[0]++;
                        return;
                    }
                    unreviewed[0]++;
                    RandomFacts known = life.facts();
                    RetentionFacts all = known.all();
                    @Nullable LocalDate duty = known.firstDuty();
                    boolean byLaw =
                            duty != null
                                    && (!duty.isAfter(order.dueOn())
                                            || !known.endOf(duty).isAfter(order.orderedAt()));
                    boolean byThePerson =
                            all.quarantine() != null
                                    || all.policies().stream()
                                            .filter(policy -> policy.review() != null)
                                            .allMatch(policy -> isEndedByThePerson(all, policy));
                    @Nullable Instant maximum = Review.end(all);
                    boolean over = maximum != null && !maximum.isAfter(order.orderedAt());
                    assertThat(byLaw || byThePerson || over)
                            .as("why nobody looked: %s", order)
                            .isTrue();
                });
        assertThat(released[0]).as("released items").isGreaterThan(SEEDS / 50);
        assertThat(unreviewed[0]).as("items that nobody had to look at").isGreaterThan(SEEDS / 20);
    }

    @Test
    void nothingIsKeptForAReviewPastADutyToDestroyOrItsMaximum() {
        int[] waiting = {0};
        forEverySeed(
                life -> {
                    @Nullable LocalDate duty = life.facts().firstDuty();
                    if (life.end() instanceof Retained retained
                            && retained.awaitedReview(life.lastLook()) != null) {
                        waiting[0]++;
                        assertThat(
                                        duty == null
                                                || life.facts()
                                                        .endOf(duty)
                                                        .isAfter(life.lastLook()))
                                .as("no duty was over: %s", duty)
                                .isTrue();
                        @Nullable LocalDate promised = life.facts().lastPromise();
                        if (promised != null && life.facts().lastMinimum() == null) {
                            assertThat(life.facts().endOf(promised)).isAfter(life.lastLook());
                        }
                    }
                    for (RetainedItemEvent event : life.events()) {
                        if (event instanceof ReviewDecided it && it.keepUntil() != null) {
                            assertThat(it.keepUntil()).isAfterOrEqualTo(it.dueOn());
                        }
                    }
                });
        assertThat(waiting[0]).as("items that wait in the end").isGreaterThan(SEEDS / 400);
    }

    /** Whoever decides to keep an item never has it longer than the policies and promises allow. */
    @Test
    void nothingIsKeptBeyondItsMaximum() {
        int[] kept = {0};
        int[] bounded = {0};
        forEverySeed(
                life -> {
                    @Nullable ReviewDecided review = find(life, ReviewDecided.class);
                    if (review == null || review.keepUntil() == null) {
                        return;
                    }
                    kept[0]++;
                    @Nullable LocalDate promised = life.facts().lastPromise();
                    @Nullable LocalDate minimum = life.facts().lastMinimum();
                    if (promised != null && minimum == null) {
                        assertThat(review.keepUntil()).isBeforeOrEqualTo(promised);
                    }
                    @Nullable LocalDate law = lastDayOfTheLaw(life.facts(), review.decidedAt());
                    if (law != null) {
                        bounded[0]++;
                        assertThat(review.keepUntil()).isBeforeOrEqualTo(law);
                    }
                });
        assertThat(kept[0]).as("items that somebody kept").isGreaterThan(SEEDS / 400);
        assertThat(bounded[0]).as("of these, with a last day by law").isGreaterThan(SEEDS / 400);
    }

    /**
     * The last day that a text allows for a purpose that lives: a policy that asks for a look does
     * not shorten it, and a fulfilment ends it unless the purpose's own policy asks for a look.
     * {@code null} while one of them has no such day.
     */
    private static @Nullable LocalDate lastDayOfTheLaw(RandomFacts life, Instant by) {
        RetentionFacts known =
                life.with(
                        life.happened().stream()
                                .filter(fact -> fact.at().isBefore(by))
                                .sorted(Comparator.comparing(Fact::at))
                                .toList());
        @Nullable LocalDate last = RandomFacts.lastMinimum(known);
        for (RetentionPolicy policy : known.policies()) {
            @Nullable LocalDate end = lastDayOfTheLaw(policy, known);
            if (end == null) {
                return null;
            }
            last = last == null || end.isAfter(last) ? end : last;
        }
        return last;
    }

    private static @Nullable LocalDate lastDayOfTheLaw(
            RetentionPolicy policy, RetentionFacts known) {
        @Nullable PurposeEnd end = known.ended().get(policy.purpose());
        @Nullable ReviewTerms review = policy.review();
        if (end != null && (review == null || end.cause() != PurposeEnd.Cause.FULFILLED)) {
            return CountedDays.day(end.at(), known);
        }
        Period own = policy.atMost() == null ? policy.atLeast() : policy.atMost();
        Period law = review == null || review.atMost() == null ? own : review.atMost();
        boolean extended =
                policy.extension("AUTHORITY_REQUEST") != null
                        && known.happened().containsKey(BusinessEvent.AUTHORITY_REQUEST);
        return extended
                ? null
                : CountedDays.counted(
                        policy,
                        CountedDays.start(policy, known),
                        Objects.requireNonNull(law),
                        known);
    }

    private static boolean isEndedByThePerson(RetentionFacts all, RetentionPolicy policy) {
        @Nullable PurposeEnd end = all.ended().get(policy.purpose());
        return end != null && end.cause() != PurposeEnd.Cause.FULFILLED;
    }

    private static <E> @Nullable E find(Life life, Class<E> type) {
        return life.events().reversed().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private interface Property {
        void of(Life life);
    }

    private void forEverySeed(Property property) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            RandomFacts facts = reviewed(RandomFacts.of(random), random);
            try {
                property.of(live(facts, random));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ": " + facts.all(), failure);
            }
        }
    }

    /** Some of its policies, the first at least, want somebody to look. */
    private static RandomFacts reviewed(RandomFacts facts, Random random) {
        RetentionFacts retained = facts.retained();
        List<RetentionPolicy> policies = new ArrayList<>();
        for (RetentionPolicy policy : retained.policies()) {
            boolean asks = policies.isEmpty() || random.nextBoolean();
            policies.add(asks ? reviewed(policy, random) : policy);
        }
        return new RandomFacts(
                new RetentionFacts(
                        retained.endedAt(),
                        retained.zone(),
                        policies,
                        retained.announced(),
                        retained.ended()),
                facts.happened());
    }

    private static RetentionPolicy reviewed(RetentionPolicy policy, Random random) {
        @Nullable PolicyConditions conditions = policy.conditions();
        boolean mayKeep = policy.atMost() != null && random.nextInt(4) != 0;
        ReviewTerms terms =
                new ReviewTerms(
                        mayKeep
                                ? Objects.requireNonNull(policy.atMost())
                                        .plusDays(random.nextInt(1_500))
                                : null);
        return new RetentionPolicy(
                policy.purpose(),
                policy.version(),
                policy.since(),
                policy.trigger(),
                policy.atLeast(),
                policy.atMost(),
                policy.destructionDuty(),
                policy.reference(),
                new PolicyConditions(
                        conditions != null && conditions.suspendsClock(),
                        conditions == null ? null : conditions.extension(),
                        terms));
    }

    /** Everything that happened to it, with a decision now and then. */
    private Life live(RandomFacts facts, Random random) {
        RetainedItem state = decider.initialState();
        List<RetainedItemEvent> events = new ArrayList<>();
        List<Fact> noted = new ArrayList<>();
        Iterator<Fact> happened =
                facts.happened().stream().sorted(Comparator.comparing(Fact::at)).iterator();
        Instant look = facts.retained().endedAt();
        for (RetainedItemCommand command : facts.commands(CALL, ORDER, Holds.NONE, random)) {
            if (command instanceof OrderDisposition order) {
                if (random.nextBoolean()) {
                    Instant then = between(look, order.now(), state, random);
                    state = orElse(handle(decision(then, facts, random), state, events), state);
                }
                look = order.now();
            }
            @Nullable RetainedItem after = handle(command, state, events);
            if (!(command instanceof OrderDisposition) && !(command instanceof NoteItem)) {
                Fact fact = happened.next();
                look = fact.at();
                if (after != null && !(state instanceof Ordered)) {
                    noted.add(fact);
                }
            }
            state = orElse(after, state);
        }
        return new Life(new RandomFacts(facts.retained(), noted), state, look, events);
    }

    /** Soon after it is due, if that is in between. */
    private static Instant between(Instant last, Instant now, RetainedItem state, Random random) {
        if (!(state instanceof Retained retained)
                || !(retained.disposition() instanceof Dated due)) {
            return now;
        }
        Instant soon = due.dueAt().plus(Duration.ofDays(random.nextInt(40)));
        return soon.isBefore(last) || soon.isAfter(now) ? now : soon;
    }

    private static RetainedItem orElse(@Nullable RetainedItem after, RetainedItem before) {
        return after == null ? before : after;
    }

    /** {@code null} if it is refused: too late, too early, or beyond the maximum. */
    private @Nullable RetainedItem handle(
            RetainedItemCommand command, RetainedItem state, List<RetainedItemEvent> events) {
        try {
            RetainedItem after = state;
            List<RetainedItemEvent> decided = decider.decide(command, state);
            for (RetainedItemEvent event : decided) {
                after = decider.evolve(after, event);
            }
            events.addAll(decided);
            return after;
        } catch (Rejected _) {
            return null;
        }
    }

    private static RetainedItemCommand decision(Instant now, RandomFacts facts, Random random) {
        boolean keep = random.nextInt(3) != 0;
        return new DecideReview(
                keep
                        ? new ReviewDecision(
                                ReviewOutcome.KEEP,
                                ReviewGround.STILL_NEEDED,
                                "CASE-7",
                                now.atZone(facts.retained().zone())
                                        .toLocalDate()
                                        .plusDays(random.nextInt(60)))
                        : new ReviewDecision(
                                ReviewOutcome.RELEASE, ReviewGround.NO_LONGER_NEEDED, null, null),
                "dpo",
                ORDER,
                Holds.NONE,
                now);
    }
}
