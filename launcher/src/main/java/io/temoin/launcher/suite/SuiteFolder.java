// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.Concurrently;
import io.temoin.platform.Leftovers;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.RoundRobinProxy;
import io.temoin.platform.Secrets;
import io.temoin.platform.ServiceDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that holds all data of one suite: databases, topics, realm, audio, keys, logs, and
 * what the launcher must remember. Secrets in it are readable by their owner alone.
 */
public final class SuiteFolder {

    private static final List<String> CONTENT =
            List.of(
                    "postgresql",
                    "postgresql.password",
                    "kafka",
                    "keycloak",
                    "services",
                    "witness",
                    "nginx",
                    "logs",
                    "secrets.json",
                    "state.json",
                    "demo-clock",
                    "story-calls");

    private final Path path;

    /** A folder that need not exist yet. */
    public SuiteFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** The passwords that are made once and kept. */
    public record KeptSecrets(Map<ServiceName, ServiceDatabase.Passwords> databases) {

        @Override
        public String toString() {
            return "KeptSecrets[redacted]";
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    Path postgres() {
        return path.resolve("postgresql");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path keycloak() {
        return path.resolve("keycloak");
    }

    /** What all services write: the sealed parts of access packages. */
    Path packages() {
        return path.resolve("packages");
    }

    /** Of the proxy in front of several replicas. */
    Path proxy() {
        return path.resolve("nginx");
    }

    /** Key and state of the witness, and what it is told. */
    Path witness() {
        return path.resolve("witness");
    }

    /** The file with the keys of the logs that the witness watches. */
    Path watchedLogs() {
        var list = witness().resolve("logs.txt");
        if (!Files.exists(list)) {
            replace(list, "# ./temoin up writes the keys of the logs here once there are any.\n");
        }
        return list;
    }

    /**
     * Tells the witness which logs there are; it reads the list again when it has changed.
     *
     * @param keys their verifier keys
     */
    public void watch(List<String> keys) {
        var list = String.join("\n", keys) + "\n";
        try {
            if (!Files.readString(watchedLogs()).equals(list)) {
                replace(watchedLogs(), list);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that tells audit-service who its witness is. */
    Path witnesses() {
        return witness().resolve("witnesses.policy");
    }

    void writeWitnesses(String policy) {
        replace(witnesses(), policy);
    }

    public Path service(ServiceName name) {
        return path.resolve("services").resolve(name.shortName());
    }

    /**
     * Whether this build of a service has brought the schemas in these databases to its version.
     */
    boolean isMigrated(ServiceName name, String build) {
        var file = migrated(name);
        try {
            return Files.exists(file) && Files.readString(file).strip().equals(build);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rememberMigration(ServiceName name, String build) {
        replace(migrated(name), build + "\n");
    }

    /** With the databases: whoever deletes or replaces them has nothing migrated. */
    private Path migrated(ServiceName name) {
        return postgres().resolve("temoin-migrated-" + name.shortName());
    }

    /** The log of a component or a service, by its name. */
    public Path log(String component) {
        return path.resolve("logs").resolve(component + ".log");
    }

    /**
     * Takes the folder for this launcher until the lock is closed or the process ends, however it
     * ends.
     *
     * @return empty when a launcher that is alive has it
     */
    Optional<Lock> lock() {
        return lock("launcher.lock");
    }

    /**
     * Takes the right to play the story: its clock and its numbers are those of the suite.
     *
     * @return empty while another process plays it
     */
    public Optional<Lock> lockStory() {
        return lock("story.lock");
    }

    /** Something that one process has until it closes it or ends. */
    public static final class Lock implements AutoCloseable {

        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Optional<Lock> lock(String name) {
        try {
            Files.createDirectories(path);
            var channel =
                    FileChannel.open(
                            path.resolve(name),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return Optional.of(new Lock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be used", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very JVM.
            return false;
        }
    }

    /** Whether a launcher that is alive runs a suite on this folder. */
    public boolean isRunning() {
        if (!Files.exists(path.resolve("launcher.lock"))) {
            return false;
        }
        var lock = lock();
        lock.ifPresent(Lock::close);
        return lock.isEmpty();
    }

    /** What the last start remembered. */
    public Optional<SuiteState> state() {
        return Json.read(path.resolve("state.json"), SuiteState.class);
    }

    void remember(SuiteState state) {
        write("state.json", Json.write(state));
    }

    /** The passwords, made on the first call. */
    public KeptSecrets secrets() {
        return Json.read(path.resolve("secrets.json"), KeptSecrets.class)
                .orElseGet(this::makeSecrets);
    }

    /** How far the demo clock is ahead of the system's; it never goes back. */
    public Duration demoClock() {
        var file = path.resolve("demo-clock");
        try {
            return Files.exists(file)
                    ? Duration.parse(Files.readString(file).strip())
                    : Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void rememberDemoClock(Duration offset) {
        write("demo-clock", offset + "\n");
    }

    /** A number for the next story; the numbers of earlier ones have a history by now. */
    public int nextStoryCall() {
        var calls =
                Json.read(path.resolve("story-calls"), Integer.class)
                        .map(last -> last + 1)
                        .orElse(0);
        write("story-calls", Json.write(calls));
        return calls;
    }

    /** Stops what a launcher that was killed left running, and nothing else. */
    public void stopLeftovers() {
        var jvms =
                Stream.concat(
                        Arrays.stream(ServiceName.values()).map(this::service),
                        Stream.of(kafka(), keycloak(), witness()));
        Concurrently.all(jvms.map(data -> () -> Leftovers.stop(data)));
        RoundRobinProxy.stopLeftover(proxy());
        // Last, since the others end more quietly while it answers.
        PostgresServer.stopLeftover(postgres(), log("postgresql"));
    }

    /** Deletes what a suite has written here, and nothing else. */
    public void empty() {
        for (var name : CONTENT) {
            deleteTree(path.resolve(name));
        }
    }

    private KeptSecrets makeSecrets() {
        var databases = new EnumMap<ServiceName, ServiceDatabase.Passwords>(ServiceName.class);
        for (var name : ServiceName.values()) {
            databases.put(name, ServiceDatabase.Passwords.generated());
        }
        var secrets = new KeptSecrets(databases);
        write("secrets.json", Json.write(secrets));
        return secrets;
    }

    private void write(String name, String content) {
        try {
            Files.createDirectories(path);
            Secrets.write(path.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At once: whoever reads it sees the one or the other. */
    private static void replace(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Secrets.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteTree(Path folder) {
        // A link (Keycloak's program) is deleted itself, never followed.
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
