// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, topics and lag triggers follow from what the services say that they read. */
class KafkaRightsTest {

    private record Reading(String topic, String group) {}

    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void aServiceMayDoWhatItDoesAndNothingElse(String service) throws IOException {
        // Given
        var readings = readings(service);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("topic " + service + ".events", "[\"Describe\",\"Read\",\"Write\"]");
        if (!readings.isEmpty()) {
            expected.put("topic " + service + ".dead-letter", "[\"Describe\",\"Write\"]");
        }
        if (service.equals("audit")) {
            expected.put("topic audit.checkpoints", "[\"Describe\",\"Read\",\"Write\"]");
        }
        for (var reading : readings) {
            expected.putIfAbsent("topic " + reading.topic(), "[\"Describe\",\"Read\"]");
            expected.put("group " + reading.group(), "[\"Read\"]");
        }

        // When
        var user =
                Manifests.one(
                        Chart.render(Chart.values("production")), "KafkaUser", "temoin-" + service);

        // Then
        Map<String, String> given = new LinkedHashMap<>();
        for (var rule : user.at("/spec/authorization/acls")) {
            given.put(
                    rule.at("/resource/type").asText() + " " + rule.at("/resource/name").asText(),
                    rule.path("operations").toString());
        }
        assertThat(given).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(user.at("/spec/authentication/type").asText()).isEqualTo("scram-sha-512");
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void kedaWatchesEveryConsumerGroup(String service) throws IOException {
        var scaled =
                Manifests.one(
                        Chart.render(Chart.values("ha-multi-az")),
                        "ScaledObject",
                        "temoin-" + service);
        Set<Reading> watched =
                new java.util.HashSet<>(
                        scaled.at("/spec/triggers").findParents("type").stream()
                                .filter(each -> each.path("type").asText().equals("kafka"))
                                .map(each -> each.path("metadata"))
                                .map(
                                        each ->
                                                new Reading(
                                                        each.path("topic").asText(),
                                                        each.path("consumerGroup").asText()))
                                .toList());
        assertThat(watched).isEqualTo(readings(service));
        assertThat(scaled.at("/spec/minReplicaCount").asInt()).isPositive();
    }

    @Test
    void createsEveryTopicThatAServiceWritesOrReads() throws IOException {
        var topics = topics(Chart.render(Chart.values("production")));
        Set<String> expected = new TreeSet<>(Set.of("audit.checkpoints"));
        for (var service : Chart.SERVICES) {
            expected.add(service + ".events");
            if (!readings(service).isEmpty()) {
                expected.add(service + ".dead-letter");
            }
        }
        assertThat(topics.keySet()).isEqualTo(expected);
    }

    @Test
    void onlyTheCheckpointsAreCompactedAndInOnePartition() {
        topics(Chart.render(Chart.values("production")))
                .forEach(
                        (name, topic) -> {
                            var checkpoints = name.equals("audit.checkpoints");
                            assertThat(topic.at("/spec/config/cleanup.policy").asText())
                                    .as(name)
                                    .isEqualTo(checkpoints ? "compact" : "delete");
                            assertThat(topic.at("/spec/partitions").asInt())
                                    .as(name)
                                    .isEqualTo(checkpoints ? 1 : 6);
                            assertThat(topic.at("/spec/config/min.insync.replicas").asInt())
                                    .as(name)
                                    .isEqualTo(2);
                            assertThat(topic.at("/spec/config").has("retention.ms"))
                                    .as(name)
                                    .isEqualTo(!checkpoints);
                        });
    }

    private static Map<String, JsonNode> topics(List<JsonNode> objects) {
        return Manifests.ofKind(objects, "KafkaTopic")
                .collect(Collectors.toMap(Manifests::name, topic -> topic));
    }

    /** The controllers' own topics: read, and nothing more, once they are named. */
    @Test
    void retentionMayReadTheBusinessTopicsThatAreNamed() {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        """
                        keys: {personKeyKey: person-key.json}
                        services:
                          retention:
                            businessTopics:
                              - {name: crm.business, tenant: helios, controller: rhone-telecom}
                              - {name: loire, tenant: helios, controller: loire-assurance}
                        """);
        assertThat(
                        Manifests.one(objects, "KafkaUser", "temoin-retention")
                                .at("/spec/authorization/acls")
                                .toString())
                .contains(
                        "{\"resource\":{\"type\":\"topic\",\"name\":\"crm.business\"},"
                                + "\"operations\":[\"Describe\",\"Read\"]}",
                        "{\"resource\":{\"type\":\"topic\",\"name\":\"loire\"},"
                                + "\"operations\":[\"Describe\",\"Read\"]}")
                .containsOnlyOnce(
                        "{\"resource\":{\"type\":\"group\",\"name\":\"retention-business\"},"
                                + "\"operations\":[\"Read\"]}");
        assertThat(Manifests.environment(Manifests.container(objects, "retention", "serve")))
                .containsKey("TEMOIN_PERSON_KEY_FILE")
                .containsEntry(
                        "TEMOIN_RETENTION_BUSINESS_TOPICS",
                        "helios/rhone-telecom=crm.business,helios/loire-assurance=loire");
    }

    /** The incoming channels of a service's configuration that are not off unless configured. */
    private static Set<Reading> readings(String service) throws IOException {
        var settings = new Properties();
        var file =
                SourceTree.root()
                        .resolve(service + "-service/src/main/resources/application.properties");
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings.stringPropertyNames().stream()
                .filter(name -> name.matches("mp\\.messaging\\.incoming\\.[^.]+\\.topics?"))
                .filter(name -> !settings.containsKey(name.replaceFirst("topics?$", "enabled")))
                .flatMap(
                        name ->
                                Arrays.stream(settings.getProperty(name).split(",", -1))
                                        .map(
                                                topic ->
                                                        new Reading(
                                                                topic.strip(),
                                                                settings.getProperty(
                                                                        name.replaceFirst(
                                                                                "topics?$",
                                                                                "group.id"),
                                                                        service))))
                .collect(Collectors.toSet());
    }
}
