// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.temoin.chassis.testing.OpenApiDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with a service against its committed OpenAPI document: is the answer described
 * (status, media type, body, headers), and was what the service accepted allowed?
 */
final class AnswerContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "application/problem+json";

    private static final Pattern ADDRESS =
            Pattern.compile("https?://[^/?#]*(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#.*)?");

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

    AnswerContract(OpenApiDocument document) {
        this.document = document;
    }

    /** What is wrong with an exchange by the document; empty when it is as described. */
    List<String> faults(FilterableRequestSpecification request, Response response) {
        if (isRefusedOrigin(request, response)) {
            return List.of();
        }
        Operation operation = document.find(request.getMethod(), path(request));
        if (operation == null) {
            return outside(response);
        }
        JsonNode described =
                document.resolve(
                        operation
                                .description()
                                .path("responses")
                                .path(Integer.toString(response.statusCode())));
        if (described.isMissingNode()) {
            return List.of("the status is not documented");
        }
        List<String> faults = new ArrayList<>(headers(described.path("headers"), response));
        if (!request.getMethod().equals("HEAD")) {
            faults.addAll(body(described.path("content"), response));
        }
        if (response.statusCode() < 300) {
            faults.addAll(accepted(operation, request));
        }
        return faults;
    }

    /** A matter between the browser and the server (Fetch, CORS): a 403 that says nothing. */
    private static boolean isRefusedOrigin(
            FilterableRequestSpecification request, Response response) {
        return response.statusCode() == 403
                && response.asByteArray().length == 0
                && request.getHeaders().hasHeaderWithName("Origin");
    }

    /** An address or a method that the document does not have is refused as a problem. */
    private List<String> outside(Response response) {
        if (response.statusCode() < 400) {
            return List.of("the operation is not documented");
        }
        return mediaType(response).equals(PROBLEM)
                ? List.of()
                : List.of("a refusal of no operation is " + mediaType(response) + ", no problem");
    }

    private List<String> headers(JsonNode described, Response response) {
        Map<String, JsonNode> known = new TreeMap<>();
        for (var header : described.properties()) {
            known.put(
                    header.getKey().toLowerCase(Locale.ROOT), document.resolve(header.getValue()));
        }
        List<String> faults = new ArrayList<>();
        for (Header sent : response.headers()) {
            JsonNode header = known.get(sent.getName().toLowerCase(Locale.ROOT));
            if (header != null) {
                prefixed(
                        faults,
                        "header " + sent.getName() + " ",
                        document.faultsOfText(header.path("schema"), sent.getValue()));
            } else if (isNotable(sent)) {
                faults.add("the header " + sent.getName() + " is not documented");
            }
        }
        known.forEach(
                (name, header) -> {
                    if (header.path("required").asBoolean()
                            && !response.headers().hasHeaderWithName(name)) {
                        faults.add("the header " + name + " is missing");
                    }
                });
        return faults;
    }

    private static boolean isNotable(Header header) {
        String name = header.getName().toLowerCase(Locale.ROOT);
        boolean usual = name.equals("cache-control") && header.getValue().contains("no-store");
        return !usual && !UNDESCRIBED.contains(name) && !name.startsWith("access-control-");
    }

    private List<String> body(JsonNode content, Response response) {
        if (content.isMissingNode()) {
            return response.contentType() == null || response.contentType().isEmpty()
                    ? List.of()
                    : List.of("a body of " + response.contentType() + " is not documented");
        }
        JsonNode described = content.path(mediaType(response));
        if (described.isMissingNode()) {
            return List.of("the media type " + response.contentType() + " is not documented");
        }
        return isJson(mediaType(response)) && described.has("schema")
                ? faults(described.path("schema"), response.asString())
                : List.of();
    }

    private List<String> accepted(Operation operation, FilterableRequestSpecification request) {
        List<String> faults = new ArrayList<>();
        for (JsonNode reference : operation.description().path("parameters")) {
            JsonNode parameter = document.resolve(reference);
            String name = parameter.path("name").asText();
            String value = sent(parameter, request);
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
        Object sent = request.getBody();
        if (sent == null && body.path("required").asBoolean()) {
            faults.add("accepted without the required body");
        } else if (sent instanceof String text) {
            JsonNode described = body.path("content").path(type(request.getContentType()));
            if (described.isMissingNode()) {
                faults.add("accepted a body of " + request.getContentType());
            } else if (isJson(type(request.getContentType()))) {
                prefixed(faults, "accepted body ", faults(described.path("schema"), text));
            }
        }
        return faults;
    }

    private static @Nullable String sent(
            JsonNode parameter, FilterableRequestSpecification request) {
        String name = parameter.path("name").asText();
        return switch (parameter.path("in").asText()) {
            case "header" -> request.getHeaders().getValue(name);
            case "query" -> queryValue(request, name);
            default -> null; // the path was matched
        };
    }

    private static @Nullable String queryValue(
            FilterableRequestSpecification request, String name) {
        String query = address(request).group("query");
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                return java.net.URLDecoder.decode(
                        pair.substring(equals + 1), java.nio.charset.StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** The path of a request as it is sent; tests send what is no valid URI, too. */
    static String path(FilterableRequestSpecification request) {
        return address(request).group("path");
    }

    private static Matcher address(FilterableRequestSpecification request) {
        Matcher address = ADDRESS.matcher(request.getURI());
        if (!address.matches()) {
            throw new IllegalArgumentException("no address of a service: " + request.getURI());
        }
        return address;
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

    private static String mediaType(Response response) {
        return type(response.contentType());
    }

    private static String type(@Nullable String contentType) {
        return contentType == null ? "" : contentType.replaceFirst("\\s*;.*", "").strip();
    }

    private static boolean isJson(String mediaType) {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }
}
