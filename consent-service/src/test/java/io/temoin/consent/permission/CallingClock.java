// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The service's clock in tests. It runs from a morning on which people may be called, whenever the
 * tests run; those about days and hours set it.
 */
@Mock
@Singleton
public class CallingClock extends Clock {

    /** A Tuesday, 10:30 in Paris. */
    public static final Instant MORNING = Instant.parse("2026-11-24T09:30:00Z");

    private static volatile @Nullable Duration offset;
    private static volatile @Nullable Instant stopped;

    private final ZoneId zone;

    CallingClock() {
        this(ZoneOffset.UTC);
    }

    private CallingClock(ZoneId zone) {
        this.zone = zone;
    }

    /** What the service takes for now. */
    public static Instant now() {
        Instant still = stopped;
        if (still != null) {
            return still;
        }
        Duration ahead = offset;
        if (ahead == null) {
            set(MORNING);
            return MORNING;
        }
        return Instant.now().plus(ahead);
    }

    /** Goes on from there. */
    public static void set(Instant moment) {
        stopped = null;
        offset = Duration.between(Instant.now(), moment);
    }

    /** Stands still there, until it is set. */
    public static void stop(Instant moment) {
        stopped = moment;
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new CallingClock(other);
    }
}
