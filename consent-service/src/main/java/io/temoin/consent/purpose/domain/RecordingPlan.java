// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import io.temoin.consent.rules.domain.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a controller may have calls recorded for.
 *
 * @param active purposes of recording that are active
 * @param budgets of those that calls are drawn for
 */
public record RecordingPlan(Set<Purpose> active, Map<Purpose, SamplingBudget> budgets) {

    public RecordingPlan {
        active = Set.copyOf(active);
        budgets = Map.copyOf(budgets);
    }

    /**
     * Purposes whose share the lot falls into. One lot for all, so that what is drawn for several
     * is one recording and not several.
     *
     * @param lot 0 to 99
     */
    public List<Purpose> drawnBy(int lot) {
        return budgets.entrySet().stream()
                .filter(budget -> lot < budget.getValue().percent())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
