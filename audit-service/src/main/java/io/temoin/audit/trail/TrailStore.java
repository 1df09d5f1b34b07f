// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.reading.EventPosition;
import io.temoin.chassis.reading.ReadModel;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The trail as a read model of the events of all services. Any event of the tenant may become an
 * entry yet, so none is unknown.
 */
@ApplicationScoped
public class TrailStore implements ReadModel {

    private static final String ENTRY =
            TenantStatement.of(
                    "select 1 from audit_entry where tenant = t.tenant and event_id = $2 offset 0");

    private final Pool pool;

    TrailStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Progress> progress(TenantId tenant, EventPosition position) {
        return pool.preparedQuery(ENTRY)
                .execute(Tuple.of(tenant.value(), position.eventId()))
                .map(entry -> entry.size() == 0 ? Progress.BEHIND : Progress.REACHED);
    }
}
