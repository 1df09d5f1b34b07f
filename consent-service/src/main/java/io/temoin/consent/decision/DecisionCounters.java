// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.micrometer.core.instrument.MeterRegistry;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.eventsourcing.store.CommandOutcome;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;

/** Counts decisions by verdict and by their strongest reason. */
@Singleton
class DecisionCounters {

    private static final String NAME = "temoin.call.decisions";

    /** The reasons that an allowance can have first. */
    private static final Set<ReasonCode> ALLOWING =
            EnumSet.of(
                    ReasonCode.CONSENT_IN_FORCE,
                    ReasonCode.CONTRACT_EXCEPTION,
                    ReasonCode.PRESS_EXCEPTION,
                    ReasonCode.INFO_REQUEST,
                    ReasonCode.NOT_PROSPECTING,
                    ReasonCode.NO_OBJECTION);

    private final MeterRegistry metrics;

    /** Every reason is there from the start, with 0: an alert on what is missing never fires. */
    DecisionCounters(MeterRegistry metrics) {
        this.metrics = metrics;
        for (ReasonCode reason : ReasonCode.values()) {
            count(ALLOWING.contains(reason) ? Verdict.ALLOW : Verdict.DENY, reason, 0);
        }
        count(Verdict.REVIEW, ReasonCode.CONSENT_SCOPE_MISMATCH, 0);
    }

    /** Counts a decision once, however often it is asked for again. */
    void count(CommandOutcome<ContactPermission, ContactPermissionEvent> decision) {
        if (!decision.repeated() && decision.only().event() instanceof CallDecided decided) {
            count(decided.verdict(), decided.reasons().getFirst().code(), 1);
        }
    }

    private void count(Verdict verdict, ReasonCode reason, double times) {
        metrics.counter(NAME, "verdict", verdict.name(), "reason", reason.name()).increment(times);
    }
}
