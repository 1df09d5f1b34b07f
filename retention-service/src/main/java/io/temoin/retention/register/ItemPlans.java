// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.policy.PolicyResolver;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.register.PlanQueries.Stored;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.ItemPlanner;
import io.temoin.retention.register.domain.PastItem;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Applies the policies of now to plans of registered items. */
@ApplicationScoped
public class ItemPlans {

    private record Owner(TenantId tenant, String controller) {}

    private final PlanQueries plans;
    private final PolicyResolver policies;
    private final Clock clock;
    private final ZoneId zone;

    ItemPlans(PlanQueries plans, PolicyResolver policies, Clock clock, RetentionConfig config) {
        this.plans = plans;
        this.policies = policies;
        this.clock = clock;
        this.zone = config.zone();
    }

    /**
     * What the policies of now say about an item.
     *
     * @param erasedAt when the erasure of its person was decided; absent if it was not
     */
    public Uni<ItemPlan> plan(TenantId tenant, PlanKey key, @Nullable Instant erasedAt) {
        Instant now = clock.instant();
        return policies.load(tenant, key.controller())
                .map(effective -> ItemPlanner.plan(key, effective, zone, now, erasedAt));
    }

    /**
     * What becomes of an item.
     *
     * @param own whether its person is erased or not
     * @param erased if its person is
     */
    public record BothPlans(ItemPlan own, ItemPlan erased) {}

    /**
     * What the policies of now say about an item, and what they say if its person is erased.
     *
     * @param erasedAt when that was, or would be, decided
     */
    public Uni<BothPlans> both(TenantId tenant, PlanKey key, Instant erasedAt) {
        Instant now = clock.instant();
        return policies.load(tenant, key.controller())
                .map(
                        effective ->
                                new BothPlans(
                                        ItemPlanner.plan(key, effective, zone, now),
                                        ItemPlanner.plan(key, effective, zone, now, erasedAt)));
    }

    /**
     * What policies said of an item at an earlier time.
     *
     * @param shared of all items with the key, as the register planned them
     * @param own with the days of the item, whether its person is erased or not
     * @param explained the same, if its person was erased by then
     */
    public record PastPlans(ItemPlan shared, ItemPlan own, ItemPlan explained) {}

    /** What the policies said of {@code item} that were known at {@code then}. */
    public Uni<PastPlans> past(TenantId tenant, PlanKey key, PastItem item, Instant then) {
        PlanKey known = key.with(item.happened());
        PlanKey shared = known.keptUntil(item.named());
        PlanKey own = known.keptUntil(item.keepUntil());
        return policies.load(tenant, key.controller(), then)
                .map(
                        laws ->
                                new PastPlans(
                                        ItemPlanner.plan(shared, laws, zone, then),
                                        ItemPlanner.plan(own, laws, zone, then),
                                        ItemPlanner.plan(own, laws, zone, then, item.erasedAt())));
    }

    /** Plans again, one after the other. */
    Uni<Void> planAll(List<Stored> all) {
        Instant now = clock.instant();
        return each(
                all,
                (stored, effective) ->
                        plans.keep(
                                stored, ItemPlanner.plan(stored.key(), effective, zone, now), now));
    }

    /**
     * Decides again, at the last moment, which of some plans are due by the policies of now, or are
     * for whoever is erased. Of those that are not, the policies have changed, and they are about
     * to be planned again. Locks nothing: the caller has items locked that a planner may wait for.
     */
    public Uni<Map<UUID, ItemPlan>> due(TenantId tenant, Collection<UUID> some) {
        Instant now = clock.instant();
        Map<UUID, ItemPlan> due = new HashMap<>();
        return plans.find(tenant, some)
                .flatMap(
                        all ->
                                each(
                                        all,
                                        (stored, effective) -> {
                                            ItemPlan plan =
                                                    ItemPlanner.plan(
                                                            stored.key(), effective, zone, now);
                                            if (plan.isDue(now) || plan.isErasable(now)) {
                                                due.put(stored.plan(), plan);
                                            }
                                            return Uni.createFrom().voidItem();
                                        }))
                .replaceWith(due);
    }

    /** What is done with a plan under the policies of its controller. */
    private interface Work {
        Uni<Void> with(Stored stored, EffectivePolicies policies);
    }

    private Uni<Void> each(List<Stored> all, Work work) {
        Map<Owner, List<Stored>> byOwner = new LinkedHashMap<>();
        for (Stored stored : all) {
            byOwner.computeIfAbsent(
                            new Owner(stored.tenant(), stored.key().controller()),
                            _ -> new ArrayList<>())
                    .add(stored);
        }
        return Multi.createFrom()
                .iterable(byOwner.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        of ->
                                policies.load(of.getKey().tenant(), of.getKey().controller())
                                        .flatMap(found -> eachOf(of.getValue(), found, work)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> eachOf(List<Stored> all, EffectivePolicies found, Work work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(stored -> work.with(stored, found))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
