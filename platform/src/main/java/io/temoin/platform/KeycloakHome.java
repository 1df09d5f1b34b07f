// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The home folder of one Keycloak: its own data and realm file, and a link to the program that the
 * build unpacked, which all of them share.
 */
final class KeycloakHome {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(4);
    private static final String NOTE = "built-by-temoin";

    /** What Keycloak's build step writes, and the archive has of some other build. */
    private static final String GENERATED = "lib/quarkus/generated-bytecode.jar";

    private final Path folder;

    private KeycloakHome(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder ready for a start; a database made from another realm file is dropped. */
    static KeycloakHome prepare(Path folder, Path log) {
        var home = new KeycloakHome(folder);
        try {
            buildOnce(log);
            Files.createDirectories(folder.resolve("conf"));
            Files.createDirectories(folder.resolve("data/import"));
            home.linkProgram();
            home.takeRealm(SourceTree.root().resolve("deploy/keycloak/temoin-realm.json"));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak's home cannot be made in " + folder, e);
        }
    }

    List<String> command(String... arguments) {
        return command(folder, arguments);
    }

    private void linkProgram() throws IOException {
        var link = folder.resolve("lib");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, program().resolve("lib"));
    }

    private void takeRealm(Path realm) throws IOException {
        var taken = folder.resolve("data/import/temoin-realm.json");
        if (Files.exists(taken) && Files.mismatch(realm, taken) == -1) {
            return;
        }
        PostgresServer.deleteTree(folder.resolve("data/h2"));
        Files.copy(realm, taken, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Keycloak's own build step; whichever JVM comes first does it for the whole checkout. */
    private static void buildOnce(Path log) throws IOException {
        try (var channel =
                        FileChannel.open(
                                program().resolve(".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (isBuilt(program())) {
                return;
            }
            ChildProcess.start(
                            "Keycloak's build",
                            command(program(), "build", "--db=dev-file"),
                            Map.of(),
                            log)
                    .awaitSuccess(BUILD_LIMIT);
            noteBuilt(program());
        }
    }

    /** Not so if it was unpacked again since: that puts the code of the archive back. */
    static boolean isBuilt(Path program) throws IOException {
        var note = program.resolve(NOTE);
        return Files.exists(note) && Files.readString(note).equals(writtenAt(program));
    }

    static void noteBuilt(Path program) throws IOException {
        Files.writeString(program.resolve(NOTE), writtenAt(program));
    }

    private static String writtenAt(Path program) throws IOException {
        return Files.getLastModifiedTime(program.resolve(GENERATED)).toString();
    }

    private static Path program() {
        try (var folders = Files.list(SourceTree.built("keycloak"))) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("keycloak-"))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new ComponentFailure(
                                            "Keycloak has not been unpacked by the build."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What its {@code kc.sh} runs, without the shell in between, which would not pass a kill on.
     */
    private static List<String> command(Path home, String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                ChildProcess.java(),
                                "-Xms64m",
                                "-Xmx384m",
                                // From the start, else full collections make the room step by step.
                                "-XX:MetaspaceSize=192m",
                                "-XX:MaxMetaspaceSize=256m",
                                "-XX:+UseSerialGC",
                                "-Dfile.encoding=UTF-8",
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                                "--add-opens=java.base/java.security=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                                "-Dpicocli.disable.closures=true",
                                "-Dkc.home.dir=" + home,
                                "-Djboss.server.config.dir=" + home.resolve("conf"),
                                Leftovers.mark(home),
                                "-cp",
                                program().resolve("lib/quarkus-run.jar").toString(),
                                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        command.addAll(List.of(arguments));
        return command;
    }
}
