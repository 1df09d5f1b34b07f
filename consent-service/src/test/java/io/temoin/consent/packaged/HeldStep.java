// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A statement that the database holds up in the middle of its transaction, so that a process can be
 * killed at exactly that point: a trigger waits for a lock that the test has.
 */
final class HeldStep implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOCK = 4_711;

    private static final String WAITING =
            "from pg_locks where locktype = 'advisory' and objid = " + LOCK + " and not granted";

    private final Connection owner;
    private final Connection holder;
    private final String table;

    private HeldStep(Connection owner, Connection holder, String table) {
        this.owner = owner;
        this.holder = holder;
        this.table = table;
    }

    /**
     * Holds up what comes next of that kind.
     *
     * @param event {@code insert} or {@code update}
     * @param when which rows, as a condition on {@code new}
     */
    static HeldStep on(String table, String event, String when) throws SQLException {
        Connection holder = PackagedService.database("app");
        Connection owner = PackagedService.database("owner");
        run(holder, "select pg_advisory_lock(" + LOCK + ")");
        run(
                owner,
                """
                create or replace function held_step() returns trigger language plpgsql as $$
                begin
                  perform pg_advisory_xact_lock_shared(%d);
                  return new;
                end $$"""
                        .formatted(LOCK));
        run(
                owner,
                "create trigger held_step before %s on %s for each row when (%s) execute function held_step()"
                        .formatted(event, table, when));
        return new HeldStep(owner, holder, table);
    }

    /** Comes back when somebody is held up. */
    void awaitReached() {
        await().atMost(PATIENCE).until(() -> waiting() > 0);
    }

    /**
     * The database notices at once that who was held up is gone, as it would by the closed
     * connection if it were not held up.
     */
    void forgetWhoWaits() throws SQLException {
        run(holder, "select pg_terminate_backend(pid) " + WAITING);
        await().atMost(PATIENCE).until(() -> waiting() == 0);
    }

    /** Lets it pass. */
    void release() throws SQLException {
        run(holder, "select pg_advisory_unlock_all()");
    }

    @Override
    public void close() throws SQLException {
        release();
        run(owner, "drop trigger held_step on " + table);
        owner.close();
        holder.close();
    }

    private long waiting() throws SQLException {
        try (var statement = holder.createStatement();
                var rows = statement.executeQuery("select count(*) " + WAITING)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
