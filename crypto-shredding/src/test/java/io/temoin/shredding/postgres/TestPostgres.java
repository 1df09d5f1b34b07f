// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.postgres;

import io.temoin.platform.FreePorts;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.ServiceDatabase;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL with the two databases and the roles of a service called {@code store}. */
public final class TestPostgres {

    private final Vertx vertx = Vertx.vertx();
    private final PostgresServer server;
    private final ServiceDatabase database;

    private TestPostgres(PostgresServer server) {
        this.server = server;
        database = ServiceDatabase.create(server, "store", ServiceDatabase.Passwords.generated());
    }

    /** Starts one that ends with the JVM. */
    public static TestPostgres start() {
        Path folder =
                Path.of("target", "postgresql-" + ProcessHandle.current().pid()).toAbsolutePath();
        PostgresServer server =
                PostgresServer.startForAWhile(
                        folder, FreePorts.any(), Path.of("target/postgresql.log").toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        return new TestPostgres(server);
    }

    public PostgresServer server() {
        return server;
    }

    public ServiceDatabase.Passwords passwords() {
        return database.passwords();
    }

    /** Runs a library's migrations as the database's owner. */
    public void migrate(String name, String user, String password, String location, String app) {
        Flyway.configure()
                .dataSource(url(name), user, password)
                .locations("classpath:" + location)
                .placeholders(Map.of("app", app, "feed", "store_feed"))
                .load()
                .migrate();
    }

    public String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name;
    }

    /** At most so many connections of one role. */
    public Pool pool(String name, String user, String password, int size) {
        return pool(server.port(), name, user, password, size);
    }

    /** The same through a port that leads to the server. */
    public Pool pool(int port, String name, String user, String password, int size) {
        var options =
                new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
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
