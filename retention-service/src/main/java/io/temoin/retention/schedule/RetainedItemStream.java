// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.hold.HeldItem;
import io.temoin.retention.hold.ItemHoldStore;
import io.temoin.retention.hold.PastHolds;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.MayOrder;
import io.temoin.retention.schedule.domain.RetainedItemDecider;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
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
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The streams {@code item-<recording>}: one retained item each. */
@ApplicationScoped
public class RetainedItemStream {

    static final String CATEGORY = "item";

    private static final int LOOKS = 3;

    private final CommandHandler<RetainedItemCommand, RetainedItem, RetainedItemEvent> items;
    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final ItemHoldStore itemHolds;
    private final PastHolds pastHolds;
    private final MeterRegistry metrics;

    RetainedItemStream(
            EventStore store,
            ShreddableKeys keys,
            ItemHoldStore itemHolds,
            PastHolds pastHolds,
            MeterRegistry metrics) {
        this.itemHolds = itemHolds;
        this.pastHolds = pastHolds;
        this.items = new CommandHandler<>(store, codec(keys), decider);
        this.metrics = metrics;
    }

    static EventCodec<RetainedItemEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(RetainedItemEvent.class, keys);
    }

    /**
     * Runs a command and counts its outcome. A command that may order the item destroyed is run
     * under the holds on it; one that comes with them is tried with these first.
     */
    public Uni<CommandOutcome<RetainedItem, RetainedItemEvent>> handle(
            UUID recording, RetainedItemCommand command, EventMetadata metadata) {
        if (!(command instanceof MayOrder order)) {
            return run(recording, command, metadata);
        }
        return order.holds().areKnown()
                ? run(recording, order, metadata)
                        .onFailure(ItemHoldStore::isUnderHold)
                        .recoverWithUni(() -> underHolds(recording, order, metadata))
                : underHolds(recording, order, metadata);
    }

    /**
     * What is not retained cannot be ordered either. A hold that comes after the look refuses the
     * order: then the next look finds it.
     */
    private Uni<CommandOutcome<RetainedItem, RetainedItemEvent>> underHolds(
            UUID recording, MayOrder order, EventMetadata metadata) {
        return replay(metadata.tenant(), recording)
                .flatMap(
                        replayed ->
                                replayed.state() instanceof Retained
                                        ? holdsOf(metadata.tenant(), replayed.state())
                                                .map(order::under)
                                        : Uni.createFrom().item(order))
                .flatMap(informed -> run(recording, informed, metadata))
                .onFailure(ItemHoldStore::isUnderHold)
                .retry()
                .atMost(LOOKS);
    }

    /** The holds on an item that is still there, and the freeze of open requests. */
    Uni<Holds> holdsOf(TenantId tenant, RetainedItem item) {
        return item instanceof Retained retained
                ? Uni.combine()
                        .all()
                        .unis(
                                itemHolds.holdsOf(tenant, held(retained)),
                                itemHolds.frozenUntil(tenant, held(retained)))
                        .with((ids, frozenUntil) -> new Holds(ids, frozenUntil))
                : Uni.createFrom().item(Holds.NONE);
    }

    private static HeldItem held(Retained retained) {
        CallReference call = retained.call();
        return new HeldItem(
                call.recording(),
                HeldItem.RECORDING,
                call.controller(),
                call.subject(),
                retained.campaign(),
                retained.facts().policies().stream()
                        .map(policy -> policy.purpose().name())
                        .collect(Collectors.toSet()),
                retained.facts().endedAt(),
                call.decision());
    }

    private Uni<CommandOutcome<RetainedItem, RetainedItemEvent>> run(
            UUID recording, RetainedItemCommand command, EventMetadata metadata) {
        return items.handle(stream(recording), command, metadata)
                .invoke(
                        decision -> {
                            if (!decision.repeated()) {
                                count(decision.newEvents());
                            }
                        });
    }

    /** The item by the events that were recorded by {@code asOf}. */
    Uni<RetainedItem> replay(TenantId tenant, UUID recording, Instant asOf) {
        return items.history(tenant, stream(recording))
                .map(
                        history ->
                                decider.replay(
                                        history.stream()
                                                .takeWhile(it -> !it.metadata().at().isAfter(asOf))
                                                .map(RecordedEvent::event)
                                                .toList()));
    }

    /** The holds that were in force on an item at {@code asOf}, if it was there then. */
    Uni<Set<UUID>> holdsOf(TenantId tenant, RetainedItem item, Instant asOf) {
        return item instanceof Retained retained
                ? pastHolds.holdsOf(tenant, held(retained), asOf)
                : Uni.createFrom().item(Set.of());
    }

    /** The item as of now. */
    public Uni<Replayed<RetainedItem>> replay(TenantId tenant, UUID recording) {
        return items.replay(tenant, stream(recording));
    }

    private static StreamId stream(UUID recording) {
        return new StreamId(CATEGORY, recording.toString());
    }

    private void count(List<RecordedEvent<RetainedItemEvent>> events) {
        for (RecordedEvent<RetainedItemEvent> recorded : events) {
            String outcome =
                    switch (recorded.event()) {
                        case ItemRetained _,
                                PurposeEndNoted _,
                                QuarantineNoted _,
                                BusinessEventNoted _,
                                PurposeAccessEnded _ ->
                                "";
                        case DispositionScheduled _ -> "scheduled";
                        case RetainedUnderMinimum _ -> "under_minimum";
                        case TriggerAwaited _ -> "awaiting_trigger";
                        case ConflictRaised _ -> "conflict";
                        case ConflictResolved _ -> "conflict_resolved";
                        case ReviewDecided _ -> "reviewed";
                        case ReviewOverdue _ -> "review_overdue";
                        case DispositionOrdered _ -> "ordered";
                        case DispositionOverdue _ -> "order_overdue";
                        case DispositionConfirmed _ -> "confirmed";
                        case ErasedWithoutOrder _ -> "erased_without_order";
                    };
            if (!outcome.isEmpty()) {
                metrics.counter("temoin.dispositions", "outcome", outcome).increment();
            }
        }
    }
}
