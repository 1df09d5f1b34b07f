// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Ends exports of one tenant before their time. */
@Singleton
class RemovalStore {

    private static final String CONCERNED =
            """
            select id from export
            where state in ('RUNNING', 'COMPLETED') or state = 'REQUESTED' and names_erased
            order by requested_at, id""";

    private static final String FORGET = "select forget_subject_in_exports($1)";

    private static final String NAMES_ERASED =
            """
            select from export
            where id = $1 and names_erased and state in ('REQUESTED', 'RUNNING', 'COMPLETED')""";

    /** Whoever writes it has no lease from then on; the database takes its chunks. */
    private static final String ENDED =
            """
            update export set state = $2, removed_by = $3, removed_at = $4,
              lease = null, lease_until = null
            where id = $1 and removed_at is null""";

    private final Pool pool;

    RemovalStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Exports that an erasure concerns: those of which something may be written, and of those that
     * nobody took up yet the ones that are narrowed to somebody who is erased.
     */
    Uni<List<UUID>> concerned(TenantId tenant) {
        return TenantTransaction.run(pool, tenant, CONCERNED, Tuple.tuple())
                .map(
                        rows -> {
                            List<UUID> concerned = new ArrayList<>(rows.size());
                            rows.forEach(row -> concerned.add(row.getUUID(0)));
                            return concerned;
                        });
    }

    /** Takes a person out of what exports are narrowed to, and marks those that were. */
    Uni<Void> forget(TenantId tenant, String person) {
        return TenantTransaction.run(pool, tenant, FORGET, Tuple.of(person)).replaceWithVoid();
    }

    /** Whether an export that has not ended is narrowed to somebody who is erased. */
    Uni<Boolean> namesErased(TenantId tenant, UUID export) {
        return TenantTransaction.run(pool, tenant, NAMES_ERASED, Tuple.of(export))
                .map(rows -> rows.size() == 1);
    }

    /** Ends an export and takes what is written of it, as one. The first removal stands. */
    Uni<Void> end(TenantId tenant, UUID export, Removal removal) {
        Tuple parameters =
                Tuple.of(
                        export,
                        removal.state().name(),
                        removal.by(),
                        removal.at().atOffset(ZoneOffset.UTC));
        return TenantTransaction.run(pool, tenant, ENDED, parameters).replaceWithVoid();
    }
}
