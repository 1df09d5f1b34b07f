// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.TimeoutException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows as metrics what {@code /q/health/ready} answers. A process that is not ready still gives
 * its metrics, so whoever looks only whether it does would not see that it gets no requests.
 */
@ApplicationScoped
class ReadinessMetrics {

    /** Gauge: whether a check says that the service is ready. */
    static final String READY = "temoin.ready";

    /** Tag: the name of the check. */
    static final String CHECK = "check";

    /** The check that the others were answered; theirs are unknown when they were not. */
    private static final String ANSWERED = "All checks answered in time";

    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /** As long as the chart's probe waits: who answers later is not ready. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final SmallRyeHealthReporter reporter;
    private final PollingScheduler polling;
    private final MultiGauge ready;

    ReadinessMetrics(
            SmallRyeHealthReporter reporter, MeterRegistry metrics, PollingScheduler polling) {
        this.reporter = reporter;
        this.polling = polling;
        this.ready = MultiGauge.builder(READY).register(metrics);
    }

    void start(@Observes @Priority(StartupChecks.LAST) StartupEvent event) {
        polling.every(LOOK_EVERY, "the readiness checks could not be asked", this::look);
    }

    void look() {
        List<Row<Number>> rows = new ArrayList<>();
        try {
            SmallRyeHealth answer = reporter.getReadinessAsync().await().atMost(LIMIT);
            for (JsonValue each : answer.getPayload().getJsonArray("checks")) {
                JsonObject check = each.asJsonObject();
                rows.add(row(check.getString("name"), check.getString("status")));
            }
            rows.add(row(ANSWERED, "UP"));
        } catch (TimeoutException _) {
            rows.add(row(ANSWERED, "DOWN"));
        }
        ready.register(rows, true);
    }

    private static Row<Number> row(String check, String status) {
        return Row.of(Tags.of(CHECK, check), "UP".equals(status) ? 1 : 0);
    }
}
