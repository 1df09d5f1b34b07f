// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Persons whose erasure was decided, as the register knows of them. */
@ApplicationScoped
public class ErasedPersonQueries {

    private static final String COVERS =
            "select exists (select 1 from erased_person e where e.tenant = $1"
                    + " and e.controller = $2 and e.subject = $3"
                    + " and (e.completed_at is null or e.completed_at >= $4)) as covered";

    private final Pool pool;

    ErasedPersonQueries(Pool pool) {
        this.pool = pool;
    }

    /**
     * Whether an erasure covers what is told of a person at a controller: all of it while the
     * erasure is carried out, and afterwards what began before it was complete.
     *
     * @param began when it did
     */
    public Uni<Boolean> covers(TenantId tenant, String controller, String subject, Instant began) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        COVERS,
                        Tuple.of(
                                tenant.value(),
                                controller,
                                subject,
                                began.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getBoolean("covered"));
    }
}
