// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The broker's own JVM: formats the log directory when it is new, then serves until it is told to
 * end or its parent is gone. Started by {@link KafkaBroker} with the server's class path; nothing
 * else may touch this class.
 */
final class KafkaMain {

    private KafkaMain() {}

    /** Runs the broker described by the properties file named by the only argument. */
    public static void main(String[] arguments) throws Exception {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(reader);
        }
        formatWhenNew(properties);
        var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        endWithParent();
        server.startup();
        server.awaitShutdown();
    }

    private static void formatWhenNew(Properties properties) throws Exception {
        var logs = Path.of(properties.getProperty("log.dirs"));
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(logs);
        new Formatter()
                .setPrintStream(new PrintStream(System.out, true, System.out.charset()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setMetadataLogDirectory(logs.toString())
                .setDirectories(List.of(logs.toString()))
                .run();
    }

    /** A broker whose parent was killed would hold its port and data for nobody. */
    private static void endWithParent() throws IOException {
        var _ =
                ProcessHandle.current()
                        .parent()
                        .orElseThrow(
                                () -> new IOException("The parent of this broker is gone already."))
                        .onExit()
                        .thenRun(() -> System.exit(0));
    }
}
