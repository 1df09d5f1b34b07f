// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal.domain;

import io.temoin.consent.disposal.domain.Disposal.Done;
import io.temoin.consent.disposal.domain.Disposal.Open;
import io.temoin.eventsourcing.Decider;
import java.util.List;

/** An order is carried out once. */
public final class DisposalDecider implements Decider<RecordDisposal, Disposal, ItemsDisposed> {

    @Override
    public Disposal initialState() {
        return new Open();
    }

    @Override
    public List<ItemsDisposed> decide(RecordDisposal command, Disposal state) {
        return switch (state) {
            case Open _ ->
                    List.of(
                            new ItemsDisposed(
                                    command.batch().batch(),
                                    command.batch().kind(),
                                    command.batch().controller(),
                                    command.gone().size(),
                                    command.refused(),
                                    ItemsDisposed.digest(command.gone()),
                                    command.now(),
                                    command.horizon()));
            case Done _ -> List.of();
        };
    }

    @Override
    public Disposal evolve(Disposal state, ItemsDisposed event) {
        return new Done();
    }
}
