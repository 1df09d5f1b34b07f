// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import io.temoin.retention.schedule.domain.ListedKind;
import java.util.List;

/**
 * Items of which the same becomes.
 *
 * @param purposes codes of what they are kept for
 * @param now under the policies of now
 * @param then under these and the simulated policy
 */
public record SimulatedGroup(
        ListedKind kind,
        String controller,
        List<String> purposes,
        SimulatedChange change,
        SimulatedEnd now,
        SimulatedEnd then) {

    public SimulatedGroup {
        purposes = List.copyOf(purposes);
    }
}
