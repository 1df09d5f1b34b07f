// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Without Strimzi, a script creates the topics and rights that the chart creates with it. With
 * {@code -Dtemoin.chart.update=true} what it creates is written anew.
 */
class KafkaScriptTest {

    private static final Path SCRIPT = SourceTree.root().resolve("deploy/kafka/topics-and-acls.sh");
    private static final String BEGIN = "# What follows is written by KafkaScriptTest.\n";

    private static final List<JsonNode> OBJECTS = Chart.render(Chart.values("production"));

    @Test
    void createsWhatTheChartCreatesWithStrimzi() throws IOException {
        var script = Files.readString(SCRIPT);
        var current = script.substring(0, script.indexOf(BEGIN) + BEGIN.length()) + commands();
        if (Boolean.getBoolean("temoin.chart.update")) {
            Files.writeString(SCRIPT, current);
        }

        assertThat(Files.readString(SCRIPT))
                .as("run this test with -Dtemoin.chart.update=true")
                .isEqualTo(current);
    }

    /** Who changes the defaults of the chart changes those of the script. */
    @Test
    void hasTheDefaultsOfTheChart() throws IOException {
        var topics = Chart.read(Chart.SOURCE.resolve("values.yaml")).at("/kafka/strimzi/topics");

        assertThat(Files.readString(SCRIPT))
                .contains(
                        "PARTITIONS:-%s}".formatted(topics.path("partitions")),
                        "\nREPLICAS=${REPLICAS:-%s}".formatted(topics.path("replicas")),
                        "MIN_IN_SYNC_REPLICAS:-%s}".formatted(topics.path("minInSyncReplicas")),
                        "\nRETENTION_MS=${RETENTION_MS:-%s}".formatted(topics.path("retentionMs")),
                        "DEAD_LETTER_RETENTION_MS:-%s}"
                                .formatted(topics.path("deadLetterRetentionMs")));
    }

    private static String commands() {
        List<String> lines = new ArrayList<>();
        Set<String> watched = new LinkedHashSet<>();
        Manifests.ofKind(OBJECTS, "KafkaTopic").map(KafkaScriptTest::topic).forEach(lines::add);
        for (var service : Chart.SERVICES) {
            lines.add("");
            var user = Manifests.one(OBJECTS, "KafkaUser", "temoin-" + service);
            for (var rule : user.at("/spec/authorization/acls")) {
                lines.add(
                        "allow \"${PRINCIPALS}%s\" %s %s"
                                .formatted(service, resource(rule), operations(rule)));
            }
            watched.addAll(watched(service));
        }
        lines.add("");
        lines.add("if [ -n \"$LAG_READER\" ]; then");
        for (var resource : new TreeSet<>(watched)) {
            lines.add("  allow \"$LAG_READER\" %s Describe".formatted(resource));
        }
        lines.add("fi");
        return String.join("\n", lines) + "\n";
    }

    private static String topic(JsonNode topic) {
        var name = Manifests.name(topic);
        var config = topic.at("/spec/config");
        var compacted = config.path("cleanup.policy").asText().equals("compact");
        var retention = Map.of("events", "RETENTION_MS", "dead-letter", "DEAD_LETTER_RETENTION_MS");
        return "topic %s %s cleanup.policy=%s%s"
                .formatted(
                        name,
                        compacted ? topic.at("/spec/partitions").asText() : "\"$PARTITIONS\"",
                        config.path("cleanup.policy").asText(),
                        compacted
                                ? ""
                                : " retention.ms=\"$%s\""
                                        .formatted(
                                                retention.get(
                                                        name.replaceFirst("^[a-z]+\\.", ""))));
    }

    private static String resource(JsonNode rule) {
        return "--%s %s"
                .formatted(rule.at("/resource/type").asText(), rule.at("/resource/name").asText());
    }

    private static String operations(JsonNode rule) {
        return String.join(
                " ",
                StreamSupport.stream(rule.path("operations").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    /** What KEDA asks the brokers for. */
    private static Set<String> watched(String service) {
        Set<String> resources = new TreeSet<>();
        var scaled =
                Manifests.one(
                        Chart.render(Chart.values("ha-multi-az")),
                        "ScaledObject",
                        "temoin-" + service);
        for (var trigger : scaled.at("/spec/triggers")) {
            if (trigger.path("type").asText().equals("kafka")) {
                resources.add("--topic " + trigger.at("/metadata/topic").asText());
                resources.add("--group " + trigger.at("/metadata/consumerGroup").asText());
            }
        }
        return resources;
    }
}
