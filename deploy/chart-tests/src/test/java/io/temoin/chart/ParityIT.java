// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart says the same as the services that it runs, in both directions. */
class ParityIT {

    /** Of the JVM, not of the service. */
    private static final Set<String> JVM = Set.of("JDK_JAVA_OPTIONS");

    /** What everything.yaml adds as an operator would. */
    private static final Set<String> ADDED = Set.of("HTTPS_PROXY_PASSWORD_OF_NOBODY");

    /**
     * Defaults that hold for a cluster as they are, each with the reason.
     *
     * <ul>
     *   <li>TEMOIN_HTTP_HOST: 0.0.0.0, all addresses of the pod
     * </ul>
     */
    private static final Set<String> GOOD_AS_THEY_ARE = Set.of("TEMOIN_HTTP_HOST");

    /** As the generated manifests, which know no certificates. */
    private static final String WITHOUT_TLS =
            """
            tls: {enabled: false}
            allowInsecure: {plaintextServices: true}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void everyVariableOfTheChartIsReadByTheService(String service) {
        var settings = KnownSettings.of(service);
        for (var values : Chart.valuesFiles().toList()) {
            var objects = createsKeyset(values) ? firstInstallation(values) : Chart.render(values);
            for (var command : commands(values)) {
                var unread =
                        Manifests.environment(Manifests.container(objects, service, command))
                                .keySet()
                                .stream()
                                .filter(name -> !JVM.contains(name) && !ADDED.contains(name))
                                .filter(name -> !settings.reads(name))
                                .toList();
                assertThat(unread).as(command + " with " + values.getFileName()).isEmpty();
            }
        }
    }

    private static List<String> commands(Path values) {
        return createsKeyset(values)
                ? List.of("serve", "migrate", "rotate", "create-keyset")
                : List.of("serve", "migrate", "rotate");
    }

    private static boolean createsKeyset(Path values) {
        return !Chart.read(values).at("/keys/provider").asText("file").equals("file");
    }

    private static List<JsonNode> firstInstallation(Path values) {
        return Chart.render(values, "keys: {create: true}");
    }

    /** A folder, an address or a password for which the default is that of a workplace. */
    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void everythingThatAnInstallationHasToSetIsSet(String service) {
        // Given
        Set<String> needed = new TreeSet<>();
        KnownSettings.of(service)
                .expressions()
                .forEach(
                        (name, fallback) -> {
                            if (isOfAWorkplace(fallback) && !GOOD_AS_THEY_ARE.contains(name)) {
                                needed.add(name);
                            }
                        });
        assertThat(needed).contains("TEMOIN_DB_HOST", "TEMOIN_DB_APP_PASSWORD");

        // When
        Set<String> given = new HashSet<>();
        var objects = Chart.render(Chart.everything());
        for (var command : List.of("serve", "migrate", "rotate")) {
            given.addAll(
                    Manifests.environment(Manifests.container(objects, service, command)).keySet());
        }

        // Then
        assertThat(given).containsAll(needed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void portsProbesAndImageAreThoseOfTheGeneratedManifest(String service) {
        var generated =
                manifest(service).stream()
                        .filter(object -> Manifests.kind(object).equals("Deployment"))
                        .findFirst()
                        .orElseThrow()
                        .at("/spec/template/spec");
        var container = generated.at("/containers/0");
        var objects = Chart.render(Chart.values("production"), WITHOUT_TLS);
        var ours = Manifests.container(objects, service, "serve");

        assertThat(ports(ours)).isEqualTo(ports(container));
        for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            var http = ours.path(probe).path("httpGet");
            var its = container.path(probe).path("httpGet");
            assertThat(http.path("path")).as(probe).isEqualTo(its.path("path"));
            assertThat(ports(ours).get(http.path("port").asText()))
                    .as(probe)
                    .isEqualTo(its.path("port").asInt());
        }
        assertThat(repository(ours)).isEqualTo(repository(container));
        assertThat(ours.path("name")).isEqualTo(container.path("name"));
        var user = Manifests.one(objects, "Deployment", "temoin-" + service);
        assertThat(user.at("/spec/template/spec/securityContext/runAsUser"))
                .isEqualTo(generated.at("/securityContext/runAsUser"));
    }

    /** What the service itself says that a pod of it needs. */
    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void whatTheGeneratedManifestMountsAndSetsTheChartDoes(String service) {
        var generated =
                manifest(service).stream()
                        .filter(object -> Manifests.kind(object).equals("Deployment"))
                        .findFirst()
                        .orElseThrow();
        var objects = Chart.render(Chart.values("production"));
        var ours = Manifests.one(objects, "Deployment", "temoin-" + service);

        var set =
                new HashSet<>(
                        generated
                                .at("/spec/template/spec/containers/0/env")
                                .findValuesAsText("name"));
        set.remove("KUBERNETES_NAMESPACE"); // of the extension itself, which no service reads
        assertThat(Manifests.environment(Manifests.container(objects, service, "serve")).keySet())
                .containsAll(set);
        assertThat(claims(ours)).isEqualTo(claims(generated));
    }

    private static int claims(JsonNode deployment) {
        return deployment.findValues("persistentVolumeClaim").size();
    }

    private static boolean isOfAWorkplace(String fallback) {
        return fallback == null
                || fallback.isEmpty()
                || fallback.contains("localhost")
                || fallback.matches("[a-z-]+(\\.(json|pem))?") && !fallback.matches("true|false");
    }

    private static List<JsonNode> manifest(String service) {
        var file = SourceTree.root().resolve(service + "-service/target/kubernetes/kubernetes.yml");
        try {
            return new ArrayList<>(Chart.objects(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is missing: build it with ./mvnw package", e);
        }
    }

    private static Map<String, Integer> ports(JsonNode container) {
        Map<String, Integer> ports = new HashMap<>();
        container
                .path("ports")
                .forEach(
                        port ->
                                ports.put(
                                        port.path("name").asText(),
                                        port.path("containerPort").asInt()));
        return ports;
    }

    private static String repository(JsonNode container) {
        return container.path("image").asText().replaceFirst("[:@][^/]*$", "");
    }
}
