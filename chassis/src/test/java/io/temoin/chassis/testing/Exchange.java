// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import io.restassured.authentication.PreemptiveOAuth2HeaderScheme;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was sent, and its answer.
 *
 * @param address with path and query; tests also send what is no valid URI
 * @param body a string where it can be read, else bytes; {@code null} without one
 */
record Exchange(
        String method,
        String address,
        Map<String, String> headers,
        @Nullable Object body,
        Answer answer) {

    private static final Pattern ADDRESS =
            Pattern.compile("https?://[^/?#]*(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#.*)?");

    /** One by REST Assured. */
    static Exchange of(FilterableRequestSpecification request, Response response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : request.getHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        if (request.getAuthenticationScheme() instanceof PreemptiveOAuth2HeaderScheme bearer) {
            // Sent, but not yet among the headers when filters are called.
            headers.put("Authorization", "Bearer " + bearer.getAccessToken());
        }
        return new Exchange(
                request.getMethod(),
                request.getURI(),
                headers,
                request.getBody(),
                Answer.of(response));
    }

    String path() {
        return parsed().group("path");
    }

    /** The value of a query parameter. */
    @Nullable String query(String name) {
        String query = parsed().group("query");
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** The media type of the request's body. */
    String mediaType() {
        return Answer.mediaType(headers.getOrDefault("Content-Type", ""));
    }

    private Matcher parsed() {
        Matcher parsed = ADDRESS.matcher(address);
        if (!parsed.matches()) {
            throw new IllegalArgumentException("no address of a service: " + address);
        }
        return parsed;
    }
}
