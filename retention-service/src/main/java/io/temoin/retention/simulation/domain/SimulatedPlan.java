// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.ItemPlan.AwaitedLook;
import io.temoin.retention.register.domain.ItemPlanner;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.simulation.domain.Keeping.KeptRecording;
import io.temoin.retention.simulation.domain.Keeping.Reviewed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
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
     * @param erasableOn the last local day on which a law keeps them from whoever is erased; absent
     *     while there is none
     * @param erasableAt its end; absent with {@code erasableOn}
     * @param review that a person looks at them when they are due; absent if nobody has to
     */
    public record Planned(
            ItemState state,
            @Nullable LocalDate dueOn,
            @Nullable Instant dueAt,
            @Nullable LocalDate erasableOn,
            @Nullable Instant erasableAt,
            @Nullable AwaitedLook review) {

        /** Items that nobody looks at. */
        public Planned(
                ItemState state,
                @Nullable LocalDate dueOn,
                @Nullable Instant dueAt,
                @Nullable LocalDate erasableOn,
                @Nullable Instant erasableAt) {
            this(state, dueOn, dueAt, erasableOn, erasableAt, null);
        }

        static Planned of(ItemPlan plan) {
            return new Planned(
                    plan.state(),
                    plan.dueOn(),
                    plan.dueAt(),
                    plan.erasableOn(),
                    plan.erasableAt(),
                    plan.review());
        }

        /** Somebody who looked at an item has it kept, within its maximum. */
        private Floor floor(Floor floor, Erased erased, Reviewed reviewed) {
            if (review == null
                    || erased.at() != null
                    || reviewed.against()
                    || reviewed.keptOn() == null) {
                return floor;
            }
            LocalDate keptOn = sooner(reviewed.keptOn(), review.on());
            Instant keptAt = sooner(reviewed.keptAt(), review.at());
            return new Floor(
                    floor.on() == null ? keptOn : later(keptOn, floor.on()),
                    floor.at() == null ? keptAt : later(keptAt, floor.at()));
        }

        /** Whether nobody has looked yet at an item that is due, and somebody may still. */
        private boolean waits(
                @Nullable Instant dueAt, Erased erased, Reviewed reviewed, Instant at) {
            return review != null
                    && erased.at() == null
                    && !reviewed.against()
                    && review.at().isAfter(at)
                    && !Objects.equals(dueAt, reviewed.releasedFor());
        }

        /** As the register keeps the state of an item, also of one whose person is erased. */
        private ItemState state(Erased erased) {
            if (erased.at() == null || erasableAt == null) {
                return state;
            }
            return erasableAt.isAfter(erased.at()) ? ItemState.UNDER_MINIMUM : ItemState.SCHEDULED;
        }

        private @Nullable LocalDate dueOn(
                Floor floor, Erased erased, @Nullable KeptRecording recording) {
            @Nullable LocalDate marked =
                    erased.on() == null ? null : later(later(erasableOn, floor.on()), erased.on());
            return sooner(
                    later(dueOn, floor.on()),
                    recording == null ? marked : with(marked, recording.on()));
        }

        private @Nullable Instant dueAt(
                Floor floor, Erased erased, @Nullable KeptRecording recording) {
            @Nullable Instant marked =
                    erased.at() == null ? null : later(later(erasableAt, floor.at()), erased.at());
            return sooner(
                    later(dueAt, floor.at()),
                    recording == null ? marked : with(marked, recording.at()));
        }

        /** The erasure waits for the recording; of one that has no end, nobody knows how long. */
        private static <T extends Comparable<? super T>> @Nullable T with(
                @Nullable T marked, @Nullable T recording) {
            return recording == null ? null : later(marked, recording);
        }

        /** What has no end has none later. */
        private static <T extends Comparable<? super T>> @Nullable T later(
                @Nullable T end, @Nullable T floor) {
            return end != null && floor != null && floor.compareTo(end) > 0 ? floor : end;
        }

        private static <T extends Comparable<? super T>> @Nullable T sooner(
                @Nullable T planned, @Nullable T erased) {
            if (planned == null || erased == null) {
                return planned == null ? erased : planned;
            }
            return erased.compareTo(planned) < 0 ? erased : planned;
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
                            key.keepUntil(),
                            key.happened());
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

    /**
     * Since when an item goes as soon as it may, its person being erased.
     *
     * @param on local day; absent with {@code at}
     * @param at the moment
     */
    public record Erased(@Nullable LocalDate on, @Nullable Instant at) {

        /** Its person is not. */
        public static final Erased NOT = new Erased(null, null);
    }

    /** Plans items twice, by what was known at {@code knownAt}. */
    public static SimulatedPlan of(PlanKey key, Policies policies, ZoneId zone, Instant knownAt) {
        return new SimulatedPlan(
                key,
                Planned.of(ItemPlanner.plan(key, policies.now(), zone, knownAt)),
                Planned.of(ItemPlanner.plan(key, policies.then(), zone, knownAt)));
    }

    /** The group of those items of the plan that have these days and are kept like this. */
    public SimulatedGroup group(Floor floor, Erased erased, Keeping kept, Instant at) {
        return new SimulatedGroup(
                ListedKind.valueOf(key.kind().name()),
                key.controller(),
                key.keptFor(),
                SimulatedChange.between(
                        dueAt(now, floor, erased, kept), dueAt(then, floor, erased, kept)),
                end(now, floor, erased, kept, at),
                end(then, floor, erased, kept, at));
    }

    private static SimulatedEnd end(
            Planned plan, Floor floor, Erased erased, Keeping kept, Instant at) {
        Floor own = plan.floor(floor, erased, kept.reviewed());
        @Nullable LocalDate dueOn = plan.dueOn(own, erased, kept.recording());
        @Nullable Instant dueAt = plan.dueAt(own, erased, kept.recording());
        boolean over = isOver(dueAt, at);
        return !over && !kept.held() && isOver(plan.dueAt(own, erased, null), at)
                ? SimulatedEnd.withRecording(dueOn)
                : SimulatedEnd.of(
                        plan.state(erased),
                        dueOn,
                        over,
                        plan.waits(dueAt, erased, kept.reviewed(), at),
                        kept);
    }

    private static @Nullable Instant dueAt(Planned plan, Floor floor, Erased erased, Keeping kept) {
        return plan.dueAt(plan.floor(floor, erased, kept.reviewed()), erased, kept.recording());
    }

    private static boolean isOver(@Nullable Instant dueAt, Instant at) {
        return dueAt != null && !dueAt.isAfter(at);
    }
}
