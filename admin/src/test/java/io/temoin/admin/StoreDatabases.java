// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import io.temoin.platform.PostgresServer;
import io.temoin.shredding.postgres.TestPostgres;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Properties;
import java.util.UUID;

/** The two databases of a service called {@code store}, on a real PostgreSQL. */
final class StoreDatabases {

    static final StoreDatabases ONE = new StoreDatabases();

    private final TestPostgres postgres = TestPostgres.start();

    private StoreDatabases() {
        postgres.migrate(
                "store", "store_owner", postgres.passwords().owner(), "db/events", "store_app");
        postgres.migrate(
                "store_keys",
                "store_keys_owner",
                postgres.passwords().keysOwner(),
                "db/keys",
                "store_keys");
    }

    Database owner() {
        return connect("store", "store_owner", postgres.passwords().owner());
    }

    Database feed() {
        return connect("store", "store_feed", postgres.passwords().feed());
    }

    Database keysOwner() {
        return connect("store_keys", "store_keys_owner", postgres.passwords().keysOwner());
    }

    /** Connections of the role that a running service has for its keys. */
    Pool keys() {
        return postgres.pool("store_keys", "store_keys", postgres.passwords().keys(), 3);
    }

    Pool feedPool() {
        return postgres.pool("store", "store_feed", postgres.passwords().feed(), 1);
    }

    /** On which tests may have other databases. */
    PostgresServer server() {
        return postgres.server();
    }

    /** Does what only the server's administrator can. */
    void asAdministrator(String database, String... statements) {
        try (var connection = postgres.server().administrator(database);
                var statement = connection.createStatement()) {
            for (var one : statements) {
                statement.execute(one);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As a role with this password, however long that takes. */
    Database connect(String user, String password, Duration patience) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return Database.connect(postgres.url("store"), properties, patience);
    }

    /** Without events and readers. */
    void empty() {
        asAdministrator("store", "truncate event restart identity", "truncate feed_checkpoint");
    }

    /** Appends an event, in a transaction of its own. */
    void append(String stream, int version, String type, String payload) {
        asAdministrator(
                "store",
                """
                insert into event (tenant, stream, version, type, type_version, payload, metadata,
                  command_id, ordinal, recorded_at)
                values ('helios', '%s', %d, '%s', 1, '%s', '{}', '%s', 0, '%s')"""
                        .formatted(
                                stream,
                                version,
                                type,
                                payload,
                                UUID.randomUUID(),
                                OffsetDateTime.parse("2026-11-24T10:05:00Z")));
    }

    private Database connect(String name, String user, String password) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return Database.connect(postgres.url(name), properties, Duration.ZERO);
    }

    /** A report, and what it said. */
    static final class Said {

        private final StringWriter text = new StringWriter();
        private final Report report = new Report(new PrintWriter(text, true));

        Report report() {
            return report;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
