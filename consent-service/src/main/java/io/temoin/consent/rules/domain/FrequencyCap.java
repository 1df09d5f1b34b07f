// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;

/**
 * How often one controller may try to reach one person, through all of its processors and whether
 * the calls are answered or not.
 *
 * @param maxAttempts attempts within the window
 * @param window calendar days, the day of the call included, where the person is
 * @param source the article that says so
 */
public record FrequencyCap(int maxAttempts, Period window, String source) {

    public FrequencyCap {
        boolean days = !window.isNegative() && !window.isZero() && window.toTotalMonths() == 0;
        if (maxAttempts < 1 || !days) {
            throw new IllegalArgumentException("a cap is an attempt or more in some days");
        }
    }

    /**
     * From when on one more attempt is within the cap: {@code now}, or the first midnight after
     * which enough of the earlier ones are out of the window. Where several zones are possible,
     * each has to allow it.
     *
     * @param attempts the moments of earlier ones, in any order
     */
    public Instant allowsFrom(Instant now, List<Instant> attempts, List<ZoneId> zones) {
        Instant allowed = now;
        if (attempts.size() >= maxAttempts) { // almost never; no day has to be known otherwise
            for (ZoneId zone : zones) {
                Instant there = allowsFrom(now, attempts, zone);
                allowed = there.isAfter(allowed) ? there : allowed;
            }
        }
        return allowed;
    }

    /** How many of the attempts are within the window, in the zone where they are most. */
    public int countedAt(Instant now, List<Instant> attempts, List<ZoneId> zones) {
        return zones.stream().mapToInt(zone -> counted(now, attempts, zone).size()).max().orElse(0);
    }

    private List<LocalDate> counted(Instant now, List<Instant> attempts, ZoneId zone) {
        LocalDate before = LocalDate.ofInstant(now, zone).minus(window);
        return attempts.stream()
                .map(attempt -> LocalDate.ofInstant(attempt, zone))
                .filter(day -> day.isAfter(before))
                .sorted()
                .toList();
    }

    private Instant allowsFrom(Instant now, List<Instant> attempts, ZoneId zone) {
        List<LocalDate> counted = counted(now, attempts, zone);
        int above = counted.size() - maxAttempts;
        return above < 0 ? now : counted.get(above).plus(window).atStartOfDay(zone).toInstant();
    }
}
