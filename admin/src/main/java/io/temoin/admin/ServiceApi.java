// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The API of consent-service, as whoever the token was given to. */
final class ServiceApi {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** A large tenant has more to export than a person may ask for in a minute. */
    private static final int MOST_REPEATED = 5;

    private static final Pattern LOCAL =
            Pattern.compile("http://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?(/.*)?");

    @Option(
            names = "--consent-service",
            required = true,
            paramLabel = "URL",
            description = "Where consent-service answers: https://consent.example.")
    private @Nullable URI address;

    @Option(
            names = "--token-file",
            required = true,
            paramLabel = "FILE",
            description =
                    "A file with an access token of a dpo or admin: it decides what can be read and"
                            + " written.")
    private @Nullable Path tokenFile;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /**
     * What the service answered.
     *
     * @param json missing where the body is none
     */
    record Reply(int status, JsonNode json, boolean replayed) {

        boolean isDone() {
            return status == 200 || status == 201;
        }

        /** The last part of the problem's type; empty without one. */
        String problem() {
            String type = json.path("type").asText("");
            return type.substring(Math.max(type.lastIndexOf(':'), type.lastIndexOf('/')) + 1);
        }

        /** The problem in words. */
        String explanation() {
            String detail = json.path("detail").asText("");
            return detail.isEmpty() ? "status " + status : detail;
        }
    }

    /** Reads a resource. */
    Reply get(String path) {
        return send(request(path).GET().build());
    }

    /** Hands over every item of a list, page by page. */
    void each(String path, Consumer<JsonNode> taker) {
        String separator = path.contains("?") ? "&" : "?";
        String cursor = "";
        do {
            Reply page = get(path + separator + "limit=200" + cursor);
            if (!page.isDone()) {
                throw new CannotRun("%s: %s".formatted(path, page.explanation()));
            }
            page.json().path("items").forEach(taker);
            String next = page.json().path("next").asText("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
    }

    /** Gives a command; the same key makes it the same command. */
    Reply post(String path, String key, JsonNode body) {
        return send(
                request(path)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build());
    }

    /** Reading can be repeated, and so can a command with its key. */
    private static boolean isRefusedForNow(HttpResponse<?> answer) {
        return answer.statusCode() == TOO_MANY_REQUESTS || answer.statusCode() == UNAVAILABLE;
    }

    private static long secondsToWait(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Math.min(Long.parseLong(text), LIMIT.toSeconds()))
                .orElse(1L);
    }

    private HttpRequest.Builder request(String path) {
        URI base = address;
        Path file = tokenFile;
        if (base == null || file == null) {
            throw new IllegalStateException("picocli requires both");
        }
        if (!"https".equals(base.getScheme()) && !LOCAL.matcher(base.toString()).matches()) {
            throw new CannotRun(
                    "--consent-service must be https, because a token is sent to " + base + ".");
        }
        try {
            return HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path))
                    .timeout(LIMIT)
                    .header("Authorization", "Bearer " + Files.readString(file).strip());
        } catch (IOException failure) {
            throw new CannotRun(
                    "The token cannot be read from %s: %s".formatted(file, failure.getMessage()),
                    failure);
        }
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            for (int again = 0; again < MOST_REPEATED && isRefusedForNow(answer); again++) {
                Thread.sleep(Duration.ofSeconds(secondsToWait(answer)));
                answer = http.send(request, BodyHandlers.ofByteArray());
            }
            boolean json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Reply(
                    answer.statusCode(),
                    json ? JSON.readTree(answer.body()) : MissingNode.getInstance(),
                    answer.headers().firstValue("Idempotent-Replay").isPresent());
        } catch (IOException failure) {
            throw new CannotRun(
                    "%s does not answer: %s".formatted(request.uri(), failure.getMessage()),
                    failure);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted; start it again to go on.", ending);
        }
    }
}
