// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.disposition.domain.BatchCommand.OrderBatch;
import io.temoin.retention.disposition.domain.DispositionBatchDecider;
import io.temoin.retention.disposition.domain.ItemDigest;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.hold.ItemHoldStore;
import io.temoin.retention.register.ItemPlans;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.register.RegisteredItemQueries.Found;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.schedule.domain.ErasableItem;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import io.temoin.retention.schedule.domain.KeptCalls;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.schedule.domain.RegisteredVerdicts;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the erasure of a person does with their registered items, and the batches for it. */
@ApplicationScoped
public class RegisteredErasures {

    private static final int AT_ONCE = 8;

    private final RegisteredItemQueries items;
    private final ItemPlans plans;
    private final ItemHoldStore holds;
    private final DispositionBatchStream batches;

    RegisteredErasures(
            RegisteredItemQueries items,
            ItemPlans plans,
            ItemHoldStore holds,
            DispositionBatchStream batches) {
        this.items = items;
        this.plans = plans;
        this.holds = holds;
        this.batches = batches;
    }

    /**
     * Every registered item of the person at the controller, with the verdict as of now.
     *
     * @param calls of which a recording stays
     */
    public Uni<List<ErasableItem>> verdicts(
            TenantId tenant, String controller, String subject, KeptCalls calls, Instant now) {
        return items.ofPerson(tenant, subject, controller)
                .flatMap(
                        found ->
                                Multi.createFrom()
                                        .iterable(found)
                                        .onItem()
                                        .transformToUni(each -> verdict(tenant, each, calls, now))
                                        .merge(AT_ONCE)
                                        .collect()
                                        .asList());
    }

    private Uni<ErasableItem> verdict(TenantId tenant, Found found, KeptCalls calls, Instant now) {
        return Uni.combine()
                .all()
                .unis(
                        plans.both(tenant, found.key(), now),
                        holds.holdsOf(tenant, found.held()),
                        holds.frozenUntil(tenant, found.held()).map(Optional::ofNullable))
                .with(
                        (planned, ids, frozenUntil) ->
                                KeptCalls.apply(
                                        RegisteredVerdicts.of(
                                                        found.item().item(),
                                                        found.item().kind(),
                                                        found.item().state(),
                                                        !ids.isEmpty(),
                                                        refused(found),
                                                        found.neededOn(),
                                                        planned.erased(),
                                                        now)
                                                .frozen(
                                                        frozenUntil
                                                                .filter(now::isBefore)
                                                                .isPresent()),
                                        planned.own(),
                                        calls.recordingOf(
                                                found.item().item(),
                                                found.item().kind(),
                                                found.decision()),
                                        now));
    }

    /** What its owner refused before anybody decided an erasure is tried anew. */
    private static @Nullable RefusalReason refused(Found found) {
        String refused = found.item().refused();
        return refused == null || found.eraseAt() == null ? null : RefusalReason.valueOf(refused);
    }

    /**
     * Orders those destroyed that nothing outranks, in a batch for each kind. The same items are
     * the same batch, however often they are ordered. What is frozen is ordered once the request
     * that keeps it is answered.
     */
    public Uni<Void> order(
            UUID request, String controller, List<ErasableItem> found, EventMetadata cause) {
        Map<ItemKind, Set<UUID>> byKind = new EnumMap<>(ItemKind.class);
        found.stream()
                .filter(item -> item.verdict() == Verdict.GOES && !item.frozen())
                .filter(item -> item.kind() != ListedKind.RECORDING)
                .forEach(
                        item ->
                                byKind.computeIfAbsent(
                                                ItemKind.valueOf(item.kind().name()),
                                                _ -> new TreeSet<>())
                                        .add(item.item()));
        List<OrderBatch> orders = new ArrayList<>();
        byKind.forEach(
                (kind, ids) -> {
                    List<UUID> all = List.copyOf(ids);
                    for (int i = 0; i < all.size(); i += DispositionBatchDecider.MOST) {
                        int end = Math.min(all.size(), i + DispositionBatchDecider.MOST);
                        orders.add(order(request, kind, controller, all.subList(i, end), cause));
                    }
                });
        return Multi.createFrom()
                .iterable(orders)
                .onItem()
                .transformToUniAndConcatenate(order -> order(order, cause))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static OrderBatch order(
            UUID request, ItemKind kind, String controller, List<UUID> ids, EventMetadata cause) {
        UUID batch =
                Commands.idOf(
                        Sha256.of(
                                "erase\n%s\n%s\n%s\n%s"
                                        .formatted(
                                                cause.tenant().value(),
                                                request,
                                                kind,
                                                ItemDigest.of(Set.copyOf(ids)))));
        return new OrderBatch(
                batch, kind, controller, ids, DispositionBasis.ERASURE_UPHELD, cause.at());
    }

    /**
     * A hold or a request that came since the look refuses the batch; the next look passes over
     * what it covers.
     */
    private Uni<Void> order(OrderBatch order, EventMetadata cause) {
        return batches.handle(
                        order.batch(),
                        order,
                        new EventMetadata(
                                cause.tenant(),
                                cause.actor(),
                                order.batch(),
                                null,
                                cause.correlation(),
                                cause.causation(),
                                cause.traceparent(),
                                cause.at()))
                .onFailure(ItemHoldStore::isUnderHold)
                .recoverWithNull()
                .replaceWithVoid();
    }
}
