// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which recordings there are of each call. */
@ApplicationScoped
public class CallItemStore {

    private static final String KEEP =
            """
            insert into call_item (tenant, decision, controller, recording, subject)
            values ($1, $2, $3, $4, $5)
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
    public Uni<Void> keep(TenantId tenant, ItemReference item) {
        Tuple values =
                Tuple.of(
                        tenant.value(),
                        item.decision(),
                        item.controller(),
                        item.recording(),
                        item.subject());
        return TenantTransaction.run(pool, tenant, KEEP, values).replaceWithVoid();
    }

    /** The recordings of a call. */
    public Uni<List<UUID>> find(TenantId tenant, UUID decision, String controller) {
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
