// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.tenyears;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ConfirmDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A call centre that records for ten years. Its systems report what happened, late, twice and out
 * of order; a run orders what is due every few hours, unless it crashes; the destruction of a
 * recording takes its time, too.
 */
final class Centre {

    static final String CONTROLLER = "rhone-telecom";
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Set<Purpose>> KINDS =
            List.of(
                    EnumSet.of(Purpose.QUALITY),
                    EnumSet.of(Purpose.QUALITY, Purpose.TRAINING, Purpose.EVALUATION),
                    EnumSet.of(Purpose.INCIVILITY),
                    EnumSet.of(Purpose.CONTRACT_PROOF),
                    EnumSet.of(Purpose.CONTRACT_PROOF, Purpose.QUALITY),
                    EnumSet.of(Purpose.INSURANCE_SALE),
                    EnumSet.of(Purpose.INSURANCE_SALE, Purpose.INSURANCE_NO_SALE),
                    EnumSet.of(Purpose.INSURANCE_SALE, Purpose.INSURANCE_NO_SALE, Purpose.QUALITY),
                    EnumSet.of(Purpose.MEDICAL_REGULATION),
                    EnumSet.of(Purpose.MEDICAL_REGULATION, Purpose.INSURANCE_NO_SALE));

    private final Random random;
    private final VirtualTime time;
    private final CaseFile cases;
    private final ControllerPolicies policies;
    private final List<RecordedItem> items = new ArrayList<>();

    /** Those that a run has to look at. */
    private final List<RecordedItem> kept = new ArrayList<>();

    Centre(Random random, VirtualTime time) {
        this.random = random;
        this.time = time;
        this.cases = new CaseFile(random, time);
        this.policies = new ControllerPolicies(random, time);
    }

    List<RecordedItem> items() {
        return items;
    }

    CaseFile cases() {
        return cases;
    }

