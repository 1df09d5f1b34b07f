// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.chassis.testing.OpenApiDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with a service against its committed OpenAPI document: is the answer described
 * (status, media type, body, headers), was what the service accepted allowed, and does a repeated
 * command say so?
 */
final class AnswerContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "application/problem+json";

    /** HTTP's own and the browser's: no operation has to describe them. */
    private static final Set<String> UNDESCRIBED =
            Set.of(
                    "content-type",
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "date",
                    "vary",
                    "content-encoding",
                    "content-security-policy",
                    "x-content-type-options");

    private final OpenApiDocument document;
    private final RepeatedCommands commands;

    AnswerContract(OpenApiDocument document, RepeatedCommands commands) {
        this.document = document;
        this.commands = commands;
    }

    /** What is wrong with an exchange by the document; empty when it is as described. */
    List<String> faults(Exchange exchange) {
        if (isRefusedOrigin(exchange)) {
            return List.of();
        }
        Answer answer = exchange.answer();
        Operation operation = document.find(exchange.method(), exchange.path());
        if (operation == null) {
            return outside(answer);
        }
        JsonNode described =
                document.resolve(
                        operation
                                .description()
                                .path("responses")
                                .path(Integer.toString(answer.status())));
        if (described.isMissingNode()) {
            return List.of("the status is not documented");
        }
        List<String> faults = new ArrayList<>(headers(described.path("headers"), answer));
        if (!exchange.method().equals("HEAD")) {
            faults.addAll(body(described.path("content"), answer));
        }
        if (answer.status() < 300) {
            faults.addAll(accepted(operation, exchange));
            if (described.path("headers").has(RepeatedCommands.REPLAY)) {
                faults.addAll(commands.faults(exchange));
            }
        }
        return faults;
    }

    /** A matter between the browser and the server (Fetch, CORS): a 403 that says nothing. */
    private static boolean isRefusedOrigin(Exchange exchange) {
        return exchange.answer().status() == 403
                && exchange.answer().body().length == 0
                && exchange.headers().containsKey("Origin");
    }

    /** An address or a method that the document does not have is refused as a problem. */
    private List<String> outside(Answer answer) {
        if (answer.status() < 400) {
            return List.of("the operation is not documented");
        }
        return answer.mediaType().equals(PROBLEM)
                ? List.of()
                : List.of("a refusal of no operation is " + answer.mediaType() + ", no problem");
    }

    private List<String> headers(JsonNode described, Answer answer) {
        Map<String, JsonNode> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (var header : described.properties()) {
            known.put(header.getKey(), document.resolve(header.getValue()));
        }
        List<String> faults = new ArrayList<>();
        for (var sent : answer.headers().map().entrySet()) {
            for (String value : sent.getValue()) {
                faults.addAll(header(known.get(sent.getKey()), sent.getKey(), value));
            }
        }
        known.forEach(
                (name, header) -> {
                    if (header.path("required").asBoolean()
                            && answer.headers().firstValue(name).isEmpty()) {
                        faults.add("the header " + name + " is missing");
                    }
                });
        return faults;
    }

    private List<String> header(@Nullable JsonNode described, String name, String value) {
        List<String> faults = new ArrayList<>();
        if (described != null) {
            prefixed(
                    faults,
                    "header " + name + " ",
                    document.faultsOfText(described.path("schema"), value));
        } else if (isNotable(name.toLowerCase(Locale.ROOT), value)) {
            faults.add("the header " + name + " is not documented");
        }
        return faults;
    }

    private static boolean isNotable(String name, String value) {
        boolean usual = name.equals("cache-control") && value.contains("no-store");
        return !usual && !UNDESCRIBED.contains(name) && !name.startsWith("access-control-");
    }

    private List<String> body(JsonNode content, Answer answer) {
        String type = answer.mediaType();
        if (content.isMissingNode()) {
            return type.isEmpty() ? List.of() : List.of("a body of " + type + " is not documented");
        }
        JsonNode described = content.path(type);
        if (described.isMissingNode()) {
            return List.of("the media type " + type + " is not documented");
        }
        return isJson(type) && described.has("schema")
                ? faults(described.path("schema"), answer.text())
                : List.of();
    }

    private List<String> accepted(Operation operation, Exchange exchange) {
        List<String> faults = new ArrayList<>();
        for (JsonNode reference : operation.description().path("parameters")) {
            JsonNode parameter = document.resolve(reference);
            String name = parameter.path("name").asText();
            String value = sent(parameter, exchange);
            if (value != null) {
                prefixed(
                        faults,
                        "accepted parameter " + name + " ",
                        document.faultsOfText(parameter.path("schema"), value));
            } else if (parameter.path("required").asBoolean()
                    && !parameter.path("in").asText().equals("path")) {
                faults.add("accepted without the required parameter " + name);
            }
        }
        JsonNode body = operation.description().path("requestBody");
        if (exchange.body() == null && body.path("required").asBoolean()) {
            faults.add("accepted without the required body");
        } else if (exchange.body() instanceof String text) {
            JsonNode described = body.path("content").path(exchange.mediaType());
            if (described.isMissingNode()) {
                faults.add("accepted a body of " + exchange.mediaType());
            } else if (isJson(exchange.mediaType())) {
                prefixed(faults, "accepted body ", faults(described.path("schema"), text));
            }
        }
        return faults;
    }

    private static @Nullable String sent(JsonNode parameter, Exchange exchange) {
        String name = parameter.path("name").asText();
        return switch (parameter.path("in").asText()) {
            case "header" -> exchange.headers().get(name);
            case "query" -> exchange.query(name);
            default -> null; // the path was matched
        };
    }

    private List<String> faults(JsonNode schema, String json) {
        try {
            return document.faults(schema, JSON.readTree(json));
        } catch (JsonProcessingException _) {
            return List.of("the body is not JSON");
        }
    }

    private static void prefixed(List<String> all, String prefix, List<String> faults) {
        faults.forEach(fault -> all.add(prefix + fault));
    }

    private static boolean isJson(String mediaType) {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }
}
