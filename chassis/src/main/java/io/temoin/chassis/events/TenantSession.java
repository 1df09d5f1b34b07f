// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.util.function.Supplier;

/**
 * A read-model transaction that sees one tenant. The only way to use Panache here: a transaction
 * without the tenant set sees no rows (row-level security), and the setting ends with it.
 */
public final class TenantSession {

    private TenantSession() {}

    /** Runs {@code work} in a transaction of {@code tenant}; needs a Vert.x context. */
    public static <T> Uni<T> in(TenantId tenant, Supplier<Uni<T>> work) {
        return Panache.withTransaction(() -> enter(tenant).chain(_ -> work.get()));
    }

    /** Switches a transaction under way to another tenant: a projection's batch holds several. */
    public static Uni<Void> enter(TenantId tenant) {
        return Panache.getSession()
                .flatMap(
                        session ->
                                session.createNativeQuery(
                                                "select set_config('temoin.tenant', :tenant, true)")
                                        .setParameter("tenant", tenant.value())
                                        .getSingleResult())
                .replaceWithVoid();
    }
}
