// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a service answered, whichever client asked. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, HttpHeaders headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The same answer, received by REST Assured. */
    static Answer of(Response response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.headers()) {
            headers.computeIfAbsent(header.getName(), _ -> new ArrayList<>())
                    .add(header.getValue());
        }
        return new Answer(
                response.statusCode(),
                HttpHeaders.of(headers, (_, _) -> true),
                response.asByteArray());
    }

    /** The value of a header; empty without one. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JsonProcessingException failure) {
            throw new AssertionError("not JSON, with status " + status + ": " + text(), failure);
        }
    }

    /** The value at a JSON pointer, which the body must have. */
    public String at(String pointer) {
        JsonNode value = json().at(pointer);
        if (!value.isValueNode()) {
            throw new AssertionError(
                    "no %s in the answer with status %d: %s".formatted(pointer, status, text()));
        }
        return value.asText();
    }

    /** The media type, without parameters; empty without a body. */
    String mediaType() {
        return mediaType(header("Content-Type"));
    }

    static String mediaType(String contentType) {
        return contentType.replaceFirst("\\s*;.*", "").strip();
    }

    /** For failures: the body where it can be read, else its media type. */
    String readable() {
        return mediaType().contains("json") ? text() : mediaType();
    }
}
