// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.eventsourcing.Decider;
import java.util.List;

/**
 * Each event between a person and a controller is reported once, or its last time if it repeats.
 */
public final class PersonBusinessDecider
        implements Decider<ReportPersonEvent, Business, PersonEventReported> {

    @Override
    public Business initialState() {
        return Business.UNKNOWN;
    }

    @Override
    public List<PersonEventReported> decide(ReportPersonEvent command, Business state) {
        return state.isNews(command.fact())
                ? List.of(
                        new PersonEventReported(
                                command.subject(),
                                command.controller(),
                                command.fact().event(),
                                command.fact().at(),
                                command.fact().claim()))
                : List.of();
    }

    @Override
    public Business evolve(Business state, PersonEventReported event) {
        return state.with(event.fact());
    }
}
