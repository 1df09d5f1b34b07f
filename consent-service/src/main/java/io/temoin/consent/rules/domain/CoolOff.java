// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;

/**
 * How long a person who refused is left alone, whatever they agree to meanwhile.
 *
 * @param period whole calendar days, the day of the refusal not counted
 * @param source the article that says so
 */
public record CoolOff(Period period, String source) {

    public CoolOff {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a silence lasts for a day at least");
        }
    }

    /** The first moment after the silence, by the calendar of {@code zone}. */
    public Instant endsAfter(Instant refusal, ZoneId zone) {
        return LocalDate.ofInstant(refusal, zone)
                .plus(period)
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant();
    }
}
