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
final class ChassisDatabase {

    private static final ChassisDatabase ONE = new ChassisDatabase();

    private final Vertx vertx = Vertx.vertx();
    private final ThrowAwayComponents components = ThrowAwayComponents.start();
    private final ServiceDatabase database =
            ServiceDatabase.create(
                    components.postgres(), "consent", ServiceDatabase.Passwords.generated());

    private ChassisDatabase() {
        Topics.create(components.kafka());
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://127.0.0.1:" + database.port() + "/consent",
                        "consent_owner",
                        database.passwords().owner())
                .locations("classpath:db/events", "classpath:db/parked")
                .placeholders(Map.of("app", "consent_app", "feed", "consent_feed"))
                .load()
                .migrate();
    }

    static ChassisDatabase start() {
        return ONE;
    }

    Vertx vertx() {
        return vertx;
    }

    ThrowAwayComponents components() {
        return components;
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", components.kafka().bootstrapServers());
    }

    Pool app() {
        return pool("consent_app", database.passwords().app());
    }

    Pool feed() {
        return pool("consent_feed", database.passwords().feed());
    }

    private Pool pool(String user, String password) {
        var options =
                new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(database.port())
                        .setDatabase("consent")
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
