// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Shows in the database that the process which does some work is alive, however long a step of the
 * work takes. So a lease on the work may be short: a process that is killed, or hangs, stops
 * renewing it. The holder is told by its next write that it has lost the lease, not by this.
 */
public final class LeaseRenewal implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LeaseRenewal.class);

    /** So that one renewal which is late or fails does not cost the lease. */
    private static final int PER_LEASE = 4;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Duration pause;
    private final BooleanSupplier renew;
    private final Thread renewing;

    private LeaseRenewal(Duration pause, BooleanSupplier renew) {
        this.pause = pause;
        this.renew = renew;
        this.renewing = Thread.ofVirtual().name("lease-renewal").unstarted(this::run);
    }

    /**
     * Renews a lease four times in the time that it lasts, until this is closed or the lease is
     * lost.
     *
     * @param lease how long it lasts
     * @param renew blocks, and returns false once another process has the lease; if it throws, it
     *     is called again
     */
    public static LeaseRenewal of(Duration lease, BooleanSupplier renew) {
        LeaseRenewal renewal = new LeaseRenewal(lease.dividedBy(PER_LEASE), renew);
        renewal.renewing.start();
        return renewal;
    }

    private void run() {
        try {
            boolean held = true;
            while (held && !ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                held = renewOnce();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean renewOnce() {
        try {
            return renew.getAsBoolean();
        } catch (RuntimeException failure) {
            LOG.warn("a lease could not be renewed; it will be retried", failure);
            return true;
        }
    }

    /** Ends the renewing; none happens afterwards. */
    @Override
    public void close() {
        ended.countDown();
        try {
            renewing.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
