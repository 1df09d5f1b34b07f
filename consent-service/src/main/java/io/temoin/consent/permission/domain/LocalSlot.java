// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A time that a person agreed to, as their clock will show it. Which moment that is, is computed
 * when it is asked for: a country may change its clocks between the agreement and the call.
 */
public record LocalSlot(LocalDateTime localDateTime, ZoneId zone) {

    /** What clocks skip is as much later as they skip; of what they show twice the first counts. */
    public Instant moment() {
        return localDateTime.atZone(zone).toInstant();
    }
}
