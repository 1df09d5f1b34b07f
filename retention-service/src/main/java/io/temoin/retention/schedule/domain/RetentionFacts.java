// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the end of one item depends on.
 *
 * @param endedAt when the recording ended
 * @param zone the controller's time zone, in which its days are counted
 * @param policies one for each purpose, as in force when the item was noted
 * @param announced what the person was told
 * @param fulfilled when each purpose that is fulfilled was
 * @param quarantine since when it serves none of them; {@code null} while it does
 */
public record RetentionFacts(
        Instant endedAt,
        ZoneId zone,
        List<RetentionPolicy> policies,
        List<AnnouncedPeriod> announced,
        Map<Purpose, Instant> fulfilled,
        @Nullable Quarantine quarantine) {

    public RetentionFacts {
        policies = List.copyOf(policies);
        announced = List.copyOf(announced);
        fulfilled = Map.copyOf(fulfilled);
    }

    /** Facts of an item that is not in quarantine. */
    public RetentionFacts(
            Instant endedAt,
            ZoneId zone,
            List<RetentionPolicy> policies,
            List<AnnouncedPeriod> announced,
            Map<Purpose, Instant> fulfilled) {
        this(endedAt, zone, policies, announced, fulfilled, null);
    }

    /** Whether the item is kept for {@code purpose}, or was. */
    public boolean concern(Purpose purpose) {
        return policies.stream().anyMatch(policy -> policy.purpose() == purpose);
    }

    /** The same, with one purpose fulfilled. */
    public RetentionFacts with(Purpose purpose, Instant fulfilledAt) {
        return new RetentionFacts(
                endedAt,
                zone,
                policies,
                announced,
                plus(fulfilled, purpose, fulfilledAt),
                quarantine);
    }

    /** The same, in quarantine. */
    public RetentionFacts with(Quarantine quarantined) {
        return new RetentionFacts(endedAt, zone, policies, announced, fulfilled, quarantined);
    }

    /** The local day of an instant. */
    LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** The local day of a trigger; {@code null} while it is not known to have happened. */
    @Nullable LocalDate dayOf(RetentionTrigger trigger) {
        return trigger.liesInTheCall() ? dayOf(endedAt) : null;
    }

    /** {@code fulfilled} and one more; the first fulfilment of a purpose is the one that counts. */
    static Map<Purpose, Instant> plus(
            Map<Purpose, Instant> fulfilled, Purpose purpose, Instant fulfilledAt) {
        Map<Purpose, Instant> more = new EnumMap<>(Purpose.class);
        more.putAll(fulfilled);
        more.putIfAbsent(purpose, fulfilledAt);
        return more;
    }
}
