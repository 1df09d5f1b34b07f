// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.simulation.SimulationStore.Counted;
import io.temoin.retention.simulation.domain.SimulatedChange;
import io.temoin.retention.simulation.domain.SimulatedEnd;
import io.temoin.retention.simulation.domain.SimulatedGroup;
import io.temoin.retention.simulation.domain.SimulatedOutcome;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How many items of a controller become the same, as one simulation counted them.
 *
 * @param now what becomes of them under the policies of now
 * @param then what would become of them
 */
@Schema(
        name = "SimulatedCount",
        requiredProperties = {"kind", "controller", "purposes", "change", "now", "then", "items"})
record SimulatedCountAnswer(
        ListedKind kind,
        String controller,
        @Schema(description = "Codes of what they are kept for.") List<String> purposes,
        SimulatedChange change,
        MonthlyOutcome now,
        MonthlyOutcome then,
        @Schema(minimum = "1") long items) {

    /**
     * What becomes of items, and when.
     *
     * @param month of their last day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SimulatedMonthlyOutcome", requiredProperties = "outcome")
    record MonthlyOutcome(
            SimulatedOutcome outcome,
            @Schema(
                            pattern = "^\\d{4}-\\d{2}$",
                            description = "Of their last day; absent while they have none.")
                    @Nullable String month) {

        static MonthlyOutcome of(SimulatedEnd end) {
            return new MonthlyOutcome(
                    end.outcome(), end.month() == null ? null : end.month().toString());
        }
    }

    static SimulatedCountAnswer of(Counted counted) {
        SimulatedGroup group = counted.group();
        return new SimulatedCountAnswer(
                group.kind(),
                group.controller(),
                group.purposes(),
                group.change(),
                MonthlyOutcome.of(group.now()),
                MonthlyOutcome.of(group.then()),
                counted.items());
    }
}
