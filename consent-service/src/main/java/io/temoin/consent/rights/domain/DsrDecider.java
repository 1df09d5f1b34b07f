// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import io.temoin.consent.rights.domain.Dsr.Received;
import io.temoin.consent.rights.domain.Dsr.Unknown;
import io.temoin.eventsourcing.Decider;
import io.temoin.legalclock.LegalCalendar;
import io.temoin.legalclock.LegalClock;
import io.temoin.legalclock.LegalPeriod.Months;
import java.util.List;

/**
 * A request is received once, and is due a month later (GDPR art. 12(3)). It is never refused here:
 * to refuse it is to answer it.
 */
public final class DsrDecider implements Decider<ReceiveDsr, Dsr, DsrReceived> {

    private static final Months A_MONTH = new Months(1);

    private final LegalClock clock;

    /** Counts by the calendar of the controllers' country. */
    public DsrDecider(LegalCalendar calendar) {
        this.clock = new LegalClock(calendar);
    }

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
                                    command.consent(),
                                    command.channel(),
                                    command.receivedBy(),
                                    command.now(),
                                    clock.end(command.now(), A_MONTH)));
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
                event.consent(),
                event.dueBy());
    }
}
