// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.LoadFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A list of due items, as retention-service asks for it: its own statement, under the role and the
 * settings of the connections that it uses for that.
 *
 * @param what items, in words
 * @param table of the items
 * @param beginning of the statement, by which it is found
 * @param cursor the columns after which the next page begins
 * @param start their values before the first page
 * @param page how many items it asks for at a time
 * @param statement as it was sent, or nothing before it was
 */
public record DueList(
        String what,
        String table,
        String beginning,
        List<String> cursor,
        List<String> start,
        int page,
        String statement) {

    // As quarkus.datasource.feed.reactive.additional-properties has it, in the chassis.
    private static final String AS_THE_FEED =
            "set role retention_feed; set plan_cache_mode = force_generic_plan; set search_path = {schema}, public";

    private static final String FIRST_ID = "00000000-0000-0000-0000-000000000000";

    private static final DueList RECORDINGS =
            new DueList(
                    "recordings",
                    LargeRegister.RECORDINGS,
                    "select recording, due_at, cause, correlation from retained_item",
                    List.of("due_at", "recording"),
                    List.of("epoch", FIRST_ID),
                    32,
                    "");

    private static final DueList OTHERS =
            new DueList(
                    "other items",
                    LargeRegister.OTHERS,
                    "select item, kind, controller, plan, released_for",
                    List.of("orderable_at", "item", "kind"),
                    List.of("epoch", FIRST_ID, ""),
                    4_000,
                    "");

    public DueList {
        cursor = List.copyOf(cursor);
        start = List.copyOf(start);
    }

    /** Whether the service has asked for both lists. */
    public static boolean isIn(StatementLog log) {
        return log.has(RECORDINGS.beginning()) && log.has(OTHERS.beginning());
    }

    /** Both lists, as the service asked for them. */
    public static List<DueList> in(StatementLog log) {
        return Stream.of(RECORDINGS, OTHERS).map(list -> list.sent(log)).toList();
    }

    private DueList sent(StatementLog log) {
        return new DueList(what, table, beginning, cursor, start, page, log.end(beginning));
    }

    /**
     * Walks over all due items, several times; each page is locked and let go.
     *
     * @param schema with the table
     * @param due how many there are
     * @return milliseconds of each walk
     */
    public List<Double> walks(Database retention, String schema, int due, int times)
            throws SQLException {
        try (Connection connection = retention.connect();
                Statement session = connection.createStatement()) {
            session.execute(AS_THE_FEED.replace("{schema}", schema));
            session.execute("prepare due as " + statement);
            connection.setAutoCommit(false);
            List<Double> millis = new ArrayList<>();
            for (int walk = 0; walk < times; walk++) {
                long began = System.nanoTime();
                int found = walk(connection, session);
                millis.add((System.nanoTime() - began) / 1e6);
                if (found != due) {
                    throw new LoadFailure("Of %,d due items %,d were found.".formatted(due, found));
                }
            }
            return millis;
        }
    }

    private int walk(Connection connection, Statement session) throws SQLException {
        int found = 0;
        List<String> after = start;
        while (true) {
            int before = found;
            try (ResultSet rows = session.executeQuery(execute(after))) {
                while (rows.next()) {
                    found++;
                    after = place(rows);
                }
            }
            connection.rollback();
            if (found == before) {
                return found;
            }
        }
    }

    private List<String> place(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>(cursor.size());
        for (String column : cursor) {
            values.add(row.getString(column));
        }
        return values;
    }

    /** The moment, the tenant, the cursor and the length of a page, as the service binds them. */
    private String execute(List<String> after) {
        return "execute due (%s, 'helios', '%s', %d)"
                .formatted(LargeRegister.MOMENT, String.join("', '", after), page);
    }
}
