// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Each business event of a call is reported once, and nothing follows a signature. */
public final class CallBusinessDecider
        implements Decider<ReportBusinessEvent, CallBusiness, BusinessEventReported> {

    @Override
    public CallBusiness initialState() {
        return new CallBusiness(Map.of());
    }

    @Override
    public List<BusinessEventReported> decide(ReportBusinessEvent command, CallBusiness state) {
        return BusinessEventRules.isNews(command.event(), command.at(), state.happened())
                ? List.of(
                        new BusinessEventReported(
                                command.decision(),
                                command.controller(),
                                command.event(),
                                command.at()))
                : List.of();
    }

    @Override
    public CallBusiness evolve(CallBusiness state, BusinessEventReported event) {
        Map<BusinessEvent, Instant> happened = new EnumMap<>(BusinessEvent.class);
        happened.putAll(state.happened());
        happened.put(event.event(), event.happenedAt());
        return new CallBusiness(happened);
    }
}
