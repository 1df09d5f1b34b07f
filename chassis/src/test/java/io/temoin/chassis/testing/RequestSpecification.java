// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.ContentType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request in the words of REST Assured, which {@link ApiRequest} sends. */
public final class RequestSpecification {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");
    private static final String TYPE = "Content-Type";

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> named = new LinkedHashMap<>();
    private final Map<String, List<Object>> query = new LinkedHashMap<>();
    private @Nullable Object body;
    private boolean encodes = true;

    RequestSpecification() {
        accept("*/*");
    }

    /** Takes over all that another request says. */
    public RequestSpecification spec(RequestSpecification other) {
        headers.putAll(other.headers);
        named.putAll(other.named);
        other.query.forEach((name, values) -> queryParam(name, values.toArray()));
        body = other.body == null ? body : other.body;
        encodes &= other.encodes;
        return this;
    }

    /** How the caller is known. */
    public Authentication auth() {
        return new Authentication();
    }

    /** The ways to be known, of which the suite has one. */
    public final class Authentication {

        /** An access token. */
        public RequestSpecification oauth2(String token) {
            return only("Authorization", "Bearer " + token);
        }
    }

    /** Adds a header, beside what was given of the same name. */
    public RequestSpecification header(String name, Object value, Object... more) {
        if (name.equalsIgnoreCase(TYPE) || name.equalsIgnoreCase("Accept")) {
            return only(name, value.toString());
        }
        List<String> all = headers.computeIfAbsent(name, _ -> new ArrayList<>());
        all.add(value.toString());
        Arrays.stream(more).map(Object::toString).forEach(all::add);
        return this;
    }

    public RequestSpecification accept(String mediaType) {
        return only("Accept", mediaType);
    }

    public RequestSpecification contentType(String mediaType) {
        return only(TYPE, mediaType);
    }

    public RequestSpecification contentType(ContentType mediaType) {
        return contentType(mediaType.toString());
    }

    private RequestSpecification only(String name, String value) {
        headers.put(name, new ArrayList<>(List.of(value)));
        return this;
    }

    /** A body: text and bytes as they are, anything else as JSON. */
    public RequestSpecification body(Object content) {
        if (content instanceof String || content instanceof byte[]) {
            body = content;
            return this;
        }
        try {
            body = JSON.writeValueAsString(content);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
        return this;
    }

    /** The value of a variable of the path, by its name. */
    public RequestSpecification pathParam(String name, Object value) {
        named.put(name, value);
        return this;
    }

    /** Adds a query parameter for each value, beside what was given of the same name. */
    public RequestSpecification queryParam(String name, Object... values) {
        List<Object> all = query.computeIfAbsent(name, _ -> new ArrayList<>());
        for (Object value : values) {
            if (value instanceof Collection<?> several) {
                all.addAll(several);
            } else {
                all.add(value);
            }
        }
        return this;
    }

    public RequestSpecification queryParams(Map<String, ?> params) {
        params.forEach((name, value) -> queryParam(name, value));
        return this;
    }

    /** Names and values in turn. */
    public RequestSpecification queryParams(String name, Object value, Object... more) {
        queryParam(name, value);
        for (int i = 0; i < more.length; i += 2) {
            queryParam(more[i].toString(), more[i + 1]);
        }
        return this;
    }

    /** Whether the address is percent-encoded here; else it is sent as it is written. */
    public RequestSpecification urlEncodingEnabled(boolean enabled) {
        encodes = enabled;
        return this;
    }

    public Response get(String path, Object... pathParams) {
        return request("GET", path, pathParams);
    }

    public Response head(String path, Object... pathParams) {
        return request("HEAD", path, pathParams);
    }

    public Response options(String path, Object... pathParams) {
        return request("OPTIONS", path, pathParams);
    }

    public Response post(String path, Object... pathParams) {
        return request("POST", path, pathParams);
    }

    public Response put(String path, Object... pathParams) {
        return request("PUT", path, pathParams);
    }

    public Response patch(String path, Object... pathParams) {
        return request("PATCH", path, pathParams);
    }

    public Response delete(String path, Object... pathParams) {
        return request("DELETE", path, pathParams);
    }

    /**
     * Sends it.
     *
     * @param path below the service under test, or an absolute address
     * @param pathParams the values of the variables that have no value by name, in their order
     */
    public Response request(String method, String path, Object... pathParams) {
        ApiRequest request = ApiRequest.anonymous();
        headers.forEach((name, values) -> request.header(name, values));
        if (body != null && !headers.containsKey(TYPE)) {
            request.header(
                    TYPE,
                    body instanceof String
                            ? "text/plain; charset=utf-8"
                            : "application/octet-stream");
        }
        if (body instanceof byte[] bytes) {
            request.bytes(bytes);
        } else if (body instanceof String text) {
            request.text(text);
        }
        return new Response(request.send(method, address(path, List.of(pathParams).iterator())));
    }

    private String address(String template, Iterator<Object> pathParams) {
        int start = template.startsWith("http") ? template.indexOf('/', "https://".length()) : 0;
        int question = template.indexOf('?');
        int end = question < 0 ? template.length() : question;
        String host = template.substring(0, start);
        String path =
                Arrays.stream(template.substring(start, end).split("/", -1))
                        .map(segment -> encoded(filled(segment, pathParams)))
                        .collect(Collectors.joining("/"));
        List<String> pairs = new ArrayList<>();
        if (question >= 0) {
            Arrays.stream(template.substring(question + 1).split("&", -1))
                    .map(pair -> pair(filled(pair, pathParams)))
                    .forEach(pairs::add);
        }
        query.forEach(
                (name, values) -> {
                    if (values.isEmpty()) {
                        pairs.add(encoded(name));
                    }
                    values.forEach(value -> pairs.add(encoded(name) + "=" + encoded("" + value)));
                });
        if (pathParams.hasNext()) {
            throw new IllegalArgumentException("too many values for " + template);
        }
        return host + path + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    }

    private String filled(String text, Iterator<Object> pathParams) {
        Matcher variables = VARIABLE.matcher(text);
        return variables.replaceAll(
                variable -> {
                    Object value = named.get(variable.group(1));
                    return Matcher.quoteReplacement(
                            (value == null ? pathParams.next() : value).toString());
                });
    }

    private String pair(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? encoded(text)
                : encoded(text.substring(0, equals)) + "=" + encoded(text.substring(equals + 1));
    }

    private String encoded(String text) {
        return encodes ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20") : text;
    }
}
