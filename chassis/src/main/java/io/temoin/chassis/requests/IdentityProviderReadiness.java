// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A service is ready once it has fetched the keys of the identity provider, and stays ready when
 * the provider goes away: the keys in memory verify tokens. Without them it would take the place of
 * a replica that has them, and answer every request with 503.
 */
@Readiness
@ApplicationScoped
class IdentityProviderReadiness implements AsyncHealthCheck {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Whoever waits for a service asks often; the provider, which may be starting, is not. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Uni<Boolean> fetched;
    private volatile long triedAt;

    IdentityProviderReadiness(TenantConfigBean tenants) {
        this.fetched =
                Uni.createFrom()
                        .deferred(() -> fetch(tenants.getDefaultTenant()))
                        .map(TenantConfigContext::ready)
                        .ifNoItem()
                        .after(LIMIT)
                        .recoverWithItem(false)
                        .onFailure() // which Quarkus logs
                        .recoverWithItem(false)
                        .memoize()
                        .until(() -> System.nanoTime() - triedAt >= PAUSE.toNanos());
    }

    private Uni<TenantConfigContext> fetch(TenantConfigContext provider) {
        triedAt = System.nanoTime();
        return provider.initialize();
    }

    /** Fetches them where the start did not: no request would come to do so. */
    @Override
    public Uni<HealthCheckResponse> call() {
        return fetched.map(
                ready -> HealthCheckResponse.named("Identity provider").status(ready).build());
    }
}
