// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client that imports a controller's suppression list and has lists scrubbed. */
final class Lists {

    /**
     * How many numbers a register of five million is drawn from, and the first of them: 07 3 to 07
     * 9. Some of 07 0 belong to the territories overseas, which the centre is not instructed to
     * call: it learns nothing of them.
     */
    private static final int PLAN = 70_000_000;

    private static final int FIRST = 30_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LOOK = Duration.ofMillis(5);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Rig rig;
    private final URI server;

    Lists(Rig rig, ServerProcess consent) {
        this.rig = rig;
        this.server = consent.address();
    }

    /** A file of different numbers, one a line, in no order. */
    static void numbers(Path file, int rows) {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int row = 0; row < rows; row++) {
                lines.write(number(row));
                lines.write('\n');
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A file of as many fingerprints as PostgreSQL reads them. */
    static void fingerprints(Path file, int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int row = 0; row < rows; row++) {
                lines.write(new UUID(random.nextLong(), random.nextLong()).toString());
                lines.write('\n');
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The {@code row}-th number of the file, as it is written in a list. */
    static String number(int row) {
        return "+337" + (FIRST + spread(row));
    }

    /**
     * Imports a file.
     *
     * @return seconds from the announcement until the copy was in use
     */
    double imported(Path file, int rows) throws IOException {
        long began = System.nanoTime();
        String about =
                "{\"asOf\":\"%s\",\"source\":\"bench\",\"controller\":\"rhone-telecom\"}"
                        .formatted(LocalDate.now(java.time.ZoneOffset.UTC).minusYears(1));
        String id =
                ask(
                                "POST",
                                "/v1/screening-registers/SUPPRESSION/imports",
                                "dpo",
                                "application/json",
                                BodyPublishers.ofString(about))
                        .path("id")
                        .asText();
        String path = "/v1/screening-imports/" + id;
        ask("PATCH", path, "dpo", "text/csv", BodyPublishers.ofFile(file));
        JsonNode done = until(path, "dpo");
        double seconds = (System.nanoTime() - began) / 1e9;
        if (done.path("rows").asInt() != rows) {
            throw new LoadFailure("the copy holds " + done.path("rows") + " rows");
        }
        return seconds;
    }

    /**
     * Has a list scrubbed and reads every result.
     *
     * @param listed how many numbers at its beginning are listed; no others are
     * @throws LoadFailure when other numbers than those are denied because they are listed; says
     *     what was answered instead
     */
    void scrubbed(String list, int listed) throws IOException {
        String id =
                ask(
                                "POST",
                                "/v1/call-decisions/batch",
                                "dialer",
                                "application/json",
                                BodyPublishers.ofString(list))
                        .path("id")
                        .asText();
        String path = "/v1/call-decisions/batches/" + id;
        until(path, "dialer");
        Map<String, Integer> wrong = new TreeMap<>();
        int results = 0;
        String first = path + "/results?limit=5000";
        String next = first;
        while (next != null) {
            JsonNode page = ask("GET", next, "dialer", null, BodyPublishers.noBody());
            for (JsonNode item : page.path("items")) {
                results++;
                boolean hit = item.path("reasons").toString().contains("\"REGISTER_HIT\"");
                if (hit != item.path("index").asInt() < listed) {
                    wrong.merge(answer(item), 1, Integer::sum);
                }
            }
            next = page.hasNonNull("next") ? first + "&cursor=" + page.path("next").asText() : null;
        }
        if (results < listed || !wrong.isEmpty()) {
            throw new LoadFailure(
                    "Of %d results, these are wrong, %d numbers being listed: %s"
                            .formatted(results, listed, wrong));
        }
    }

    /** Without what differs from number to number. */
    private static String answer(JsonNode item) {
        return item.path("verdict").asText()
                + " "
                + item.path("reasons")
                + item.path("problem").asText();
    }

    private JsonNode until(String path, String role) throws IOException {
        while (true) {
            JsonNode now = ask("GET", path, role, null, BodyPublishers.noBody());
            switch (now.path("state").asText()) {
                case "COMPLETED" -> {
                    return now;
                }
                case "RUNNING" -> LockSupport.parkNanos(LOOK.toNanos());
                default -> throw new LoadFailure(path + " is " + now);
            }
        }
    }

    private JsonNode ask(
            String method, String path, String role, @Nullable String type, BodyPublisher body)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path))
                        .method(method, body)
                        .header("Authorization", "Bearer " + token(role))
                        .header("Idempotency-Key", UUID.randomUUID().toString());
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new LoadFailure(path + " was answered " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("the bench was stopped", stopped);
        }
    }

    /** A controller brings its own list; the centre calls. */
    private String token(String role) {
        return role.equals("dpo") ? rig.controllersToken(role) : rig.token(role);
    }

    static String json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Every place once, far from its neighbours: the step shares no factor with the plan. */
    private static int spread(int row) {
        return (int) (row * 61_803_397L % PLAN);
    }
}