    /** Opens for {@code years}; what was recorded last is watched to its end. */
    void open(int years, int calls) {
        Instant end = time.now().plus(DAY.multipliedBy(365L * years));
        Duration open = Duration.between(time.now(), end);
        for (int call = 0; call < calls; call++) {
            time.within(open, this::record);
        }
        cases.keep(open, items);
        policies.change(open);
        run(end.plus(DAY.multipliedBy(365L * 9)));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private void record() {
        Instant endedAt = time.now();
        Set<Purpose> purposes = KINDS.get(random.nextInt(KINDS.size()));
        var call = new CallReference(id(), CONTROLLER, "person-" + random.nextInt(12), id(), null);
        Period told = random.nextBoolean() ? Period.ofMonths(6) : Period.ofMonths(3);
        List<AnnouncedPeriod> announced =
                purposes.contains(Purpose.QUALITY)
                        ? List.of(
                                new AnnouncedPeriod(
                                        Purpose.QUALITY, told, RetentionTrigger.RECORDING_ENDED))
                        : List.of();
        var item = new RecordedItem(call, endedAt, purposes, this::order, cases::heldSince);
        items.add(item);
        kept.add(item);
        time.message(() -> note(item, announced));
        story(item);
    }

    /** Decided by the policies that were known when the recording was heard of. */
    private void note(RecordedItem item, List<AnnouncedPeriod> announced) {
        if (item.isKnown()) {
            item.handle(noteItem(item, announced), time.now());
            return;
        }
        Map<Purpose, Period> shortened = new EnumMap<>(policies.maximums(item.endedAt()));
        announced.forEach(told -> shortened.merge(told.purpose(), told.keepFor(), Centre::shorter));
        item.know(shortened);
        item.handle(noteItem(item, announced), time.now());
        item.whenDue(time);
    }

    private NoteItem noteItem(RecordedItem item, List<AnnouncedPeriod> announced) {
        return new NoteItem(
                item.call(),
                "voix-du-rhone",
                null,
                item.endedAt(),
                PARIS,
                policies.effective()
                        .inForce(
                                PolicyScope.of(CONTROLLER),
                                item.purposes(),
                                KnownFacts.day(item.endedAt()),
                                time.now()),
                announced,
                time.now());
    }

    private static Period shorter(Period one, Period other) {
        return one.toTotalMonths() <= other.toTotalMonths() ? one : other;
    }

    private void story(RecordedItem item) {
        if (random.nextInt(4) == 0) {
            var purpose = List.copyOf(item.purposes()).get(random.nextInt(item.purposes().size()));
            time.within(DAY.multipliedBy(300), () -> fulfil(item, purpose));
        }
        if (random.nextInt(6) == 0) {
            time.within(DAY.multipliedBy(60), () -> quarantine(item));
        }
        if (item.purposes().contains(Purpose.INSURANCE_SALE)) {
            if (random.nextInt(3) == 0) {
                time.within(DAY.multipliedBy(4), () -> report(item, BusinessEvent.PROPOSAL_MADE));
            }
            if (random.nextInt(3) == 0) {
                time.within(
                        DAY.multipliedBy(40), () -> report(item, BusinessEvent.PROPOSAL_REFUSED));
            }
            if (random.nextInt(2) == 0) {
                time.within(
                        DAY.multipliedBy(40), () -> report(item, BusinessEvent.CONTRACT_SIGNED));
            }
        }
    }

    private void fulfil(RecordedItem item, Purpose purpose) {
        var end = PurposeEnd.fulfilled(time.now());
        time.message(
                () ->
                        item.handle(
                                new NotePurposeEnd(item.call(), purpose, end, time.now()),
                                time.now(),
                                facts -> facts.fulfilled(purpose, end.at())));
    }

    private void quarantine(RecordedItem item) {
        var by =
                switch (random.nextInt(3)) {
                    case 0 -> new Quarantine("MINOR", time.now().plus(DAY));
                    case 1 -> new Quarantine("OBJECTED", time.now().plus(DAY.multipliedBy(27)));
                    default -> new Quarantine("OPTED_OUT", time.now());
                };
        time.message(
                () ->
                        item.handle(
                                new NoteQuarantine(
                                        item.call(), by, id(), cases.holdsOn(item), time.now()),
                                time.now(),
                                facts -> facts.quarantined(by)));
    }

    /** What is not understood yet, since the recording is not heard of, is said again later. */
    private void report(RecordedItem item, BusinessEvent event) {
        Instant at = time.now();
        time.message(() -> tell(item, event, at));
    }

    private void tell(RecordedItem item, BusinessEvent event, Instant at) {
        if (!item.isKnown()) {
            time.within(DAY, () -> tell(item, event, at));
            return;
        }
        try {
            item.handle(
                    new NoteBusinessEvent(
                            new BusinessFact(event, at), id(), cases.holdsOn(item), time.now()),
                    time.now(),
                    facts -> facts.happened(event, at));
        } catch (Rejected contradiction) {
            // Told to whoever reported it, who can do nothing about the past either.
            item.refused(contradiction);
        }
    }

    /** Three times a day; a crash leaves the rest to the next. */
    private void run(Instant until) {
        kept.removeIf(
                item -> !(item.state() instanceof Expected || item.state() instanceof Retained));
        int reached = random.nextInt(10) > 0 ? kept.size() : random.nextInt(kept.size() + 1);
        for (RecordedItem item : List.copyOf(kept.subList(0, reached))) {
            if (item.state() instanceof Retained retained
                    && retained.disposition() instanceof Dated dated
                    && !dated.dueAt().isAfter(time.now())) {
                item.handle(
                        new OrderDisposition(id(), cases.holdsOn(item), time.now()), time.now());
            }
        }
        if (time.now().isBefore(until)) {
            time.after(Duration.ofHours(8), () -> run(until));
        }
    }

    /** What the order of one item leads to, in the service that owns the recording. */
    private void order(RecordedItem item, UUID order) {
        item.examineOrder(cases.holdsOn(item), time.now());
        time.message(
                () -> {
                    Instant erasedAt = item.destroy(time.now());
                    time.message(
                            () ->
                                    item.handle(
                                            new ConfirmDisposition(
                                                    item.call(),
                                                    order,
                                                    erasedAt,
                                                    RecordedItem.EVIDENCE,
                                                    time.now()),
                                            time.now()));
                });
    }
}
