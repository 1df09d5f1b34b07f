// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.EntryBounds;
import io.temoin.chassis.limits.LongStatements;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions to the trail, oldest entry first: each with one statement, which the database
 * is asked once (ADR 0029).
 */
@ApplicationScoped
public class TrailQueries {

    /** Of the table {@code e}: what {@link #row} reads. */
    static final String COLUMNS = EntryRows.COLUMNS + ", e.position";

    /**
     * Of the entries of a recording, those that say what it rests on: the services that keep
     * recordings took decision and consent from the recording's own registration. Nobody hands in
     * an entry of theirs, and who looks for a recording knows nothing of it.
     */
    public static final String KNOWS_WHAT_RECORDINGS_REST_ON =
            "service in ('recording', 'retention')";

    private static final String ORDER = " order by e.at, e.position";

    private final Pool pool;
    private final LongStatements statements;

    TrailQueries(Pool pool, LongStatements statements) {
        this.pool = pool;
        this.statements = statements;
    }

    /**
     * The entries that answer {@code question} and that {@code visibility} reaches, after {@code
     * after}, at most {@code limit}.
     */
    Uni<List<TrailRow>> list(
            TenantId tenant,
            TrailQuestion question,
            TrailVisibility visibility,
            @Nullable TrailCursor after,
            int limit) {
        return rows(
                new Conditions(tenant)
                        .question(question, Long.MAX_VALUE)
                        .visibility(visibility)
                        .after(after),
                limit);
    }

    /**
     * A list of what had arrived when {@code upTo} was the last position given: entries that came
     * later are not among them, however old what they tell.
     *
     * @param last the place after which none is looked for; {@code null} for all there are
     */
    Uni<List<TrailRow>> listUpTo(
            TenantId tenant,
            TrailQuestion question,
            TrailVisibility visibility,
            long upTo,
            @Nullable TrailCursor after,
            @Nullable TrailCursor last,
            int limit) {
        Conditions conditions = upTo(tenant, question, visibility, upTo).after(after);
        return rows(
                last == null
                        ? conditions
                        : conditions.and("(at, position) <= (?, ?)", last.at(), last.position()),
                limit);
    }

    /**
     * The place that is {@code entries} after {@code after}, whatever these tell, in what had
     * arrived when {@code upTo} was the last position given; none when fewer are left. It is found
     * in an index alone.
     */
    Uni<Optional<TrailCursor>> cursorUpTo(
            TenantId tenant, long upTo, @Nullable TrailCursor after, int entries) {
        Conditions conditions = new Conditions(tenant).upTo(upTo).after(after);
        return pool.preparedQuery(
                        TenantStatement.of(
                                "select at, position from audit_entry e"
                                        + " where e.tenant = t.tenant and "
                                        + conditions.clause()
                                        + ORDER
                                        + " limit 1 offset "
                                        + (entries - 1)))
                .execute(Tuple.wrap(conditions.values()))
                .map(
                        found ->
                                found.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(cursor(found.iterator().next())));
    }

    /** The last position that was given to an entry, of whichever tenant. */
    Uni<Long> lastPosition() {
        return pool.query("select last_value from audit_entry_position_seq")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static TrailCursor cursor(Row row) {
        return new TrailCursor(row.getOffsetDateTime(0).toInstant(), row.getLong(1));
    }

    /** How many entries {@link #listUpTo} lists in all. */
    Uni<Long> countUpTo(
            TenantId tenant, TrailQuestion question, TrailVisibility visibility, long upTo) {
        Conditions conditions = upTo(tenant, question, visibility, upTo);
        String statement =
                TenantStatement.of(
                        conditions.before()
                                + "select count(*) from audit_entry e"
                                + " where e.tenant = t.tenant and "
                                + conditions.clause());
        Tuple values = Tuple.wrap(conditions.values());
        return pool.withTransaction(
                        connection ->
                                statements
                                        .allow(connection)
                                        .chain(
                                                () ->
                                                        connection
                                                                .preparedQuery(statement)
                                                                .execute(values)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * What belongs to the call of a decision and {@code visibility} reaches, at most {@code limit}.
     */
    Uni<List<TrailRow>> call(
            TenantId tenant, String decision, TrailVisibility visibility, int limit) {
        return rows(new Conditions(tenant).call(decision).visibility(visibility), limit);
    }

    /**
     * One entry.
     *
     * @throws Rejected in the {@code Uni}, when there is none that {@code visibility} reaches
     */
    Uni<TrailRow> entry(TenantId tenant, String id, TrailVisibility visibility) {
        if (!EntryBounds.isId(id)) {
            return Uni.createFrom().failure(unknown());
        }
        return rows(new Conditions(tenant).and("e.event_id = ?", id).visibility(visibility), 1)
                .map(rows -> rows.stream().findFirst().orElseThrow(TrailQueries::unknown));
    }

    private static Conditions upTo(
            TenantId tenant, TrailQuestion question, TrailVisibility visibility, long upTo) {
        return new Conditions(tenant).question(question, upTo).visibility(visibility).upTo(upTo);
    }

    /** The limit is text: as a value it would be planned for as a tenth of the table. */
    private Uni<List<TrailRow>> rows(Conditions conditions, int limit) {
        String statement =
                TenantStatement.of(
                                conditions.before()
                                        + "select "
                                        + COLUMNS
                                        + " from audit_entry e where e.tenant = t.tenant and "
                                        + conditions.clause()
                                        + ORDER
                                        + " limit "
                                        + limit)
                        + ORDER;
        return pool.preparedQuery(statement)
                .execute(Tuple.wrap(conditions.values()))
                .map(
                        found -> {
                            List<TrailRow> rows = new ArrayList<>(found.size());
                            found.forEach(row -> rows.add(row(row, 0)));
                            return rows;
                        });
    }

    /**
     * Reads a row.
     *
     * @param first the place of the first of {@link #COLUMNS}
     */
    static TrailRow row(Row row, int first) {
        return new TrailRow(EntryRows.entry(row, first), row.getLong(first + EntryRows.WIDTH));
    }

    private static Rejected unknown() {
        return new Rejected(TrailProblem.ENTRY_UNKNOWN, "The trail has no entry with this id.");
    }
}
