// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Members without which Kubernetes refuses an object (its API of 1.34, and the definitions of the
 * Gateway API and the Prometheus operator). The classes of its clients do not know which they are;
 * the schemas of other kinds do.
 */
final class RequiredMembers {

    /** The last name of a path is required where what is before it exists; * is each of a list. */
    private static final Map<String, List<String>> OF_KINDS =
            Map.ofEntries(
                    Map.entry("Deployment", List.of("spec", "spec/selector", "spec/template")),
                    Map.entry("Job", List.of("spec", "spec/template")),
                    Map.entry(
                            "CronJob",
                            List.of(
                                    "spec",
                                    "spec/schedule",
                                    "spec/jobTemplate",
                                    "spec/jobTemplate/spec",
                                    "spec/jobTemplate/spec/template")),
                    Map.entry("Service", List.of("spec", "spec/ports", "spec/ports/*/port")),
                    Map.entry(
                            "PersistentVolumeClaim",
                            List.of(
                                    "spec",
                                    "spec/accessModes",
                                    "spec/resources",
                                    "spec/resources/requests",
                                    "spec/resources/requests/storage")),
                    Map.entry(
                            "HorizontalPodAutoscaler",
                            List.of(
                                    "spec",
                                    "spec/maxReplicas",
                                    "spec/scaleTargetRef",
                                    "spec/scaleTargetRef/kind",
                                    "spec/scaleTargetRef/name",
                                    "spec/metrics/*/type")),
                    Map.entry("PodDisruptionBudget", List.of("spec", "spec/selector")),
                    Map.entry("NetworkPolicy", List.of("spec", "spec/podSelector")),
                    Map.entry(
                            "Ingress",
                            List.of(
                                    "spec",
                                    "spec/rules/*/http/paths",
                                    "spec/rules/*/http/paths/*/pathType",
                                    "spec/rules/*/http/paths/*/backend")),
                    Map.entry(
                            "HTTPRoute",
                            List.of(
                                    "spec",
                                    "spec/parentRefs/*/name",
                                    "spec/rules/*/backendRefs/*/name")),
                    Map.entry(
                            "BackendTLSPolicy",
                            List.of(
                                    "spec",
                                    "spec/targetRefs",
                                    "spec/targetRefs/*/group",
                                    "spec/targetRefs/*/kind",
                                    "spec/targetRefs/*/name",
                                    "spec/validation",
                                    "spec/validation/hostname")),
                    Map.entry("PodMonitor", List.of("spec", "spec/selector")),
                    Map.entry(
                            "PrometheusRule",
                            List.of("spec", "spec/groups/*/name", "spec/groups/*/rules/*/expr")));

    private static final List<String> OF_PODS =
            List.of(
                    "spec",
                    "spec/containers",
                    "spec/tolerations/*/key",
                    "spec/topologySpreadConstraints/*/maxSkew",
                    "spec/topologySpreadConstraints/*/topologyKey",
                    "spec/topologySpreadConstraints/*/whenUnsatisfiable",
                    "spec/securityContext/seccompProfile/type",
                    "spec/volumes/*/name",
                    "spec/volumes/*/configMap/name",
                    "spec/volumes/*/configMap/items/*/path",
                    "spec/volumes/*/secret/secretName",
                    "spec/volumes/*/secret/items/*/key",
                    "spec/volumes/*/secret/items/*/path",
                    "spec/volumes/*/persistentVolumeClaim/claimName",
                    "spec/volumes/*/projected/sources/*/serviceAccountToken/path");

    private static final List<String> OF_CONTAINERS =
            List.of(
                    "name",
                    "image",
                    "env/*/name",
                    "env/*/valueFrom/secretKeyRef/name",
                    "env/*/valueFrom/secretKeyRef/key",
                    "ports/*/containerPort",
                    "volumeMounts/*/name",
                    "volumeMounts/*/mountPath",
                    "startupProbe/httpGet/port",
                    "livenessProbe/httpGet/port",
                    "readinessProbe/httpGet/port",
                    "securityContext/seccompProfile/type");

    private RequiredMembers() {}

    /** What an object lacks; nothing, if it is complete. */
    static List<String> missing(JsonNode object) {
        List<String> missing = new ArrayList<>();
        for (var path : OF_KINDS.getOrDefault(Manifests.kind(object), List.of())) {
            look("", object, path.split("/"), 0, missing);
        }
        Manifests.pods(List.of(object))
                .values()
                .forEach(
                        pod -> {
                            for (var path : OF_PODS) {
                                look("pod", pod, path.split("/"), 0, missing);
                            }
                            for (var container : Manifests.containers(pod)) {
                                for (var path : OF_CONTAINERS) {
                                    look("container", container, path.split("/"), 0, missing);
                                }
                            }
                        });
        return missing;
    }

    private static void look(
            String place, JsonNode node, String[] path, int depth, List<String> missing) {
        var name = path[depth];
        if (name.equals("*")) {
            node.forEach(each -> look(place + "/*", each, path, depth + 1, missing));
            return;
        }
        var member = node.path(name);
        var at = place + "/" + name;
        if (depth < path.length - 1) {
            look(at, member, path, depth + 1, missing);
        } else if (node.isObject() && (member.isMissingNode() || member.isNull())) {
            missing.add(at + " is missing");
        }
    }
}
