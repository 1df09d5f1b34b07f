// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The home folder of one Keycloak: its own data and realm file, and a link to the program that the
 * build unpacked, which all of them share. Its data begin as a copy of a {@link KeycloakTemplate}.
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

    /**
     * Makes the folder ready for a start; a database made from another realm file is replaced.
     *
     * <p>One at a time: a JVM cannot wait for a lock of its own on a file.
     */
    static synchronized KeycloakHome prepare(Path folder, Path log) {
        var home = new KeycloakHome(folder);
        try (var channel =
                        FileChannel.open(
                                program().resolve(".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                // Whichever JVM comes first makes what is shared, for the whole checkout.
                var _ = channel.lock()) {
            if (!isBuilt(program())) {
                build(log);
            }
            var template = KeycloakTemplate.make(log);
            home.lay();
            if (!home.isMadeFrom(KeycloakTemplate.realm())) {
                home.take(template);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak's home cannot be made in " + folder, e);
        }
    }

    static KeycloakHome at(Path folder) {
        return new KeycloakHome(folder);
    }

    /** A home with the realm's file alone, which a start imports into a database of its own. */
    static KeycloakHome empty(Path folder, Path realm) throws IOException {
        var home = new KeycloakHome(folder);
        home.lay();
        Files.copy(realm, home.realm());
        return home;
    }

    /** Of the user {@code admin} of its console. */
    String adminPassword() {
        try {
            return Files.readString(password()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keepAdminPassword(String secret) throws IOException {
        Secrets.write(password(), secret + "\n");
    }

    Path database() {
        return folder.resolve("data/h2");
    }

    /**
     * A start on one class path: what the runner of Quarkus loads is in no cache.
     *
     * @param cache the options for the cache of classes, to be used or to be written
     */
    List<String> command(List<String> cache, String... arguments) {
        var program = new ArrayList<>(cache);
        program.addAll(List.of("-cp", classPath(), "org.keycloak.quarkus.runtime.KeycloakMain"));
        return command(folder, program, arguments);
    }

    private static String classPath() {
        var lib = program().resolve("lib");
        try (var jars = Files.walk(lib)) {
            // What the build step has written comes before what it was made from.
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .filter(jar -> !jar.equals(lib.resolve("quarkus-run.jar")))
                    .filter(jar -> !jar.startsWith(lib.resolve("lib/deployment")))
                    .sorted(
                            Comparator.comparing(
                                            (Path jar) -> !jar.startsWith(lib.resolve("quarkus")))
                                    .thenComparing(Comparator.naturalOrder()))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lay() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.createDirectories(folder.resolve("data/import"));
        var link = folder.resolve("lib");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, program().resolve("lib"));
    }

    boolean isMadeFrom(Path realm) throws IOException {
        // The password is written last: without it, the rest is not complete.
        return Files.exists(password())
                && Files.exists(realm())
                && Files.mismatch(realm, realm()) == -1;
    }

    private void take(KeycloakHome made) throws IOException {
        Files.deleteIfExists(password());
        PostgresServer.deleteTree(database());
        Files.createDirectories(database());
        try (var files = Files.list(made.database())) {
            for (var file : files.toList()) {
                Files.copy(file, database().resolve(file.getFileName()));
            }
        }
        Files.copy(made.realm(), realm(), StandardCopyOption.REPLACE_EXISTING);
        keepAdminPassword(made.adminPassword());
    }

    private Path realm() {
        return folder.resolve("data/import/temoin-realm.json");
    }

    private Path password() {
        return folder.resolve("admin-password");
    }

    /** Keycloak's own build step. */
    private static void build(Path log) throws IOException {
        ChildProcess.start(
                        "Keycloak's build",
                        command(
                                program(),
                                List.of(
                                        "-cp",
                                        program().resolve("lib/quarkus-run.jar").toString(),
                                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint"),
                                "build",
                                "--db=dev-file"),
                        Map.of(),
                        log)
                .awaitSuccess(BUILD_LIMIT);
        PostgresServer.deleteTree(KeycloakTemplate.folder()); // made by another build
        noteBuilt(program());
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

    static Path program() {
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
    private static List<String> command(Path home, List<String> program, String... arguments) {
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
                                Leftovers.mark(home)));
        command.addAll(program);
        command.addAll(List.of(arguments));
        return command;
    }
}
