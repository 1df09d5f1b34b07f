// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service's database, entered by the roles that have a key to it. */
public final class Database {

    private static final String IDLE = "idle_in_transaction_session_timeout";
    private static final String FEED = "quarkus.datasource.feed.reactive.additional-properties.";

    private Database() {}

    /** A connection of {@code owner}, {@code app} or {@code feed}. */
    public static Connection as(String role) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                setting("TEMOIN_DB_HOST"),
                                setting("TEMOIN_DB_PORT"),
                                setting("TEMOIN_DB_NAME")),
                "audit_" + role,
                setting("TEMOIN_DB_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD"));
    }

    /**
     * A pool of one connection of the feed's role, with the limits that the service's has, through
     * a port that leads to the server.
     */
    public static Pool feedThrough(int port, String applicationName, Vertx vertx) {
        PgConnectOptions options =
                new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setDatabase(setting("TEMOIN_DB_NAME"))
                        .setUser("audit_feed")
                        .setPassword(setting("TEMOIN_DB_FEED_PASSWORD"))
                        .addProperty("application_name", applicationName)
                        .addProperty(IDLE, setting(FEED + IDLE));
        return Pool.newInstance(
                PgBuilder.pool()
                        .connectingTo(options)
                        .with(new PoolOptions().setMaxSize(1))
                        .using(vertx)
                        .build());
    }

    /** Runs statements as a role, each in its own transaction. */
    public static void run(String role, String... statements) throws SQLException {
        try (Connection connection = as(role);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The one text that a query of a role answers with. */
    public static String text(String role, String sql) throws SQLException {
        try (Connection connection = as(role);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Runs a statement on the database of the keys, as its owner. */
    public static void runOnKeys(String sql) throws SQLException {
        try (Connection connection = keys();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one text that a query on the database of the keys answers its owner with. */
    public static String textOfKeys(String sql) throws SQLException {
        try (Connection connection = keys();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection keys() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                setting("TEMOIN_DB_HOST"),
                                setting("TEMOIN_DB_PORT"),
                                setting("TEMOIN_DB_KEYS_NAME")),
                "audit_keys_owner",
                setting("TEMOIN_DB_KEYS_OWNER_PASSWORD"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
