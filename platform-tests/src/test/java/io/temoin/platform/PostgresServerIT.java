// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    @TempDir Path folder;
    private PostgresServer server;

    @BeforeEach
    void start() {
        server =
                PostgresServer.start(
                        folder.resolve("data"), FreePorts.any(), folder.resolve("postgresql.log"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isVersion18AndDurable() throws SQLException {
        try (var connection = server.administrator("postgres")) {
            assertThat(show(connection, "server_version")).startsWith("18.");
            assertThat(show(connection, "fsync")).isEqualTo("on");
            assertThat(show(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(show(connection, "full_page_writes")).isEqualTo("on");
            assertThat(show(connection, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(connection, "unix_socket_directories")).isEmpty();
            assertThat(show(connection, "idle_in_transaction_session_timeout")).isEqualTo("30s");
        }
    }

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws SQLException {
        // Given
        execute("create table kept(it int)");
        execute("insert into kept values (42)");
        var pid = server.pid();

        // When
        server.kill();
        assertThat(server.alive()).isFalse();
        server.restart();

        // Then
        assertThat(server.pid()).isNotEqualTo(pid);
        assertThat(query("select it from kept")).isEqualTo("42");
    }

    @Test
    void keepsItsDataWhenItIsStoppedAndStartedElsewhere() throws SQLException {
        // Given
        execute("create table kept(it int)");
        execute("insert into kept values (42)");
        server.close();

        // When
        server =
                PostgresServer.start(
                        folder.resolve("data"), FreePorts.any(), folder.resolve("postgresql.log"));

        // Then
        assertThat(query("select it from kept")).isEqualTo("42");
    }

    @Test
    void takesTheDirectoryOverFromTheServerOfAKilledLauncher() throws SQLException {
        // Given a server that nobody stopped
        var orphan = ProcessHandle.of(server.pid()).orElseThrow();

        // When
        server =
                PostgresServer.start(
                        folder.resolve("data"), FreePorts.any(), folder.resolve("postgresql.log"));

        // Then
        assertThat(orphan.isAlive()).isFalse();
        assertThat(query("select 1")).isEqualTo("1");
    }

    @Test
    void doesNotStopAStrangerWhoseNumberIsInAnOldPidFile() throws Exception {
        // Given
        server.kill();
        var stranger =
                ChildProcess.start(
                        "a stranger",
                        List.of("sleep", "600"),
                        Map.of(),
                        folder.resolve("stranger.log"));
        Files.writeString(folder.resolve("data/postmaster.pid"), stranger.pid() + "\n");

        // When
        server.restart();

        // Then
        assertThat(stranger.alive()).isTrue();
        stranger.kill();
        assertThat(query("select 1")).isEqualTo("1");
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(
                            () ->
                                    PostgresServer.start(
                                            folder.resolve("other"),
                                            taken.getLocalPort(),
                                            folder.resolve("other.log")))
                    .isInstanceOf(ComponentFailure.class)
                    .hasMessage(
                            "Port %d of 127.0.0.1 is in use by another process, so PostgreSQL"
                                    + " cannot listen on it.",
                            taken.getLocalPort());
        }
    }

    @Test
    void createsTheDatabasesOfAServiceAsOftenAsAsked() throws SQLException {
        // Given
        ServiceDatabase.create(server, "consent", ServiceDatabase.Passwords.generated());

        // When
        var consent =
                ServiceDatabase.create(server, "consent", ServiceDatabase.Passwords.generated());

        // Then
        var passwords = consent.passwords();
        assertThat(login("consent", "consent_owner", passwords.owner())).isEqualTo("consent_owner");
        assertThat(login("consent", "consent_app", passwords.app())).isEqualTo("consent_app");
        assertThat(login("consent", "consent_feed", passwords.feed())).isEqualTo("consent_feed");
        assertThat(login("consent_keys", "consent_keys", passwords.keys()))
                .isEqualTo("consent_keys");
        assertThat(login("consent_keys", "consent_keys_owner", passwords.keysOwner()))
                .isEqualTo("consent_keys_owner");
    }

    @Test
    void keepsTheRolesOfAServiceOutOfTheDatabasesThatAreNotTheirs() {
        // When
        var consent =
                ServiceDatabase.create(server, "consent", ServiceDatabase.Passwords.generated());

        // Then
        var passwords = consent.passwords();
        assertThatThrownBy(() -> login("consent_keys", "consent_app", passwords.app()))
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> login("consent", "consent_keys", passwords.keys()))
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> login("consent", "consent_app", "wrong"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void keepsThePasswordOfTheAdministratorToItsOwner() throws Exception {
        var file = folder.resolve("data.password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static String show(Connection connection, String setting) throws SQLException {
        return first(connection, "show " + setting);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = server.administrator("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (var connection = server.administrator("postgres")) {
            return first(connection, sql);
        }
    }

    private String login(String database, String user, String password) throws SQLException {
        var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), database);
        try (var connection = DriverManager.getConnection(url, user, password)) {
            return first(connection, "select current_user");
        }
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
