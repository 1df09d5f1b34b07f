// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pod passes the Pod Security Standards' level <i>restricted</i>
 * (kubernetes.io/docs/concepts/security/pod-security-standards, v1.34), and some rules of our own.
 */
class PodSecurityTest {

    private static final Set<String> VOLUMES =
            Set.of(
                    "configMap",
                    "csi",
                    "downwardAPI",
                    "emptyDir",
                    "ephemeral",
                    "persistentVolumeClaim",
                    "projected",
                    "secret");

    static Stream<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyPodPassesTheLevelRestricted(Path values) {
        var pods = Manifests.pods(Chart.render(values));
        assertThat(pods).hasSizeGreaterThanOrEqualTo(4);
        pods.forEach(PodSecurityTest::passes);
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void noPodCanWriteItsImageOrCallKubernetes(Path values) {
        Manifests.pods(Chart.render(values))
                .forEach(
                        (id, pod) -> {
                            var spec = pod.path("spec");
                            assertThat(spec.path("automountServiceAccountToken"))
                                    .as(id)
                                    .hasToString("false");
                            assertThat(spec.path("enableServiceLinks")).as(id).hasToString("false");
                            for (var container : Manifests.containers(pod)) {
                                var context = container.path("securityContext");
                                assertThat(context.path("readOnlyRootFilesystem"))
                                        .as(id)
                                        .hasToString("true");
                                assertThat(container.at("/resources/limits/memory").asText())
                                        .as(id)
                                        .isNotEmpty();
                                assertThat(container.at("/resources/requests/cpu").asText())
                                        .as(id)
                                        .isNotEmpty();
                            }
                        });
    }

    @Test
    void podsRunAsTheUserOfTheImage() {
        Manifests.pods(Chart.render(Chart.values("production")))
                .forEach(
                        (id, pod) -> {
                            var context = pod.at("/spec/securityContext");
                            assertThat(context.path("runAsUser").asInt()).as(id).isEqualTo(10001);
                            assertThat(context.path("fsGroup").asInt()).as(id).isEqualTo(10001);
                        });
    }

    @Test
    void openShiftChoosesTheUser() {
        Manifests.pods(Chart.render(Chart.values("openshift")))
                .forEach(
                        (id, pod) -> {
                            var context = pod.at("/spec/securityContext");
                            assertThat(context.has("runAsUser")).as(id).isFalse();
                            assertThat(context.has("fsGroup")).as(id).isFalse();
                        });
    }

    static void passes(String id, JsonNode pod) {
        var spec = pod.path("spec");
        for (var host : Set.of("hostNetwork", "hostPID", "hostIPC")) {
            assertThat(spec.path(host).asBoolean()).as(id + " " + host).isFalse();
        }
        for (var volume : spec.path("volumes")) {
            volume.properties().stream()
                    .filter(member -> !member.getKey().equals("name"))
                    .forEach(member -> assertThat(VOLUMES).as(id).contains(member.getKey()));
        }
        var podContext = spec.path("securityContext");
        assertThat(podContext.path("runAsUser").asInt(1)).as(id).isNotZero();
        assertThat(podContext.has("sysctls") || podContext.has("seLinuxOptions")).as(id).isFalse();
        for (var container : Manifests.containers(pod)) {
            var context = container.path("securityContext");
            assertThat(context.path("privileged").asBoolean()).as(id).isFalse();
            assertThat(context.path("allowPrivilegeEscalation")).as(id).hasToString("false");
            assertThat(context.at("/capabilities/drop")).as(id).hasToString("[\"ALL\"]");
            assertThat(context.at("/capabilities/add").isMissingNode()).as(id).isTrue();
            assertThat(effective(podContext, context, "runAsNonRoot")).as(id).hasToString("true");
            assertThat(effective(podContext, context, "runAsUser").asInt(1)).as(id).isNotZero();
            assertThat(effective(podContext, context, "seccompProfile").path("type").asText())
                    .as(id)
                    .isIn("RuntimeDefault", "Localhost");
            for (var port : container.path("ports")) {
                assertThat(port.path("hostPort").asInt()).as(id).isZero();
            }
        }
    }

    private static JsonNode effective(JsonNode pod, JsonNode container, String member) {
        return container.has(member) ? container.path(member) : pod.path(member);
    }
}
