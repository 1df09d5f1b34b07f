// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.temoin.platform.PostgresServer;
import io.temoin.shredding.postgres.TestPostgres;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A real PostgreSQL with the library's migrations; one for all tests of the JVM. */
public final class TestDatabase {

    private static final TestDatabase ONE = new TestDatabase();

    private final TestPostgres postgres = TestPostgres.start();

    private TestDatabase() {
        postgres.migrate(
                "store", "store_owner", postgres.passwords().owner(), "db/events", "store_app");
    }

    public static TestDatabase start() {
        return ONE;
    }

    /** Connections of the runtime role. */
    public Pool app() {
        return postgres.pool("store", "store_app", postgres.passwords().app(), 12);
    }

    /** Connections of the feed role. */
    public Pool feed() {
        return postgres.pool("store", "store_feed", postgres.passwords().feed(), 4);
    }

    /** The same through a port that leads to the server. */
    public Pool feed(int port, int size) {
        return postgres.pool(port, "store", "store_feed", postgres.passwords().feed(), size);
    }

    /** A plain connection of the runtime role, to do by hand what the store does not. */
    public Connection appConnection() throws SQLException {
        return DriverManager.getConnection(
                postgres.url("store"), "store_app", postgres.passwords().app());
    }

    /** Refuses events of a type from now on, with an SQL state, as a trigger of a service does. */
    void refuse(String type, String state) throws SQLException {
        try (Connection owner =
                        DriverManager.getConnection(
                                postgres.url("store"),
                                "store_owner",
                                postgres.passwords().owner());
                var statement = owner.createStatement()) {
            statement.execute(
                    """
                    create or replace function refuse_event() returns trigger language plpgsql as $$
                    begin
                      raise exception 'refused' using errcode = '%s';
                    end $$;
                    create or replace trigger refused before insert on event
                      for each row when (new.type = '%s') execute function refuse_event()"""
                            .formatted(state, type));
        }
    }

    public PostgresServer server() {
        return postgres.server();
    }
}
