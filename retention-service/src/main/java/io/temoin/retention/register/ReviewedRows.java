// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * When a registered item waits for a person to look at it, as SQL of a row {@code i} of {@code
 * registered_item}. A decision to keep it moves its day; one to let it go counts as long as it is
 * due on the day that was weighed. Nobody looks at what goes since its person is erased, nor at
 * what {@link EndedRows} marked, which has no {@code review_until}.
 */
public final class ReviewedRows {

    /** Whether somebody has to look once it is due, and nobody has let it go. */
    public static final String NEEDS_A_LOOK =
            "(i.review_until > i.due_at and i.erase_at is null"
                    + " and i.released_for is distinct from i.due_at)";

    /** Since when a run may order it; exactly what the index {@code …_orderable} has (V1230). */
    public static final String ORDERABLE_AT =
            "(case when i.review_until > i.due_at and i.erase_at is null"
                    + " and i.released_for is distinct from i.due_at"
                    + " then i.review_until else i.due_at end)";

    private static final String ROWS =
            """
            json_to_recordset(cast(cast(:rows as text) as json)) as x (item uuid,
              due_at timestamptz)""";

    private static final String RELEASE =
            """
            update registered_item i set released_for = x.due_at from %s
            where i.tenant = :tenant and i.kind = :kind and i.item = x.item"""
                    .formatted(ROWS);

    /**
     * Shared with nobody who changes the plan meanwhile, or the item would have a day of before.
     */
    private static final String REVIEWED =
            """
            select r.item, p.due_on, p.due_at from %s
            join registered_item r on r.tenant = :tenant and r.kind = :kind and r.item = x.item
            join item_plan p on p.tenant = r.tenant and p.plan = r.plan
            order by p.plan for share of p"""
                    .formatted(ROWS);

    private static final String DAY = "cast(cast(:day as text) as date)";

    private static final String END = "cast(cast(:end as text) as timestamptz)";

    private static final String KEEP =
            """
            update registered_item i set kept_on = %s, kept_at = %s,
              due_on = greatest(x.due_on, %s), due_at = greatest(x.due_at, %s)
            from (%s) x
            where i.tenant = :tenant and i.kind = :kind and i.item = x.item
              and i.erase_at is null and i.unreviewed_since is null and i.stage in ('SCHEDULED', 'UNDER_MINIMUM')"""
                    .formatted(
                            DAY,
                            END,
                            MarkedRows.floor("i.floor_on", DAY, "i.review_on"),
                            MarkedRows.floor("i.floor_at", END, "i.review_until"),
                            REVIEWED);

    private ReviewedRows() {}

    /** Somebody let items go that were due then. */
    static Uni<Void> release(TenantId tenant, String kind, String rows) {
        return RegisterTableProjection.run(
                RELEASE, Map.of("tenant", tenant.value(), "kind", kind, "rows", rows));
    }

    /** Somebody has items kept, as long as a policy allows that. */
    static Uni<Void> keep(TenantId tenant, String kind, String rows, LocalDate day, Instant end) {
        return RegisterTableProjection.run(
                KEEP,
                Map.of(
                        "tenant", tenant.value(),
                        "kind", kind,
                        "rows", rows,
                        "day", day.toString(),
                        "end", end.toString()));
    }

    /** Whether it waits at that moment. */
    public static String waits(String now) {
        return "(i.review_until is not null and i.stage in ('SCHEDULED', 'UNDER_MINIMUM')"
                + " and i.due_at <= %1$s and %2$s > %1$s)".formatted(now, ORDERABLE_AT);
    }
}
