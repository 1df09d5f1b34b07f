// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.Commands;
import io.temoin.bench.load.LoadFailure;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.SourceTree;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Kafka's own measuring tool, in a JVM of its own, with the settings of our relay. */
public final class ProducerPerformance {

    private static final String TOPIC = "bench.limit";
    private static final Pattern TOTAL =
            Pattern.compile("\\d+ records sent, ([0-9.]+) records/sec");

    private final KafkaBroker kafka;

    public ProducerPerformance(KafkaBroker kafka, int partitions) {
        this.kafka = kafka;
        kafka.createTopics(List.of(TOPIC), partitions);
    }

    /** Records per second, over so many records of so many bytes. */
    public double run(int records, int bytes) {
        Path root = SourceTree.root();
        String classPath =
                root.resolve("bench/target/lib")
                        + "/*"
                        + File.pathSeparator
                        + root.resolve("platform/target/kafka/lib")
                        + "/*";
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ChildProcess.java(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath,
                                "org.apache.kafka.tools.ProducerPerformance",
                                "--topic",
                                TOPIC,
                                "--num-records",
                                Integer.toString(records),
                                "--record-size",
                                Integer.toString(bytes),
                                "--throughput",
                                "-1",
                                "--producer-props"));
        command.addAll(
                List.of(
                        "bootstrap.servers=" + kafka.bootstrapServers(),
                        "acks=all",
                        "enable.idempotence=true",
                        "batch.size=131072"));
        String output = Commands.output(command, Map.of());
        // The last line is the whole; those before are intervals.
        return TOTAL.matcher(output)
                .results()
                .reduce((_, last) -> last)
                .map((MatchResult last) -> Double.parseDouble(last.group(1)))
                .orElseThrow(
                        () -> new LoadFailure("ProducerPerformance printed no result:\n" + output));
    }
}
