// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.ItemPlanner;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.retention.schedule.domain.ListedKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A plan of registered items as it is and as it would be, both as {@link ItemPlanner} makes it: its
 * items are decided once, however many they are.
 */
public record SimulatedPlan(PlanKey key, Planned now, Planned then) {

    /**
     * What counts of a plan.
     *
     * @param dueOn their last local day; absent while there is none
     * @param dueAt its end; absent with {@code dueOn}
     */
    public record Planned(ItemState state, @Nullable LocalDate dueOn, @Nullable Instant dueAt) {

        static Planned of(ItemPlan plan) {
            return new Planned(plan.state(), plan.dueOn(), plan.dueAt());
        }
    }

    /**
     * The policies of a controller, without and with the simulated one.
     *
     * @param now what applies
     * @param then what would apply
     */
    public record Policies(EffectivePolicies now, EffectivePolicies then) {

        /** The key of all plans that are decided alike: most policies tell no campaigns apart. */
        public PlanKey signature(PlanKey key) {
            String campaign = key.campaign();
            return campaign == null || now.tellApart(campaign) || then.tellApart(campaign)
                    ? key
                    : new PlanKey(
                            key.kind(),
                            key.controller(),
                            null,
                            key.keptFor(),
                            key.startedOn(),
                            key.keepUntil());
        }
    }

    /**
     * Not before, whatever the plan says: after a refusal of the owner, or since a proof was used
     * again.
     *
     * @param on local day; absent with {@code at}
     * @param at its end
     */
    public record Floor(@Nullable LocalDate on, @Nullable Instant at) {

        /** None. */
        public static final Floor NONE = new Floor(null, null);
    }

    /** Plans items twice, by what was known at {@code knownAt}. */
    public static SimulatedPlan of(PlanKey key, Policies policies, ZoneId zone, Instant knownAt) {
        return new SimulatedPlan(
                key,
                Planned.of(ItemPlanner.plan(key, policies.now(), zone, knownAt)),
                Planned.of(ItemPlanner.plan(key, policies.then(), zone, knownAt)));
    }

    /** The group of those items of the plan that have this floor and are kept like this. */
    public SimulatedGroup group(Floor floor, Keeping kept, Instant at) {
        return new SimulatedGroup(
                ListedKind.valueOf(key.kind().name()),
                key.controller(),
                key.keptFor(),
                SimulatedChange.between(dueAt(now, floor), dueAt(then, floor)),
                end(now, floor, kept, at),
                end(then, floor, kept, at));
    }

    private static SimulatedEnd end(Planned plan, Floor floor, Keeping kept, Instant at) {
        @Nullable Instant dueAt = dueAt(plan, floor);
        return SimulatedEnd.of(
                plan.state(), dueOn(plan, floor), dueAt != null && !dueAt.isAfter(at), kept);
    }

    private static @Nullable LocalDate dueOn(Planned plan, Floor floor) {
        LocalDate due = plan.dueOn();
        return due != null && floor.on() != null && floor.on().isAfter(due) ? floor.on() : due;
    }

    private static @Nullable Instant dueAt(Planned plan, Floor floor) {
        Instant due = plan.dueAt();
        return due != null && floor.at() != null && floor.at().isAfter(due) ? floor.at() : due;
    }
}
