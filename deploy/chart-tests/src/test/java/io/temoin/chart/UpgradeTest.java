// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Kubernetes never lets anyone change does not depend on the chart's version: with these
 * templates, the next one changes none of it. {@link PreviousVersionTest} compares the templates.
 */
class UpgradeTest {

    /** Immutable members by kind; of jobs everything, so a changed one needs another name. */
    private static final Map<String, List<String>> IMMUTABLE =
            Map.of(
                    "Deployment", List.of("/spec/selector"),
                    "Service", List.of("/spec/clusterIP"),
                    "PersistentVolumeClaim",
                            List.of(
                                    "/spec/accessModes",
                                    "/spec/storageClassName",
                                    "/spec/volumeName"),
                    "Job", List.of("/spec/template", "/spec/selector", "/spec/completions"),
                    "ConfigMap", List.of("/immutable"),
                    "KafkaTopic", List.of("/spec/topicName", "/spec/partitions"),
                    "Cluster", List.of("/spec/bootstrap"));

    /** All there are but one, and little else to render. */
    private static final String ONLY_JOBS =
            """
            observability: {dashboards: {enabled: false}, prometheusRule: {enabled: false}}
            oidc: {keycloakRealmImport: {enabled: false}}
            """;

    /** While they run, there are no Jobs that migrate. */
    private static final String RESTORING = "restore: {commands: [verify-restore, remove-audio]}\n";

    private static final Map<String, JsonNode> JOBS = jobs("");

    static Stream<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theNextVersionChangesNothingImmutable(Path values, @TempDir Path folder)
            throws IOException {
        // Given
        var today = Chart.render(values);
        var next = Chart.copyTo(folder.resolve("temoin"));
        var metadata = next.resolve("Chart.yaml");
        Files.writeString(
                metadata,
                Files.readString(metadata)
                        .replace("version: 0.1.0", "version: 0.2.0")
                        .replace("appVersion: \"0.1.0\"", "appVersion: \"0.2.0\""));

        // When
        var tomorrow = Chart.render(next, values);

        // Then
        assertThat(immutable(tomorrow, today)).isEqualTo(immutable(today, tomorrow));
        assertThat(tomorrow.toString()).contains("temoin-0.2.0").doesNotContain("temoin-0.1.0");
    }

    /**
     * Argo CD renders every revision as the first, as these tests do: only a Job's name tells it
     * that there is a new one.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "commonLabels: {team: other}",
                "config: {temoin.commit-interval: 6ms}",
                "podSecurity: {runAsUser: 10002, fsGroup: 10002}",
                "image: {tag: 0.1.1}",
                "image: {pullPolicy: Always}",
                "image: {pullSecrets: [registry]}",
                "defaults: {extraEnv: [{name: OTHER, value: x}]}",
                "defaults: {nodeSelector: {pool: other}}",
                "defaults: {priorityClassName: other}",
                "defaults: {resources: {requests: {cpu: 300m}}}",
                "defaults: {temporaryFolderSize: 64Mi}",
                "defaults: {tolerations: []}",
                "keys: {existingSecret: 'other-{{ .service }}'}",
                "trustStore: {existingConfigMap: other}",
                "database: {host: other.example.com, ca: {existingSecret: other}}",
                "database: {provision: {image: 'postgres:18.5', ttlSecondsAfterFinished: 60}}",
                "kafka: {ca: {existingSecret: other}}",
                "migrations: {job: {ttlSecondsAfterFinished: 60}}",
                "witness: {resources: {requests: {cpu: 60m}}, init: {name: example.org/other}}"
            })
    void aJobThatChangesHasAnotherName(String change) {
        var tomorrow = jobs(change);

        assertThat(tomorrow).isNotEqualTo(JOBS);
        var kept = new TreeSet<>(JOBS.keySet());
        kept.retainAll(tomorrow.keySet());
        for (var name : kept) {
            assertThat(tomorrow.get(name)).as(name).isEqualTo(JOBS.get(name));
        }
    }

    /** Otherwise each rendering would run all of them again. */
    @Test
    void aJobThatDoesNotChangeKeepsItsName() {
        assertThat(jobs("rotation: {schedule: '5 * * * *'}"))
                .isEqualTo(JOBS)
                .hasSize(4 + 4 + 4 + 1); // provision, migrate and restore four services; a witness
    }

    /** The specs of the Jobs, by name. */
    private static Map<String, JsonNode> jobs(String more) {
        Map<String, JsonNode> jobs = new TreeMap<>();
        for (var values : List.of(ONLY_JOBS, ONLY_JOBS + RESTORING)) {
            Manifests.ofKind(Chart.render(Chart.everything(), values + more), "Job")
                    .forEach(job -> jobs.put(Manifests.name(job), job.path("spec")));
        }
        return jobs;
    }

    /** Nothing that holds data may vanish between two versions. */
    @ParameterizedTest
    @MethodSource("valuesFiles")
    void whatHoldsDataOutlivesAnUninstallation(Path values) {
        for (var object : Chart.render(values)) {
            if (List.of("PersistentVolumeClaim", "KafkaTopic", "Cluster")
                    .contains(Manifests.kind(object))) {
                assertThat(
                                object.at("/metadata/annotations")
                                        .path("helm.sh/resource-policy")
                                        .asText())
                        .as(Manifests.id(object))
                        .isEqualTo("keep");
            }
        }
    }

    private static Map<String, List<JsonNode>> immutable(
            List<JsonNode> objects, List<JsonNode> others) {
        var names = others.stream().map(Manifests::id).toList();
        Map<String, List<JsonNode>> members = new TreeMap<>();
        for (var object : objects) {
            if (IMMUTABLE.containsKey(Manifests.kind(object))
                    && names.contains(Manifests.id(object))) {
                members.put(
                        Manifests.id(object),
                        IMMUTABLE.get(Manifests.kind(object)).stream().map(object::at).toList());
            }
        }
        assertThat(members).isNotEmpty();
        return members;
    }
}
