// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the previous version of the chart installed can be upgraded to this one: nothing of it has
 * another name, and nothing that Kubernetes or an operator refuses to change is another. The record
 * of it, {@code previous-version.yaml}, is written anew with {@code -Dtemoin.chart.record=renew},
 * when a release is made and only then (docs/versions.md).
 */
class PreviousVersionTest {

    private static final Path RECORD =
            SourceTree.root()
                    .resolve("deploy/chart-tests/src/test/resources/previous-version.yaml");

    /**
     * By kind, what cannot be changed, or not without losing data or requests; of accounts and
     * CronJobs the name, to which rights at key providers and alerts are bound. Names of Jobs say
     * what is in them ({@link UpgradeTest}).
     */
    private static final Map<String, List<String>> FIXED =
            Map.of(
                    "Deployment", List.of("/spec/selector"),
                    "StatefulSet",
                            List.of(
                                    "/spec/selector",
                                    "/spec/serviceName",
                                    "/spec/podManagementPolicy",
                                    "/spec/volumeClaimTemplates"),
                    "Service", List.of("/spec/clusterIP", "/spec/selector"),
                    "PersistentVolumeClaim",
                            List.of(
                                    "/spec/accessModes",
                                    "/spec/storageClassName",
                                    "/spec/volumeMode",
                                    "/spec/volumeName"),
                    "CronJob", List.of(),
                    "ServiceAccount", List.of(),
                    "KafkaTopic", List.of("/spec/topicName", "/spec/partitions"),
                    "KafkaUser", List.of("/spec/authentication/type"),
                    "Cluster", List.of("/spec/bootstrap", "/spec/storage/storageClass"));

    @BeforeAll
    static void record() throws IOException {
        if (System.getProperty("temoin.chart.record", "").equals("renew")) {
            var record = Chart.YAML.createObjectNode();
            record.set("version", Chart.read(Chart.SOURCE.resolve("Chart.yaml")).path("version"));
            for (var values : List.of("production", "everything")) {
                record.set(values, Chart.YAML.valueToTree(fixed(values)));
            }
            Files.writeString(
                    RECORD,
                    "# SPDX-License-Identifier: Apache-2.0\n"
                            + "# What cannot be changed of what the previous version of the chart"
                            + " installs. Written by PreviousVersionTest.\n"
                            + new ObjectMapper(
                                            YAMLFactory.builder()
                                                    .disable(
                                                            YAMLGenerator.Feature
                                                                    .WRITE_DOC_START_MARKER)
                                                    .build())
                                    .writeValueAsString(record));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "everything"})
    void whatItInstalledIsStillThereUnderItsNameAndUnchanged(String values) {
        // Given
        var previous = Chart.read(RECORD).path(values);
        assertThat(previous).hasSizeGreaterThan(25);

        // When
        var today = fixed(values);

        // Then
        previous.properties()
                .forEach(
                        object ->
                                assertThat(today)
                                        .as("an upgrade cannot change this, or loses data")
                                        .containsEntry(object.getKey(), object.getValue()));
    }

    /** By namespace, kind and name; whoever installed it has not changed a value meanwhile. */
    private static Map<String, JsonNode> fixed(String values) {
        var file = values.equals("everything") ? Chart.everything() : Chart.values(values);
        Map<String, JsonNode> objects = new TreeMap<>();
        for (var object : Chart.render(file)) {
            var members = FIXED.get(Manifests.kind(object));
            if (members != null) {
                objects.put(
                        object.at("/metadata/namespace").asText() + "/" + Manifests.id(object),
                        members(object, members));
            }
        }
        return objects;
    }

    private static ObjectNode members(JsonNode object, List<String> pointers) {
        var members = Chart.YAML.createObjectNode();
        for (var pointer : pointers) {
            if (!object.at(pointer).isMissingNode()) {
                members.set(pointer, object.at(pointer));
            }
        }
        return members;
    }
}
