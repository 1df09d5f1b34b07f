// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What tests look for in rendered objects. */
final class Manifests {

    private Manifests() {}

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    /** How an object is called in failures. */
    static String id(JsonNode object) {
        return kind(object) + " " + name(object);
    }

    static Stream<JsonNode> ofKind(List<JsonNode> objects, String kind) {
        return objects.stream().filter(object -> kind(object).equals(kind));
    }

    static JsonNode one(List<JsonNode> objects, String kind, String name) {
        return ofKind(objects, kind)
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /** The pods of all objects, by the object that makes them. */
    static Map<String, JsonNode> pods(List<JsonNode> objects) {
        Map<String, JsonNode> pods = new LinkedHashMap<>();
        for (var object : objects) {
            var pod =
                    switch (kind(object)) {
                        case "Pod" -> object;
                        case "Deployment", "StatefulSet", "DaemonSet", "Job" ->
                                object.at("/spec/template");
                        case "CronJob" -> object.at("/spec/jobTemplate/spec/template");
                        default -> null;
                    };
            if (pod != null) {
                pods.put(id(object), pod);
            }
        }
        return pods;
    }

    static List<JsonNode> containers(JsonNode pod) {
        List<JsonNode> containers = new ArrayList<>();
        pod.at("/spec/initContainers").forEach(containers::add);
        pod.at("/spec/containers").forEach(containers::add);
        return containers;
    }

    /** The environment of a container: the value, or {@code secret/key}. */
    static Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (var variable : container.path("env")) {
            var secret = variable.at("/valueFrom/secretKeyRef");
            environment.put(
                    variable.path("name").asText(),
                    secret.isMissingNode()
                            ? variable.path("value").asText()
                            : secret.path("name").asText() + "/" + secret.path("key").asText());
        }
        return environment;
    }

    /** The container of a service for one of its commands, wherever the chart put it. */
    static JsonNode container(List<JsonNode> objects, String service, String command) {
        return pods(objects).values().stream()
                .flatMap(pod -> containers(pod).stream())
                .filter(
                        container ->
                                container
                                        .path("image")
                                        .asText()
                                        .matches(".*/" + service + "-service[:@].*"))
                .filter(container -> container.path("args").path(0).asText("serve").equals(command))
                .findFirst()
                .orElseThrow(() -> new AssertionError(command + " of " + service + " is missing"));
    }
}
