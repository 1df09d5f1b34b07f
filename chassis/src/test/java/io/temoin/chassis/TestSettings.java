// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of a service called consent. */
record TestSettings(boolean allowInsecure) implements ChassisConfig {

    @Override
    public String service() {
        return "consent";
    }

    @Override
    public Path keysetFile() {
        return Path.of("target/keyset.json");
    }

    @Override
    public Feed feed() {
        return new Feed() {
            @Override
            public int batchSize() {
                return 100;
            }

            @Override
            public Duration poll() {
                return Duration.ofMillis(50);
            }
        };
    }

    @Override
    public DemoClockSetting demoClock() {
        return Optional::empty;
    }
}
