// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.PlannedRecording;
import io.temoin.consent.purpose.RecordingPlans;
import io.temoin.consent.purpose.domain.RecordingPlan;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Draws the calls that a controller records: for the purposes it has active, by their budgets; or,
 * for one that has declared none, for quality by the settings. The lot is a function of the
 * decision's id, so that it can be checked afterwards.
 */
@Singleton
class RecordingSample {

    private static final int HUNDRED = 100;

    private final RecordingPlans plans;
    private final int percent;
    private final Map<String, Integer> percentOf;

    RecordingSample(RecordingPlans plans, ConsentConfig config) {
        this.plans = plans;
        this.percent = config.recording().samplePercent();
        this.percentOf = Map.copyOf(config.recording().samplePercentOf());
    }

    /**
     * What a call was drawn for.
     *
     * @param planned absent when the controller has declared no purpose of recording
     */
    record Sampled(
            List<Purpose> purposes,
            @Nullable PlannedRecording planned,
            @Nullable RecordingPlan plan) {}

    /** Draws the call that would be decided as {@code decision}. */
    Uni<Sampled> draw(PartyId controller, UUID decision, EventMetadata metadata) {
        // The last bits of the id come from a keyed hash: evenly spread, and nobody's choice.
        int lot = Math.floorMod(decision.getLeastSignificantBits(), HUNDRED);
        return plans.of(metadata.tenant(), controller)
                .flatMap(
                        plan ->
                                plan.map(found -> byPlan(controller, found, lot, metadata))
                                        .orElseGet(() -> bySettings(controller, lot)));
    }

    /**
     * Gives back to the month's budgets what the call is not recorded for: it was denied, or
     * answered before.
     */
    Uni<Void> settle(
            Sampled sampled,
            @Nullable CallDecided decided,
            PartyId controller,
            EventMetadata metadata) {
        RecordingPlan plan = sampled.plan();
        Set<Purpose> unused = new HashSet<>(sampled.purposes());
        RecordingPermission recording = decided == null ? null : decided.recording();
        if (recording != null) {
            unused.removeAll(recording.purposes());
        }
        TenantId tenant = metadata.tenant();
        return plan == null || unused.isEmpty()
                ? Uni.createFrom().voidItem()
                : plans.giveBack(tenant, controller, plan, unused, metadata.at());
    }

    private Uni<Sampled> byPlan(
            PartyId controller, RecordingPlan plan, int lot, EventMetadata metadata) {
        return plans.draw(metadata.tenant(), controller, plan, lot, metadata.at())
                .map(
                        draw ->
                                new Sampled(
                                        draw.purposes(),
                                        new PlannedRecording(
                                                plan.active().stream().sorted().toList(),
                                                draw.spent()),
                                        plan));
    }

    private Uni<Sampled> bySettings(PartyId controller, int lot) {
        int share = percentOf.getOrDefault(controller.value(), percent);
        List<Purpose> drawn = lot < share ? List.of(Purpose.QUALITY) : List.of();
        return Uni.createFrom().item(new Sampled(drawn, null, null));
    }
}
