// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * A service whose password PostgreSQL refuses is not ready, although the check of its datasources
 * may say so: that asks through connections that are open, and these outlive their password.
 */
@Readiness
@ApplicationScoped
class PasswordReadiness implements HealthCheck {

    private final PasswordWatch watch;

    PasswordReadiness(PasswordWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> refused = watch.refused();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("Database passwords").status(refused.isEmpty());
        refused.forEach(variable -> answer.withData(variable, "refused by PostgreSQL (28P01)"));
        return answer.build();
    }
}
