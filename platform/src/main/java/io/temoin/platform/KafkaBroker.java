// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A Kafka 4.1 broker (KRaft, one node that is also the controller) on 127.0.0.1, in a JVM of its
 * own. Its log directory is kept: starting on it again finds what was acknowledged, also after
 * {@link #kill()}.
 */
public final class KafkaBroker implements Component {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final int port;
    private final int controllerPort;
    private final Path settings;
    private final Path log;
    private ChildProcess process;

    private KafkaBroker(
            int port, int controllerPort, Path settings, Path log, ChildProcess process) {
        this.port = port;
        this.controllerPort = controllerPort;
        this.settings = settings;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param dataDirectory formatted when it is new
     * @throws ComponentFailure when the port is taken or the broker does not come up
     */
    public static KafkaBroker start(Path dataDirectory, int port, Path log) {
        return start(dataDirectory, port, "127.0.0.1:" + port, log);
    }

    /**
     * The same, for clients that are not on this machine's loopback: containers, say.
     *
     * @param advertised where all clients reach it once it has told them, {@code host:port}; it
     *     must lead to the port, from here too
     */
    public static KafkaBroker start(Path dataDirectory, int port, String advertised, Path log) {
        Leftovers.stop(dataDirectory);
        FreePorts.require(port, "Kafka");
        var controllerPort = FreePorts.any();
        var settings =
                writeSettings(
                        dataDirectory.toAbsolutePath().normalize(),
                        port,
                        advertised,
                        controllerPort);
        var broker = new KafkaBroker(port, controllerPort, settings, log, launch(settings, log));
        broker.awaitAnswer();
        return broker;
    }

    /** What clients connect to. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
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

    /** Creates the topics that do not exist yet, with this many partitions and one replica. */
    public void createTopics(Collection<String> names, int partitions) {
        try (var administrator = KafkaAdministrator.of(bootstrapServers())) {
            administrator.createTopics(names, partitions);
        }
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() {
        FreePorts.require(port, "Kafka");
        FreePorts.require(controllerPort, "Kafka's controller");
        process = launch(settings, log);
        awaitAnswer();
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    private void awaitAnswer() {
        // First the port: the admin client would fill the log with refused connections.
        process.await(START_LIMIT, () -> FreePorts.isListenedOn(port));
        try (var administrator = KafkaAdministrator.of(bootstrapServers())) {
            process.await(START_LIMIT, administrator::isAnswered);
        }
    }

    private static ChildProcess launch(Path settings, Path log) {
        var server = SourceTree.built("kafka");
        // Jars alone: a folder of classes on the class path would rule the shared archive out.
        var classPath = server.resolve("*") + File.pathSeparator + server.resolve("lib/*");
        return ChildProcess.start(
                "Kafka",
                List.of(
                        ChildProcess.java(),
                        Leftovers.mark(settings.resolveSibling("")),
                        "-Xmx192m",
                        "-XX:MetaspaceSize=64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // The first broker that ends writes it; starts cost a third less.
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + server.resolve("classes.jsa"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-cp",
                        classPath,
                        "io.temoin.platform.KafkaMain",
                        settings.toString()),
                Map.of(),
                log);
    }

    private static Path writeSettings(
            Path directory, int port, String advertised, int controllerPort) {
        var listeners =
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(port, controllerPort);
        var properties = new Properties();
        properties.putAll(
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", "1"),
                        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry("listeners", listeners),
                        Map.entry("advertised.listeners", "PLAINTEXT://" + advertised),
                        Map.entry(
                                "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("log.dirs", directory.resolve("log").toString()),
                        // After a hang all consumers of all replicas connect at once. Kafka queues
                        // 50; the kernel drops the others, which try again after 1, 3 and 7 s.
                        Map.entry("socket.listen.backlog.size", "1024"),
                        // Else a restart after kill -9 waits 15 s for the old session to end.
                        Map.entry("broker.session.timeout.ms", "2000"),
                        Map.entry("broker.heartbeat.interval.ms", "500"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        Map.entry("auto.create.topics.enable", "false"),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("offsets.topic.num.partitions", "8"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("transaction.state.log.num.partitions", "4"),
                        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                        Map.entry("share.coordinator.state.topic.min.isr", "1"),
                        Map.entry("log.cleaner.dedupe.buffer.size", "4194304")));
        try {
            Files.createDirectories(directory);
            var file = directory.resolve("server.properties");
            Files.writeString(
                    file,
                    properties.stringPropertyNames().stream()
                            .sorted()
                            .map(name -> name + "=" + properties.getProperty(name))
                            .collect(Collectors.joining("\n", "", "\n")));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
