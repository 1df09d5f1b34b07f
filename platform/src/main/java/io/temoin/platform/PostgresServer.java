// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL 18 server on 127.0.0.1 with every durability setting on. Its data directory is kept:
 * starting on it again finds what was committed, also after {@link #kill()}. A server left running
 * on the same directory by a JVM that was killed is stopped first; anybody else's is never touched.
 */
public final class PostgresServer implements Component {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final PostgresDirectory directory;
    private final int port;
    private final String durability;
    private final Path log;
    private ChildProcess process;

    private PostgresServer(
            PostgresDirectory directory,
            int port,
            String durability,
            Path log,
            ChildProcess process) {
        this.directory = directory;
        this.port = port;
        this.durability = durability;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @param dataDirectory initialised when it does not exist
     * @throws ComponentFailure when the port is taken or the server does not come up
     */
    public static PostgresServer start(Path dataDirectory, int port, Path log) {
        return start(dataDirectory, port, "on", log);
    }

    /**
     * The same for data that nobody needs once the machine stops: nothing is forced onto the disk.
     * A server that is killed still loses nothing.
     */
    public static PostgresServer startForAWhile(Path dataDirectory, int port, Path log) {
        return start(dataDirectory, port, "off", log);
    }

    private static PostgresServer start(Path dataDirectory, int port, String durability, Path log) {
        var directory = new PostgresDirectory(dataDirectory.toAbsolutePath().normalize());
        directory.stopLeftover(log);
        FreePorts.require(port, "PostgreSQL");
        directory.initialise(log);
        var process = launch(directory, port, durability, log);
        var server = new PostgresServer(directory, port, durability, log, process);
        server.awaitAnswer();
        return server;
    }

    /** Stops the server that a killed JVM left running on the directory; no other is touched. */
    public static void stopLeftover(Path dataDirectory, Path log) {
        new PostgresDirectory(dataDirectory.toAbsolutePath().normalize()).stopLeftover(log);
    }

    /** The port of 127.0.0.1 it listens on. */
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    /** A connection of the administrator; the caller closes it. */
    public Connection administrator(String database) throws SQLException {
        return access().administrator(database);
    }

    /** How its administrator reaches it. */
    PostgresAccess access() {
        return new PostgresAccess(Path.of(directory.path()), port);
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() {
        directory.stopLeftover(log);
        FreePorts.require(port, "PostgreSQL");
        process = launch(directory, port, durability, log);
        awaitAnswer();
    }

    /** Stops it after a checkpoint; open connections are cut. */
    @Override
    public void close() {
        if (process.alive()) {
            directory.stop(log);
            process.stop(STOP_LIMIT);
        }
    }

    private void awaitAnswer() {
        process.await(
                START_LIMIT,
                () -> {
                    try (var connection = administrator("postgres")) {
                        return connection.isValid(5);
                    } catch (SQLException _) {
                        return false;
                    }
                });
    }

    private static ChildProcess launch(
            PostgresDirectory directory, int port, String durability, Path log) {
        var command = new ArrayList<>(directory.command("postgres", "-D", directory.path()));
        settings(port, durability)
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return ChildProcess.start("PostgreSQL", command, Map.of(), log);
    }

    private static Map<String, String> settings(int port, String durability) {
        return Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", Integer.toString(port)),
                Map.entry("unix_socket_directories", ""),
                Map.entry("fsync", durability),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", durability),
                Map.entry("max_connections", "300"),
                Map.entry("shared_buffers", "128MB"),
                PostgresDirectory.FEWEST_ITERATIONS,
                // A transaction forgotten open holds the feed of every service back.
                Map.entry("idle_in_transaction_session_timeout", "30s"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"));
    }

    /** Deletes a folder and what is in it. */
    static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
