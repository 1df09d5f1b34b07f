// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.StorageFull;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.recording.RecordingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the folder or the bucket of the audio answers. The answer is kept for some seconds: a
 * probe costs no request each, and many at once cost one.
 */
@Readiness
@ApplicationScoped
class VaultReadiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(VaultReadiness.class);
    private static final String NAME = "Audio vault";

    private final BlobStore store;
    private final Duration kept;
    private final Clock clock;

    private @Nullable HealthCheckResponse last;
    private Instant asked = Instant.MIN;

    VaultReadiness(BlobStore store, RecordingConfig config, Clock clock) {
        this.store = store;
        this.kept = config.vault().readinessInterval();
        this.clock = clock;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        HealthCheckResponse known = last;
        if (known != null && clock.instant().isBefore(asked.plus(kept))) {
            return known;
        }
        HealthCheckResponse answer = ask();
        // After the answer, which may take as long as it is kept.
        asked = clock.instant();
        last = answer;
        return answer;
    }

    private HealthCheckResponse ask() {
        try {
            store.requireReachable();
            return HealthCheckResponse.up(NAME);
        } catch (IOException | StorageUnavailable | StorageFull unreachable) {
            LOG.warnf("the audio vault cannot be reached: %s", unreachable.getMessage());
            return HealthCheckResponse.down(NAME);
        }
    }
}
