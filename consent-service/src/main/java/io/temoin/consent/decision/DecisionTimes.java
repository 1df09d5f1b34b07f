// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Counts how many decisions were answered within certain times, which the objective of 50 ms is
 * measured by: by itself, the timer of HTTP requests tells no more than an average and a maximum.
 */
@Singleton
class DecisionTimes implements MeterFilter {

    private static final String TIMER = "http.server.requests";
    private static final String PATH = "/v1/call-decisions";

    private static final double[] BOUNDS =
            LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500)
                    .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
                    .toArray();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        if (!id.getName().equals(TIMER) || !PATH.equals(id.getTag("uri"))) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(BOUNDS)
                .build()
                .merge(config);
    }
}
