// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As whom pods sign in to a key provider or a cloud: what answers requests cannot delete keys. */
class ServiceAccountsTest {

    private static final List<String> KEY_COMMANDS = List.of("rotate", "create-keyset");

    private static final String RESTORING =
            """
            keys: {provider: aws-kms, awsKms: {region: eu-west-3}, signing: {inProvider: false}, create: true}
            restore: {commands: [renumber-transactions, redestroy-keys, remove-audio, verify-restore]}
            defaults:
              serviceAccount: {annotations: {role: uses-keys}}
            services:
              recording: {restoreServiceAccount: {annotations: {role: removes-audio}}}
            """;

    static Stream<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void commandsThatCreateAndDeleteKeysHaveAnAccountThatNothingElseHas(Path values) {
        var objects = Chart.render(values);
        for (var service : Chart.SERVICES) {
            var own = "temoin-" + service;
            Manifests.pods(objects)
                    .forEach(
                            (id, pod) -> {
                                if (isOf(service, pod)) {
                                    assertThat(account(pod))
                                            .as(id)
                                            .isEqualTo(managesKeys(pod) ? own + "-keys" : own);
                                }
                            });
        }
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyAccountThatAPodNamesExistsAndIsNamedByAPod(Path values) {
        var objects = Chart.render(values);
        var named =
                Manifests.pods(objects).values().stream()
                        .map(ServiceAccountsTest::account)
                        .filter(account -> !account.isEmpty())
                        .collect(Collectors.toSet());
        assertThat(Manifests.ofKind(objects, "ServiceAccount").map(Manifests::name))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void noAccountIsMadeForCommandsThatDoNotRun() {
        var objects = Chart.render(Chart.values("production"), "rotation: {enabled: false}");
        assertThat(Manifests.ofKind(objects, "ServiceAccount").map(Manifests::name))
                .containsExactlyInAnyOrder(
                        "temoin-consent", "temoin-recording", "temoin-audit", "temoin-retention");
    }

    @Test
    void eachAccountHasTheWorkloadIdentityThatItIsGiven() {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        """
                        defaults:
                          serviceAccount: {annotations: {role: uses}}
                          keysServiceAccount: {annotations: {role: manages}}
                        services:
                          audit: {keysServiceAccount: {annotations: {role: manages-the-log}}}
                        """);
        assertThat(role(objects, "temoin-audit")).isEqualTo("uses");
        assertThat(role(objects, "temoin-audit-keys")).isEqualTo("manages-the-log");
        assertThat(role(objects, "temoin-consent-keys")).isEqualTo("manages");
    }

    /** A workload identity is the only thing that opens AWS KMS: who has it may use keys. */
    @Test
    void commandsOnRestoredDatabasesHaveAnAccountWithoutRightsAtTheKeyProvider() {
        var objects = Chart.render(Chart.values("vault-and-s3"), RESTORING);
        for (var service : Chart.SERVICES) {
            var account = "temoin-" + service + "-restore";
            assertThat(restorePod(objects, service).at("/spec/serviceAccountName").asText())
                    .isEqualTo(account);
            assertThat(role(objects, account))
                    .isEqualTo(service.equals("recording") ? "removes-audio" : "");
            assertThat(
                            Manifests.one(objects, "ServiceAccount", account)
                                    .path("automountServiceAccountToken")
                                    .asBoolean(true))
                    .isFalse();
        }
        assertThat(role(objects, "temoin-audit")).isEqualTo("uses-keys");
    }

    /** The accounts of what serves, with their workload identities, stay where it serves. */
    @Test
    void aDrillHasNoAccountsButThoseOfItsCommands() {
        var objects =
                Chart.render(
                        Chart.values("vault-and-s3"),
                        RESTORING.replace("restore: {", "restore: {drill: true, ")
                                + """
                                networkPolicy:
                                  egress:
                                    database: [{ipBlock: {cidr: 203.0.113.1/32}}]
                                    kafka: [{ipBlock: {cidr: 203.0.113.2/32}}]
                                    objectStorage: [{ipBlock: {cidr: 203.0.113.3/32}}]
                                """);
        assertThat(Manifests.ofKind(objects, "ServiceAccount").map(Manifests::name))
                .containsExactlyInAnyOrder(
                        "temoin-consent-restore",
                        "temoin-recording-restore",
                        "temoin-audit-restore",
                        "temoin-retention-restore");
    }

    @Test
    void vaultGivesEachAccountARoleOfItsOwn() {
        var objects = Chart.render(Chart.values("vault-and-s3"), "keys: {create: true}");
        for (var service : Chart.SERVICES) {
            for (var command : List.of("serve", "migrate", "rotate", "create-keyset")) {
                assertThat(Manifests.environment(Manifests.container(objects, service, command)))
                        .containsEntry(
                                "TEMOIN_KEY_PROVIDER_VAULT_KUBERNETES_ROLE",
                                "temoin-"
                                        + service
                                        + (KEY_COMMANDS.contains(command) ? "-keys" : ""));
            }
        }
    }

    private static JsonNode restorePod(List<JsonNode> objects, String service) {
        return Manifests.pods(objects).entrySet().stream()
                .filter(pod -> pod.getKey().startsWith("Job temoin-" + service + "-restore-"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static String role(List<JsonNode> objects, String account) {
        return Manifests.one(objects, "ServiceAccount", account)
                .at("/metadata/annotations/role")
                .asText();
    }

    private static boolean isOf(String service, JsonNode pod) {
        return Manifests.containers(pod).stream()
                .anyMatch(
                        container ->
                                container
                                        .path("image")
                                        .asText()
                                        .matches(".*/" + service + "-service[:@].*"));
    }

    private static boolean managesKeys(JsonNode pod) {
        return Manifests.containers(pod).stream()
                .anyMatch(
                        container ->
                                KEY_COMMANDS.contains(container.path("args").path(0).asText()));
    }

    private static String account(JsonNode pod) {
        return pod.at("/spec/serviceAccountName").asText();
    }
}
