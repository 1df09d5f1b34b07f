// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.PlannedRecording;
import io.temoin.consent.purpose.RecordingPlans;
import io.temoin.consent.purpose.domain.RecordingPlan;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * A call with what it was drawn for.
     *
     * @param plan absent when the controller has declared no purpose of recording
     */
    record Sampled(DecideCall call, @Nullable RecordingPlan plan) {}

    /** The plan of a controller; empty when it has declared no purpose of recording. */
    Uni<Optional<RecordingPlan>> plan(TenantId tenant, PartyId controller) {
        return plans.find(tenant, controller);
    }

    /** Draws the call, by that plan if there is one. */
    Uni<Sampled> draw(DecideCall call, Optional<RecordingPlan> plan, TenantId tenant) {
        // The last bits of the id come from a keyed hash: evenly spread, and nobody's choice.
        int lot = Math.floorMod(call.decision().getLeastSignificantBits(), HUNDRED);
        return plan.map(found -> byPlan(call, found, lot, tenant))
                .orElseGet(() -> Uni.createFrom().item(bySettings(call, lot)));
    }

    /**
     * Gives back to the month's budgets what the call is not recorded for: it was denied, or
     * answered before.
     */
    Uni<Void> settle(Sampled sampled, @Nullable CallDecided decided, TenantId tenant) {
        DecideCall call = sampled.call();
        RecordingPlan plan = sampled.plan();
        Set<Purpose> unused = new HashSet<>(call.circumstances().recording().sampled());
        RecordingPermission recording = decided == null ? null : decided.recording();
        if (recording != null) {
            unused.removeAll(recording.purposes());
        }
        return plan == null || unused.isEmpty()
                ? Uni.createFrom().voidItem()
                : plans.giveBack(tenant, call.controller(), plan, unused, call.now());
    }

    private Uni<Sampled> byPlan(DecideCall call, RecordingPlan plan, int lot, TenantId tenant) {
        return plans.draw(tenant, call.controller(), plan, lot, call.now())
                .map(
                        draw ->
                                new Sampled(
                                        call.sampled(
                                                draw.purposes(),
                                                new PlannedRecording(
                                                        plan.active().stream().sorted().toList(),
                                                        draw.spent())),
                                        plan));
    }

    private Sampled bySettings(DecideCall call, int lot) {
        int share = percentOf.getOrDefault(call.controller().value(), percent);
        return new Sampled(
                call.sampled(lot < share ? List.of(Purpose.QUALITY) : List.of(), null), null);
    }
}
