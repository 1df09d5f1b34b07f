// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.eventsourcing.store.Decision;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts decisions by verdict and by their strongest reason. */
@Singleton
class DecisionCounters {

    private static final String NAME = "temoin.call.decisions";

    private final Map<ReasonCode, Counter> counters = new EnumMap<>(ReasonCode.class);

    DecisionCounters(MeterRegistry metrics) {
        for (ReasonCode reason : ReasonCode.values()) {
            Verdict verdict = reason == ReasonCode.CONSENT_IN_FORCE ? Verdict.ALLOW : Verdict.DENY;
            counters.put(
                    reason,
                    metrics.counter(NAME, "verdict", verdict.name(), "reason", reason.name()));
        }
    }

    /** Counts a decision once, however often it is asked for again. */
    void count(Decision<ContactPermission, ContactPermissionEvent> decision) {
        if (!decision.repeated() && decision.only().event() instanceof CallDecided decided) {
            ReasonCode strongest = decided.reasons().getFirst().code();
            Objects.requireNonNull(counters.get(strongest), "every reason is counted").increment();
        }
    }
}
