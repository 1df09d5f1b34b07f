// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderTest {

    static Stream<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void lintsStrictly(Path values, @TempDir Path folder) throws IOException {
        // Given: lint takes no values, so these become the chart's own
        var chart = Chart.copyTo(folder.resolve("temoin"));
        var own = chart.resolve("values.yaml");
        Chart.YAML.writeValue(own.toFile(), merged(Chart.read(own), Chart.read(values)));

        // When
        var result = new Helm(chart).lint().strict().call();

        // Then
        assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
        assertThat(result.getMessages())
                .noneMatch(
                        message -> message.startsWith("[WARNING]") || message.startsWith("[ERROR"));
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void rendersEveryObjectOnceInTheNamespaceOfTheRelease(Path values) {
        // When
        var objects = Chart.render(values);

        // Then
        Set<String> ids = new HashSet<>();
        for (var object : objects) {
            assertThat(ids.add(Manifests.id(object))).as(Manifests.id(object)).isTrue();
            assertThat(Manifests.name(object)).hasSizeLessThanOrEqualTo(63);
        }
        assertThat(Manifests.ofKind(objects, "Deployment").map(Manifests::name))
                .contains("temoin-consent", "temoin-recording", "temoin-audit", "temoin-retention");
    }

    /** The Jobs fail where there is a keyset, so each upgrade with such values would fail. */
    @ParameterizedTest
    @MethodSource("valuesFiles")
    void createsKeysetsOnlyWhereItIsAskedTo(Path values) {
        assertThat(Manifests.ofKind(Chart.render(values), "Job").map(Manifests::name))
                .noneMatch(name -> name.contains("create-keyset"));
    }

    /**
     * An object that belongs to nobody would stay behind; one that is not labelled is not denied.
     */
    @ParameterizedTest
    @MethodSource("valuesFiles")
    void labelsWhatItCreates(Path values) {
        for (var object : Chart.render(values)) {
            if (!Manifests.name(object).endsWith("-extra")
                    && !Manifests.kind(object).equals("SecretStore")) {
                assertThat(label(object, "instance")).as(Manifests.id(object)).isEqualTo("temoin");
                assertThat(label(object, "part-of")).as(Manifests.id(object)).isEqualTo("temoin");
            }
        }
        Manifests.pods(Chart.render(values))
                .forEach((id, pod) -> assertThat(label(pod, "part-of")).as(id).isEqualTo("temoin"));
    }

    @Test
    void leavesOutAServiceThatIsSwitchedOff() {
        var objects =
                Chart.render(Chart.values("quickstart"), "services: {audit: {enabled: false}}");
        assertThat(objects)
                .isNotEmpty()
                .noneMatch(object -> Manifests.name(object).contains("audit"));
    }

    @Test
    void letsOneServiceDifferFromTheOthers() {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        "services: {consent: {replicas: 5, database: {host: other.example.com}}}");
        assertThat(Manifests.one(objects, "Deployment", "temoin-consent").at("/spec/replicas"))
                .hasToString("5");
        assertThat(Manifests.environment(Manifests.container(objects, "consent", "serve")))
                .containsEntry("TEMOIN_DB_HOST", "other.example.com");
        assertThat(Manifests.environment(Manifests.container(objects, "audit", "serve")))
                .containsEntry("TEMOIN_DB_HOST", "temoin-db-rw.temoin.svc");
    }

    @Test
    void setsPropertiesOfAllServicesAndAboveThemThoseOfOne() {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        """
                        config: {temoin.commit-interval: 7ms, temoin.feed.batch-size: 100}
                        services: {audit: {config: {temoin.commit-interval: 0s}}}
                        """);
        assertThat(properties(objects, "consent"))
                .contains("temoin.commit-interval=7ms", "temoin.feed.batch-size=100");
        assertThat(properties(objects, "audit"))
                .contains("temoin.commit-interval=0s", "temoin.feed.batch-size=100");
    }

    @Test
    void pinsImagesByDigest() {
        var container =
                Manifests.container(Chart.render(Chart.values("airgapped")), "retention", "serve");
        assertThat(container.path("image").asText())
                .isEqualTo(
                        "registry.example.internal/mirror/temoin/retention-service@sha256:"
                                + "0".repeat(63)
                                + "4");
    }

    /**
     * consent-service decides from a database that lacks what was recorded after the backup, so
     * nobody may ask it but who records that again.
     */
    @ParameterizedTest
    @ValueSource(strings = {"everything", "openshift"})
    void letsOnlySomeServicesServeUntilLossesAreRecordedAgain(String values) {
        var file = values.equals("everything") ? Chart.everything() : Chart.values(values);
        var peers = "networkPolicy: {ingressFrom: [{podSelector: {matchLabels: {app: dialer}}}]}\n";
        var objects = Chart.render(file, peers + "restore: {serve: [consent]}");

        for (var service : Chart.SERVICES) {
            var replicas =
                    Manifests.one(objects, "Deployment", "temoin-" + service).at("/spec/replicas");
            if (service.equals("consent")) {
                assertThat(replicas.asInt()).as(service).isPositive();
            } else {
                assertThat(replicas).as(service).hasToString("0");
            }
        }
        assertThat(objects.stream().map(Manifests::kind))
                .doesNotContain("HTTPRoute", "Ingress", "HorizontalPodAutoscaler", "ScaledObject");
        assertThat(Manifests.ofKind(objects, "CronJob"))
                .isNotEmpty()
                .allMatch(one -> one.at("/spec/suspend").asBoolean());
        assertThat(Manifests.one(objects, "NetworkPolicy", "temoin-consent").toString())
                .doesNotContain("dialer");
        assertThat(
                        Manifests.one(
                                        Chart.render(
                                                file,
                                                peers
                                                        + "restore: {serve: [consent], ingressFrom:"
                                                        + " [{podSelector: {matchLabels: {app:"
                                                        + " desk}}}]}"),
                                        "NetworkPolicy",
                                        "temoin-consent")
                                .toString())
                .contains("desk")
                .doesNotContain("dialer");
    }

    private static List<String> properties(List<JsonNode> objects, String service) {
        return Manifests.one(objects, "ConfigMap", "temoin-" + service)
                .at("/data/application.properties")
                .asText()
                .lines()
                .toList();
    }

    private static String label(JsonNode object, String name) {
        return object.path("metadata").path("labels").path("app.kubernetes.io/" + name).asText();
    }

    private static JsonNode merged(JsonNode below, JsonNode above) {
        if (!(below instanceof ObjectNode object) || !above.isObject()) {
            return above;
        }
        above.properties()
                .forEach(
                        member ->
                                object.set(
                                        member.getKey(),
                                        object.has(member.getKey())
                                                ? merged(
                                                        object.get(member.getKey()),
                                                        member.getValue())
                                                : member.getValue()));
        return object;
    }
}
