// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The database of the keys, which ends the connections of the service and takes no other until this
 * is closed.
 */
public final class ClosedKeys implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Stays open: nobody but a superuser gets in while the limit is 0. */
    private final Connection owner;

    private ClosedKeys() throws SQLException {
        this.owner = connect("audit_keys_owner", "TEMOIN_DB_KEYS_OWNER_PASSWORD");
    }

    /** Closes it; the service's sessions have ended when this returns. */
    public static ClosedKeys closed() throws SQLException {
        ClosedKeys closed = new ClosedKeys();
        try (Connection own = connect("audit_keys", "TEMOIN_DB_KEYS_PASSWORD");
                var statement = own.createStatement()) {
            closed.limit(0);
            // More may still be on their way when the limit is set.
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                try (var ended =
                                        statement.executeQuery(
                                                """
                                                select pg_terminate_backend(pid)
                                                from pg_stat_activity
                                                where usename = current_user
                                                  and pid <> pg_backend_pid()""")) {
                                    return !ended.next();
                                }
                            });
        }
        return closed;
    }

    /** Opens it again. */
    @Override
    public void close() throws SQLException {
        limit(-1);
        owner.close();
    }

    private void limit(int connections) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(
                    "alter database %s connection limit %d"
                            .formatted(setting("TEMOIN_DB_KEYS_NAME"), connections));
        }
    }

    private static Connection connect(String role, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                setting("TEMOIN_DB_HOST"),
                                setting("TEMOIN_DB_PORT"),
                                setting("TEMOIN_DB_KEYS_NAME")),
                role,
                setting(password));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
