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

    private final TenantConfigBean tenants;

    IdentityProviderReadiness(TenantConfigBean tenants) {
        this.tenants = tenants;
    }

    /** Fetches them where the start did not: no request would come to do so. */
    @Override
    public Uni<HealthCheckResponse> call() {
        return tenants.getDefaultTenant()
                .initialize()
                .map(TenantConfigContext::ready)
                .ifNoItem()
                .after(LIMIT)
                .recoverWithItem(false)
                .onFailure() // which Quarkus logs
                .recoverWithItem(false)
                .map(ready -> HealthCheckResponse.named("Identity provider").status(ready).build());
    }
}
