// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Shows the time that it was set to. */
final class HandClock extends Clock {

    private final AtomicReference<Instant> now;

    HandClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    /** Sets it forward. */
    void advance(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants have no zone");
    }
}
