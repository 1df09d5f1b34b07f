// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.simulation.SimulationStore.Known;
import io.temoin.retention.simulation.SimulationStore.Total;
import io.temoin.retention.simulation.domain.SimulatedChange;
import io.temoin.retention.simulation.domain.SimulatedOutcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A simulation, as far as it is.
 *
 * @param counted how many items it has counted
 * @param earlier how many would have to go earlier, or get a last day
 * @param later how many would be kept longer, or lose their last day
 * @param unchanged how many would go as they do now
 * @param outcomes what becomes of them, now and then; only what becomes of some
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "PolicySimulation",
        requiredProperties = {
            "id",
            "policy",
            "state",
            "asOf",
            "expiresAt",
            "percent",
            "counted",
            "earlier",
            "later",
            "unchanged",
            "outcomes"
        })
record SimulationAnswer(
        UUID id,
        UUID policy,
        State state,
        @Schema(description = "Policies and days are looked at as of then.") Instant asOf,
        @Schema(description = "When it was completed, or failed.") @Nullable Instant endedAt,
        @Schema(description = "When it is deleted.") Instant expiresAt,
        @Schema(
                        pattern = "^[A-Z][A-Z_]{0,62}$",
                        description = "Why it failed: why the policy can no longer be activated.")
                @Nullable String problem,
        @Schema(
                        minimum = "0",
                        maximum = "100",
                        description = "How much of what is stored it has gone through.")
                int percent,
        long counted,
        long earlier,
        long later,
        long unchanged,
        List<OutcomeCount> outcomes) {

    /** Where a simulation is. */
    @Schema(name = "PolicySimulationState")
    enum State {
        /** It waits, or is under way. */
        RUNNING,
        /** Everything stored is counted. */
        COMPLETED,
        /** The policy was activated, withdrawn or contradicted meanwhile. */
        FAILED
    }

    /**
     * How many items have one outcome.
     *
     * @param now under the policies of now
     * @param then under these and the simulated one
     */
    @Schema(
            name = "SimulatedOutcomeCount",
            requiredProperties = {"outcome", "now", "then"})
    record OutcomeCount(SimulatedOutcome outcome, long now, long then) {}

    static SimulationAnswer of(Known known, List<Total> totals) {
        return new SimulationAnswer(
                known.simulation(),
                known.policy(),
                state(known),
                known.asOf(),
                known.endedAt(),
                known.expiresAt(),
                known.problem(),
                percent(known),
                known.counted(),
                changed(totals, SimulatedChange.EARLIER),
                changed(totals, SimulatedChange.LATER),
                changed(totals, SimulatedChange.UNCHANGED),
                Arrays.stream(SimulatedOutcome.values())
                        .map(outcome -> count(totals, outcome))
                        .filter(count -> count.now() + count.then() > 0)
                        .toList());
    }

    private static State state(Known known) {
        return switch (known.phase()) {
            case RECORDINGS, REGISTERED -> State.RUNNING;
            case COMPLETED -> State.COMPLETED;
            case FAILED -> State.FAILED;
        };
    }

    /** What was stored since then may make more of it than there seemed to be. */
    private static int percent(Known known) {
        return switch (known.phase()) {
            case COMPLETED -> 100;
            case RECORDINGS, REGISTERED, FAILED ->
                    known.rows() == 0 ? 0 : (int) Math.min(99, 100 * known.done() / known.rows());
        };
    }

    private static long changed(List<Total> totals, SimulatedChange change) {
        return totals.stream()
                .filter(total -> total.change() == change)
                .mapToLong(Total::items)
                .sum();
    }

    private static OutcomeCount count(List<Total> totals, SimulatedOutcome outcome) {
        return new OutcomeCount(
                outcome,
                totals.stream()
                        .filter(total -> total.now() == outcome)
                        .mapToLong(Total::items)
                        .sum(),
                totals.stream()
                        .filter(total -> total.then() == outcome)
                        .mapToLong(Total::items)
                        .sum());
    }
}
