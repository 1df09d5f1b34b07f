// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is learnt of minimums, in the tables of the register, in the transaction of their
 * projection.
 */
final class ProlongedRows {

    private static final String PROLONGED =
            """
            json_to_recordset(cast(cast(:rows as text) as json)) as x (item uuid, kind text, keep_until date,
              keep_until_at timestamptz)""";

    private static final String MINIMUM =
            """
            insert into item_minimum as m (tenant, item, kind, keep_until, keep_until_at)
            select :tenant, x.item, x.kind, max(x.keep_until), max(x.keep_until_at) from %s
            group by x.item, x.kind
            on conflict (tenant, item, kind) do update set
              keep_until = greatest(m.keep_until, excluded.keep_until),
              keep_until_at = greatest(m.keep_until_at, excluded.keep_until_at)"""
                    .formatted(PROLONGED);

    /** At the latest when it was learnt first: a proof may be used many times a day. */
    private static final String MINIMUM_CHANGE =
            """
            insert into item_minimum_change (tenant, item, kind, keep_until, known_at)
            select distinct :tenant, x.item, x.kind, x.keep_until,
              cast(cast(:at as text) as timestamptz) from %s
            on conflict do nothing"""
                    .formatted(PROLONGED);

    private static final String PROLONG =
            """
            update registered_item i set
              floor_on = greatest(i.floor_on, x.keep_until),
              floor_at = greatest(i.floor_at, x.keep_until_at),
              due_on = case when i.due_on is null then null
                else greatest(i.due_on, x.keep_until) end,
              due_at = case when i.due_at is null then null
                else greatest(i.due_at, x.keep_until_at) end
            from (select item, kind, max(keep_until) as keep_until,
                max(keep_until_at) as keep_until_at from %s group by item, kind) x
            where i.tenant = :tenant and i.item = x.item and i.kind = x.kind"""
                    .formatted(PROLONGED);

    private ProlongedRows() {}

    /** Keeps items longer, whether they are registered or not. */
    static Uni<Void> prolong(TenantId tenant, String rows, Instant at) {
        Map<String, Object> values = Map.of("tenant", tenant.value(), "rows", rows);
        Map<String, Object> change = new HashMap<>(values);
        change.put("at", at.toString());
        return RegisterTableProjection.run(MINIMUM, values)
                .chain(() -> RegisterTableProjection.run(MINIMUM_CHANGE, change))
                .chain(() -> RegisterTableProjection.run(PROLONG, values));
    }
}
