// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static io.temoin.retention.engine.domain.CountedDays.counted;
import static io.temoin.retention.engine.domain.CountedDays.day;
import static io.temoin.retention.engine.domain.CountedDays.last;
import static io.temoin.retention.engine.domain.CountedDays.minimum;
import static io.temoin.retention.engine.domain.CountedDays.start;

import io.temoin.retention.policy.domain.DefaultPolicy.Extension;
import io.temoin.retention.policy.domain.PolicyConditions;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An item of which random things happened, and when its bounds end by the policies alone: computed
 * from them, as the texts are read, and not by the engine.
 */
record RandomFacts(RetentionFacts retained, List<Fact> happened) {

    private static final List<ZoneId> ZONES =
            Stream.of("Europe/Paris", "America/Martinique", "Pacific/Noumea", "Indian/Reunion")
                    .map(ZoneId::of)
                    .toList();
    private static final List<Period> PERIODS =
            Stream.of("P1M", "P3M", "P6M", "P1Y", "P2Y", "P5Y").map(Period::parse).toList();
    private static final List<Purpose> PURPOSES =
            Arrays.stream(Purpose.values()).filter(Purpose::isRecording).toList();
    private static final List<RetentionTrigger> TRIGGERS =
            List.of(
                    RetentionTrigger.RECORDING_ENDED,
                    RetentionTrigger.RECORDING_ENDED,
                    RetentionTrigger.PROPOSAL_MADE,
                    RetentionTrigger.CONTRACT_SIGNED);

    /** Something that became known. */
    record Fact(Instant at, Object what, UnaryOperator<RetentionFacts> noted) {}

    static RandomFacts of(Random random) {
        Instant endedAt =
                Instant.parse("2024-01-01T00:00:00Z")
                        .plusSeconds(random.nextLong(3L * 365 * 24 * 3600));
        List<Purpose> purposes = new ArrayList<>(PURPOSES);
        Collections.shuffle(purposes, random);
        List<RetentionPolicy> policies =
                purposes.subList(0, 1 + random.nextInt(4)).stream()
                        .sorted()
                        .map(purpose -> policy(purpose, random))
                        .toList();
        List<AnnouncedPeriod> announced =
                policies.stream()
                        .filter(_ -> random.nextBoolean())
                        .map(
                                policy ->
                                        new AnnouncedPeriod(
                                                policy.purpose(),
                                                PERIODS.get(random.nextInt(PERIODS.size())),
                                                policy.trigger()))
                        .toList();
        RetentionFacts retained =
                new RetentionFacts(
                        endedAt,
                        ZONES.get(random.nextInt(ZONES.size())),
                        policies,
                        announced,
                        Map.of());
        return new RandomFacts(retained, facts(retained, random));
    }

    private static RetentionPolicy policy(Purpose purpose, Random random) {
        RetentionTrigger trigger = TRIGGERS.get(random.nextInt(TRIGGERS.size()));
        Period atMost = PERIODS.get(random.nextInt(PERIODS.size()));
        boolean minimum = random.nextInt(3) == 0;
        boolean duty = random.nextInt(4) == 0;
        return new RetentionPolicy(
                purpose,
                1 + random.nextInt(3),
                LocalDate.of(2024, 1, 1),
                trigger,
                minimum ? (random.nextBoolean() ? atMost : PERIODS.getFirst()) : null,
                minimum && !duty && random.nextBoolean() ? null : atMost,
                duty,
                "text of " + purpose,
                conditions(trigger, random));
    }

    private static @Nullable PolicyConditions conditions(RetentionTrigger trigger, Random random) {
        boolean suspends = trigger != RetentionTrigger.PROPOSAL_MADE && random.nextInt(3) == 0;
        Extension extension =
                random.nextInt(4) == 0
                        ? new Extension("AUTHORITY_REQUEST", Period.ofYears(3), null, "a text")
                        : null;
        return suspends || extension != null ? new PolicyConditions(suspends, extension) : null;
    }

