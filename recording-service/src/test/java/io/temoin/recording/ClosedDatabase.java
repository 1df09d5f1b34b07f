// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * One of the service's databases, which ends the connections it has and takes no other until this
 * is closed.
 */
public final class ClosedDatabase implements AutoCloseable {

    /** The databases of a service. */
    public enum Which {
        EVENTS("quarkus.datasource", "quarkus.flyway"),
        KEYS("quarkus.datasource.keys", "quarkus.flyway.keys");

        private final String settings;
        private final String owner;

        Which(String settings, String owner) {
            this.settings = settings;
            this.owner = owner;
        }

        /** The settings of the roles that the service connects with. */
        private List<String> users() {
            return switch (this) {
                case EVENTS -> List.of(settings, "quarkus.datasource.feed");
                case KEYS -> List.of(settings);
            };
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;

    /** Stays open: nobody but a superuser gets in while the limit is 0. */
    private final Connection owner;

    private ClosedDatabase(Which which) throws SQLException {
        String url = setting(which.settings + ".reactive.url");
        this.name = url.substring(url.lastIndexOf('/') + 1);
        this.owner = connect(url, which.owner);
    }

    /** Closes a database; its sessions have ended when this returns. */
    public static ClosedDatabase close(Which which) throws SQLException {
        ClosedDatabase closed = new ClosedDatabase(which);
        List<Connection> own = new ArrayList<>();
        for (String user : which.users()) {
            own.add(connect(setting(which.settings + ".reactive.url"), user));
        }
        closed.limit(0);
        for (Connection session : own) {
            end(session);
            session.close();
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
            statement.execute("alter database %s connection limit %d".formatted(name, connections));
        }
    }

    /** A role may end its own sessions; more may still be on their way when the limit is set. */
    private static void end(Connection own) throws SQLException {
        try (var statement = own.createStatement()) {
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                try (var ended =
                                        statement.executeQuery(
                                                "select pg_terminate_backend(pid) from"
                                                        + " pg_stat_activity where usename ="
                                                        + " current_user and pid <>"
                                                        + " pg_backend_pid()")) {
                                    return !ended.next();
                                }
                            });
        }
    }

    private static Connection connect(String url, String role) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + url, setting(role + ".username"), setting(role + ".password"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
