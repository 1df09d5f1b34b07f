// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.util.Map;

/**
 * What owners destroyed without an order of its own, in the tables of the register, in the
 * transaction of their projection.
 */
final class GoneRows {

    /** What is ordered is confirmed by its batch, also if it went with its recording meanwhile. */
    private static final String GONE =
            """
            update registered_item i set stage = 'GONE', erased_at = x.destroyed_at, due_at = null,
              refused = null
            from json_to_recordset(cast(cast(:rows as text) as json)) as x (item uuid, kind text,
              destroyed_at timestamptz)
            where i.tenant = :tenant and i.item = x.item and i.kind = x.kind
              and i.stage not in ('ORDERED', 'DISPOSED', 'GONE')""";

    private GoneRows() {}

    /** Takes items off the list. */
    static Uni<Void> take(TenantId tenant, String rows) {
        return RegisterTableProjection.run(GONE, Map.of("tenant", tenant.value(), "rows", rows));
    }
}
