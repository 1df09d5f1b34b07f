// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.retention.rights.opendsr.CallbackStore.Claimed;
import io.temoin.retention.rights.opendsr.domain.CallbackRetries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the callbacks that are due, several at once. A process that dies while it makes one loses
 * it to another after the lease; the receiver may then get it twice.
 */
@ApplicationScoped
class CallbackJob {

    private static final Logger LOG = Logger.getLogger(CallbackJob.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 20;

    /** Its sender no longer works for the controller, so it is none of its business any more. */
    static final String NO_AGREEMENT = "NO_AGREEMENT";

    /** Every process that made it died of it, or could not say how it ended. */
    static final String ABANDONED = "ABANDONED";

    /** What time does not mend. */
    private static final Set<String> FINAL =
            Set.of(CallbackSender.NOT_ALLOWED, NO_AGREEMENT, ABANDONED);

    /** So many failures are no hiccup: the metric counts the callback, and the alert fires. */
    private static final int FAILING = 3;

    private final CallbackStore store;
    private final CallbackSender sender;
    private final SenderAgreements agreements;
    private final OpenDsrSigner signer;
    private final OpenDsrConfig config;
    private final CallbackRetries retries;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final PollingScheduler polling;
    private final AtomicLong failing = new AtomicLong();

    CallbackJob(
            CallbackStore store,
            CallbackSender sender,
            SenderAgreements agreements,
            OpenDsrSigner signer,
            OpenDsrConfig config,
            MeterRegistry metrics,
            Clock clock,
            PollingScheduler polling) {
        this.store = store;
        this.sender = sender;
        this.agreements = agreements;
        this.signer = signer;
        this.config = config;
        this.retries = new CallbackRetries(config.callbackAttempts());
        this.metrics = metrics;
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        metrics.gauge("temoin.opendsr.callbacks.failing", failing);
        for (String outcome : List.of("delivered", "failed", "given-up", "stopped")) {
            count(outcome, 0);
        }
        polling.every(config.pollInterval(), "OpenDSR callbacks could not be made", this::run);
    }

    /** Makes what is due, until nothing is. */
    void run() {
        if (!signer.isConfigured()) {
            return; // nothing can be signed
        }
        List<Claimed> claimed = claim();
        while (!claimed.isEmpty()) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                claimed.forEach(callback -> threads.execute(() -> make(callback)));
            }
            claimed = claim();
        }
        failing.set(store.failing(FAILING).await().atMost(PATIENCE));
        store.prune(now().minus(config.keepCallbacks())).await().atMost(PATIENCE);
    }

    private List<Claimed> claim() {
        Instant now = now();
        // Longer than an attempt can take if all its steps are slow: this claim, the agreement, the
        // call with its connection, and the settlement.
        Instant until =
                now.plus(config.callbackTimeout().multipliedBy(2)).plus(PATIENCE.multipliedBy(3));
        return store.claim(UUID.randomUUID(), now, until, AT_ONCE).await().atMost(PATIENCE);
    }

    private void make(Claimed callback) {
        try {
            settle(callback, attempt(callback));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            // It is due again once its lease is over, and counts as tried.
            LOG.warnf(failure, "the OpenDSR callback %s could not be settled", callback.id());
        }
    }

    /** Tries it; why it was not received, or {@code null} when it was. */
    private @Nullable String attempt(Claimed callback) throws InterruptedException {
        if (retries.isUsedUp(callback.attempts())) {
            return ABANDONED;
        }
        try {
            return agreements.mayBeTold(callback).await().atMost(PATIENCE)
                    ? sender.send(callback)
                    : NO_AGREEMENT;
        } catch (RuntimeException failure) {
            // Whatever it is, such as an answer that cannot be read: it counts like the others.
            LOG.warnf(failure, "the OpenDSR callback %s could not be made", callback.id());
            return "ERROR_" + failure.getClass().getSimpleName();
        }
    }

    private void settle(Claimed callback, @Nullable String failure) {
        Instant now = now();
        if (failure == null) {
            store.delivered(callback, now).await().atMost(PATIENCE);
            count("delivered", 1);
            return;
        }
        Instant next = FINAL.contains(failure) ? null : retries.next(callback.attempts(), now);
        store.failed(callback, failure, next, now).await().atMost(PATIENCE);
        if (failure.equals(NO_AGREEMENT)) {
            count("stopped", 1);
            LOG.warnf(
                    "the OpenDSR callback %s of request %s was stopped: %s has no agreement in"
                            + " force with %s.",
                    callback.id(),
                    callback.request(),
                    callback.organisation(),
                    callback.controller());
            return;
        }
        count("failed", 1);
        if (next == null) {
            count("given-up", 1);
            LOG.warnf(
                    "the OpenDSR callback %s of request %s to %s was given up after %d attempts:"
                            + " %s. Its receiver has to ask for the status.",
                    callback.id(),
                    callback.request(),
                    callback.url().getHost(),
                    callback.attempts(),
                    failure);
        }
    }

    private void count(String outcome, int times) {
        metrics.counter("temoin.opendsr.callbacks", "outcome", outcome).increment(times);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
