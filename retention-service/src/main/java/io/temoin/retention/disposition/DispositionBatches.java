// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.retention.disposition.DueBatchQueries.Cursor;
import io.temoin.retention.disposition.DueBatchQueries.Due;
import io.temoin.retention.disposition.DueBatchQueries.Taken;
import io.temoin.retention.disposition.domain.BatchCommand.OrderBatch;
import io.temoin.retention.disposition.domain.DispositionBatchDecider;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.hold.ItemHoldStore;
import io.temoin.retention.progress.ReadModelProgressQueries;
import io.temoin.retention.register.ItemPlans;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Orders registered items destroyed that are due, batch by batch. Safe to run at the same time as
 * another process: items that one has locked, the other passes over.
 */
@ApplicationScoped
public class DispositionBatches {

    private static final Logger LOG = Logger.getLogger(DispositionBatches.class);
    private static final int PAGE = 4 * DispositionBatchDecider.MOST;

    /**
     * What a run found and did.
     *
     * @param due items that were due
     * @param ordered how many of them were ordered destroyed
     */
    public record Tally(int due, int ordered) {
        /** Of a run that has not begun. */
        public static final Tally NONE = new Tally(0, 0);

        Tally plus(int moreDue, int moreOrdered) {
            return new Tally(due + moreDue, ordered + moreOrdered);
        }
    }

    /** What one batch has in common. */
    private record Group(ItemKind kind, String controller, DispositionBasis basis) {}

    /** Who orders, and why. */
    private record Order(
            TenantId tenant, Actor actor, String correlation, @Nullable String traceparent) {}

    private final ReadModelProgressQueries progress;
    private final DueBatchQueries due;
    private final DispositionBatchStream batches;
    private final ItemPlans plans;
    private final Clock clock;
    private final Counter failed;

    DispositionBatches(
            ReadModelProgressQueries progress,
            DueBatchQueries due,
            DispositionBatchStream batches,
            ItemPlans plans,
            Clock clock,
            MeterRegistry metrics) {
        this.progress = progress;
        this.due = due;
        this.batches = batches;
        this.plans = plans;
        this.clock = clock;
        this.failed = metrics.counter("temoin.dispositions", "outcome", "failed");
    }

    /** The tenants that have registered items due. */
    public Uni<List<TenantId>> tenants() {
        return due.tenants(clock.instant());
    }

    /** How many registered items of one tenant are due and exist for somebody. */
    public Uni<Integer> count(TenantId tenant, Visibility visibility) {
        return due.count(tenant, visibility, clock.instant());
    }

