// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a service's database that hold ids of transactions. An id means something only on
 * the server that gave it out: on another, to which a logical dump was restored, it is one of the
 * future.
 */
final class TransactionIds {

    /** Those that {@code renumber-transactions} knows what to do with. */
    static final Set<Column> KNOWN =
            Set.of(
                    new Column("event", "transaction_id"),
                    new Column("feed_checkpoint", "transaction_id"),
                    new Column("export", "settled_after"));

    /** The first id that this server has not given out yet. */
    static final String NEXT = "pg_snapshot_xmax(pg_current_snapshot())";

    private static final String COLUMNS =
            """
            select c.relname, a.attname
            from pg_attribute a
            join pg_class c on c.oid = a.attrelid
            join pg_namespace n on n.oid = c.relnamespace
            where a.atttypid in ('xid8'::regtype, 'xid'::regtype, 'pg_snapshot'::regtype,
                'txid_snapshot'::regtype)
              and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p')
              and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            order by 1, 2""";

    private static final String FORCED =
            """
            select c.relname from pg_class c
            where c.oid = any (?::text[]::regclass[]) and c.relforcerowsecurity order by 1""";

    /** A column of a table; both are plain names that need no quotes. */
    record Column(String table, String name) {

        @Override
        public String toString() {
            return table + "." + name;
        }
    }

    private TransactionIds() {}

    /** All of them, also those that nobody here knows. */
    static List<Column> of(Database database) {
        return database.all(COLUMNS, row -> new Column(row.getString(1), row.getString(2)));
    }

    /**
     * All of them.
     *
     * @throws CannotRun when there is one that this version does not know
     */
    static List<Column> knownOf(Database database) {
        List<Column> columns = of(database);
        List<Column> unknown = columns.stream().filter(one -> !KNOWN.contains(one)).toList();
        if (!unknown.isEmpty()) {
            throw new CannotRun(
                    ("This version of temoin-admin does not know these transaction ids: %s. Use the"
                                    + " one of the same release as the service.")
                            .formatted(
                                    unknown.stream()
                                            .map(Column::toString)
                                            .collect(Collectors.joining(", "))));
        }
        return columns;
    }

    /** In how many rows there is one that this server has not given out yet. */
    static long foreignIn(Database database, List<Column> columns) {
        return columns.stream()
                .mapToLong(
                        column ->
                                database.number(
                                        "select count(*) from %s where %s >= %s"
                                                .formatted(column.table(), column.name(), NEXT)))
                .sum();
    }

    /** The tables whose owner is held by row-level security too. */
    static List<String> forcedTablesOf(Database owner, List<Column> columns) {
        return owner.all(
                FORCED,
                row -> row.getString(1),
                (Object) columns.stream().map(Column::table).distinct().toArray(String[]::new));
    }
}
