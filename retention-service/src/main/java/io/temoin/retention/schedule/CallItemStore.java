// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which recordings there are of each call. */
@ApplicationScoped
class CallItemStore {

    private static final String KEEP =
            """
            insert into call_item (tenant, decision, controller, recording)
            values ($1, $2, $3, $4)
            on conflict do nothing""";

    private static final String OF =
            """
            select recording from call_item
            where tenant = $1 and decision = $2 and controller = $3
            order by recording""";

    private final Pool pool;

    CallItemStore(Pool pool) {
        this.pool = pool;
    }

    /** Keeps one. Keeping it again changes nothing. */
    Uni<Void> keep(TenantId tenant, CallReference call) {
        Tuple values =
                Tuple.of(tenant.value(), call.decision(), call.controller(), call.recording());
        return TenantTransaction.run(pool, tenant, KEEP, values).replaceWithVoid();
    }

    /** The recordings of a call. */
    Uni<List<UUID>> find(TenantId tenant, UUID decision, String controller) {
        return TenantTransaction.run(
                        pool, tenant, OF, Tuple.of(tenant.value(), decision, controller))
                .map(
                        rows -> {
                            List<UUID> recordings = new ArrayList<>();
                            rows.forEach(row -> recordings.add(row.getUUID("recording")));
                            return recordings;
                        });
    }
}
