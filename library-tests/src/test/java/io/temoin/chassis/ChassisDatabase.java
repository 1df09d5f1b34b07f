// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import io.temoin.platform.ServiceDatabase;
import io.temoin.platform.ThrowAwayComponents;
import io.temoin.platform.Topics;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL with the chassis' tables and a real broker; one of each for the JVM. */
public final class ChassisDatabase {

    private static final ChassisDatabase ONE = new ChassisDatabase();

    private final Vertx vertx = Vertx.vertx();
    private final ThrowAwayComponents components = ThrowAwayComponents.start();
    private final ServiceDatabase database =
            ServiceDatabase.create(
                    components.postgres(), "consent", ServiceDatabase.Passwords.generated());

    private ChassisDatabase() {
        Topics.create(components.kafka());
        migrate(
                "consent",
                database.passwords().owner(),
                "consent_app",
                "db/events",
                "db/parked",
                "db/quotas");
        migrate("consent_keys", database.passwords().keysOwner(), "consent_keys", "db/keys");
    }

    private void migrate(String name, String password, String app, String... locations) {
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + name,
                        name + "_owner",
                        password)
                .locations(locations)
                .placeholders(Map.of("app", app, "feed", "consent_feed"))
                .load()
                .migrate();
    }

    public static ChassisDatabase start() {
        return ONE;
    }

    public Vertx vertx() {
        return vertx;
    }

    public ThrowAwayComponents components() {
        return components;
    }

    public Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", components.kafka().bootstrapServers());
    }

    public String readingAllEvents() {
        return database.readingAllEvents();
    }

    public Pool app() {
        return pool("consent", "consent_app", database.passwords().app());
    }

    public Pool feed() {
        return pool("consent", "consent_feed", database.passwords().feed());
    }

    public Pool keys() {
        return pool("consent_keys", "consent_keys", database.passwords().keys());
    }

    public Pool keysOwner() {
        return pool("consent_keys", "consent_keys_owner", database.passwords().keysOwner());
    }

    private Pool pool(String name, String user, String password) {
        var options =
                new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(database.port())
                        .setDatabase(name)
                        .setUser(user)
                        .setPassword(password);
        return Pool.newInstance(
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(4))
                        .connectingTo(options)
                        .using(vertx)
                        .build());
    }
}
