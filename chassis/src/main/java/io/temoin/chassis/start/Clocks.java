// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.Profile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The only source of time. The demo profile alone runs on a clock that can be set forward, so that
 * a deletion due in months can be seen today.
 */
@ApplicationScoped
class Clocks {

    @Produces
    @Singleton
    Clock clock(ChassisConfig config) {
        return Profile.isDemo()
                ? new Demo(config.demoClock().offset().orElse(Duration.ZERO))
                : Clock.systemUTC();
    }

    /** Runs at the speed of the system's clock, ahead of it. */
    static final class Demo extends Clock {
        private volatile Duration offset;

        Demo(Duration offset) {
            this.offset = offset;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(Clock.system(zone), offset);
        }

        /**
         * Sets the clock forward to {@code to}; a clock that events were written by never goes
         * back.
         */
        void advance(Instant to) {
            advance(Duration.between(Instant.now(), to));
        }

        /** Sets the clock forward to {@code ahead} of the system's. */
        synchronized void advance(Duration ahead) {
            if (ahead.compareTo(offset) < 0) {
                throw ChassisProblem.CLOCK_WOULD_GO_BACK.at(
                        "/now",
                        "The demo clock can only be set forward; it now reads " + instant() + ".");
            }
            offset = ahead;
        }

        Duration offset() {
            return offset;
        }
    }
}
