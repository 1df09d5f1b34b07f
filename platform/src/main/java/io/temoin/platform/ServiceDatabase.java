// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pair of databases of one service (events and views; wrapped keys) with its five roles, made
 * by {@code deploy/postgresql/roles.sql}.
 */
public record ServiceDatabase(String service, int port, Passwords passwords) {

    /** The passwords of a service's roles; never printed. */
    public record Passwords(String owner, String app, String feed, String keysOwner, String keys) {

        /** New random passwords. */
        public static Passwords generated() {
            return new Passwords(
                    Secrets.random(),
                    Secrets.random(),
                    Secrets.random(),
                    Secrets.random(),
                    Secrets.random());
        }

        @Override
        public String toString() {
            return "Passwords[redacted]";
        }
    }

    /**
     * Creates what is missing and sets the passwords; safe to repeat at every start.
     *
     * @param service a name of lower-case letters, such as {@code consent}
     */
    public static ServiceDatabase create(
            PostgresServer server, String service, Passwords passwords) {
        return create(server.access(), service, passwords);
    }

    /** The same, without anything that was there before. */
    static ServiceDatabase createAnew(PostgresAccess server, String service, Passwords passwords) {
        try (var connection = server.administrator("postgres")) {
            for (var name : List.of(service, service + "_keys")) {
                execute(connection, "drop database if exists " + name + " with (force)");
            }
        } catch (SQLException e) {
            throw new ComponentFailure(
                    "The databases of " + service + " cannot be dropped: " + e.getMessage(), e);
        }
        return create(server, service, passwords);
    }

    private static ServiceDatabase create(
            PostgresAccess server, String service, Passwords passwords) {
        try (var connection = server.administrator("postgres")) {
            return create(connection, server.port(), service, passwords);
        } catch (SQLException e) {
            throw new ComponentFailure(
                    "The databases of " + service + " cannot be created: " + e.getMessage(), e);
        }
    }

    /** The same, as whoever is connected. */
    static ServiceDatabase create(
            Connection administrator, int port, String service, Passwords passwords)
            throws SQLException {
        if (!service.matches("[a-z]+")) {
            throw new IllegalArgumentException("Not a service name: " + service);
        }
        var database = new ServiceDatabase(service, port, passwords);
        database.script().run(administrator);
        return database;
    }

    /**
     * What a service that runs is told about its databases, by the names of its environment
     * variables: no password of an owner among it.
     */
    public Map<String, String> environment() {
        return Map.of(
                "TEMOIN_DB_HOST", "127.0.0.1",
                "TEMOIN_DB_PORT", Integer.toString(port),
                "TEMOIN_DB_NAME", service,
                "TEMOIN_DB_KEYS_NAME", service + "_keys",
                "TEMOIN_DB_APP_PASSWORD", passwords.app(),
                "TEMOIN_DB_FEED_PASSWORD", passwords.feed(),
                "TEMOIN_DB_KEYS_PASSWORD", passwords.keys());
    }

    /** What the commands {@code migrate} and {@code rotate} are told: the owners' passwords too. */
    public Map<String, String> environmentOfOwners() {
        var environment = new HashMap<>(environment());
        environment.put("TEMOIN_DB_OWNER_PASSWORD", passwords.owner());
        environment.put("TEMOIN_DB_KEYS_OWNER_PASSWORD", passwords.keysOwner());
        return environment;
    }

    /** The address, for JDBC, of who may read the events of every tenant, and do nothing else. */
    public String readingAllEvents() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s_feed&password=%s"
                .formatted(port, service, service, passwords.feed());
    }

    private PsqlScript script() {
        try {
            return PsqlScript.parse(
                    Files.readString(SourceTree.root().resolve("deploy/postgresql/roles.sql")),
                    Map.of(
                            "service", service,
                            "owner_password", passwords.owner(),
                            "app_password", passwords.app(),
                            "feed_password", passwords.feed(),
                            "keys_owner_password", passwords.keysOwner(),
                            "keys_password", passwords.keys()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
