// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One who follows the trail over HTTP, and reads as the HTML standard says server-sent events are.
 */
final class Tail implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpResponse<InputStream> response;
    private final List<JsonNode> entries = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile String lastId;
    private final AtomicInteger comments = new AtomicInteger();

    private Tail(String token, String query, @Nullable String from) {
        lastId = from == null ? "" : from;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        RestAssured.baseURI
                                                + ":"
                                                + RestAssured.port
                                                + "/v1/entries/stream?"
                                                + query))
                        .header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + token);
        if (from != null) {
            request.header("Last-Event-ID", from);
        }
        try {
            response = http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            throw new IllegalStateException("interrupted", interruption);
        }
        reader = Thread.startVirtualThread(this::read);
    }

    /** Follows from now on; returns when the service has answered, and hence knows from where. */
    static Tail from(String token, String query) {
        return new Tail(token, query, null);
    }

    /** Goes on where another one ended. */
    static Tail after(String token, String query, String id) {
        return new Tail(token, query, id);
    }

    int status() {
        return response.statusCode();
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** The id of what arrived last, a comment's too. */
    String lastId() {
        return lastId;
    }

    /** Comments until now. */
    int comments() {
        return comments.get();
    }

    /** Sequences of the entries that arrived, in the order they did. */
    List<Integer> sequences() {
        return texts("sequence").stream().map(Integer::valueOf).toList();
    }

    /** One field of the entries that arrived. */
    List<String> texts(String field) {
        return entries.stream().map(entry -> entry.path(field).asText()).toList();
    }

    /** Returns when so many entries have arrived. */
    void awaitEntries(int number) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(entries::size, size -> size >= number);
    }

    /** Returns when the service has ended the connection. */
    void awaitEnd() {
        await().atMost(Duration.ofSeconds(30)).until(() -> !reader.isAlive());
    }

    /** Hangs up; what arrived until then has been read when it returns. */
    void hangUp() {
        http.shutdownNow();
        awaitEnd();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private void read() {
        try (Scanner lines = new Scanner(response.body(), StandardCharsets.UTF_8)) {
            String id = lastId;
            StringBuilder data = new StringBuilder();
            while (lines.hasNextLine()) {
                String line = lines.nextLine();
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        entries.add(parse(data.toString()));
                        data.setLength(0);
                    }
                    lastId = id;
                } else if (line.startsWith(":")) {
                    comments.incrementAndGet();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else {
                    assertThat(line).isEqualTo("event: entry");
                }
            }
        }
    }

    private static JsonNode parse(String data) {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
