// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/postgresql/roles.sql} as an administrator of managed PostgreSQL runs it: with
 * {@code CREATEDB} and {@code CREATEROLE}, and without being a superuser or owning the default
 * databases.
 */
class RolesSqlIT {

    private static final String ADMINISTRATOR = "managed_admin";
    private static final String PASSWORD = "of-the-managed-admin";

    @TempDir static Path folder;
    private static PostgresServer server;

    @BeforeAll
    static void start() throws SQLException {
        server =
                PostgresServer.start(
                        folder.resolve("data"), FreePorts.any(), folder.resolve("postgresql.log"));
        try (var superuser = server.administrator("postgres");
                var statement = superuser.createStatement()) {
            statement.execute(
                    "create role %s login createdb createrole password '%s'"
                            .formatted(ADMINISTRATOR, PASSWORD));
            // A superuser who runs the file takes this right from everybody else.
            statement.execute("grant connect on database postgres to " + ADMINISTRATOR);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void needsNoSuperuserAsOftenAsItRuns() throws SQLException {
        // When
        ServiceDatabase consent = null;
        for (int times = 0; times < 2; times++) {
            try (Connection administrator = connect("postgres", ADMINISTRATOR, PASSWORD)) {
                consent =
                        ServiceDatabase.create(
                                administrator,
                                server.port(),
                                "consent",
                                ServiceDatabase.Passwords.generated());
            }
        }

        // Then
        var passwords = consent.passwords();
        assertThat(ask("consent", "consent_owner", passwords.owner(), "create schema s"))
                .isEqualTo("done");
        assertThat(
                        ask(
                                "consent_keys",
                                "consent_keys_owner",
                                passwords.keysOwner(),
                                "create schema s"))
                .isEqualTo("done");
        assertThat(ask("consent", "consent_app", passwords.app(), "select 1")).isEqualTo("done");
        assertThat(ask("consent", "consent_feed", passwords.feed(), "select 1")).isEqualTo("done");
        assertThat(ask("consent_keys", "consent_keys", passwords.keys(), "select 1"))
                .isEqualTo("done");
        assertThat(ask("consent", "consent_app", passwords.app(), "create schema mine"))
                .contains("permission denied");
        assertThat(ask("consent_keys", "consent_app", passwords.app(), "select 1"))
                .contains("permission denied for database");
    }

    @Test
    void leavesTheAdministratorOutOfWhatItCreated() throws SQLException {
        // When
        try (Connection administrator = connect("postgres", ADMINISTRATOR, PASSWORD)) {
            ServiceDatabase.create(
                    administrator,
                    server.port(),
                    "retention",
                    ServiceDatabase.Passwords.generated());
        }

        // Then
        assertThat(ask("postgres", ADMINISTRATOR, PASSWORD, "set role retention_owner"))
                .contains("permission denied to set role");
        assertThat(ask("retention", ADMINISTRATOR, PASSWORD, "select 1"))
                .contains("permission denied for database");
    }

    /** The same file, read by the program that it is written for. */
    @Test
    void isAScriptForPsqlThatKeepsPasswordsOffTheCommandLine() throws Exception {
        // Given
        var passwords =
                Map.of(
                        "OWNER_PASSWORD", "o'wner of \"audit\"",
                        "APP_PASSWORD", "of-the-app",
                        "FEED_PASSWORD", "of-the-feed",
                        "KEYS_OWNER_PASSWORD", "of-the-keys-owner",
                        "KEYS_PASSWORD", "of-the-keys");

        // When
        assertThat(psql(passwords)).isZero();
        assertThat(psql(passwords)).isZero();

        // Then
        assertThat(ask("audit", "audit_owner", "o'wner of \"audit\"", "select 1"))
                .isEqualTo("done");
        assertThat(ask("audit_keys", "audit_keys", "of-the-keys", "select 1")).isEqualTo("done");
        assertThat(psql(Map.of())).as("without passwords").isEqualTo(3);
    }

    /** Somebody made a service's role more powerful than the file did. */
    @Test
    void takesRightsBackThatARoleMustNotHave() throws SQLException {
        // Given
        var passwords = ServiceDatabase.Passwords.generated();
        ServiceDatabase.create(server, "recording", passwords);
        try (var superuser = server.administrator("postgres");
                var statement = superuser.createStatement()) {
            statement.execute("alter role recording_app bypassrls createdb");
        }

        // When
        ServiceDatabase.create(server, "recording", passwords);

        // Then
        assertThat(ask("recording", "recording_app", passwords.app(), "create database mine"))
                .contains("permission denied to create database");
        try (var superuser = server.administrator("postgres");
                var statement = superuser.createStatement();
                var rows =
                        statement.executeQuery(
                                "select rolbypassrls from pg_roles where rolname = 'recording_app'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBoolean(1)).isFalse();
        }
    }

    @Test
    void aScriptThatCannotBeRunIsRefused() {
        assertThatThrownBy(() -> PsqlScript.parse("\\i other.sql\n", Map.of()))
                .hasMessage("Unknown meta-command: \\i other.sql");
        assertThatThrownBy(() -> PsqlScript.parse("select 1;\n", Map.of()))
                .hasMessageStartingWith("Nothing runs this");
        assertThatThrownBy(() -> PsqlScript.parse("select :'absent'\n\\gexec\n", Map.of()))
                .hasMessage("No value for the variable absent");
    }

    private static int psql(Map<String, String> passwords)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                        List.of(
                                "psql",
                                "--no-psqlrc",
                                "--quiet",
                                "--set=service=audit",
                                "--file="
                                        + SourceTree.root().resolve("deploy/postgresql/roles.sql"),
                                "postgres"));
        process.environment()
                .putAll(
                        Map.of(
                                "PGHOST",
                                "127.0.0.1",
                                "PGPORT",
                                Integer.toString(server.port()),
                                "PGUSER",
                                ADMINISTRATOR,
                                "PGPASSWORD",
                                PASSWORD));
        process.environment().putAll(passwords);
        process.redirectErrorStream(true).redirectOutput(folder.resolve("psql.log").toFile());
        var running = process.start();
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        if (!passwords.isEmpty()) {
            assertThat(Files.readString(folder.resolve("psql.log"))).isEmpty();
        }
        return running.exitValue();
    }

    private static String ask(String database, String user, String password, String sql) {
        try (var connection = connect(database, user, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
            return "done";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Connection connect(String database, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), database),
                user,
                password);
    }
}
