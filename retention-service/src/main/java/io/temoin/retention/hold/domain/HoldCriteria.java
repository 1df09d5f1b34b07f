// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

import io.temoin.retention.policy.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a controller a hold covers: those that fulfil every criterion given, now and
 * later.
 *
 * @param items only these; empty for no restriction
 * @param subject only of this person, by pseudonym
 * @param campaign only of calls of this campaign
 * @param purposes only kept for at least one of these; empty for no restriction
 * @param endedFrom only of calls that ended then or later
 * @param endedBefore only of calls that ended earlier
 */
public record HoldCriteria(
        List<UUID> items,
        @Nullable String subject,
        @Nullable String campaign,
        List<Purpose> purposes,
        @Nullable Instant endedFrom,
        @Nullable Instant endedBefore) {

    /** Each item and purpose counts once. */
    public HoldCriteria {
        items = List.copyOf(new TreeSet<>(items));
        purposes = List.copyOf(new TreeSet<>(purposes));
    }

    /** Whether it covers everything that the controller has. */
    public boolean isUnlimited() {
        return items.isEmpty()
                && subject == null
                && campaign == null
                && purposes.isEmpty()
                && endedFrom == null
                && endedBefore == null;
    }

    /** Whether calls that are still to come may be covered, by a period that is not over. */
    public boolean reachesBeyond(Instant now) {
        boolean hasPeriod = endedFrom != null || endedBefore != null;
        return hasPeriod && items.isEmpty() && (endedBefore == null || endedBefore.isAfter(now));
    }

    /** The purposes, by their codes. */
    public Set<String> purposeCodes() {
        Set<String> codes = new TreeSet<>();
        purposes.forEach(purpose -> codes.add(purpose.name()));
        return codes;
    }
}
