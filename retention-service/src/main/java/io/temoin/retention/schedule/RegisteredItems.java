// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Uuids;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.hold.ItemHoldStore;
import io.temoin.retention.register.ItemPlans;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.register.RegisteredItemQueries.Found;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.RegisteredExplanation;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Registered items one by one, as far as they exist for the caller. */
@ApplicationScoped
class RegisteredItems {

    /** An item, what the policies of now say of it, and the holds on it. */
    record Shown(Found found, ItemPlan plan, Holds holds, boolean named) {

        HoldsShown visibleHolds(Instant now) {
            return HoldsShown.of(holds, named, now);
        }
    }

    private final RegisteredItemQueries items;
    private final ItemPlans plans;
    private final ItemHoldStore holds;
    private final AgreementStore agreements;
    private final RetentionConfig config;

    RegisteredItems(
            RegisteredItemQueries items,
            ItemPlans plans,
            ItemHoldStore holds,
            AgreementStore agreements,
            RetentionConfig config) {
        this.items = items;
        this.plans = plans;
        this.holds = holds;
        this.agreements = agreements;
        this.config = config;
    }

    /**
     * The item with an id; if several kinds have it, the first by kind.
     *
     * @return fails as for an unknown item when none exists for the caller
     */
    Uni<Shown> visible(Caller caller, String id) {
        UUID item = Uuids.parse(id);
        if (item == null) {
            throw Explanation.unknown();
        }
        return Uni.combine()
                .all()
                .unis(items.find(caller.tenant(), item), agreements.visibility(caller))
                .with(
                        (found, visibility) ->
                                found.stream()
                                        .filter(each -> visibility.sees(each.ownership()))
                                        .findFirst()
                                        .orElseThrow(Explanation::unknown))
                .flatMap(found -> shown(caller.tenant(), found, isNamed(caller, found)));
    }

    /** A found item with what its end depends on. */
    Uni<Shown> shown(TenantId tenant, Found found, boolean named) {
        return Uni.combine()
                .all()
                .unis(plans.plan(tenant, found.key(), found.eraseAt()), keeping(tenant, found))
                .with((plan, keeping) -> new Shown(found, plan, keeping, named));
    }

    /** The holds on an item that is still there, and the freeze. */
    private Uni<Holds> keeping(TenantId tenant, Found found) {
        return isOver(found)
                ? Uni.createFrom().item(Holds.NONE)
                : Uni.combine()
                        .all()
                        .unis(
                                holds.holdsOf(tenant, found.held()),
                                holds.frozenUntil(tenant, found.held()).map(Optional::ofNullable))
                        .with((ids, until) -> new Holds(ids, until.orElse(null)));
    }

    /** Why it is where it is. */
    Explanation explain(Shown shown, Instant now) {
        Found found = shown.found();
        String refused = found.item().refused();
        return new RegisteredExplanation(
                        found.item().state(),
                        found.item().dueOn(),
                        found.item().dueAt(),
                        shown.plan().because(),
                        refused == null ? null : RefusalReason.valueOf(refused),
                        found.basis(),
                        found.orderedAt(),
                        found.item().erasedAt(),
                        config.zone())
                .under(shown.holds(), shown.named(), now);
    }

    private static boolean isOver(Found found) {
        return switch (found.item().state()) {
            case ORDERED, DISPOSED, GONE -> true;
            case SCHEDULED, UNDER_MINIMUM, AWAITING_TRIGGER, AWAITING_POLICY, KEPT, IN_CONFLICT ->
                    false;
        };
    }

    /** A processor learns that there are holds, not which items one case joins. */
    private static boolean isNamed(Caller caller, Found found) {
        return caller.tenantWide() || found.item().controller().equals(caller.organisation());
    }
}
