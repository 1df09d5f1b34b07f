// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.temoin.chassis.limits.InFlight;
import io.temoin.chassis.requests.Outage;
import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits how many requests wait for a signature of the key provider, or are being given one. A
 * tenant gets a permit as long as it has fewer than are free: never more than half of them (rounded
 * up), and the more tenants take what they can, the less. So there is a permit for whoever comes
 * next, whatever the others ask for. Safe for concurrent use.
 */
final class SigningQueue {

    private static final String EVERYBODY = "everybody";

    private static final String BUSY =
            "Too many receipts of your organisation wait for their signature. Repeat the request"
                    + " after the time given in Retry-After, with the same Idempotency-Key if it"
                    + " has one: what it has recorded is kept.";

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final InFlight inFlight = new InFlight();
    private final int permits;

    SigningQueue(int permits) {
        this.permits = permits;
    }

    /** All permits are taken, by so many tenants that none has too many. It passes by itself. */
    static final class Full extends RuntimeException implements Outage.Passing {

        private static final long serialVersionUID = 1;

        Full(int permits) {
            super(
                    "%d receipts wait for their signature, and no more may".formatted(permits),
                    null,
                    false,
                    false);
        }
    }

    /** Held by one request; released once, by whatever ends the request first. */
    final class Permit {

        private final TenantId tenant;
        private final AtomicBoolean released = new AtomicBoolean();

        private Permit(TenantId tenant) {
            this.tenant = tenant;
        }

        void release() {
            if (released.compareAndSet(false, true)) {
                inFlight.end(tenant);
                inFlight.end(EVERYBODY);
            }
        }
    }

    /**
     * Takes a permit.
     *
     * @throws TooManyRequests when the tenant has its share
     * @throws Full when all are taken
     */
    Permit acquire(TenantId tenant) {
        if (!inFlight.begin(EVERYBODY, permits)) {
            throw new Full(permits);
        }
        if (!inFlight.begin(tenant, share())) {
            inFlight.end(EVERYBODY);
            throw new TooManyRequests(TooManyRequests.CODE, BUSY, A_MOMENT);
        }
        return new Permit(tenant);
    }

    /** The permit that is being taken was free, too; never 0, which would be no limit. */
    private int share() {
        return Math.max(1, permits - inFlight.of(EVERYBODY) + 1);
    }
}
