// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.hold.PastHolds;
import io.temoin.retention.register.ItemPlans;
import io.temoin.retention.register.ItemPlans.PastPlans;
import io.temoin.retention.register.PastItemQueries;
import io.temoin.retention.register.RegisteredItemQueries.Found;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.PastItem;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.KeepingRecording;
import io.temoin.retention.schedule.domain.KeptCalls;
import io.temoin.retention.schedule.domain.RegisteredExplanation;
import io.temoin.retention.schedule.domain.RegisteredVerdicts;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registered items as they were known at an earlier time. */
@ApplicationScoped
class PastRegisteredItems {

    /** An explanation as of then. */
    record Past(Explanation explanation, HoldsShown holds, @Nullable KeepingRecording recording) {}

    /** What was known of an item, and what the policies that were known said of it. */
    private record Known(PastItem item, PastPlans plans) {}

    private final PastItemQueries items;
    private final ItemPlans plans;
    private final PastHolds holds;
    private final RecordingErasures recordings;
    private final RetentionConfig config;

    PastRegisteredItems(
            PastItemQueries items,
            ItemPlans plans,
            PastHolds holds,
            RecordingErasures recordings,
            RetentionConfig config) {
        this.items = items;
        this.plans = plans;
        this.holds = holds;
        this.recordings = recordings;
        this.config = config;
    }

    /**
     * Why an item was where it was at {@code then}.
     *
     * @param named whether the reader may know which holds, and which recording, kept it
     * @return fails if the item was not registered by then, or nobody kept what was known of it
     */
    Uni<Past> explain(TenantId tenant, Found found, boolean named, Instant then) {
        return items.find(tenant, found.item().item(), found.item().kind(), then)
                .invoke(item -> requireKnown(item, then))
                .flatMap(
                        item ->
                                plans.past(tenant, found.key(), item, then)
                                        .map(planned -> new Known(item, planned)))
                .flatMap(known -> explain(tenant, found, known, named, then));
    }

    private static void requireKnown(PastItem item, Instant then) {
        if (!then.isBefore(item.registeredAt())) {
            return;
        }
        if (item.before()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "asOf",
                    "What was known of this item is kept since %s only."
                            .formatted(item.registeredAt()));
        }
        throw new Rejected(
                ScheduleProblem.ITEM_NOT_RETAINED_YET, "The item did not exist at that time.");
    }

    private Uni<Past> explain(
            TenantId tenant, Found found, Known known, boolean named, Instant then) {
        RegisteredExplanation explained =
                RegisteredExplanation.of(
                        known.item(),
                        known.plans().shared(),
                        known.plans().explained().because(),
                        config.zone());
        return Uni.combine()
                .all()
                .unis(
                        holds(tenant, found, known, then),
                        recording(tenant, found, known, explained, then).map(Optional::ofNullable))
                .with(
                        (ids, keeping) -> {
                            Holds past = new Holds(ids);
                            @Nullable KeepingRecording recording = keeping.orElse(null);
                            return new Past(
                                    explained.under(past, recording, named, then),
                                    HoldsShown.of(past, named, then),
                                    named ? recording : null);
                        });
    }

    private Uni<Set<UUID>> holds(TenantId tenant, Found found, Known known, Instant then) {
        return known.item().standing() != null
                ? Uni.createFrom().item(Set.of())
                : holds.holdsOf(tenant, found.held(), then);
    }

    private Uni<@Nullable KeepingRecording> recording(
            TenantId tenant,
            Found found,
            Known known,
            RegisteredExplanation explained,
            Instant then) {
        ItemKind kind = found.item().kind();
        UUID item = found.item().item();
        if (known.item().erasedAt() == null
                || known.item().standing() != null
                || !KeptCalls.concern(kind)) {
            return Uni.createFrom().nullItem();
        }
        UUID call = found.decision() == null ? item : found.decision();
        return recordings
                .ofCallAsOf(tenant, call, found.item().controller(), then)
                .map(
                        calls ->
                                KeepingRecording.of(
                                        RegisteredVerdicts.of(
                                                item,
                                                kind,
                                                explained.state(),
                                                false,
                                                null,
                                                null,
                                                known.plans().explained(),
                                                then),
                                        known.plans().own(),
                                        calls.recordingOf(item, kind, found.decision()),
                                        then));
    }
}
