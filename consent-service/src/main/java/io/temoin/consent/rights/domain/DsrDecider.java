// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import io.temoin.consent.rights.domain.Dsr.Received;
import io.temoin.consent.rights.domain.Dsr.Unknown;
import io.temoin.eventsourcing.Decider;
import java.util.List;

/** A request is received once. It is never refused here: to refuse it is to answer it. */
public final class DsrDecider implements Decider<ReceiveDsr, Dsr, DsrReceived> {

    @Override
    public Dsr initialState() {
        return new Unknown();
    }

    @Override
    public List<DsrReceived> decide(ReceiveDsr command, Dsr state) {
        return switch (state) {
            case Unknown _ ->
                    List.of(
                            new DsrReceived(
                                    command.request(),
                                    command.controller(),
                                    command.subject(),
                                    command.right(),
                                    command.correction(),
                                    command.channel(),
                                    command.receivedBy(),
                                    command.now(),
                                    LegalClock.aMonthAfter(command.now())));
            case Received _ -> List.of();
        };
    }

    @Override
    public Dsr evolve(Dsr state, DsrReceived event) {
        return new Received(
                event.controller(),
                event.subject(),
                event.right(),
                event.correction(),
                event.dueBy());
    }
}
