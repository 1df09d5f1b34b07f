// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each command on restored databases gets what it reads: none signs in to a key provider, none
 * signs anything, and only the one that compares epochs sees a keyset, where that is a file.
 */
class RestoreNeedsTest {

    private static final String ALL =
            """
            restore:
              commands: [renumber-transactions, redestroy-keys, remove-audio, verify-restore, rewind-consumers]
              since: "2026-11-29T02:00:00Z"
            """;

    /** With a keyset in a secret, and everything else that can be switched on. */
    private static final List<JsonNode> EVERYTHING = Chart.render(Chart.everything(), ALL);

    /** What every container has, and what everything.yaml adds as an operator would. */
    private static final List<String> OTHERS = List.of("tmp", "config", "trust-store", "rules");

    private static final String OF_AN_OPERATOR = "HTTPS_PROXY_PASSWORD_OF_NOBODY";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "renumber-transactions | database-ca | TEMOIN_DB_OWNER_PASSWORD",
                "redestroy-keys | database-ca kafka-ca kafka-user | TEMOIN_DB_KEYS_OWNER_PASSWORD"
                        + " TEMOIN_DB_FEED_PASSWORD KAFKA_SSL_KEYSTORE_PASSWORD",
                "remove-audio | database-ca audio | TEMOIN_DB_KEYS_OWNER_PASSWORD",
                "verify-restore | keys database-ca kafka-ca kafka-user audio |"
                        + " TEMOIN_DB_OWNER_PASSWORD TEMOIN_DB_KEYS_OWNER_PASSWORD"
                        + " TEMOIN_DB_FEED_PASSWORD KAFKA_SSL_KEYSTORE_PASSWORD",
                "rewind-consumers | kafka-ca kafka-user | KAFKA_SSL_KEYSTORE_PASSWORD"
            })
    void aCommandGetsWhatItReadsAndNothingElse(String command, String mounts, String secrets) {
        var services = 0;
        for (var service : Chart.SERVICES) {
            for (var container : containers(EVERYTHING, service)) {
                if (container.at("/args/0").asText().equals(command)) {
                    services++;
                    List<String> expected = new ArrayList<>(OTHERS);
                    expected.addAll(List.of(mounts.split(" ")));
                    if (!service.equals("recording")) {
                        expected.remove("audio");
                    }
                    assertThat(container.path("volumeMounts").findValuesAsText("name"))
                            .as(service)
                            .containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(secrets(container))
                            .as(service)
                            .containsExactlyInAnyOrder(secrets.split(" "));
                }
            }
        }
        assertThat(services)
                .isEqualTo(
                        switch (command) {
                            case "remove-audio" -> 1;
                            default -> Chart.SERVICES.size();
                        });
    }

    /** A volume that no container mounts is on the node all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"consent", "recording", "audit", "retention"})
    void aPodHasTheVolumesOfItsContainersAndNoOthers(String service) {
        Set<String> mounted = new TreeSet<>();
        containers(EVERYTHING, service)
                .forEach(
                        container ->
                                mounted.addAll(
                                        container.path("volumeMounts").findValuesAsText("name")));

        assertThat(names(pod(EVERYTHING, service)))
                .containsExactlyInAnyOrderElementsOf(mounted)
                .contains("keys")
                .doesNotContain("tls", "oidc-ca", "witnesses");
        assertThat(keyFiles(pod(EVERYTHING, service))).containsExactly("keyset.json");
    }

    @Test
    void withoutTheComparisonOfEpochsThereIsNoKeyFileAtAll() {
        var objects =
                Chart.render(
                        Chart.everything(),
                        "restore: {commands: [redestroy-keys, remove-audio, renumber-transactions]}");
        for (var service : Chart.SERVICES) {
            assertThat(names(pod(objects, service))).as(service).doesNotContain("keys");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{provider: vault, vault: {address: 'https://vault.example:8200', role: uses,"
                        + " keysRole: manages, ca: {existingSecret: vault-ca}}}",
                "{provider: aws-kms, awsKms: {region: eu-west-3, endpoint:"
                        + " 'https://kms.example:8200'}}",
                "{provider: pkcs11, pkcs11: {library: /opt/hsm/module.so}}"
            })
    void noneHasWhatItWouldSignInToAKeyProviderWith(String keys) {
        var objects = Chart.render(Chart.everything(), ALL + "keys: " + keys);
        for (var service : Chart.SERVICES) {
            assertThat(names(pod(objects, service)))
                    .as(service)
                    .doesNotContain("keys", "vault-token", "vault-ca");
            for (var container : containers(objects, service)) {
                var command = container.at("/args/0").asText();
                assertThat(providerSettings(container))
                        .as(service + " " + command)
                        .isEqualTo(
                                command.equals("verify-restore")
                                        ? Set.of("TEMOIN_KEY_PROVIDER_TYPE")
                                        : Set.of());
            }
            var policy = Manifests.one(objects, "NetworkPolicy", "temoin-" + service + "-restore");
            assertThat(policy.findValuesAsText("port"))
                    .as(service)
                    .contains("5432", "9093")
                    .doesNotContain("8200");
        }
    }

    @Test
    void theNetworkIsOpenForWhatTheCommandsReadOnly() {
        var objects =
                Chart.render(
                        Chart.everything(),
                        """
                        restore: {commands: [rewind-consumers], since: "2026-11-29T02:00:00Z"}
                        networkPolicy: {egress: {extra: []}}
                        """);

        for (var service : Chart.SERVICES) {
            assertThat(
                            Manifests.one(
                                            objects,
                                            "NetworkPolicy",
                                            "temoin-" + service + "-restore")
                                    .findValuesAsText("port"))
                    .as(service)
                    .containsOnly("53", "9093");
        }
    }

    private static JsonNode pod(List<JsonNode> objects, String service) {
        return Manifests.pods(objects).entrySet().stream()
                .filter(pod -> pod.getKey().startsWith("Job temoin-" + service + "-restore-"))
                .map(pod -> pod.getValue())
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> containers(List<JsonNode> objects, String service) {
        return Manifests.containers(pod(objects, service));
    }

    private static List<String> names(JsonNode pod) {
        List<String> names = new ArrayList<>();
        pod.at("/spec/volumes").forEach(volume -> names.add(volume.path("name").asText()));
        return names;
    }

    private static List<String> keyFiles(JsonNode pod) {
        for (var volume : pod.at("/spec/volumes")) {
            if (volume.path("name").asText().equals("keys")) {
                return volume.at("/secret/items").findValuesAsText("path");
            }
        }
        return List.of();
    }

    private static Set<String> secrets(JsonNode container) {
        Set<String> names = new HashSet<>();
        for (var variable : container.path("env")) {
            if (variable.has("valueFrom")) {
                names.add(variable.path("name").asText());
            }
        }
        names.remove(OF_AN_OPERATOR);
        return names;
    }

    private static Set<String> providerSettings(JsonNode container) {
        Set<String> names = new HashSet<>(Manifests.environment(container).keySet());
        names.removeIf(name -> !name.startsWith("TEMOIN_KEY_PROVIDER_"));
        return names;
    }
}