    private static List<Fact> facts(RetentionFacts retained, Random random) {
        List<Fact> facts = new ArrayList<>();
        for (RetentionPolicy policy : retained.policies()) {
            if (random.nextInt(3) == 0) {
                Instant at = later(retained, random, 400);
                PurposeEnd.Cause[] causes = PurposeEnd.Cause.values();
                PurposeEnd end = new PurposeEnd(at, causes[random.nextInt(causes.length)]);
                facts.add(
                        new Fact(
                                at,
                                new NotedEnd(policy.purpose(), end),
                                known -> known.with(policy.purpose(), end)));
            }
        }
        for (BusinessEvent event :
                List.of(
                        BusinessEvent.PROPOSAL_MADE,
                        BusinessEvent.PROPOSAL_REFUSED,
                        BusinessEvent.CONTRACT_SIGNED)) {
            if (random.nextInt(3) == 0) {
                Instant at = later(retained, random, 60);
                facts.add(new Fact(at, event, known -> known.with(event, at)));
            }
        }
        if (random.nextInt(3) == 0) {
            addClaims(facts, retained, random);
        }
        if (random.nextInt(4) == 0) {
            Instant at = later(retained, random, 900);
            facts.add(
                    new Fact(
                            at,
                            BusinessEvent.AUTHORITY_REQUEST,
                            known -> known.with(BusinessEvent.AUTHORITY_REQUEST, at)));
        }
        if (random.nextInt(5) == 0) {
            Instant at = later(retained, random, 90);
            String reason = random.nextBoolean() ? "OPTED_OUT" : "MINOR";
            Quarantine quarantine = new Quarantine(reason, at);
            facts.add(new Fact(at, quarantine, known -> known.with(quarantine)));
        }
        return List.copyOf(facts);
    }

    /** Up to three, of which some are still open. */
    private static void addClaims(List<Fact> facts, RetentionFacts retained, Random random) {
        for (int claim = 0; claim <= random.nextInt(3); claim++) {
            // Some are older than the recording, and some were reported before they had names.
            Instant made = later(retained, random, 900).minus(Duration.ofDays(random.nextInt(200)));
            String name = random.nextInt(4) == 0 ? null : "claim-" + claim;
            facts.add(claim(BusinessEvent.CLAIM_MADE, name, made));
            if (random.nextInt(4) != 0) {
                Instant closed = made.plusSeconds(1 + random.nextLong(400L * 24 * 3600));
                facts.add(claim(BusinessEvent.CLAIM_CLOSED, name, closed));
            }
        }
    }

    private static Fact claim(BusinessEvent event, @Nullable String name, Instant at) {
        BusinessFact claim = new BusinessFact(event, name, at);
        return new Fact(at, claim, known -> known.with(claim));
    }

    private static Instant later(RetentionFacts retained, Random random, int days) {
        return retained.endedAt().plusSeconds(random.nextLong(days * 24L * 3600));
    }

    /** That a purpose ended. */
    record NotedEnd(Purpose purpose, PurposeEnd end) {}

    /** Everything that is known in the end. */
    RetentionFacts all() {
        return with(happened);
    }

    RetentionFacts with(List<Fact> inThisOrder) {
        RetentionFacts known = retained;
        for (Fact fact : inThisOrder) {
            known = fact.noted().apply(known);
        }
        return known;
    }

    RetentionFacts plus(RetentionPolicy more) {
        RetentionFacts all = all();
        List<RetentionPolicy> policies = new ArrayList<>(all.policies());
        policies.add(more);
        return new RetentionFacts(
                all.endedAt(),
                all.zone(),
                policies,
                all.announced(),
                all.ended(),
                all.happened(),
                all.claims(),
                all.quarantine());
    }

    @Nullable RetentionPolicy anotherPolicy(Random random) {
        return PURPOSES.stream()
                .filter(purpose -> !retained.concern(purpose))
                .findFirst()
                .map(purpose -> policy(purpose, random))
                .orElse(null);
    }

    Purpose anyPurpose(Random random) {
        return retained.policies().get(random.nextInt(retained.policies().size())).purpose();
    }

    /** Last day of the last statutory minimum that runs; {@code null} if none does. */
    @Nullable LocalDate lastMinimum() {
        return lastMinimum(all());
    }

