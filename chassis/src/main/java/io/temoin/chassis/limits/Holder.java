// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.temoin.shredding.TenantId;
import io.vertx.ext.web.RoutingContext;
import jakarta.json.JsonString;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Whom a request counts for.
 *
 * @param tenant whose rows they are; {@link QuotaStore#NO_TENANT} for callers of none
 * @param name the account within the tenant, all of whose tokens come from one issuer; a keyed hash
 *     of the address where there is no token
 */
record Holder(String tenant, Kind kind, String name) {

    private static final Set<String> SYSTEMS = Set.of("recorder", "business-system", "integrator");

    /** Whose limits they are. */
    enum Kind {
        PEOPLE,
        SYSTEMS,
        DIALERS,
        ANONYMOUS
    }

    static Holder of(RoutingContext context, AddressHolder addresses) {
        if (context.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token) {
            return new Holder(
                    tenant(token),
                    kind(user.getSecurityIdentity()),
                    Objects.requireNonNullElse(token.getSubject(), ""));
        }
        return new Holder(QuotaStore.NO_TENANT, Kind.ANONYMOUS, addresses.of(context.request()));
    }

    boolean hasTenant() {
        return !tenant.equals(QuotaStore.NO_TENANT);
    }

    private static Kind kind(SecurityIdentity caller) {
        Set<String> roles = caller.getRoles();
        if (roles.contains("dialer")) {
            return Kind.DIALERS;
        }
        return Collections.disjoint(roles, SYSTEMS) ? Kind.PEOPLE : Kind.SYSTEMS;
    }

    /** A token that names no tenant is refused later, and counted all the same. */
    private static String tenant(JsonWebToken token) {
        try {
            Object claim = token.getClaim("tenant");
            String tenant =
                    claim instanceof JsonString json ? json.getString() : String.valueOf(claim);
            return new TenantId(tenant).value();
        } catch (IllegalArgumentException _) {
            return QuotaStore.NO_TENANT;
        }
    }
}
