// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.limits.QuotaStore.Grant;
import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.shredding.TenantId;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Quotas of single acts, each of which is counted in the database before it is done. For a caller's
 * requests as such, which are many, there is {@link RequestQuotas}.
 */
@ApplicationScoped
public class Quotas {

    /** The sentence and the type of a refusal. */
    public record Refusal(String code, String detail) {}

    private static final Logger LOG = Logger.getLogger(Quotas.class);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    private final QuotaStore store;
    private final Vertx vertx;
    private volatile @Nullable Long timer;

    Quotas(QuotaStore store, Vertx vertx) {
        this.store = store;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(FORGET_EVERY.toMillis(), _ -> forget());
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        Long started = timer;
        if (started != null) {
            vertx.cancelTimer(started);
        }
    }

    /**
     * Takes one use of a holder's quota.
     *
     * @param holder an id or a keyed hash; never a name, a number or an address
     * @throws TooManyRequests in the {@code Uni}, when nothing is left
     */
    public Uni<Void> take(TenantId tenant, Quota quota, String holder, Refusal refusal) {
        return take(tenant.value(), quota, holder, refusal);
    }

    /** The same for a holder who belongs to no tenant. */
    public Uni<Void> takeOutsideTenants(Quota quota, String holder, Refusal refusal) {
        return take(QuotaStore.NO_TENANT, quota, holder, refusal);
    }

    private Uni<Void> take(String tenant, Quota quota, String holder, Refusal refusal) {
        return store.take(tenant, quota, holder, 1)
                .invoke(taken -> requireOne(taken, quota, refusal))
                .replaceWithVoid();
    }

    private static void requireOne(Grant taken, Quota quota, Refusal refusal) {
        if (taken.uses() == 0) {
            throw new TooManyRequests(
                    refusal.code(), refusal.detail(), taken.retryAfter(), quota.policy());
        }
    }

    private void forget() {
        store.forget()
                .subscribe()
                .with(
                        _ -> {},
                        failure ->
                                LOG.warnf(
                                        "unused quotas could not be removed; the removal will be"
                                                + " retried: %s",
                                        failure));
    }
}
