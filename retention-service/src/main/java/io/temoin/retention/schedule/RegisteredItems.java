// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Multi;
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
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.ItemReview;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.KeepingRecording;
import io.temoin.retention.schedule.domain.KeptCalls;
import io.temoin.retention.schedule.domain.RegisteredExplanation;
import io.temoin.retention.schedule.domain.RegisteredVerdicts;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registered items one by one, as far as they exist for the caller. */
@ApplicationScoped
class RegisteredItems {

    /**
     * An item, what the policies of now say of it, and what keeps it all the same.
     *
     * @param recording that it stays with, its person being erased; absent if there is none
     * @param named whether the reader may know which holds, and which recording, these are
     */
    record Shown(
            Found found,
            ItemPlan plan,
            Holds holds,
            @Nullable KeepingRecording recording,
            boolean named) {

        @Nullable KeepingRecording visibleRecording() {
            return named ? recording : null;
        }

        HoldsShown visibleHolds(Instant now) {
            return HoldsShown.of(holds, named, now);
        }
    }

    private final RegisteredItemQueries items;
    private final ItemPlans plans;
    private final ItemHoldStore holds;
    private final RecordingErasures recordings;
    private final AgreementStore agreements;
    private final RetentionConfig config;
    private final Clock clock;

    RegisteredItems(
            RegisteredItemQueries items,
            ItemPlans plans,
            ItemHoldStore holds,
            RecordingErasures recordings,
            AgreementStore agreements,
            RetentionConfig config,
            Clock clock) {
        this.items = items;
        this.plans = plans;
        this.holds = holds;
        this.recordings = recordings;
        this.agreements = agreements;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The item with an id; if several kinds have it, the first by kind.
     *
     * @return fails as for an unknown item when none exists for the caller
     */
    Uni<Shown> visible(Caller caller, String id) {
        return existing(caller, id).flatMap(found -> shown(caller, found.getFirst()));
    }

    /**
     * The item with an id that the caller may read the explanation of; if several kinds have it,
     * the first of them by kind.
     *
     * @return fails as for an unknown item when the caller may read none
     */
    Uni<Shown> readable(Caller caller, String id) {
        return existing(caller, id)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(found -> shown(caller, found))
                .filter(shown -> ItemReaders.mayRead(caller, shown.named(), shown.holds()))
                .toUni()
                .onItem()
                .ifNull()
                .failWith(Explanation::unknown);
    }

    /** What exists for the caller under an id, by kind: at least one. */
    private Uni<List<Found>> existing(Caller caller, String id) {
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
                                        .toList())
                .invoke(
                        found -> {
                            if (found.isEmpty()) {
                                throw Explanation.unknown();
                            }
                        });
    }

    private Uni<Shown> shown(Caller caller, Found found) {
        return shown(caller.tenant(), found, isNamed(caller, found));
    }

    /** A found item with what its end depends on. */
    Uni<Shown> shown(TenantId tenant, Found found, boolean named) {
        return Uni.combine()
                .all()
                .unis(
                        plans.plan(tenant, found.key(), found.eraseAt()),
                        keeping(tenant, found),
                        recording(tenant, found).map(Optional::ofNullable))
                .with(
                        (plan, keeping, recording) ->
                                new Shown(found, plan, keeping, recording.orElse(null), named));
    }

    private Uni<@Nullable KeepingRecording> recording(TenantId tenant, Found found) {
        Instant erased = found.eraseAt();
        ItemKind kind = found.item().kind();
        if (erased == null || isOver(found) || !KeptCalls.concern(kind)) {
            return Uni.createFrom().nullItem();
        }
        UUID item = found.item().item();
        UUID call = found.decision() == null ? item : found.decision();
        Instant now = clock.instant();
        return Uni.combine()
                .all()
                .unis(
                        recordings.ofCall(tenant, call, found.item().controller(), now),
                        plans.both(tenant, found.key(), erased))
                .with(
                        (calls, planned) ->
                                KeepingRecording.of(
                                        RegisteredVerdicts.of(
                                                item,
                                                kind,
                                                found.item().state(),
                                                false,
                                                null,
                                                null,
                                                planned.erased(),
                                                now),
                                        planned.own(),
                                        calls.recordingOf(item, kind, found.decision()),
                                        now));
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
                        ItemReview.Standing.of(
                                found.eraseAt() == null && !found.unreviewed()
                                        ? shown.plan().review()
                                        : null,
                                found.review(),
                                found.item().dueOn(),
                                found.item().dueAt()),
                        config.zone())
                .under(shown.holds(), shown.recording(), shown.named(), now);
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
