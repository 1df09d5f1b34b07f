// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.dialerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code kill -9} in the middle of a scrub: whoever is asked again goes on, each number of the list
 * is answered once, and what is recorded of the list is what was answered.
 */
class KilledScrubIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NUMBERS = 2_600;

    /** Six slices: in the fourth a number that was there before, in the last what is none. */
    private static final List<String> LIST = list();

    private static PackagedService other;

    @BeforeAll
    static void startTheReplicaThatStays() {
        other = PackagedService.start(Map.of());
    }

    @AfterAll
    static void stopIt() {
        other.close();
    }

    @ParameterizedTest
    @CsvSource({"scrub_slice, insert, new.number = 1, 5", "scrub, update, new.completed, 6"})
    void anotherReplicaGoesOnFromTheLastStep(
            String table, String event, String when, long slicesDone) throws SQLException {
        String key = UUID.randomUUID().toString();
        try (HeldStep held = HeldStep.on(table, event, when);
                PackagedService first = PackagedService.start(Map.of())) {
            first.answersRequests();
            String id = ask(key);
            held.awaitReached();
            await().atMost(PATIENCE).until(() -> slicesOf(id) == slicesDone);
            first.kill();
            held.forgetWhoWaits();
            other.answersRequests();
            standsStillForAMinute(id);
            assertThat(read(id).<String>path("state")).isEqualTo("INTERRUPTED");
            assertThat(indexes(id)).as("no gap").isEqualTo(upTo(indexes(id).size()));
            assertThat(ask(key)).isEqualTo(id);
            held.awaitReached();
            held.release();
            completed(id);
        }
    }

    @Test
    void whoeverWorksOnItBesidesAnswersNothingTwice() throws SQLException {
        String key = UUID.randomUUID().toString();
        try (HeldStep held = HeldStep.on("scrub_slice", "insert", "new.number = 4");
                PackagedService first = PackagedService.start(Map.of())) {
            first.answersRequests();
            String id = ask(key);
            held.awaitReached();
            other.answersRequests();
            ask(key);
            held.release();
            first.kill();
            completed(id);
        }
    }

    private static void completed(String id) throws SQLException {
        await().atMost(PATIENCE).until(() -> read(id).<String>path("state").equals("COMPLETED"));
        List<Map<String, Object>> items = items(id);
        assertThat(indexes(id)).isEqualTo(upTo(NUMBERS));
        Response scrub = read(id);
        assertThat(scrub.<Integer>path("done")).isEqualTo(NUMBERS);
        assertThat(scrub.<Integer>path("denied")).isEqualTo(count(items, "verdict", "DENY"));
        assertThat(scrub.<Integer>path("invalid"))
                .isEqualTo(count(items, "problem", "number-invalid"))
                .isEqualTo(1);
        assertThat(scrub.<Integer>path("duplicates"))
                .isEqualTo(count(items, "problem", "number-duplicate"))
                .isEqualTo(1);
        assertThat(
                        TenantRows.count(
                                "select count(*) from event where type = 'ListScrubbed'"
                                        + " and payload ->> 'scrub' = ?::text",
                                UUID.fromString(id)))
                .as("events about the list")
                .isEqualTo(1);
    }

    private static int count(List<Map<String, Object>> items, String field, String value) {
        return (int) items.stream().filter(item -> value.equals(item.get(field))).count();
    }

    private static List<Integer> indexes(String id) {
        return items(id).stream().map(item -> (Integer) item.get("index")).toList();
    }

    private static List<Map<String, Object>> items(String id) {
        List<Map<String, Object>> items = new ArrayList<>();
        Map<String, Object> page = Map.of("limit", 1_000);
        while (true) {
            Response read =
                    as(dialerOf(VOIX))
                            .queryParams(page)
                            .get("/v1/call-decisions/batches/{id}/results", id);
            items.addAll(read.<List<Map<String, Object>>>path("items"));
            String next = read.path("next");
            if (next == null) {
                return items;
            }
            page = Map.of("limit", 1_000, "cursor", next);
        }
    }

    private static String ask(String key) {
        Response asked =
                as(dialerOf(VOIX), key)
                        .body(
                                Map.of(
                                        "controller",
                                        RHONE,
                                        "purpose",
                                        "PROSPECTING_CALL",
                                        "campaign",
                                        "fibre-autumn",
                                        "offer",
                                        "fibre",
                                        "numbers",
                                        LIST))
                        .post("/v1/call-decisions/batch");
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        return asked.path("id");
    }

    private static Response read(String id) {
        return as(dialerOf(VOIX)).get("/v1/call-decisions/batches/" + id);
    }

    private static long slicesOf(String id) throws SQLException {
        return TenantRows.count(
                "select count(*) from scrub_slice where scrub = ?", UUID.fromString(id));
    }

    private static void standsStillForAMinute(String id) throws SQLException {
        TenantRows.change(
                "update scrub set touched_at = touched_at - interval '1 minute' where id = ?",
                UUID.fromString(id));
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static List<String> list() {
        List<String> list =
                new ArrayList<>(
                        IntStream.range(0, NUMBERS)
                                .mapToObj("+33 1 98 77 %04d"::formatted)
                                .toList());
        list.set(1_700, list.getFirst());
        list.set(NUMBERS - 1, "hello");
        return list;
    }
}
