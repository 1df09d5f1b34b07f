// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.eventsourcing.Decider;
import java.util.List;

/** Each business event of a call is reported once, and no proposal follows a signature. */
public final class CallBusinessDecider
        implements Decider<ReportBusinessEvent, Business, BusinessEventReported> {

    @Override
    public Business initialState() {
        return Business.UNKNOWN;
    }

    @Override
    public List<BusinessEventReported> decide(ReportBusinessEvent command, Business state) {
        return state.isNews(command.fact())
                ? List.of(
                        new BusinessEventReported(
                                command.decision(),
                                command.controller(),
                                command.fact().event(),
                                command.fact().at(),
                                command.fact().claim()))
                : List.of();
    }

    @Override
    public Business evolve(Business state, BusinessEventReported event) {
        return state.with(event.fact());
    }
}
