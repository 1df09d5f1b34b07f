// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every object is of the type that it says: no unknown member, no text where a number belongs. */
class TypesTest {

    static Stream<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyObjectHasItsType(Path values) {
        for (var object : Chart.render(values)) {
            assertThat(Types.faults(object)).as(Manifests.id(object)).isEmpty();
            assertThat(RequiredMembers.missing(object)).as(Manifests.id(object)).isEmpty();
        }
    }

    /** So that no template is left out of what these tests look at. */
    @Test
    void everyKindOfObjectIsRenderedSomewhere() {
        Set<String> rendered = new HashSet<>();
        Chart.valuesFiles()
                .flatMap(values -> Chart.render(values).stream())
                .forEach(object -> rendered.add(Manifests.kind(object)));
        assertThat(rendered).containsExactlyInAnyOrderElementsOf(Types.known());
    }

    @Test
    void findsAMisspeltMember() throws IOException {
        var deployment =
                object(
                        """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: a}
                        spec:
                          template:
                            spec:
                              containers: [{name: a, livnessProbe: {periodSeconds: 5}}]
                        """);
        assertThat(Types.faults(deployment)).anyMatch(fault -> fault.contains("livnessProbe"));
        var topic =
                object(
                        """
                        apiVersion: kafka.strimzi.io/v1
                        kind: KafkaTopic
                        metadata: {name: a}
                        spec: {replica: 3}
                        """);
        assertThat(Types.faults(topic)).anyMatch(fault -> fault.contains("replica"));
        var scaled =
                object(
                        """
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {name: a}
                        spec: {scaleTargetRef: {name: a}, minReplicas: 2, triggers: []}
                        """);
        assertThat(Types.faults(scaled)).anyMatch(fault -> fault.contains("minReplicas"));
    }

    @Test
    void findsATextWhereANumberBelongs() throws IOException {
        var deployment =
                object(
                        """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: a}
                        spec: {replicas: "2"}
                        """);
        assertThat(Types.faults(deployment)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: Deployment, spec: {template: {spec: {containers: []}}}} | /spec/selector",
                "{kind: Deployment, spec: {selector: {}}} | /spec/template",
                "{kind: Pod, spec: {containers: [{name: a}]}} | container/image",
                "{kind: Job, spec: {template: {spec: {containers: [{name: a, image: a,"
                        + " volumeMounts: [{name: a}]}]}}}} | container/volumeMounts/*/mountPath",
                "{kind: Service, spec: {ports: [{name: https}]}} | /spec/ports/*/port"
            })
    void findsAMemberThatKubernetesRequires(String yaml, String path) throws IOException {
        assertThat(RequiredMembers.missing(object(yaml))).containsExactly(path + " is missing");
    }

    @Test
    void knowsNoTypeOfAStranger() throws IOException {
        assertThat(Types.faults(object("{apiVersion: v1, kind: Pood, metadata: {name: a}}")))
                .isNotEmpty();
    }

    private static JsonNode object(String yaml) throws IOException {
        return Chart.YAML.readTree(yaml);
    }
}