    /**
     * Orders the due items of one tenant.
     *
     * @param visibility whose items: nobody orders, or counts, what does not exist for them
     * @param correlation of the run, by which its batches are found
     */
    public Uni<Tally> run(
            TenantId tenant,
            Actor actor,
            Visibility visibility,
            String correlation,
            @Nullable String traceparent) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Order order = new Order(tenant, actor, correlation, traceparent);
        // Waits two seconds at most. A list that has not heard of a batch, whose process died
        // before
        // it took the items off, has them ordered again; their owner counts them as destroyed.
        return progress.reached(ReadModelProgressQueries.REGISTER)
                .chain(() -> from(order, visibility, now, Cursor.START, Tally.NONE));
    }

    private Uni<Tally> from(
            Order order, Visibility visibility, Instant now, Cursor place, Tally before) {
        int[] ordered = {0};
        return due.claim(
                        order.tenant(),
                        visibility,
                        now,
                        place,
                        PAGE,
                        claimed ->
                                orderAll(order, claimed, now)
                                        .invoke(taken -> ordered[0] = count(taken)))
                .flatMap(
                        claimed ->
                                claimed.isEmpty()
                                        ? Uni.createFrom().item(before)
                                        : from(
                                                order,
                                                visibility,
                                                now,
                                                claimed.getLast().cursor(),
                                                before.plus(claimed.size(), ordered[0])));
    }

    private static int count(List<Taken> taken) {
        return taken.stream().mapToInt(batch -> batch.items().size()).sum();
    }

    private Uni<List<Taken>> orderAll(Order order, List<Due> claimed, Instant now) {
        Set<UUID> concerned = claimed.stream().map(Due::plan).collect(Collectors.toSet());
        return plans.due(order.tenant(), concerned)
                .flatMap(
                        planned ->
                                Multi.createFrom()
                                        .iterable(batches(claimed, planned, now))
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                batch -> order(order, batch, now))
                                        .collect()
                                        .asList())
                .map(all -> all.stream().flatMap(List::stream).toList());
    }

    /** Items of one kind of one controller on one basis, at most as many as a batch may have. */
    private static List<OrderBatch> batches(
            List<Due> claimed, Map<UUID, ItemPlan> planned, Instant now) {
        Map<Group, List<UUID>> groups = new LinkedHashMap<>();
        for (Due item : claimed) {
            @Nullable DispositionBasis basis = basis(item, planned.get(item.plan()), now);
            if (basis != null) {
                groups.computeIfAbsent(
                                new Group(item.kind(), item.controller(), basis),
                                _ -> new ArrayList<>())
                        .add(item.item());
            }
        }
        List<OrderBatch> all = new ArrayList<>();
        groups.forEach(
                (group, items) -> {
                    for (int i = 0; i < items.size(); i += DispositionBatchDecider.MOST) {
                        int end = Math.min(items.size(), i + DispositionBatchDecider.MOST);
                        all.add(
                                new OrderBatch(
                                        TimeOrderedId.random(now),
                                        group.kind(),
                                        group.controller(),
                                        items.subList(i, end),
                                        group.basis(),
                                        now));
                    }
                });
        return all;
    }

    /** Why an item has to go by now; {@code null} if it does not. */
    private static @Nullable DispositionBasis basis(
            Due item, @Nullable ItemPlan plan, Instant now) {
        if (plan == null) {
            return null;
        }
        if (plan.isDue(now) && needsNoLook(item, plan, now)) {
            return Objects.requireNonNull(plan.basis(), "what is due has one");
        }
        return item.erased() && plan.isErasable(now) ? DispositionBasis.ERASURE_UPHELD : null;
    }

    /**
     * Whether nobody has to look at it first, by the policies of now: nobody looks at what is of an
     * erased person, or was kept for what its person ended, and whoever let it go weighed the day
     * that it still has.
     */
    private static boolean needsNoLook(Due item, ItemPlan plan, Instant now) {
        return item.erased()
                || item.unreviewed()
                || !plan.awaitsReview(now)
                || Objects.equals(item.releasedFor(), later(plan.dueAt(), item.floorAt()));
    }

    private static @Nullable Instant later(@Nullable Instant planned, @Nullable Instant floor) {
        return planned != null && floor != null && floor.isAfter(planned) ? floor : planned;
    }

    /** A batch that fails must not keep the others; its items stay on the list. */
    private Uni<List<Taken>> order(Order order, OrderBatch batch, Instant now) {
        EventMetadata metadata =
                new EventMetadata(
                        order.tenant(),
                        order.actor(),
                        batch.batch(),
                        null,
                        order.correlation(),
                        null,
                        order.traceparent(),
                        now);
        return batches.handle(batch.batch(), batch, metadata)
                .map(_ -> List.of(new Taken(batch.batch(), batch.kind(), batch.items())))
                .onFailure()
                .recoverWithItem(failure -> failed(batch, failure));
    }

    private List<Taken> failed(OrderBatch batch, Throwable failure) {
        if (ItemHoldStore.isUnderHold(failure)) {
            // It came while the items were claimed: the next run passes over what it covers.
            LOG.infof(
                    "a legal hold or a request has come before the order of %d items",
                    batch.items().size());
            return List.of();
        }
        LOG.errorf(
                failure,
                "%d items are due, but their destruction could not be ordered; it will be retried",
                batch.items().size());
        failed.increment();
        return List.of();
    }
}
