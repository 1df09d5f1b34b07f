// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.temoin.chassis.limits.Allowance.Answer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * What this process has taken from quotas in advance, for each holder. Where the database cannot be
 * reached, or does not answer within a second, requests go on uncounted: all but a few of them will
 * meet the outage themselves, and those few (public keys) must not depend on it.
 */
@ApplicationScoped
class Allowances {

    private static final long HOLDERS = 50_000;
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Logger LOG = Logger.getLogger(Allowances.class);

    private record Key(String tenant, String quota, String holder) {}

    private final QuotaStore store;
    private final Cache<Key, Allowance> allowances =
            Caffeine.newBuilder()
                    .maximumSize(HOLDERS)
                    .expireAfterAccess(IDLE)
                    .executor(Runnable::run)
                    .build();

    Allowances(QuotaStore store) {
        this.store = store;
    }

    /**
     * Takes one use of a quota; called on the event loop of a request, and so is {@code then}.
     *
     * @param then gets the answer, at once where it needs no statement
     */
    void take(String tenant, Quota quota, String holder, Consumer<Answer> then) {
        Allowance allowance =
                allowances.get(
                        new Key(tenant, quota.name(), holder),
                        _ -> new Allowance(quota, uses -> store.take(tenant, quota, holder, uses)));
        Answer answer = allowance.atOnce();
        if (answer != null) {
            then.accept(answer);
            return;
        }
        Context requests = Objects.requireNonNull(Vertx.currentContext(), "a request has one");
        var _ =
                allowance
                        .afterMore()
                        .exceptionally(failure -> uncounted(quota, failure))
                        .thenAccept(later -> requests.runOnContext(_ -> then.accept(later)));
    }

    private static Answer uncounted(Quota quota, Throwable failure) {
        LOG.warnf("a request was not counted against the quota %s: %s", quota.name(), failure);
        return Allowance.ADMITTED;
    }
}
