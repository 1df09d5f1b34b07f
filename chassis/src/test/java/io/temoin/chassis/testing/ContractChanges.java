// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.testing.SchemaChanges.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What in the description of the topics or of a service's HTTP operations would break those who go
 * by its earlier form.
 */
final class ContractChanges {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private ContractChanges() {}

    /** Compares {@code asyncapi.yaml}. */
    static List<String> ofTopics(JsonNode before, JsonNode after) {
        List<String> found = new ArrayList<>();
        before.path("channels")
                .properties()
                .forEach(
                        channel -> {
                            String name = channel.getKey();
                            JsonNode now = after.path("channels").path(name);
                            if (!channel.getValue().path("address").equals(now.path("address"))) {
                                found.add(name + " has another address");
                            }
                            channel.getValue()
                                    .path("messages")
                                    .fieldNames()
                                    .forEachRemaining(
                                            message -> {
                                                if (!now.path("messages").has(message)) {
                                                    found.add(name + " lost " + message);
                                                }
                                            });
                        });
        String headers = "/components/messageTraits/event/headers";
        found.addAll(
                SchemaChanges.breaking(
                        before,
                        before.at(headers),
                        after,
                        after.at(headers),
                        Side.WRITTEN,
                        "headers"));
        return found;
    }

    /** Compares an OpenAPI document. */
    static List<String> ofOperations(JsonNode before, JsonNode after) {
        List<String> found = new ArrayList<>();
        before.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                method -> {
                                                    if (METHODS.contains(method.getKey())) {
                                                        found.addAll(
                                                                operation(
                                                                        before,
                                                                        after,
                                                                        path.getKey(),
                                                                        method.getKey()));
                                                    }
                                                }));
        return found;
    }

    private static List<String> operation(
            JsonNode before, JsonNode after, String path, String method) {
        String where = method + " " + path;
        JsonNode old = before.path("paths").path(path).path(method);
        JsonNode now = after.path("paths").path(path).path(method);
        if (now.isMissingNode()) {
            return List.of(where + " was removed");
        }
        List<String> found = new ArrayList<>();
        if (!old.path("operationId").equals(now.path("operationId"))) {
            found.add(where + " has another operationId");
        }
        found.addAll(parameters(before, old, after, now, where));
        found.addAll(body(before, old, after, now, where));
        found.addAll(answers(before, old, after, now, where));
        return found;
    }

    private static List<String> parameters(
            JsonNode before, JsonNode old, JsonNode after, JsonNode now, String where) {
        Map<String, JsonNode> earlier = parameters(before, old);
        Map<String, JsonNode> present = parameters(after, now);
        List<String> found = new ArrayList<>();
        earlier.forEach(
                (name, parameter) -> {
                    JsonNode other = present.get(name);
                    if (other == null) {
                        found.add(where + " does not take " + name + " any more");
                        return;
                    }
                    found.addAll(
                            SchemaChanges.breaking(
                                    before,
                                    parameter.path("schema"),
                                    after,
                                    other.path("schema"),
                                    Side.READ,
                                    where + " " + name));
                });
        present.forEach(
                (name, parameter) -> {
                    JsonNode other = earlier.get(name);
                    boolean optionalBefore =
                            other == null || !other.path("required").asBoolean(false);
                    if (parameter.path("required").asBoolean(false) && optionalBefore) {
                        found.add(where + " needs " + name + " now");
                    }
                });
        return found;
    }

    private static Map<String, JsonNode> parameters(JsonNode root, JsonNode operation) {
        Map<String, JsonNode> parameters = new HashMap<>();
        operation
                .path("parameters")
                .forEach(
                        referring -> {
                            JsonNode parameter = resolved(root, referring);
                            parameters.put(
                                    parameter.path("in").asText()
                                            + " "
                                            + parameter.path("name").asText(),
                                    parameter);
                        });
        return parameters;
    }

    private static List<String> body(
            JsonNode before, JsonNode old, JsonNode after, JsonNode now, String where) {
        JsonNode earlier = resolved(before, old.path("requestBody"));
        JsonNode present = resolved(after, now.path("requestBody"));
        List<String> found = new ArrayList<>();
        if (present.path("required").asBoolean(false)
                && !earlier.path("required").asBoolean(false)) {
            found.add(where + " needs a body now");
        }
        found.addAll(contents(before, earlier, after, present, Side.READ, where + " body"));
        return found;
    }

    /** Of refusals, the problem type says more than the status: statuses may come and go. */
    private static List<String> answers(
            JsonNode before, JsonNode old, JsonNode after, JsonNode now, String where) {
        List<String> found = new ArrayList<>();
        old.path("responses")
                .properties()
                .forEach(
                        answer -> {
                            String status = answer.getKey();
                            if (!status.startsWith("2")) {
                                return;
                            }
                            JsonNode present = now.path("responses").path(status);
                            if (present.isMissingNode()) {
                                found.add(where + " does not answer " + status + " any more");
                                return;
                            }
                            found.addAll(
                                    contents(
                                            before,
                                            resolved(before, answer.getValue()),
                                            after,
                                            resolved(after, present),
                                            Side.WRITTEN,
                                            where + " " + status));
                        });
        return found;
    }

    private static List<String> contents(
            JsonNode before, JsonNode old, JsonNode after, JsonNode now, Side side, String where) {
        List<String> found = new ArrayList<>();
        old.path("content")
                .properties()
                .forEach(
                        content -> {
                            JsonNode present = now.path("content").path(content.getKey());
                            if (present.isMissingNode()) {
                                found.add(where + " has no " + content.getKey() + " any more");
                                return;
                            }
                            found.addAll(
                                    SchemaChanges.breaking(
                                            before,
                                            content.getValue().path("schema"),
                                            after,
                                            present.path("schema"),
                                            side,
                                            where));
                        });
        return found;
    }

    private static JsonNode resolved(JsonNode root, JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : node;
    }
}
