// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.engine.domain.RetentionClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From when on to look whether a purpose of an item is over, by the bounds in the event that plans
 * it. Never too late; of an act that ends a purpose within a day it is the start of that day.
 */
final class NextAccessEnd {

    private NextAccessEnd() {}

    /** {@code null} when none of the bounds has an end. */
    static @Nullable Instant of(JsonFields plan, ZoneId zone) {
        return plan.objects("because").stream()
                .map(bound -> ofBound(bound, zone))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Instant ofBound(JsonFields bound, ZoneId zone) {
        @Nullable LocalDate until = bound.optional("until", LocalDate::parse);
        if (until == null) {
            return null;
        }
        return switch (bound.read("rule", Rule::valueOf)) {
            case PURPOSE_PERIOD, ANNOUNCED_PERIOD, DESTRUCTION_DUTY ->
                    RetentionClock.endOf(until, zone);
            case QUARANTINED, ERASURE_UPHELD, PROPOSAL_REFUSED, OBJECTED, CONTRACT_SIGNED ->
                    until.atStartOfDay(zone).toInstant();
            case PURPOSE_FULFILLED, PURPOSE_WITHDRAWN, PURPOSE_OBJECTED, STATUTORY_MINIMUM -> null;
        };
    }
}
