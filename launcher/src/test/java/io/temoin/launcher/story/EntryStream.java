// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.launcher.suite.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;

/** The trail as one replica sends it while it grows: server-sent events, read one by one. */
final class EntryStream implements AutoCloseable {

    private static final Duration ENTRY_WITHIN = Duration.ofSeconds(30);

    private final HttpClient http;
    private final Iterator<String> lines;
    private String lastId = "";

    /**
     * Follows from here on, or from where another stream ended.
     *
     * @param lastEventId the other's last id, or nothing
     */
    EntryStream(URI replica, String token, String query, String lastEventId) {
        var request =
                HttpRequest.newBuilder(replica.resolve("/v1/entries/stream?" + query))
                        .header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + token);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        this.http = HttpClient.newHttpClient();
        try {
            var response = http.send(request.build(), BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            this.lines = response.body().iterator();
        } catch (IOException failure) {
            http.shutdownNow();
            throw new UncheckedIOException(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The next entry; a comment comes every 15 seconds, so that no line is waited for forever. */
    JsonNode next() throws IOException {
        var deadline = System.nanoTime() + ENTRY_WITHIN.toNanos();
        while (System.nanoTime() < deadline && lines.hasNext()) {
            var line = lines.next();
            if (line.startsWith("id:")) {
                lastId = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                return Json.MAPPER.readTree(line.substring(5));
            }
        }
        throw new AssertionError("no entry came within " + ENTRY_WITHIN);
    }

    /** The id of what came last. */
    String lastId() {
        return lastId;
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
