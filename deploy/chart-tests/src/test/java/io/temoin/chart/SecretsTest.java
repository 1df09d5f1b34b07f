// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets which secret: the chart makes none, and nobody gets one that is not theirs. */
class SecretsTest {

    static Stream<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theChartContainsNoSecret(Path values) {
        assertThat(Manifests.ofKind(Chart.render(values), "Secret")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theOwnersPasswordsAreForCommandsOnly(Path values) {
        var objects = Chart.render(values);
        for (var service : Chart.SERVICES) {
            assertThat(secretsOf(Manifests.container(objects, service, "serve")))
                    .noneMatch(secret -> secret.contains("owner"))
                    .contains(
                            "temoin-" + service + "-database/app-password",
                            "temoin-" + service + "-database/feed-password",
                            "temoin-" + service + "-database/keys-password");
            assertThat(secretsOf(Manifests.container(objects, service, "migrate")))
                    .containsExactlyInAnyOrder(
                            "temoin-" + service + "-owners/owner-password",
                            "temoin-" + service + "-owners/keys-owner-password");
            assertThat(secretsOf(Manifests.container(objects, service, "rotate")))
                    .containsExactly("temoin-" + service + "-owners/keys-owner-password");
        }
    }

    /** A volume of the pod is not yet one of the container. */
    @ParameterizedTest
    @MethodSource("valuesFiles")
    void noServiceGetsASecretOfAnother(Path values) {
        var objects = Chart.render(values);
        Manifests.pods(objects)
                .forEach(
                        (id, pod) -> {
                            for (var service : Chart.SERVICES) {
                                if (id.contains("temoin-" + service)) {
                                    assertThat(secretsOf(pod))
                                            .as(id)
                                            .noneMatch(secret -> isOfAnother(secret, service));
                                }
                            }
                        });
    }

    /** A pod gets no more of a secret than the keyset of its service. */
    @Test
    void oneSecretMayHoldAKeysetForEachService() {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        """
                        keys: {provider: file, existingSecret: all-keys}
                        allowInsecure: {keysetInSecret: true}
                        services:
                          consent: {keys: {keysetKey: consent.json}}
                          recording: {keys: {keysetKey: recording.json}}
                          audit: {keys: {keysetKey: audit.json}}
                          retention: {keys: {keysetKey: retention.json}}
                        """);
        for (var service : Chart.SERVICES) {
            var volumes =
                    Manifests.one(objects, "Deployment", "temoin-" + service)
                            .at("/spec/template/spec/volumes");
            assertThat(volumes.findValuesAsText("key"))
                    .contains(service + ".json")
                    .noneMatch(
                            key ->
                                    key.endsWith(".json")
                                            && !key.matches(service + ".json|signing-keys.json"));
        }
    }

    /** Keys that sign are files still; who has none of them has no key in its pod. */
    @Test
    void aKeyProviderLeavesOnlyTheKeysThatSign() {
        var objects = Chart.render(Chart.values("vault-and-s3"), "keys: {create: true}");
        for (var service : Chart.SERVICES) {
            var pod =
                    Manifests.one(objects, "Deployment", "temoin-" + service)
                            .at("/spec/template/spec");
            assertThat(pod.path("volumes").findValuesAsText("path"))
                    .as(service)
                    .doesNotContain("keyset.json")
                    .contains("token");
            assertThat(pod.path("volumes").findValuesAsText("name")).doesNotContain("keys");
            assertThat(pod.path("volumes").findValuesAsText("name").contains("signing-keys"))
                    .isEqualTo(service.equals("consent") || service.equals("audit"));
            assertThat(secretsOf(Manifests.container(objects, service, "create-keyset")))
                    .containsExactly("temoin-" + service + "-owners/keys-owner-password");
            for (var job :
                    List.of("CronJob temoin-" + service + "-rotate", "Job temoin-" + service)) {
                assertThat(podsBelow(objects, job))
                        .as(job)
                        .isNotEmpty()
                        .noneMatch(each -> each.toString().contains("signing-keys"))
                        .noneMatch(each -> each.toString().contains("log-keys"));
            }
        }
    }

    private static List<JsonNode> podsBelow(List<JsonNode> objects, String id) {
        return Manifests.pods(objects).entrySet().stream()
                .filter(pod -> pod.getKey().startsWith(id))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Test
    void keyFilesAreForTheGroupOfThePodAndNobodyElse() {
        var objects = Chart.render(Chart.everything());
        for (var service : Chart.SERVICES) {
            assertThat(keyFiles(objects, service, "keys")).containsExactly("keyset.json");
            switch (service) {
                case "consent" ->
                        assertThat(keyFiles(objects, service, "signing-keys"))
                                .containsExactly("signing-keys.json");
                case "audit" ->
                        assertThat(keyFiles(objects, service, "signing-keys"))
                                .containsExactly("log-keys.pem");
                default ->
                        assertThat(mounts(Manifests.container(objects, service, "serve")))
                                .doesNotContain("signing-keys");
            }
        }
    }

    private static List<String> keyFiles(List<JsonNode> objects, String service, String name) {
        var volume = volume(objects, service, name);
        assertThat(volume.at("/secret/defaultMode").asInt()).isEqualTo(0440);
        return volume.at("/secret/items").findValuesAsText("path");
    }

    /** It shares the pod of what serves, and so its volumes, but must not mount them all. */
    @ParameterizedTest
    @MethodSource("valuesFiles")
    void migratingSeesTheKeysetAndNothingThatServingHas(Path values) {
        var objects = Chart.render(values, "migrations: {mode: initContainer}");
        var provider = Chart.read(values).at("/keys/provider").asText();
        for (var service : Chart.SERVICES) {
            List<String> expected = new ArrayList<>(List.of("tmp", "config"));
            expected.addAll(
                    switch (provider) {
                        case "file" -> List.of("keys");
                        case "vault" -> List.of("vault-token", "vault-ca");
                        case "pkcs11" -> List.of("keys", "hsm");
                        default -> List.of(); // a workload identity
                    });
            var mounts = mounts(Manifests.container(objects, service, "migrate"));
            mounts.removeAll(List.of("database-ca", "trust-store", "rules"));
            assertThat(mounts).as(service).containsExactlyInAnyOrderElementsOf(expected);
            if (expected.contains("keys")) {
                assertThat(keyFiles(objects, service, "keys"))
                        .containsExactly(provider.equals("file") ? "keyset.json" : "pin");
            }
        }
    }

    /** A keyset in a secret cannot be rotated, so only what is for trying things out has one. */
    @ParameterizedTest
    @MethodSource("valuesFiles")
    void onlyTheQuickStartKeepsKeysetsInSecrets(Path values) {
        var provider = Chart.read(values).at("/keys/provider").asText();

        assertThat(provider.equals("file"))
                .isEqualTo(values.endsWith("quickstart.yaml") || values.equals(Chart.everything()));
        assertThat(Chart.render(values).toString().contains("keyset.json"))
                .isEqualTo(provider.equals("file"));
    }

    private static List<String> mounts(JsonNode container) {
        return container.path("volumeMounts").findValuesAsText("name");
    }

    /** Only what serves has them: commands connect as the owners. */
    @Test
    void passwordsAreFilesForTheGroupOfThePodWhereThatIsAsked() {
        var objects = Chart.render(Chart.everything());
        for (var service : Chart.SERVICES) {
            var volume = volume(objects, service, "database-passwords");
            assertThat(volume.at("/secret/defaultMode").asInt()).isEqualTo(0440);
            assertThat(volume.at("/secret/secretName").asText())
                    .isEqualTo("temoin-" + service + "-database");
            assertThat(volume.at("/secret/items").findValuesAsText("path"))
                    .containsExactly(
                            "TEMOIN_DB_APP_PASSWORD",
                            "TEMOIN_DB_FEED_PASSWORD",
                            "TEMOIN_DB_KEYS_PASSWORD");
            var mounts = Manifests.container(objects, service, "serve").path("volumeMounts");
            assertThat(Manifests.environment(Manifests.container(objects, service, "serve")))
                    .containsEntry(
                            "TEMOIN_DB_PASSWORD_FOLDER",
                            mounts.findParents("mountPath").stream()
                                    .filter(
                                            mount ->
                                                    mount.path("name")
                                                            .asText()
                                                            .equals("database-passwords"))
                                    .map(mount -> mount.path("mountPath").asText())
                                    .findFirst()
                                    .orElseThrow());
            for (var command : List.of("migrate", "rotate")) {
                assertThat(Manifests.environment(Manifests.container(objects, service, command)))
                        .doesNotContainKey("TEMOIN_DB_PASSWORD_FOLDER");
            }
        }
    }

    @Test
    void externalSecretsBringEverySecretThatAPodNames() {
        // Given
        var objects = Chart.render(Chart.values("external-secrets-vault"));
        Set<String> named = new HashSet<>();
        Manifests.pods(objects).values().forEach(pod -> named.addAll(secretsOf(pod)));

        // When
        Set<String> brought = new HashSet<>();
        Manifests.ofKind(objects, "ExternalSecret")
                .forEach(
                        secret ->
                                secret.at("/spec/data")
                                        .findValuesAsText("secretKey")
                                        .forEach(
                                                key ->
                                                        brought.add(
                                                                secret.at("/spec/target/name")
                                                                                .asText()
                                                                        + "/"
                                                                        + key)));

        // Then: authorities come with what they belong to, certificates from their issuer
        named.removeIf(secret -> secret.matches(".*/(ca\\.crt|tls\\.crt|tls\\.key)"));
        assertThat(brought).containsExactlyInAnyOrderElementsOf(named);
    }

    private static JsonNode volume(List<JsonNode> objects, String service, String name) {
        return Manifests.one(objects, "Deployment", "temoin-" + service)
                .at("/spec/template/spec/volumes")
                .findParents("secret")
                .stream()
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOfAnother(String secret, String service) {
        return Chart.SERVICES.stream()
                .filter(other -> !other.equals(service))
                .anyMatch(other -> secret.startsWith("temoin-" + other));
    }

    /** The secrets of a pod or a container, as {@code name/key}. */
    private static List<String> secretsOf(JsonNode node) {
        List<String> secrets = new ArrayList<>();
        for (var reference : node.findValues("secretKeyRef")) {
            secrets.add(reference.path("name").asText() + "/" + reference.path("key").asText());
        }
        for (var volume : node.findValues("secret")) {
            volume.path("items")
                    .findValuesAsText("key")
                    .forEach(key -> secrets.add(volume.path("secretName").asText() + "/" + key));
        }
        secrets.remove("proxy/password"); // what everything.yaml adds
        return secrets;
    }
}
