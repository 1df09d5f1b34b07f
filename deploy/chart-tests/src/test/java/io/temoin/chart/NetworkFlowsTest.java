// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything is denied, except what is named here. What a cluster makes of it, only a cluster
 * shows.
 */
class NetworkFlowsTest {

    static Stream<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyPodIsDeniedEverythingFirst(Path values) {
        var objects = Chart.render(values);
        var deny = Manifests.one(objects, "NetworkPolicy", "temoin-deny").path("spec");
        assertThat(deny.path("policyTypes")).hasToString("[\"Ingress\",\"Egress\"]");
        assertThat(deny.has("ingress") || deny.has("egress")).isFalse();
        Manifests.pods(objects)
                .forEach((id, pod) -> assertThat(selects(deny, pod)).as(id).isTrue());
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyPodHasARuleOfItsOwn(Path values) {
        var objects = Chart.render(values);
        Manifests.pods(objects)
                .forEach(
                        (id, pod) ->
                                assertThat(
                                                Manifests.ofKind(objects, "NetworkPolicy")
                                                        .filter(
                                                                each ->
                                                                        selects(
                                                                                each.path("spec"),
                                                                                pod)))
                                        .as(id)
                                        .hasSizeGreaterThan(id.contains("witness-init") ? 0 : 1));
    }

    @Test
    void servicesReachWhatTheyNeedAndNothingElse() {
        var objects = Chart.render(Chart.values("production"));
        Map<String, List<String>> flows = new TreeMap<>();
        Manifests.ofKind(objects, "NetworkPolicy")
                .filter(policy -> !Manifests.name(policy).equals("temoin-deny"))
                .forEach(policy -> flows.put(Manifests.name(policy), flows(policy.path("spec"))));

        var everyone =
                List.of(
                        "in from gateways to https",
                        "in from monitoring to management",
                        "out to any at 53",
                        "out to any at 5432",
                        "out to any at 9093",
                        "out to any at 443",
                        "out to any at 8200");
        assertThat(flows.get("temoin-audit")).containsExactlyElementsOf(everyone);
        assertThat(flows.get("temoin-retention")).containsExactlyElementsOf(everyone);
        assertThat(flows.get("temoin-consent"))
                .containsAll(everyone)
                .contains("in from recording-service,smoke to https")
                .hasSize(everyone.size() + 1);
        assertThat(flows.get("temoin-recording"))
                .containsAll(everyone)
                .contains("out to consent-service at 8443");
        for (var service : Chart.SERVICES) {
            assertThat(flows.get("temoin-" + service + "-commands"))
                    .containsExactly(
                            "out to any at 53", "out to any at 5432", "out to any at 8200");
        }
        assertThat(flows.get("temoin-database-provision"))
                .containsExactly("out to any at 53", "out to any at 5432");
    }

    /** Commands create and destroy keys, services wrap and unwrap; all services have buckets. */
    @Test
    void theKeyProviderIsReachedByAllAndBucketsByThoseThatHaveSome() {
        var objects = Chart.render(Chart.values("vault-and-s3"));
        for (var service : Chart.SERVICES) {
            var own = policy(objects, "temoin-" + service);
            assertThat(own).contains("out to any at 8200");
            assertThat(own.stream().filter("out to any at 443"::equals))
                    .hasSize(
                            switch (service) {
                                case "recording" -> 3; // the realm, its keys, the buckets
                                default -> 2; // the realm, the buckets
                            });
            assertThat(policy(objects, "temoin-" + service + "-commands"))
                    .containsExactly(
                            "out to any at 53", "out to any at 5432", "out to any at 8200");
        }
    }

    /** As an init container, {@code migrate} is in the pod of the service, and has its flows. */
    @Test
    void migrationsReachLessAsAJobOfTheirOwn() {
        assertThat(
                        Manifests.ofKind(Chart.render(Chart.values("production")), "Job")
                                .map(Manifests::name)
                                .filter(name -> name.contains("migrate")))
                .isEmpty();
        var objects =
                Chart.render(
                        Chart.values("production"),
                        """
                        migrations: {mode: job}
                        networkPolicy:
                          egress: {extra: [{ports: [{port: 4242, protocol: TCP}]}]}
                        """);
        var job =
                Manifests.pods(objects).entrySet().stream()
                        .filter(pod -> pod.getKey().startsWith("Job temoin-audit-migrate"))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
        assertThat(
                        Manifests.ofKind(objects, "NetworkPolicy")
                                .filter(each -> selects(each.path("spec"), job))
                                .map(Manifests::name))
                .containsExactlyInAnyOrder("temoin-deny", "temoin-audit-commands");
        assertThat(policy(objects, "temoin-audit-commands"))
                .containsExactly(
                        "out to any at 53",
                        "out to any at 5432",
                        "out to any at 8200",
                        "out to any at 4242");
    }

    @Test
    void theDatabaseOfAServiceIsReachedAtItsOwnPort() {
        var objects =
                Chart.render(
                        Chart.values("quickstart"), "services: {audit: {database: {port: 6432}}}");
        assertThat(policy(objects, "temoin-audit")).contains("out to any at 6432");
        assertThat(policy(objects, "temoin-audit-commands")).contains("out to any at 6432");
        assertThat(policy(objects, "temoin-consent")).contains("out to any at 5432");
        assertThat(policy(objects, "temoin-database-provision"))
                .containsExactly("out to any at 53", "out to any at 5432,6432");
    }

    /** With the default policies, a log whose witness cannot be reached is never cosigned. */
    @Test
    void auditReachesTheWitnessOfTheChartAndThoseOutside() {
        var objects =
                Chart.render(
                        Chart.everything(), "networkPolicy: {egress: {witnessPorts: [443, 8443]}}");
        var port =
                Manifests.one(objects, "Deployment", "temoin-witness")
                        .at("/spec/template/spec/containers/0/ports/0");

        assertThat(policy(objects, "temoin-audit"))
                .contains(
                        "out to witness at " + port.path("containerPort").asText(),
                        "out to 203.0.113.0/24 at 443,8443");
        assertThat(policy(objects, "temoin-witness"))
                .contains("in from audit-service,gateways to " + port.path("name").asText());
        assertThat(policy(Chart.render(Chart.values("production")), "temoin-audit"))
                .noneMatch(flow -> flow.contains("witness"));
    }

    private static List<String> policy(List<JsonNode> objects, String name) {
        return flows(Manifests.one(objects, "NetworkPolicy", name).path("spec"));
    }

    private static List<String> flows(JsonNode policy) {
        List<String> flows = new ArrayList<>();
        for (var rule : policy.path("ingress")) {
            flows.add("in from " + peers(rule.path("from")) + " to " + ports(rule));
        }
        for (var rule : policy.path("egress")) {
            flows.add("out to " + peers(rule.path("to")) + " at " + ports(rule));
        }
        return flows;
    }

    private static String peers(JsonNode peers) {
        if (peers.isMissingNode()) {
            return "any";
        }
        List<String> names = new ArrayList<>();
        for (var peer : peers) {
            names.addAll(peer.findValuesAsText("kubernetes.io/metadata.name"));
            names.addAll(peer.findValuesAsText("app.kubernetes.io/name"));
            names.addAll(peer.findValuesAsText("cidr"));
        }
        return String.join(",", names);
    }

    private static String ports(JsonNode rule) {
        return String.join(
                ",", rule.path("ports").findValuesAsText("port").stream().distinct().toList());
    }

    private static boolean selects(JsonNode policy, JsonNode pod) {
        var labels = pod.at("/metadata/labels");
        var selector = policy.path("podSelector");
        for (var label : selector.path("matchLabels").properties()) {
            if (!labels.path(label.getKey()).equals(label.getValue())) {
                return false;
            }
        }
        for (var expression : selector.path("matchExpressions")) {
            var value = labels.path(expression.path("key").asText()).asText();
            var among = false;
            for (var each : expression.path("values")) {
                among |= each.asText().equals(value);
            }
            if (!among) {
                return false;
            }
        }
        return true;
    }
}
