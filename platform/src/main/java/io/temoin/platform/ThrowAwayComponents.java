// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A PostgreSQL and a Kafka for one test JVM, on a folder under {@code target/components} that is
 * deleted with them. What an earlier JVM left behind because it was killed is stopped and deleted
 * first.
 */
public final class ThrowAwayComponents implements AutoCloseable {

    private final Path folder;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final Thread hook;

    private ThrowAwayComponents(Path folder, PostgresServer postgres, KafkaBroker kafka) {
        this.folder = folder;
        this.postgres = postgres;
        this.kafka = kafka;
        // Of a JVM that ends without closing: the hook is the last chance not to leave orphans.
        this.hook = new Thread(this::remove, "throw-away-components");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts both at the same time, on free ports. */
    public static ThrowAwayComponents start() {
        var parent = Path.of("target/components").toAbsolutePath();
        var folder = parent.resolve(Long.toString(ProcessHandle.current().pid()));
        try {
            Files.createDirectories(parent);
            deleteLeftovers(parent);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var kafka =
                CompletableFuture.supplyAsync(
                        () ->
                                KafkaBroker.start(
                                        folder.resolve("kafka"),
                                        FreePorts.any(),
                                        folder.resolve("kafka.log")));
        var postgres =
                PostgresServer.startForAWhile(
                        folder.resolve("postgresql"),
                        FreePorts.any(),
                        folder.resolve("postgresql.log"));
        try {
            return new ThrowAwayComponents(folder, postgres, kafka.join());
        } catch (CompletionException failure) {
            postgres.kill();
            throw failure;
        }
    }

    /** The folder with their data and logs; tests may put more into it. */
    public Path folder() {
        return folder;
    }

    /** The database server. */
    public PostgresServer postgres() {
        return postgres;
    }

    /** The broker. */
    public KafkaBroker kafka() {
        return kafka;
    }

    /**
     * The databases of a service and the suite's topics, without anything that was there before.
     * Nobody may be using them.
     */
    public ServiceDatabase anew(String service) {
        new TestServers(folder, postgres.access(), kafka.bootstrapServers()).createTopicsAnew();
        return ServiceDatabase.createAnew(
                postgres.access(), service, ServiceDatabase.Passwords.generated());
    }

    /** Stops both at once (their data has no future) and deletes the folder. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        remove();
    }

    private void remove() {
        postgres.kill();
        kafka.kill();
        PostgresServer.deleteTree(folder);
    }

    private static void deleteLeftovers(Path parent) throws IOException {
        try (var folders = Files.list(parent)) {
            for (var left : folders.filter(ThrowAwayComponents::isAbandoned).toList()) {
                new PostgresDirectory(left.resolve("postgresql"))
                        .stopLeftover(parent.resolve("leftovers.log"));
                PostgresServer.deleteTree(left);
            }
        }
    }

    private static boolean isAbandoned(Path folder) {
        var name = folder.getFileName().toString();
        return Files.isDirectory(folder)
                && name.matches("\\d+")
                && ProcessHandle.of(Long.parseLong(name)).isEmpty();
    }
}
