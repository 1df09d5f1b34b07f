// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.retention.register.RegisteredItemQueries.Place;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The registered items that are due and wait for a person to look at them. */
@ApplicationScoped
public class AwaitedReviewQueries {

    private static final VisibleRows ROWS =
            new VisibleRows(
                    "controller",
                    List.of("processor"),
                    (covered, bind) -> "purposes <@ " + bind.apply(covered.toArray(String[]::new)),
                    (covered, bind) ->
                            "campaign = any(%s)"
                                    .formatted(bind.apply(covered.toArray(String[]::new))));

    private static final String COLUMNS =
            "select i.item, i.kind, i.controller, i.subject, i.kept_for, i.due_on, i.due_at,"
                    + " i.review_on, i.review_until, ";

    private static final String LIST =
            COLUMNS
                    + "true as waiting from registered_item i where tenant = $1 and "
                    + ReviewedRows.waits("$2")
                    + " and ($3::text is null or kind = $3)"
                    + " and ($4::text is null or controller = $4)"
                    + " and ($5::text is null or $5 = any(kept_for))"
                    + " and ($6::timestamptz is null or due_at < $6)"
                    + " and ($7::uuid is null or (item, kind) > ($7, $8)) and %s"
                    + " order by item, kind limit $9";

    private static final String FIND =
            COLUMNS
                    + ReviewedRows.waits("$2")
                    + " as waiting from registered_item i where tenant = $1 and kind = $3"
                    + " and item = any($4) and %s";

    /**
     * What to list; all given conditions hold.
     *
     * @param purpose code; the item is kept for it
     * @param waitingBefore it has waited since before then
     * @param now as of then
     * @param visibility of those only that exist for the caller
     */
    public record Question(
            @Nullable ItemKind kind,
            @Nullable String controller,
            @Nullable String purpose,
            @Nullable Instant waitingBefore,
            Instant now,
            Visibility visibility,
            @Nullable Place after) {}

    /**
     * An item that may wait.
     *
     * @param dueOn its last local day; absent while it has none
     * @param dueAt its end
     * @param latest the last local day on which it waits; absent if nobody has to look
     * @param until its end
     */
    public record Awaited(
            UUID item,
            ItemKind kind,
            String controller,
            @Nullable String subject,
            List<String> keptFor,
            @Nullable LocalDate dueOn,
            @Nullable Instant dueAt,
            @Nullable LocalDate latest,
            @Nullable Instant until,
            boolean waiting) {}

    /** The database says so of items that no longer wait when the decision is recorded (V1230). */
    private static final String REFUSED_AS_CLOSED = "TM004";

    private final Pool pool;

    AwaitedReviewQueries(Pool pool) {
        this.pool = pool;
    }

    /** The items that answer {@code question}, at most {@code limit}, by id and kind. */
    public Uni<List<Awaited>> list(TenantId tenant, Question question, int limit) {
        @Nullable Place after = question.after();
        Tuple values =
                Tuple.tuple()
                        .addValue(tenant.value())
                        .addValue(question.now().atOffset(ZoneOffset.UTC))
                        .addValue(question.kind() == null ? null : question.kind().name())
                        .addValue(question.controller())
                        .addValue(question.purpose())
                        .addValue(
                                question.waitingBefore() == null
                                        ? null
                                        : question.waitingBefore().atOffset(ZoneOffset.UTC))
                        .addValue(after == null ? null : after.item())
                        .addValue(after == null || after.kind() == null ? "" : after.kind().name())
                        .addValue(limit);
        return run(tenant, LIST, question.visibility(), values);
    }

    /** Some items of a kind, as far as they exist for the caller, whether they wait or not. */
    public Uni<List<Awaited>> find(
            TenantId tenant,
            Visibility visibility,
            ItemKind kind,
            Collection<UUID> items,
            Instant now) {
        return run(
                tenant,
                FIND,
                visibility,
                Tuple.tuple()
                        .addValue(tenant.value())
                        .addValue(now.atOffset(ZoneOffset.UTC))
                        .addValue(kind.name())
                        .addValue(items.toArray(UUID[]::new)));
    }

    /** Whether a decision failed since one of its items no longer waits. */
    public static boolean isClosed(Throwable failure) {
        return failure instanceof PgException refused
                && REFUSED_AS_CLOSED.equals(refused.getSqlState());
    }

    private Uni<List<Awaited>> run(
            TenantId tenant, String sql, Visibility visibility, Tuple values) {
        String visible = ROWS.condition(visibility, value -> "$" + values.addValue(value).size());
        return TenantTransaction.run(pool, tenant, sql.formatted(visible), values)
                .map(AwaitedReviewQueries::read);
    }

    private static List<Awaited> read(RowSet<Row> rows) {
        List<Awaited> all = new ArrayList<>(rows.size());
        rows.forEach(
                row ->
                        all.add(
                                new Awaited(
                                        row.getUUID("item"),
                                        ItemKind.valueOf(row.getString("kind")),
                                        row.getString("controller"),
                                        row.getString("subject"),
                                        List.of(row.getArrayOfStrings("kept_for")),
                                        row.getLocalDate("due_on"),
                                        instant(row, "due_at"),
                                        row.getLocalDate("review_on"),
                                        instant(row, "review_until"),
                                        Boolean.TRUE.equals(row.getBoolean("waiting")))));
        return all;
    }

    private static @Nullable Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }
}
