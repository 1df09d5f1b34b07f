// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;

/** Marks requests that came by OpenDSR as changed, so that a job tells their senders. */
@ApplicationScoped
public class ChangeStore {

    private static final String CHANGE =
            """
            update opendsr_request set changes = changes + 1
            where tenant = $1 and (request = any($2) or answered_with = any($2))\
            """;

    private final Pool pool;

    ChangeStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Something happened to these requests; of most, nobody is told. Saying it again makes the job
     * look once more, and tells nobody twice.
     */
    public Uni<Void> changed(TenantId tenant, Collection<UUID> requests) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        CHANGE,
                        Tuple.of(tenant.value(), requests.toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
