// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.screening.ImportUpkeepQueries.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Takes up builds that a crash interrupted, gives up imports whose file never came to its end, and
 * drops the fingerprints of copies that were replaced. Each step may run on several instances.
 */
@ApplicationScoped
public class ScreeningUpkeepJob {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ImportUpkeepQueries queries;
    private final ImportStore imports;
    private final CopyStore copies;
    private final RegisterImporter importer;
    private final ConsentConfig.Screening config;
    private final PollingScheduler polling;

    ScreeningUpkeepJob(
            ImportUpkeepQueries queries,
            ImportStore imports,
            CopyStore copies,
            RegisterImporter importer,
            ConsentConfig config,
            PollingScheduler polling) {
        this.queries = queries;
        this.imports = imports;
        this.copies = copies;
        this.importer = importer;
        this.config = config.screening();
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                Duration.ZERO,
                config.upkeepInterval(),
                "the upkeep of imports failed; it will be retried",
                this::run);
        polling.every(
                Duration.ZERO,
                config.resumeInterval(),
                "resuming interrupted imports failed; it will be retried",
                this::resume);
    }

    /** In the background: one that takes minutes does not hold up the others. */
    private void resume() {
        for (Work work : await(queries.interrupted())) {
            importer.start(work.tenant(), work.id());
        }
    }

    void run() {
        for (Work work : await(queries.silent(config.abandonAfter()))) {
            await(imports.abandon(work.tenant(), work.id()));
        }
        for (Work work : await(queries.replaced(config.dropAfter()))) {
            await(copies.dropPages(work.tenant(), work.id()));
        }
    }

    @SuppressWarnings("NullAway") // a Uni of nothing
    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
