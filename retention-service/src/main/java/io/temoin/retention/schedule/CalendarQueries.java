// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.retention.register.ReviewedRows;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** How many items have to go on which day. */
@ApplicationScoped
class CalendarQueries {

    private static final VisibleRows ROWS =
            new VisibleRows(
                    "controller",
                    List.of("processor"),
                    (covered, bind) -> "purposes <@ " + bind.apply(covered.toArray(String[]::new)),
                    (covered, bind) ->
                            "campaign = any(%s)"
                                    .formatted(bind.apply(covered.toArray(String[]::new))));

    /** Items that have to go on the same day, for the same purposes of the same controller. */
    record Day(
            LocalDate day,
            ListedKind kind,
            String controller,
            List<String> purposes,
            long items,
            long reviews) {}

    private final Pool pool;

    CalendarQueries(Pool pool) {
        this.pool = pool;
    }

    /** What has to go from one day to another, both included, at most {@code limit} groups. */
    Uni<List<Day>> days(
            TenantId tenant, Visibility visibility, LocalDate from, LocalDate to, int limit) {
        Tuple values = Tuple.of(tenant.value(), from, to, limit);
        String visible = ROWS.condition(visibility, value -> "$" + values.addValue(value).size());
        return TenantTransaction.run(pool, tenant, counting(visible), values)
                .map(
                        rows -> {
                            List<Day> all = new ArrayList<>(rows.size());
                            rows.forEach(row -> all.add(day(row)));
                            return all;
                        });
    }

    private static String counting(String visible) {
        return "select due_on, kind, controller, kept_for, count(*) as items,"
                + " count(*) filter (where review) as reviews from ("
                + "select due_on, 'RECORDING' as kind, controller, purposes as kept_for,"
                + " review_at is not null as review"
                + " from retained_item where "
                + coming(visible)
                + " union all select due_on, kind, controller, kept_for, coalesce("
                + ReviewedRows.NEEDS_A_LOOK
                + ", false) from registered_item i where "
                + coming(visible)
                + ") item group by due_on, kind, controller, kept_for"
                + " order by due_on, kind, controller, kept_for limit $4";
    }

    private static String coming(String visible) {
        return "tenant = $1 and due_on between $2 and $3"
                + " and stage in ('SCHEDULED', 'UNDER_MINIMUM') and "
                + visible;
    }

    private static Day day(Row row) {
        return new Day(
                row.getLocalDate("due_on"),
                ListedKind.valueOf(row.getString("kind")),
                row.getString("controller"),
                List.of(row.getArrayOfStrings("kept_for")),
                row.getLong("items"),
                row.getLong("reviews"));
    }
}
