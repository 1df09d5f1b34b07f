// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 request as text, with holes for what must differ from request to request: {@code
 * {key}} (12 digits, the Idempotency-Key) and {@code {number}} (8 digits of a phone number). The
 * holes are filled to a fixed width, so Content-Length is a constant.
 */
public record RequestTemplate(String text) {

    private static final String KEY = "{key}";
    private static final String NUMBER = "{number}";

    /**
     * A POST of JSON with an Idempotency-Key.
     *
     * @param token access token; none for a rival without authentication
     */
    public static RequestTemplate post(URI target, @Nullable String token, String body) {
        return post(target, token, "", body);
    }

    /** The same, with more headers, each ended by a line break. */
    public static RequestTemplate post(
            URI target, @Nullable String token, String headers, String body) {
        return json("POST", target, token, headers + "Idempotency-Key: bench-{key}\r\n", body);
    }

    /** A PUT of JSON. */
    public static RequestTemplate put(URI target, @Nullable String token, String body) {
        return json("PUT", target, token, "", body);
    }

    private static RequestTemplate json(
            String method, URI target, @Nullable String token, String headers, String body) {
        int length = filled(body, 0, 0).getBytes(StandardCharsets.UTF_8).length;
        return new RequestTemplate(
                head(method, target, token)
                        + headers
                        + "Content-Type: application/json\r\n"
                        + "Content-Length: "
                        + length
                        + "\r\n\r\n"
                        + body);
    }

    /** A GET, the same every time unless {@code headers} say otherwise. */
    public static RequestTemplate get(URI target, @Nullable String token, String headers) {
        return new RequestTemplate(head("GET", target, token) + headers + "\r\n");
    }

    static String head(String method, URI target, @Nullable String token) {
        return method
                + " "
                + target.getRawPath()
                + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery())
                + " HTTP/1.1\r\nHost: "
                + target.getAuthority()
                + "\r\n"
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n");
    }

    /** The request number {@code key} about the phone number {@code number}. */
    public byte[] fill(long key, long number) {
        return filled(text, key, number).getBytes(StandardCharsets.UTF_8);
    }

    private static String filled(String text, long key, long number) {
        return text.replace(KEY, String.format(Locale.ROOT, "%012d", key))
                .replace(NUMBER, String.format(Locale.ROOT, "%08d", number));
    }
}
