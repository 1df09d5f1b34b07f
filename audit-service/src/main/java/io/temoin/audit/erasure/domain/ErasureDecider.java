// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import io.temoin.audit.erasure.domain.Erasure.Done;
import io.temoin.audit.erasure.domain.Erasure.Open;
import io.temoin.eventsourcing.Decider;
import java.util.List;

/** The first outcome of an erasure is its outcome. */
public final class ErasureDecider implements Decider<CompleteErasure, Erasure, SubjectErased> {

    @Override
    public Erasure initialState() {
        return new Open();
    }

    @Override
    public List<SubjectErased> decide(CompleteErasure command, Erasure state) {
        return switch (state) {
            case Open _ ->
                    List.of(
                            new SubjectErased(
                                    command.erasure(),
                                    command.entries(),
                                    command.reason(),
                                    command.evidence()));
            case Done _ -> List.of();
        };
    }

    @Override
    public Erasure evolve(Erasure state, SubjectErased event) {
        return new Done(event.erasure(), event.entries(), event.reason(), event.evidence());
    }
}
