// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.keystart.KeyProviderConfig;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.KeyVault;
import io.temoin.shredding.keys.WrappedKeyset;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Looks whether the key provider still gives out the current epoch's key, long before requests need
 * it, and takes note of the keys that other replicas have opened, retired and destroyed. Without a
 * provider it has nothing to do.
 */
@Readiness
@ApplicationScoped
class KeyProviderWatch implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(KeyProviderWatch.class);

    /** Gauge: whether the provider gives out the current epoch's key. */
    static final String UP = "temoin.key.provider.up";

    /** The name of this check. */
    static final String CHECK = "Keyset";

    /** Well below {@link WrappedKeyset}'s time between a new key and its first signature. */
    private static final Duration REFRESH_EVERY = Duration.ofSeconds(10);

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final KeyVault vault;
    private final KeyProviderConfig config;
    private final PollingScheduler polling;
    private final MeterRegistry metrics;
    private volatile boolean available = true;

    KeyProviderWatch(
            KeyVault vault,
            KeyProviderConfig config,
            PollingScheduler polling,
            MeterRegistry metrics) {
        this.vault = vault;
        this.config = config;
        this.polling = polling;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(StartupChecks.LAST) StartupEvent event) {
        if (vault instanceof WrappedKeyset keyset) {
            metrics.gauge(UP, this, watch -> watch.available ? 1 : 0);
            polling.every(
                    REFRESH_EVERY,
                    "the keyset could not be read again; it will be retried",
                    () -> keyset.refresh().await().atMost(LIMIT));
            polling.every(
                    config.checkInterval(),
                    "the key provider could not be looked at; it will be retried",
                    () -> look(keyset));
        }
    }

    /** Ready as long as what is in memory serves: the provider may be away for a while. */
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named(CHECK)
                .status(!(vault instanceof WrappedKeyset keyset) || keyset.isUsable())
                .build();
    }

    void look(WrappedKeyset keyset) {
        try {
            keyset.probe().await().atMost(LIMIT);
            if (!available) {
                LOG.info("the key provider gives out the current epoch's key again");
            }
            available = true;
        } catch (RuntimeException failure) {
            available = false;
            LOG.errorf(
                    "%s: %s. Requests are served with the keys in memory for at most %s after the"
                            + " last success, and are answered 503 then.",
                    failure instanceof KeyProviderUnavailable unavailable && unavailable.isRefusal()
                            ? "The key provider refuses the current epoch's key, and will until"
                                    + " somebody acts"
                            : "The key provider does not give out the current epoch's key",
                    failure.getMessage(),
                    config.cacheTtl());
        }
    }
}
