// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets in whoever has proven who they are, on every path of the API, whatever serves it. Quarkus'
 * policy {@code authenticated} does the same, but sends others away with an empty answer; this one
 * fails, so that {@link ProblemMapper} answers.
 */
@ApplicationScoped
public class KnownCallerPolicy implements HttpSecurityPolicy {

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request,
            Uni<SecurityIdentity> identity,
            AuthorizationRequestContext requestContext) {
        return identity.map(KnownCallerPolicy::check);
    }

    @Override
    public String name() {
        return "known-caller";
    }

    private static CheckResult check(SecurityIdentity caller) {
        if (caller.isAnonymous()) {
            throw new UnauthorizedException();
        }
        return CheckResult.PERMIT;
    }
}
