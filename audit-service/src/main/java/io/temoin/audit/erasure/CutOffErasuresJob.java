// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.erasure.ErasureStore.OpenErasure;
import io.temoin.chassis.start.PollingScheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Completes erasures that nobody completes: the process died after the key was destroyed, and the
 * request never came again, or came under another key. Until then what was taken is on no record
 * that the log commits to. Every replica looks; of an erasure that two complete at once, the
 * database lets one be recorded.
 */
@ApplicationScoped
class CutOffErasuresJob {

    private static final Logger LOG = Logger.getLogger(CutOffErasuresJob.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** A request that takes longer is not disturbed either, and none takes nearly as long. */
    static final Duration UNDER_WAY = Duration.ofMinutes(10);

    private final ErasureStore store;
    private final Erasures erasures;
    private final PollingScheduler polling;
    private final Clock clock;

    CutOffErasuresJob(
            ErasureStore store, Erasures erasures, PollingScheduler polling, Clock clock) {
        this.store = store;
        this.erasures = erasures;
        this.polling = polling;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                EVERY,
                "the search for interrupted erasures failed; it will be retried",
                () -> look(clock.instant()));
    }

    /** Completes what was interrupted by then; one that fails holds up no other. */
    void look(Instant now) {
        for (OpenErasure open : OnContext.await(() -> store.open(now.minus(UNDER_WAY)))) {
            try {
                boolean completed =
                        OnContext.await(
                                () -> erasures.complete(open.tenant(), open.erasure(), now));
                if (completed) {
                    LOG.warnf(
                            "erasure %s of tenant %s had been interrupted and is now completed",
                            open.erasure(), open.tenant().value());
                }
            } catch (RuntimeException failure) {
                LOG.errorf(
                        failure,
                        "erasure %s of tenant %s was interrupted and could not be completed; it"
                                + " will be retried",
                        open.erasure(),
                        open.tenant().value());
            }
        }
    }
}
