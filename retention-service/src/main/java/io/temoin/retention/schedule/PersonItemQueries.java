// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which recordings there are, or were, of a person at a controller. */
@ApplicationScoped
class PersonItemQueries {

    private static final String RECORDINGS =
            "select recording from retained_item"
                    + " where tenant = $1 and subject = $2 and controller = $3 order by recording";

    private final Pool pool;

    PersonItemQueries(Pool pool) {
        this.pool = pool;
    }

    Uni<List<UUID>> recordings(TenantId tenant, String subject, String controller) {
        return TenantTransaction.run(
                        pool, tenant, RECORDINGS, Tuple.of(tenant.value(), subject, controller))
                .map(
                        rows -> {
                            List<UUID> found = new ArrayList<>();
                            rows.forEach(row -> found.add(row.getUUID("recording")));
                            return found;
                        });
    }
}
