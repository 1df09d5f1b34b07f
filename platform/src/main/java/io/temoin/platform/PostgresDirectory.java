// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data directory of PostgreSQL: how it is made, which command works on it, and which server still
 * runs on it. The administrator's password lies beside it, readable by its owner alone.
 */
final class PostgresDirectory {

    /**
     * How often passwords are hashed, so that guesses are slow. All passwords here are random, so
     * nobody guesses them; and the usual 4,096 times cost a JVM that compiles with its first
     * compiler alone 12 ms for every connection.
     */
    static final Map.Entry<String, String> FEWEST_ITERATIONS = Map.entry("scram_iterations", "1");

    private static final Duration INITIALISE_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final Path passwordFile;

    PostgresDirectory(Path folder) {
        this.folder = folder;
        this.passwordFile = folder.resolveSibling(folder.getFileName() + ".password");
    }

    String path() {
        return folder.toString();
    }

    String administratorPassword() {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the cluster unless it is complete; an initialisation cut half-way starts afresh. */
    void initialise(Path log) {
        if (Files.exists(folder.resolve("global/pg_control")) && Files.exists(passwordFile)) {
            return;
        }
        PostgresServer.deleteTree(folder);
        try {
            Files.createDirectories(folder.getParent());
            Secrets.write(passwordFile, Secrets.random());
            var unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
            PostgresServer.deleteTree(unfinished);
            Files.createDirectory(
                    unfinished,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            ChildProcess.start(
                            "PostgreSQL's initdb",
                            command(
                                    "initdb",
                                    "-D",
                                    unfinished.toString(),
                                    "-U",
                                    "postgres",
                                    "--pwfile=" + passwordFile,
                                    "--auth=scram-sha-256",
                                    "--set="
                                            + FEWEST_ITERATIONS.getKey()
                                            + "="
                                            + FEWEST_ITERATIONS.getValue(),
                                    "--encoding=UTF8",
                                    "--locale=C"),
                            Map.of(),
                            log)
                    .awaitSuccess(INITIALISE_LIMIT);
            Files.move(unfinished, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A command of the server; as root in a user namespace, since PostgreSQL refuses to be root.
     */
    List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name")) && !isMac()) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(PostgresBinaries.unpacked().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Stops the server that a killed JVM left running on this directory, and only that one. */
    void stopLeftover(Path log) {
        var pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var leftover = recordedPid(pidFile).flatMap(ProcessHandle::of).filter(this::worksHere);
        try {
            if (leftover.isPresent()) {
                stop(log);
            }
            // Left by a server that was killed; its number may belong to another process by now.
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server that runs on this directory: connections are cut, then a checkpoint. */
    void stop(Path log) {
        ChildProcess.start(
                        "PostgreSQL's pg_ctl",
                        command("pg_ctl", "stop", "-D", path(), "-m", "fast", "-w"),
                        Map.of(),
                        log)
                .awaitSuccess(STOP_LIMIT);
    }

    private static Optional<Long> recordedPid(Path pidFile) {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean worksHere(ProcessHandle process) {
        return process.info()
                .arguments()
                .map(arguments -> List.of(arguments).contains(path()))
                .orElse(false);
    }

    private static boolean isMac() {
        return System.getProperty("os.name").startsWith("Mac");
    }
}
