// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.tenyears;

import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.hold.domain.HoldCommand;
import io.temoin.retention.hold.domain.HoldCommand.CancelRelease;
import io.temoin.retention.hold.domain.HoldCommand.PlaceHold;
import io.temoin.retention.hold.domain.HoldCommand.ProposeRelease;
import io.temoin.retention.hold.domain.HoldCommand.ReleaseHold;
import io.temoin.retention.hold.domain.HoldCriteria;
import io.temoin.retention.hold.domain.HoldDecider;
import io.temoin.retention.hold.domain.HoldEvent;
import io.temoin.retention.hold.domain.HoldGround;
import io.temoin.retention.hold.domain.LegalHold;
import io.temoin.retention.hold.domain.LegalHold.InForce;
import io.temoin.retention.hold.domain.ReleaseGround;
import io.temoin.retention.hold.domain.ReleasePreview;
import io.temoin.retention.policy.domain.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The legal cases: holds of every kind, several at once, released by two people. */
final class CaseFile {

    private static final String ORGANISATION = "rhone-telecom";

    /** One hold, as it was decided, and what it covers by the words of its criteria. */
    private static final class Case {
        final UUID id;
        final HoldCriteria criteria;
        LegalHold state;
        @Nullable Instant releasedAt;

        Case(UUID id, HoldCriteria criteria, LegalHold state) {
            this.id = id;
            this.criteria = criteria;
            this.state = state;
        }

        boolean isInForce() {
            return state instanceof InForce;
        }

        boolean covers(RecordedItem item) {
            return (criteria.items().isEmpty()
                            || criteria.items().contains(item.call().recording()))
                    && (criteria.subject() == null
                            || criteria.subject().equals(item.call().subject()))
                    && (criteria.purposes().isEmpty()
                            || criteria.purposes().stream().anyMatch(item.purposes()::contains))
                    && (criteria.endedFrom() == null
                            || !item.endedAt().isBefore(criteria.endedFrom()))
                    && (criteria.endedBefore() == null
                            || item.endedAt().isBefore(criteria.endedBefore()));
        }
    }

    private final HoldDecider decider = new HoldDecider();
    private final Random random;
    private final VirtualTime time;
    private final List<Case> cases = new ArrayList<>();

    CaseFile(Random random, VirtualTime time) {
        this.random = random;
        this.time = time;
    }

    /** How many cases there were, and how many are closed. */
    long count(boolean closed) {
        return cases.stream().filter(each -> each.isInForce() != closed).count();
    }

    void keep(Duration open, List<RecordedItem> items) {
        for (int hold = 0; hold < 10; hold++) {
            time.within(open, () -> place(items));
        }
    }

    Holds holdsOn(RecordedItem item) {
        Set<UUID> ids = new HashSet<>();
        cases.stream()
                .filter(each -> each.isInForce() && each.covers(item))
                .forEach(each -> ids.add(each.id));
        return new Holds(ids);
    }

    /** Whether a hold was on the item then or later. */
    boolean heldSince(RecordedItem item, Instant since) {
        return cases.stream()
                .filter(each -> each.covers(item))
                .anyMatch(each -> each.isInForce() || each.releasedAt.isAfter(since));
    }

    private void place(List<RecordedItem> items) {
        if (items.isEmpty()) {
            return;
        }
        RecordedItem some = items.get(random.nextInt(items.size()));
        Instant ended = some.endedAt();
        HoldCriteria criteria =
                switch (random.nextInt(4)) {
                    case 0 -> criteria(List.of(some.call().recording()), null, List.of(), null);
                    case 1 -> criteria(List.of(), some.call().subject(), List.of(), null);
                    case 2 -> criteria(List.of(), null, List.copyOf(some.purposes()), null);
                    default -> criteria(List.of(), null, List.of(), ended);
                };
        UUID id = new UUID(random.nextLong(), random.nextLong());
        var placed = new Case(id, criteria, decider.initialState());
        long covered = items.stream().filter(placed::covers).count();
        handle(
                placed,
                new PlaceHold(
                        id,
                        Centre.CONTROLLER,
                        criteria,
                        covered,
                        HoldGround.LITIGATION,
                        "legal department",
                        "case " + cases.size(),
                        "first",
                        ORGANISATION,
                        time.now()));
        cases.add(placed);
        time.within(Duration.ofDays(900), () -> propose(placed, items));
    }

    private static HoldCriteria criteria(
            List<UUID> items,
            @Nullable String subject,
            List<Purpose> purposes,
            @Nullable Instant from) {
        return new HoldCriteria(
                items,
                subject,
                null,
                purposes,
                from,
                from == null ? null : from.plus(Duration.ofDays(200)));
    }

    private void propose(Case of, List<RecordedItem> items) {
        ReleasePreview preview = preview(of, items);
        handle(
                of,
                new ProposeRelease(
                        "first",
                        ORGANISATION,
                        ReleaseGround.CASE_CLOSED,
                        "closed",
                        preview.digest(),
                        preview,
                        time.now()));
        time.within(Duration.ofDays(20), () -> release(of, preview.digest(), items));
    }

    /** Whoever sees that more would go than was proposed turns it down. */
    private void release(Case of, String seen, List<RecordedItem> items) {
        ReleasePreview preview = preview(of, items);
        if (!preview.digest().equals(seen)) {
            handle(of, new CancelRelease("second", time.now()));
            time.within(Duration.ofDays(20), () -> propose(of, items));
            return;
        }
        handle(of, new ReleaseHold("second", ORGANISATION, seen, preview, time.now()));
        of.releasedAt = time.now();
        items.stream().filter(of::covers).forEach(item -> item.released(time.now()));
    }

    private ReleasePreview preview(Case of, List<RecordedItem> items) {
        List<UUID> covered =
                items.stream().filter(of::covers).map(item -> item.call().recording()).toList();
        return new ReleasePreview(
                covered.size(), covered.size(), 0, time.now(), "%064x".formatted(covered.size()));
    }

    private void handle(Case of, HoldCommand command) {
        for (HoldEvent event : decider.decide(command, of.state)) {
            of.state = decider.evolve(of.state, event);
        }
    }
}
