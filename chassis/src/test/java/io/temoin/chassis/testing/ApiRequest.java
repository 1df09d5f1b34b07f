// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to the service under test by the JDK's client, for tests that send thousands: REST
 * Assured needs several times the CPU. {@link DocumentedAnswers} checks what comes back.
 */
public final class ApiRequest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> pathParams = new LinkedHashMap<>();
    private final Map<String, String> queryParams = new LinkedHashMap<>();
    private @Nullable Object body;

    private ApiRequest() {}

    /** A request without a token. */
    public static ApiRequest anonymous() {
        return new ApiRequest();
    }

    /** A request with an access token. */
    public static ApiRequest as(String token) {
        return anonymous().token(token);
    }

    /** Replaces the access token. */
    public ApiRequest token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Adds a header, or replaces it. */
    public ApiRequest header(String name, Object value) {
        return header(name, List.of(value.toString()));
    }

    /** Adds a header several times, or replaces it. */
    ApiRequest header(String name, List<String> values) {
        headers.put(name, values);
        return this;
    }

    /** A command that was never sent before. */
    public ApiRequest idempotent() {
        return header("Idempotency-Key", UUID.randomUUID());
    }

    /** The value of a variable of the path; it may have slashes. */
    public ApiRequest pathParam(String name, Object value) {
        pathParams.put(name, value.toString());
        return this;
    }

    /** Adds a query parameter, or replaces it. */
    public ApiRequest queryParam(String name, Object value) {
        queryParams.put(name, value.toString());
        return this;
    }

    /** A body of JSON: an object to be written, or its text. */
    public ApiRequest json(Object value) {
        try {
            body = value instanceof String text ? text : JSON.writeValueAsString(value);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
        return header("Content-Type", "application/json");
    }

    /** A body of text; what it is, a header says. */
    ApiRequest text(String value) {
        body = value;
        return this;
    }

    /** A body of bytes; what they are, a header says. */
    public ApiRequest bytes(byte[] value) {
        body = value;
        return this;
    }

    public Answer get(String path) {
        return send("GET", path);
    }

    public Answer post(String path) {
        return send("POST", path);
    }

    /**
     * Sends the request, and fails if the OpenAPI document does not describe the answer.
     *
     * @param path below the service under test, or an absolute address
     */
    public Answer send(String method, String path) {
        String address = host(path) + filled(path) + query();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(PATIENCE)
                        .method(
                                method,
                                switch (body) {
                                    case null -> BodyPublishers.noBody();
                                    case byte[] bytes -> BodyPublishers.ofByteArray(bytes);
                                    default -> BodyPublishers.ofString(body.toString());
                                });
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        Answer answer = sent(request.build());
        Map<String, String> last = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> last.put(name, values.getLast()));
        DocumentedAnswers.check(new Exchange(method, address, last, body, answer));
        return answer;
    }

    private static String host(String path) {
        return path.startsWith("http") ? "" : RestAssured.baseURI + ":" + RestAssured.port;
    }

    private static Answer sent(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(request + " failed", failure);
        } catch (InterruptedException interruption) {
            throw new IllegalStateException("interrupted", interruption);
        }
    }

    private String filled(String template) {
        String path = template;
        for (var param : pathParams.entrySet()) {
            path =
                    path.replace(
                            "{" + param.getKey() + "}",
                            encoded(param.getValue()).replace("%2F", "/"));
        }
        return path;
    }

    private String query() {
        return queryParams.isEmpty()
                ? ""
                : queryParams.entrySet().stream()
                        .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
