// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The earlier time that somebody asks about. */
final class AsOf {

    private static final int LENGTH_OF_A_DAY = "2026-11-24".length();

    private AsOf() {}

    /**
     * An instant, or the last one of a day; of today, now. What is not known yet cannot be asked
     * about.
     *
     * @return {@code null} if nothing is asked about but now
     */
    static @Nullable Instant parse(@Nullable String asOf, ZoneId zone, Instant now) {
        if (asOf == null) {
            return null;
        }
        try {
            if (asOf.length() == LENGTH_OF_A_DAY) {
                LocalDate day = LocalDate.parse(asOf);
                if (day.isAfter(now.atZone(zone).toLocalDate())) {
                    throw inTheFuture();
                }
                Instant last = RetentionClock.endOf(day, zone).minusNanos(1);
                return last.isAfter(now) ? now : last;
            }
            Instant instant = OffsetDateTime.parse(asOf).toInstant();
            if (instant.isAfter(now)) {
                throw inTheFuture();
            }
            return instant;
        } catch (DateTimeException _) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "asOf",
                    "asOf must be a day such as 2026-11-24 or an instant such as"
                            + " 2026-11-24T09:00:00Z.");
        }
    }

    private static RuntimeException inTheFuture() {
        return ChassisProblem.REQUEST_INVALID.at("asOf", "asOf must not be in the future.");
    }

    /** Lets an item pass that was known as one. */
    static void requireRetained(RetainedItem item) {
        if (item instanceof Expected) {
            throw new Rejected(
                    ScheduleProblem.ITEM_NOT_RETAINED_YET, "The item did not exist at that time.");
        }
    }
}
