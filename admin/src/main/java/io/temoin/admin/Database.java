// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one database of a service. Results are read in pieces, so that a table may be
 * larger than the memory. For one thread.
 */
final class Database implements AutoCloseable {

    private static final int FETCH_SIZE = 1_000;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    /** No such role or another password, twice, and no such database. */
    private static final Set<String> NOT_PROVISIONED = Set.of("28000", "28P01", "3D000");

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Is given one row after the other. */
    @FunctionalInterface
    interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    /**
     * Connects.
     *
     * @param patience how long to go on while the role or its password is refused, since another
     *     process may be about to set it
     * @throws CannotRun when the server does not answer, or refuses
     */
    static Database connect(String url, Properties properties, Duration patience) {
        Instant end = Instant.now().plus(patience);
        try {
            while (true) {
                try {
                    return connect(url, properties);
                } catch (SQLException failure) {
                    if (!isRefused(failure) || Instant.now().isAfter(end)) {
                        throw new CannotRun(
                                "%s as %s: %s%s"
                                        .formatted(
                                                url,
                                                properties.getProperty("user"),
                                                failure.getMessage(),
                                                waited(failure, patience)),
                                failure);
                    }
                }
                Thread.sleep(BETWEEN_ATTEMPTS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted; start it again.", ending);
        }
    }

    private static Database connect(String url, Properties properties) throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try (Statement statement = connection.createStatement()) {
            // A transaction waits here while topics and audio are read, which may take long.
            statement.execute("set idle_in_transaction_session_timeout = 0");
            // Each statement reads a table that may be large.
            statement.execute("set statement_timeout = 0");
        }
        // Without a transaction the driver would read all rows at once.
        connection.setAutoCommit(false);
        return new Database(connection);
    }

    private static boolean isRefused(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && NOT_PROVISIONED.contains(state);
    }

    private static String waited(SQLException failure, Duration patience) {
        return isRefused(failure) && patience.isPositive()
                ? " (This was so for %s: has the Job that provisions the databases failed, or has the secret another password?)"
                        .formatted(patience)
                : "";
    }

    /** Hands over each row, in the order of the query. */
    void each(String query, RowVisitor visitor, @Nullable Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(FETCH_SIZE);
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.visit(rows);
                }
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** All rows; for queries that answer few. */
    <T> List<T> all(String query, RowReader<T> reader, @Nullable Object... parameters) {
        List<T> all = new ArrayList<>();
        each(query, row -> all.add(reader.read(row)), parameters);
        return all;
    }

    /** The first row, if there is one. */
    <T> Optional<T> first(String query, RowReader<T> reader, @Nullable Object... parameters) {
        return all(query, reader, parameters).stream().findFirst();
    }

    /** The number in the first column of the only row; 0 for null. */
    long number(String query, @Nullable Object... parameters) {
        return first(query, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** Changes rows; answers how many. */
    int change(String statement, @Nullable Object... parameters) {
        try (PreparedStatement change = connection.prepareStatement(statement)) {
            bind(change, parameters);
            return change.executeUpdate();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** Runs a statement that has no parameters. */
    void run(String statement) {
        change(statement);
    }

    /** Keeps what was changed since the last call. */
    void commit() {
        try {
            connection.commit();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** What was changed and not committed is undone. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private void bind(PreparedStatement statement, @Nullable Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            switch (parameter) {
                case String[] texts ->
                        statement.setArray(i + 1, connection.createArrayOf("text", texts));
                case UUID[] ids -> statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
                case OffsetDateTime[] times ->
                        statement.setArray(i + 1, connection.createArrayOf("timestamptz", times));
                case Integer[] numbers ->
                        statement.setArray(i + 1, connection.createArrayOf("int4", numbers));
                case Long[] numbers ->
                        statement.setArray(i + 1, connection.createArrayOf("int8", numbers));
                case null, default -> statement.setObject(i + 1, parameter);
            }
        }
    }

    private static CannotRun failed(SQLException failure) {
        return new CannotRun("The database refused: " + failure.getMessage(), failure);
    }
}
