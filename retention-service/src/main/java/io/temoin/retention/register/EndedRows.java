// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.Map;

/**
 * What persons ended, in the tables of the register, in the transaction of their projection: nobody
 * looks at items that were kept for nothing else, whatever policies ask for. Such a row has no
 * {@code review_until}, and so waits for nobody.
 */
final class EndedRows {

    private static final String ROWS =
            """
            json_to_recordset(cast(cast(:rows as text) as json)) as x (controller text,
              subject text, purpose text, stated_at timestamptz)""";

    private static final String NOTE =
            """
            insert into ended_purpose as e (tenant, controller, subject, purpose, stated_at)
            select :tenant, x.controller, x.subject, x.purpose, max(x.stated_at) from %s
            group by x.controller, x.subject, x.purpose
            on conflict (tenant, controller, subject, purpose) do update set
              stated_at = greatest(e.stated_at, excluded.stated_at)"""
                    .formatted(ROWS);

    /**
     * Shared with nobody who changes the plan meanwhile, or the item would have a day of before.
     */
    private static final String MARKED =
            """
            select r.item, r.kind, p.due_on, p.due_at, p.erasable_on, p.erasable_at
            from registered_item r
            join item_plan p on p.tenant = r.tenant and p.plan = r.plan
            where r.tenant = :tenant
              and (r.subject, r.controller) in (select x.subject, x.controller from %s)
              and r.unreviewed_since is null and r.stage not in ('DISPOSED', 'GONE') and %s
            order by p.plan for share of p"""
                    .formatted(
                            ROWS, ended("r.kept_for", "r.controller", "r.subject", "r.ended_at"));

    /** What somebody decided to keep goes on its own day. */
    private static final String MARK =
            """
            update registered_item i set
              unreviewed_since = cast(cast(:at as text) as timestamptz),
              review_on = null, review_until = null, kept_on = null, kept_at = null,
              due_on = case when i.stage = 'ORDERED' then i.due_on else %s end,
              due_at = case when i.stage = 'ORDERED' then i.due_at else %s end
            from (%s) x
            where i.tenant = :tenant and i.item = x.item and i.kind = x.kind"""
                    .formatted(
                            MarkedRows.due("x.due_on", "x.erasable_on", "i.floor_on", "i.erase_on"),
                            MarkedRows.due("x.due_at", "x.erasable_at", "i.floor_at", "i.erase_at"),
                            MARKED);

    private EndedRows() {}

    /**
     * Whether the person ended every purpose that an item is kept for, as SQL. What began after
     * that is new, and what is about nobody is not ended by anybody.
     */
    static String ended(String keptFor, String controller, String subject, String startedAt) {
        return """
        (%3$s is not null and cardinality(%1$s) > 0 and not exists (
          select 1 from unnest(%1$s) f (purpose) where not exists (
            select 1 from ended_purpose u
            where u.tenant = :tenant and u.controller = %2$s and u.subject = %3$s
              and u.purpose = f.purpose and u.stated_at >= %4$s)))"""
                .formatted(keptFor, controller, subject, startedAt);
    }

    /** Notes what persons ended, one purpose a row, and takes the items concerned off reviews. */
    static Uni<Void> end(TenantId tenant, String rows, Instant at) {
        Map<String, Object> values = Map.of("tenant", tenant.value(), "rows", rows);
        return RegisterTableProjection.run(NOTE, values)
                .chain(
                        () ->
                                RegisterTableProjection.run(
                                        MARK,
                                        Map.of(
                                                "tenant",
                                                tenant.value(),
                                                "rows",
                                                rows,
                                                "at",
                                                at.toString())));
    }
}
