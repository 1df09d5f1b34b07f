// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.platform.PostgresServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/** One database, as its administrator sees it. */
public final class Database {

    /** The relay and the service's read model. One that fails at its first batch has no row. */
    private static final int READERS = 2;

    private static final String THERE =
            """
            select count(*) from feed_checkpoint c
            where (c.transaction_id, c.global_position) >=
              (select e.transaction_id, e.global_position from event e
               order by e.transaction_id desc, e.global_position desc limit 1)""";

    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(3);

    private final PostgresServer server;
    private final String name;

    Database(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Reads rows. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** A connection of the administrator, whom no row-level security concerns; to be closed. */
    public Connection connect() throws SQLException {
        return server.administrator(name);
    }

    /** Runs statements that answer nothing. */
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The same of several, over one connection. */
    void executeEach(List<String> statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs a query. */
    public <T> T query(String sql, Reader<T> reader) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Writes the rows of a query into a file, in the text format of COPY. */
    public void copyOut(String query, Path file) {
        try (Connection connection = connect();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + query + ") to stdout", out);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One number. */
    public long number(String sql) {
        return query(
                sql,
                rows -> {
                    rows.next();
                    return rows.getLong(1);
                });
    }

    /**
     * Waits until every reader of the feed (relay and projections) has seen every event, so that
     * nobody works in the background of the next measurement, and then writes everything to disk.
     *
     * @return seconds waited: what the load left behind
     */
    public double settle() {
        long began = System.nanoTime();
        while (number("select count(*) from (select from event limit 1) e") > 0
                && number(THERE) < READERS) {
            if (System.nanoTime() - began > CATCH_UP_LIMIT.toNanos()) {
                throw new IllegalStateException("the feed of " + name + " does not catch up");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        double waited = (System.nanoTime() - began) / 1e9;
        execute("checkpoint");
        return waited;
    }
}
