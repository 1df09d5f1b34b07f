// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** KEDA scales nothing that it cannot ask the brokers about; the example lets it. */
class KedaExampleTest {

    private static final Path FILE =
            SourceTree.root().resolve("deploy/examples/operators/keda.yaml");

    @Test
    void letsKedaSignInAsTheValuesWithKedaExpect() throws IOException {
        var objects = objects();
        var name =
                Chart.read(Chart.values("ha-multi-az"))
                        .at("/autoscaling/keda/authenticationRef")
                        .asText();
        var references =
                Manifests.one(objects, "TriggerAuthentication", name).at("/spec/secretTargetRef");
        var connection = Manifests.one(objects, "Secret", "temoin-keda-connection");
        var user = Manifests.one(objects, "KafkaUser", "temoin-keda");

        assertThat(references.findValuesAsText("parameter"))
                .containsExactlyInAnyOrder("sasl", "tls", "username", "password", "ca");
        for (var reference : references) {
            if (reference.path("name").asText().equals(Manifests.name(connection))) {
                assertThat(connection.at("/stringData").has(reference.path("key").asText()))
                        .as(reference.toString())
                        .isTrue();
            } else {
                assertThat(reference.path("name").asText())
                        .isIn(
                                Manifests.name(user),
                                Chart.read(Chart.values("production"))
                                        .at("/kafka/ca/existingSecret")
                                        .asText());
            }
        }
        assertThat(connection.at("/stringData/username").asText()).isEqualTo(Manifests.name(user));
        assertThat(connection.at("/stringData/tls").asText()).isEqualTo("enable");
        assertThat(connection.at("/stringData/sasl").asText()).isEqualTo("scram_sha512");
        assertThat(user.at("/spec/authentication/type").asText()).isEqualTo("scram-sha-512");
    }

    @Test
    void letsKedaReadTheLagOfEveryConsumerAndNothingElse() throws IOException {
        var user = Manifests.one(objects(), "KafkaUser", "temoin-keda");
        Set<String> allowed = new TreeSet<>();
        for (var rule : user.at("/spec/authorization/acls")) {
            assertThat(rule.path("operations")).hasToString("[\"Describe\"]");
            var resource = rule.path("resource");
            allowed.add(resource.path("type").asText() + " " + resource.path("name").asText());
        }

        Set<String> watched = new TreeSet<>();
        Manifests.ofKind(Chart.render(Chart.values("ha-multi-az")), "ScaledObject")
                .flatMap(scaled -> scaled.at("/spec/triggers").findParents("type").stream())
                .map(trigger -> trigger.path("metadata"))
                .filter(trigger -> trigger.has("topic"))
                .forEach(
                        trigger -> {
                            watched.add("topic " + trigger.path("topic").asText());
                            watched.add("group " + trigger.path("consumerGroup").asText());
                        });
        assertThat(watched).hasSizeGreaterThan(8);
        assertThat(allowed).isEqualTo(watched);
        assertThat(Types.faults(user)).isEmpty();
    }

    private static List<JsonNode> objects() throws IOException {
        return Chart.objects(Files.readString(FILE));
    }
}
