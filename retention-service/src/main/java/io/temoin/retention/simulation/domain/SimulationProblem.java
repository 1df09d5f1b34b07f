// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** Why a simulation cannot be shown. */
public enum SimulationProblem implements Code {
    /** The policy has no simulation of this id, or not for this caller, or no longer. */
    SIMULATION_UNKNOWN(Kind.UNKNOWN),
    /** It is not completed: what it has counted so far is not its result. */
    SIMULATION_NOT_COMPLETED(Kind.CONFLICT);

    private final Kind kind;

    SimulationProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
