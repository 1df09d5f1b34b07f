// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.temoin.platform.FreePorts;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.ServiceDatabase;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL with the library's migrations; one for all tests of the JVM. */
public final class TestDatabase {

    private static final TestDatabase ONE = new TestDatabase();

    private final Vertx vertx = Vertx.vertx();
    private final PostgresServer server;
    private final ServiceDatabase database;

    private TestDatabase() {
        Path folder =
                Path.of("target", "postgresql-" + ProcessHandle.current().pid()).toAbsolutePath();
        server =
                PostgresServer.start(
                        folder, FreePorts.any(), Path.of("target/postgresql.log").toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        database = ServiceDatabase.create(server, "store", ServiceDatabase.Passwords.generated());
        migrate("store", "store_owner", database.passwords().owner(), "db/events", "store_app");
        migrate(
                "store_keys",
                "store_keys_owner",
                database.passwords().keysOwner(),
                "db/keys",
                "store_keys");
    }

    public static TestDatabase start() {
        return ONE;
    }

    /** Connections of the runtime role. */
    public Pool app() {
        return pool("store", "store_app", database.passwords().app(), 12);
    }

    /** Connections of the feed role. */
    public Pool feed() {
        return pool("store", "store_feed", database.passwords().feed(), 4);
    }

    /** Connections of the keys' runtime role. */
    public Pool keys() {
        return pool("store_keys", "store_keys", database.passwords().keys(), 4);
    }

    /** Connections of the keys' owner. */
    public Pool keysOwner() {
        return pool("store_keys", "store_keys_owner", database.passwords().keysOwner(), 2);
    }

    /** A plain connection of the runtime role, to do by hand what the store does not. */
    public Connection appConnection() throws SQLException {
        return DriverManager.getConnection(url("store"), "store_app", database.passwords().app());
    }

    public PostgresServer server() {
        return server;
    }

    private void migrate(String name, String user, String password, String location, String app) {
        Flyway.configure()
                .dataSource(url(name), user, password)
                .locations("classpath:" + location)
                .placeholders(Map.of("app", app, "feed", "store_feed"))
                .load()
                .migrate();
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name;
    }

    private Pool pool(String name, String user, String password, int size) {
        var options =
                new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(server.port())
                        .setDatabase(name)
                        .setUser(user)
                        .setPassword(password)
                        .setCachePreparedStatements(true);
        return Pool.newInstance(
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(size))
                        .connectingTo(options)
                        .using(vertx)
                        .build());
    }
}
