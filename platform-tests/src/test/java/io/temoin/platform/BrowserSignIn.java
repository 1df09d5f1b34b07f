// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody in front of the sign-in pages of Keycloak, who keeps cookies and fills in forms. */
final class BrowserSignIn {

    private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final int STEP_SECONDS = 30;
    private static final int SIX_DIGITS = 1_000_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new TreeMap<>();

    /** Opens the page, and those it sends the browser to within Keycloak. */
    HttpResponse<String> open(String address) throws IOException, InterruptedException {
        return followed(send(HttpRequest.newBuilder(URI.create(address))));
    }

    /** Sends the form of a page. */
    HttpResponse<String> fill(HttpResponse<String> page, Map<String, String> fields)
            throws IOException, InterruptedException {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException("no form in " + page.body());
        }
        String action = form.group(1).replace("&amp;", "&");
        String body =
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return followed(
                send(
                        HttpRequest.newBuilder(URI.create(action))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    /** The code that an authenticator shows now (RFC 6238). */
    static String oneTimeCode(String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        long step = Instant.now().getEpochSecond() / STEP_SECONDS;
        ByteBuffer hash =
                ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
        int at = hash.get(hash.capacity() - 1) & 0xf;
        return "%06d".formatted((hash.getInt(at) & 0x7fffffff) % SIX_DIGITS);
    }

    private HttpResponse<String> followed(HttpResponse<String> answer)
            throws IOException, InterruptedException {
        HttpResponse<String> last = answer;
        String location = last.headers().firstValue("Location").orElse("");
        while (location.startsWith("http://127.0.0.1:")) {
            last = send(HttpRequest.newBuilder(URI.create(location)));
            location = last.headers().firstValue("Location").orElse("");
        }
        return last;
    }

    /** Keycloak marks cookies as secure for this machine, too, where there is no TLS. */
    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String set : answer.headers().allValues("Set-Cookie")) {
            String[] cookie = set.split(";", 2)[0].split("=", 2);
            cookies.put(cookie[0], cookie[1]);
        }
        return answer;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