    /** The end of a day where the item is. */
    Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(retained.zone()).toInstant();
    }

    /** The same of other facts. */
    static @Nullable LocalDate lastMinimum(RetentionFacts facts) {
        return facts.policies().stream()
                .filter(policy -> policy.atLeast() != null)
                .map(policy -> minimum(policy, facts))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The day of the first duty to destroy that has one; {@code null} if none has. */
    @Nullable LocalDate firstDuty() {
        RetentionFacts facts = all();
        List<LocalDate> duties = new ArrayList<>();
        for (RetentionPolicy policy : facts.policies()) {
            LocalDate from = policy.destructionDuty() ? start(policy, facts) : null;
            if (from == null) {
                continue;
            }
            LocalDate end = from.plus(Objects.requireNonNull(policy.atMost()));
            if (policy.trigger() != RetentionTrigger.PROPOSAL_MADE) {
                LocalDate last = counted(policy, from, policy.atMost(), facts);
                if (last != null) {
                    duties.add(last);
                }
                continue;
            }
            Instant signed = facts.happened().get(BusinessEvent.CONTRACT_SIGNED);
            Instant refused = facts.happened().get(BusinessEvent.PROPOSAL_REFUSED);
            boolean inTime =
                    signed != null
                            && !day(signed, facts).isAfter(end)
                            && (refused == null || !signed.isAfter(refused));
            if (!inTime) {
                boolean refusedInTime = refused != null && !day(refused, facts).isAfter(end);
                duties.add(refusedInTime ? day(refused, facts) : end);
            }
            Quarantine quarantine = facts.quarantine();
            if (quarantine != null && quarantine.reason().equals("OPTED_OUT")) {
                duties.add(day(quarantine.eraseBy(), facts));
            }
        }
        return duties.stream().min(Comparator.naturalOrder()).orElse(null);
    }

    /** Last day that was announced of any purpose; {@code null} unless all were and have begun. */
    @Nullable LocalDate lastPromise() {
        RetentionFacts facts = all();
        List<@Nullable LocalDate> promised =
                facts.policies().stream()
                        .map(
                                policy ->
                                        facts.announced().stream()
                                                .filter(it -> it.purpose() == policy.purpose())
                                                .findFirst()
                                                .map(it -> last(start(policy, facts), it.keepFor()))
                                                .orElse(null))
                        .toList();
        return promised.contains(null)
                ? null
                : promised.stream()
                        .map(Objects::requireNonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    /** The last day that the policy of a purpose allows; {@code null} while it has not begun. */
    @Nullable LocalDate lastDayOf(Purpose purpose) {
        RetentionFacts facts = all();
        return facts.policies().stream()
                .filter(policy -> policy.purpose() == purpose)
                .findFirst()
                .map(
                        policy ->
                                policy.atMost() == null
                                        ? minimum(policy, facts)
                                        : counted(
                                                policy,
                                                start(policy, facts),
                                                policy.atMost(),
                                                facts))
                .orElse(null);
    }

    /** Whether a claim that is open keeps a minimum from ending. */
    boolean isMinimumStopped() {
        RetentionFacts facts = all();
        return facts.policies().stream()
                .anyMatch(
                        policy ->
                                policy.atLeast() != null
                                        && start(policy, facts) != null
                                        && minimum(policy, facts) == null);
    }

    /** What is asked of the item in some order, and looks at it in between. */
    List<RetainedItemCommand> commands(CallReference call, UUID order, Holds holds, Random random) {
        List<RetainedItemCommand> commands = new ArrayList<>();
        commands.add(
                new NoteItem(
                        call,
                        "voix-du-rhone",
                        null,
                        retained.endedAt(),
                        retained.zone(),
                        retained.policies(),
                        retained.announced(),
                        retained.endedAt()));
        List<Fact> inOrder = new ArrayList<>(happened);
        inOrder.sort(Comparator.comparing(Fact::at));
        for (Fact fact : inOrder) {
            if (random.nextBoolean()) {
                commands.add(new OrderDisposition(order, holds, fact.at()));
            }
            commands.add(command(fact, call, order, holds));
        }
        for (int look = 1; look <= 12; look++) {
            Instant then = retained.endedAt().plus(Duration.ofDays(look * 200L));
            commands.add(new OrderDisposition(order, holds, then));
        }
        return commands;
    }

    private static RetainedItemCommand command(
            Fact fact, CallReference call, UUID order, Holds holds) {
        return switch (fact.what()) {
            case NotedEnd(var purpose, var end) ->
                    new NotePurposeEnd(call, purpose, end, fact.at());
            case BusinessFact claim -> new NoteBusinessEvent(claim, order, holds, fact.at());
            case BusinessEvent event ->
                    new NoteBusinessEvent(
                            new BusinessFact(event, fact.at()), order, holds, fact.at());
            case Quarantine quarantine ->
                    new NoteQuarantine(call, quarantine, order, holds, fact.at());
            default -> throw new IllegalStateException("no fact: " + fact.what());
        };
    }
}
