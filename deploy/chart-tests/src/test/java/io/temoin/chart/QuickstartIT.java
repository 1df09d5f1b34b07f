// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick start's own files fit the chart: they bring what it names, and are of their types. */
class QuickstartIT {

    private static final Path EXAMPLE = SourceTree.root().resolve("deploy/examples/quickstart");

    @TempDir Path folder;

    @Test
    void theScriptMakesEverySecretThatTheQuickStartAndItsComponentsName() throws Exception {
        // When
        var made = QuickstartSecrets.make(folder);
        var secrets = made.objects();

        // Then
        var keys = keys(secrets);
        Set<String> named = new TreeSet<>(named(Chart.render(Chart.values("quickstart"))));
        named.addAll(named(components()));
        assertThat(keys).containsExactlyElementsOf(named);
        keys.stream()
                .filter(key -> key.matches("temoin-.*-(database|owners)/.*"))
                .forEach(key -> assertThat(made.value(key)).hasSizeGreaterThan(15));
        assertThat(
                        Chart.YAML
                                .readTree(made.value("temoin-consent-keys/signing-keys.json"))
                                .at("/keys/0/d")
                                .asText())
                .hasSize(43);
    }

    /** Their keysets are made at the provider, and their signing keys by a ceremony. */
    @Test
    void theScriptMakesPasswordsAndNoKeysWhereAProviderHasThem() throws Exception {
        // When
        var secrets =
                QuickstartSecrets.make(
                                folder,
                                Map.of("KEY_PROVIDER", "vault", "TEMOIN_APPS", "/nonexistent"))
                        .objects();

        // Then
        assertThat(keys(secrets))
                .noneMatch(key -> key.contains("-keys/"))
                .containsAll(
                        named(Chart.render(Chart.values("production"))).stream()
                                .filter(
                                        key ->
                                                key.matches(
                                                        "temoin-.*(database|owners|oidc|admin)/.*"))
                                .toList());
    }

    /** Names of secrets are the same in all values files, so the script serves the others too. */
    @Test
    void theSecretsOfTheServicesHaveTheSameNamesEverywhere() {
        var quickstart = ofServices(Chart.render(Chart.values("quickstart")));
        Chart.valuesFiles()
                .forEach(
                        values ->
                                assertThat(ofServices(Chart.render(values)))
                                        .as(values.toString())
                                        .containsAll(
                                                quickstart.stream()
                                                        .filter(secret -> isUsed(secret, values))
                                                        .toList()));
    }

    /** Where a provider wraps the keyset, it is in no secret. */
    private static boolean isUsed(String secret, Path values) {
        return !secret.endsWith("/keyset.json")
                || Chart.read(values).at("/keys/provider").asText().equals("file");
    }

    @Test
    void theComponentsAreOfTheirTypesAndPassTheLevelRestricted() throws IOException {
        for (var object : components()) {
            assertThat(Types.faults(object)).as(Manifests.id(object)).isEmpty();
        }
        Manifests.pods(components()).forEach(PodSecurityTest::passes);
    }

    @Test
    void theComponentsAreAtTheAddressesThatTheValuesName() throws IOException {
        var environment =
                Manifests.environment(
                        Manifests.container(
                                Chart.render(Chart.values("quickstart")), "consent", "serve"));
        assertThat(address("postgres"))
                .isEqualTo(
                        environment.get("TEMOIN_DB_HOST")
                                + ":"
                                + environment.get("TEMOIN_DB_PORT"));
        assertThat(address("kafka")).isEqualTo(environment.get("KAFKA_BOOTSTRAP_SERVERS"));
        assertThat("http://" + address("keycloak") + "/realms/temoin")
                .isEqualTo(environment.get("QUARKUS_OIDC_AUTH_SERVER_URL"));
    }

    /** As the chart's KafkaTopics do elsewhere. */
    @Test
    void theComponentsCreateEveryTopic() throws IOException {
        var script =
                Manifests.one(components(), "Job", "kafka-topics")
                        .at("/spec/template/spec/containers/0/command/2")
                        .asText();
        assertThat(script)
                .contains(
                        "for service in consent recording audit retention; do create $service.events")
                .contains(
                        "for service in consent recording audit retention; do create $service.dead-letter")
                .contains(
                        "create audit.checkpoints --partitions 1 --config cleanup.policy=compact");
    }

    /** What secrets hold, as {@code name/key}. */
    private static Set<String> keys(List<JsonNode> secrets) {
        Set<String> keys = new TreeSet<>();
        for (var secret : secrets) {
            secret.path("data")
                    .fieldNames()
                    .forEachRemaining(key -> keys.add(Manifests.name(secret) + "/" + key));
        }
        return keys;
    }

    private static List<JsonNode> components() throws IOException {
        return Chart.objects(Files.readString(EXAMPLE.resolve("components.yaml")));
    }

    private static String address(String service) throws IOException {
        var object = Manifests.one(components(), "Service", service);
        return service + ":" + object.at("/spec/ports/0/port").asText();
    }

    private static Set<String> ofServices(List<JsonNode> objects) {
        Set<String> names = new HashSet<>();
        named(objects).stream()
                .filter(secret -> secret.matches("temoin-[a-z]+-(database|owners|keys)/.*"))
                .forEach(names::add);
        return names;
    }

    private static Set<String> named(List<JsonNode> objects) {
        Set<String> named = new TreeSet<>();
        Manifests.pods(objects)
                .values()
                .forEach(
                        pod -> {
                            pod.findValues("secretKeyRef")
                                    .forEach(
                                            each ->
                                                    named.add(
                                                            each.path("name").asText()
                                                                    + "/"
                                                                    + each.path("key").asText()));
                            pod.findValues("secret")
                                    .forEach(
                                            each ->
                                                    each.path("items")
                                                            .findValuesAsText("key")
                                                            .forEach(
                                                                    key ->
                                                                            named.add(
                                                                                    each.path(
                                                                                                            "secretName")
                                                                                                    .asText()
                                                                                            + "/"
                                                                                            + key)));
                        });
        return named;
    }
}
