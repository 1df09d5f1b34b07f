// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever follows a guide finds the values that it names. */
class GuidesTest {

    private static final JsonNode VALUES = Chart.read(Chart.SOURCE.resolve("values.yaml"));

    /** A path of two members or more below one of the chart's sections. */
    private static final Pattern VALUE =
            Pattern.compile(
                    "(?<![\\w./$-])((?:"
                            + String.join("|", sections())
                            + ")(?!\\.example)(?:\\.[a-z][A-Za-z0-9]*)+)(?![\\w./(-])");

    /** A file in a secret, such as tls.crt. */
    private static final Pattern FILE = Pattern.compile("\\w+\\.(?:crt|key|json|yaml|pem|p12)");

    @Test
    void everyValueThatAGuideNamesIsOneOfTheChart() {
        Map<String, String> unknown = new TreeMap<>();
        var named = Guides.inCode(VALUE);
        named.forEach(
                (path, guide) -> {
                    if (!FILE.matcher(path).matches() && !exists(List.of(path.split("\\.")))) {
                        unknown.put(path, guide);
                    }
                });

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(unknown).isEmpty();
    }

    /** On top of the values for production, as the guides say. */
    @Test
    void theValuesThatAGuideShowsCanBeInstalled() throws IOException {
        List<String> shown = new ArrayList<>();
        for (var block : Guides.yaml()) {
            if (sections().containsAll(names(Chart.YAML.readTree(block)))) {
                shown.add(block);
            }
        }

        assertThat(shown).isNotEmpty();
        for (var values : shown) {
            for (var object : Chart.render(Chart.values("production"), values)) {
                assertThat(Types.faults(object)).as(values + Manifests.id(object)).isEmpty();
            }
        }
    }

    /**
     * A restored consent-service knows no objection made since the backup: it serves alone, and
     * nobody asks it whom to call, until those are recorded again.
     */
    @Test
    void theGuideKeepsTheDialersOutUntilLossesAreRecordedAgain() {
        var steps = Guides.blockWith("restore.commands=").lines().toList();
        var upgrades = indexes(steps, "helm upgrade ");

        assertThat(upgrades).hasSize(3);
        assertThat(steps.get(upgrades.get(1))).contains("--set 'restore.serve={consent}'");
        assertThat(steps.get(upgrades.get(2))).doesNotContain("--set");
        assertThat(only(steps, "disable their clients")).isLessThan(upgrades.getFirst());
        assertThat(only(steps, "Record again the objections"))
                .isBetween(upgrades.get(1), upgrades.get(2));
        assertThat(only(steps, "Enable the dialers' clients")).isGreaterThan(upgrades.get(2));
    }

    private static int only(List<String> lines, String words) {
        var found = indexes(lines, words);
        assertThat(found).as(words).hasSize(1);
        return found.getFirst();
    }

    private static List<Integer> indexes(List<String> lines, String words) {
        return IntStream.range(0, lines.size())
                .filter(index -> lines.get(index).contains(words))
                .boxed()
                .toList();
    }

    /** The example is the cluster to which the values for production connect. */
    @Test
    void theKafkaOfTheExampleIsTheOneForProduction() throws IOException {
        var file = SourceTree.root().resolve("deploy/examples/operators/kafka.yaml");
        var objects = Chart.objects(Files.readString(file));
        var nodes = Manifests.one(objects, "KafkaNodePool", "nodes");
        var kafka = Manifests.one(objects, "Kafka", "temoin");

        assertThat(Types.faults(nodes, KafkaNodePool.class)).isEmpty();
        assertThat(Types.faults(kafka, Kafka.class)).isEmpty();
        var production = Chart.read(Chart.values("production")).path("kafka");
        var name = kafka.at("/metadata/name").asText();
        var listener = kafka.at("/spec/kafka/listeners/0");
        assertThat(production.path("bootstrapServers").asText())
                .isEqualTo(name + "-kafka-bootstrap:" + listener.path("port").asText());
        assertThat(production.at("/ca/existingSecret").asText())
                .isEqualTo(name + "-cluster-ca-cert");
        assertThat(production.at("/strimzi/cluster").asText()).isEqualTo(name);
        assertThat(listener.path("tls").asBoolean()).isTrue();
        var user =
                Manifests.one(
                        Chart.render(Chart.values("production")), "KafkaUser", "temoin-consent");
        assertThat(listener.at("/authentication/type"))
                .isEqualTo(user.at("/spec/authentication/type"));
        assertThat(kafka.at("/spec/kafka/authorization/type"))
                .isEqualTo(user.at("/spec/authorization/type"));
    }

    /**
     * A recovery window needs the last backup before it, which is as much older as backups are
     * apart: erased data must not be readable for longer than settings and guides promise.
     */
    @Test
    void noBackupOfTheGuideOutlivesTheKeysOfItsEpoch() {
        var windows = Guides.inCode(Pattern.compile("retentionPolicy: (\\d+)d\\b")).keySet();
        var daily = Guides.inCode(Pattern.compile("schedule: \"0 (\\d+) \\d+ \\* \\* \\*\""));
        var kept = Guides.inCode(Pattern.compile("TEMOIN_KEYS_DESTROY_AFTER=P(\\d+)D\\b")).keySet();

        assertThat(daily).hasSize(1); // backups are a day apart
        assertThat(kept).hasSize(1);
        assertThat(windows)
                .hasSize(1)
                .allMatch(
                        days ->
                                Integer.parseInt(days) + 1
                                        <= Integer.parseInt(kept.iterator().next()));
    }

    /** A newcomer reads the lines in the README; the guide explains them. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.fr.md"})
    void theLinesOfTheReadmeAreThoseOfTheQuickStart(String readme) throws IOException {
        var root = SourceTree.root();
        var guide =
                Files.readAllLines(root.resolve("docs/deploy/quickstart.md")).stream()
                        .map(GuidesTest::withoutComment)
                        .toList();
        var lines =
                Files.readAllLines(root.resolve(readme)).stream()
                        .filter(line -> line.matches("(kubectl|helm|\\./deploy)\\b.*"))
                        .map(GuidesTest::withoutComment)
                        .toList();

        assertThat(lines).hasSize(6).anyMatch(line -> line.startsWith("helm install"));
        assertThat(guide).containsSubsequence(lines);
    }

    /** Which is French in the French page. */
    private static String withoutComment(String line) {
        return line.replaceFirst(" +# .*$", "");
    }

    private static List<String> sections() {
        return names(VALUES);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A service may override what the defaults and some sections say. */
    private static boolean exists(List<String> path) {
        if (path.getFirst().equals("services") && path.size() > 2) {
            var below = path.subList(2, path.size());
            return exists(VALUES.path("services").path(path.get(1)), below)
                    || exists(VALUES.path("defaults"), below)
                    || exists(VALUES, below);
        }
        return exists(VALUES, path);
    }

    private static boolean exists(JsonNode values, List<String> path) {
        var place = values;
        for (var name : path) {
            if (!place.has(name)) {
                return place != values && place.isObject() && place.isEmpty();
            }
            place = place.get(name);
        }
        return true;
    }
}
