// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.scrubbing.ExpiredScrubQueries.Old;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/**
 * Drops the answers of scrubs when their time is over (GDPR art. 5(1)(e)); of one that never came
 * to its end, all there is. May run on several instances.
 */
@ApplicationScoped
public class ScrubUpkeepJob {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ExpiredScrubQueries queries;
    private final ScrubStore store;
    private final ConsentConfig.Scrubbing config;
    private final PollingScheduler polling;

    ScrubUpkeepJob(
            ExpiredScrubQueries queries,
            ScrubStore store,
            ConsentConfig config,
            PollingScheduler polling) {
        this.queries = queries;
        this.store = store;
        this.config = config.scrubbing();
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                Duration.ZERO,
                config.upkeepInterval(),
                "the removal of old scrub results failed; it will be retried",
                this::run);
    }

    void run() {
        drop(config.resultRetention());
    }

    /** Drops what nothing has happened to for that long. */
    void drop(Duration untouched) {
        List<Old> old = await(queries.untouchedFor(untouched));
        while (!old.isEmpty()) {
            for (Old scrub : old) {
                await(store.drop(scrub.tenant(), scrub.id()));
            }
            old = await(queries.untouchedFor(untouched));
        }
    }

    @SuppressWarnings("NullAway") // a Uni of nothing
    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
