// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof.domain;

import io.temoin.eventsourcing.Decider;
import java.time.Instant;
import java.util.List;

/** Each use counts anew, and no use shortens what an earlier one asked for. */
public final class RetainedProofDecider
        implements Decider<NoteProof, RetainedProof, ProofRetained> {

    @Override
    public RetainedProof initialState() {
        return new RetainedProof(null);
    }

    @Override
    public List<ProofRetained> decide(NoteProof command, RetainedProof state) {
        Instant known = state.keptUntil();
        return known != null && !command.keptUntil().isAfter(known)
                ? List.of()
                : List.of(
                        new ProofRetained(
                                command.decision(),
                                command.controller(),
                                command.processor(),
                                command.subject(),
                                command.kind(),
                                command.consent(),
                                command.request(),
                                command.keptUntil(),
                                command.source()));
    }

    @Override
    public RetainedProof evolve(RetainedProof state, ProofRetained event) {
        return new RetainedProof(event.keptUntil());
    }
}
