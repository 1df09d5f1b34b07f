// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A drill is made beside an installation that serves: it must not touch that one's keys, topics and
 * audio, whatever the values were for.
 */
class RestoreDrillTest {

    private static final String VALUES =
            """
            keys: {create: true}
            restore: {drill: true, commands: [redestroy-keys, remove-audio, verify-restore]}
            migrations: {mode: job}
            networkPolicy:
              egress:
                database: [{podSelector: {matchLabels: {cnpg.io/cluster: drill}}}]
                kafka: [{ipBlock: {cidr: 203.0.113.0/24}}]
                objectStorage: [{ipBlock: {cidr: 198.51.100.0/24}}]
            """;

    /** On top of the values of an installation with a key provider, buckets and new keysets. */
    private static final List<JsonNode> DRILL = Chart.render(Chart.values("vault-and-s3"), VALUES);

    @ParameterizedTest
    @ValueSource(strings = {"vault-and-s3", "production", "openshift"})
    void nothingRunsButTheCommands(String values) {
        var objects = Chart.render(Chart.values(values), VALUES);

        assertThat(Manifests.pods(objects).keySet())
                .hasSameSizeAs(Chart.SERVICES)
                .allMatch(id -> id.matches("Job temoin-[a-z]+-restore-.*"));
        assertThat(Manifests.ofKind(objects, "ServiceAccount").map(Manifests::name))
                .noneMatch(name -> name.endsWith("-keys"));
    }

    /** A cluster would archive into the backups, and a route would take the public name. */
    @Test
    void nothingIsCreatedThatProductionHas() {
        assertThat(Chart.render(Chart.values("production"), VALUES).stream().map(Manifests::kind))
                .doesNotContain(
                        "Cluster", "KafkaTopic", "KafkaUser", "KeycloakRealmImport", "HTTPRoute");
        assertThat(Chart.render(Chart.values("openshift"), VALUES).stream().map(Manifests::kind))
                .doesNotContain("Ingress");
    }

    /** Only name queries may go anywhere. */
    @Test
    void everyOtherWayLeadsToANamedPeer() {
        List<String> open = new ArrayList<>();
        for (var policy : Manifests.ofKind(DRILL, "NetworkPolicy").toList()) {
            for (var rule : policy.at("/spec/egress")) {
                if (!rule.has("to")) {
                    open.add(rule.path("ports").findValuesAsText("port").toString());
                }
            }
            assertThat(policy.findValuesAsText("port"))
                    .as(Manifests.name(policy))
                    .doesNotContain("8200"); // of Vault
        }

        assertThat(open).isNotEmpty().allMatch("[53, 53]"::equals);
    }

    /** An empty rule is every address and every port: production's brokers, databases and keys. */
    @Test
    void noAdditionalRuleOfTheValuesOpensAWay() {
        var open = Chart.render(Chart.values("vault-and-s3"), VALUES + "    extra: [{}]\n");

        for (var service : Chart.SERVICES) {
            var name = "temoin-" + service + "-restore";
            assertThat(Manifests.one(open, "NetworkPolicy", name))
                    .as(name)
                    .isEqualTo(Manifests.one(DRILL, "NetworkPolicy", name));
        }
    }

    @Test
    void audioIsNamedAndNotRemoved() {
        assertThat(arguments(DRILL)).isEqualTo("[\"remove-audio\"]");
        assertThat(
                        arguments(
                                Chart.render(
                                        Chart.values("vault-and-s3"),
                                        "restore: {commands: [remove-audio]}")))
                .isEqualTo("[\"remove-audio\",\"--yes\"]");
    }

    private static String arguments(List<JsonNode> objects) {
        return Manifests.container(objects, "recording", "remove-audio").path("args").toString();
    }
}
