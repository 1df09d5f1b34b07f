// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.temoin.chassis.limits.LimitSettings.CostlyUse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A costly operation that a request asks for. It is in progress from its beginning until its
 * request is answered, and all work that the request has left behind has ended. Safe for concurrent
 * use.
 */
final class CostlyOperation {

    private record OfCaller(Holder holder, String operations) {}

    private record OfTenant(String tenant, String operations) {}

    private final Holder holder;
    private final String operations;
    private final CostlyUse limit;
    private final InFlight inFlight;
    private final OfCaller caller;
    private final OfTenant tenant;

    /** The request, and the work it has left behind: while there are any, it has a place. */
    private int users;

    private @Nullable Runnable ofRequest;
    private boolean answered;

    CostlyOperation(Holder holder, String operations, CostlyUse limit, InFlight inFlight) {
        this.holder = holder;
        this.operations = operations;
        this.limit = limit;
        this.inFlight = inFlight;
        this.caller = new OfCaller(holder, operations);
        this.tenant = new OfTenant(holder.tenant(), operations);
    }

    /** Whom it is counted for. */
    Holder holder() {
        return holder;
    }

    /** What such operations are called in a sentence. */
    String kind() {
        return operations.replace('-', ' ');
    }

    /** How many of them one caller may begin; null for any number. */
    @Nullable Quota quota() {
        return limit.requests() == 0
                ? null
                : new Quota(operations, limit.requests(), limit.period());
    }

    /** A sentence where no place is free at this moment, so that it could not begin. */
    @Nullable String busy() {
        if (isFull(caller, limit.concurrent())) {
            return busyCaller();
        }
        return isFull(tenant, limit.tenantConcurrent()) ? busyTenant() : null;
    }

    private boolean isFull(Object whose, int most) {
        return most != 0 && inFlight.of(whose) >= most;
    }

    /** Takes a place; a sentence where none is free. */
    synchronized @Nullable String begin() {
        if (!inFlight.begin(caller, limit.concurrent())) {
            return busyCaller();
        }
        if (!inFlight.begin(tenant, limit.tenantConcurrent())) {
            inFlight.end(caller);
            return busyTenant();
        }
        Runnable request = oneMore();
        if (answered) {
            request.run(); // nobody would tell its end any more
        } else {
            ofRequest = request;
        }
        return null;
    }

    /** The request was answered, or its client is gone. */
    synchronized void answered() {
        answered = true;
        if (ofRequest != null) {
            ofRequest.run();
        }
    }

    /**
     * As {@link CostlyOperations#keepInProgress}. Where the client has gone meanwhile, its place is
     * taken again, free or not: whoever hangs up must not get more done than others.
     */
    synchronized Runnable use() {
        if (users == 0) {
            inFlight.begin(caller, 0);
            inFlight.begin(tenant, 0);
        }
        return oneMore();
    }

    private Runnable oneMore() {
        users++;
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                oneLess();
            }
        };
    }

    private synchronized void oneLess() {
        users--;
        if (users == 0) {
            inFlight.end(caller);
            inFlight.end(tenant);
        }
    }

    private String busyCaller() {
        return "You have reached your limit on %s in progress; wait until some of them have ended."
                .formatted(kind());
    }

    private String busyTenant() {
        return "Your tenant has reached its limit on %s in progress; wait until some of them have ended."
                .formatted(kind());
    }
}
