// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.dialerOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code kill -9} in the middle of an import: until the new copy is whole, calls are screened by
 * the old one alone; and whoever comes next goes on from the last step.
 */
class KilledImportIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LISTED_BEFORE = "+44 7400 000001";
    private static final String LISTED_NOW = "+44 7400 100000";

    /**
     * In the middle of the 2,048 pages, and when the copy is built and recorded but not yet in use.
     */
    @ParameterizedTest
    @CsvSource({
        "screening_page, insert, new.page = 1000",
        "screening_import, update, new.state = 'COMPLETED'"
    })
    void aHalfBuiltCopyIsLookedAtByNobodyAndBuiltToItsEnd(String table, String event, String when)
            throws SQLException {
        try (PackagedService first = PackagedService.start(Map.of())) {
            first.answersRequests();
            bringTheOldCopy();
            String id = start();
            try (HeldStep held = HeldStep.on(table, event, when)) {
                send(id, 0, file(), "?1");
                held.awaitReached();
                first.kill();
                held.forgetWhoWaits();
                try (PackagedService next = PackagedService.start(Map.of())) {
                    next.answersRequests();
                    held.awaitReached();
                    assertThat(read(id).<String>path("state")).isEqualTo("RUNNING");
                    screenedByTheOldCopy();
                    held.release();
                    takenIntoUse(id);
                }
            }
        }
    }

    /** More than a step's worth of the file has come, and the next step is under way. */
    @Test
    void aHalfSentFileGoesOnWhereItsLastStepEnded() throws SQLException {
        try (PackagedService first = PackagedService.start(Map.of())) {
            first.answersRequests();
            bringTheOldCopy();
            String id = start();
            byte[] file = numbers(100_000, 600_000);
            try (HeldStep held = HeldStep.on("screening_piece", "insert", "new.number = 2")) {
                CompletableFuture<Response> sending =
                        CompletableFuture.supplyAsync(() -> send(id, 0, file, "?1"));
                held.awaitReached();
                first.kill();
                assertThat(sending).failsWithin(PATIENCE);
                held.forgetWhoWaits();
            }
            try (PackagedService next = PackagedService.start(Map.of())) {
                next.answersRequests();
                assertThat(read(id).<String>path("state")).isEqualTo("RECEIVING");
                int offset = read(id).path("uploadOffset");
                assertThat(offset).isBetween(1, file.length - 1);
                screenedByTheOldCopy();
                byte[] rest = Arrays.copyOfRange(file, offset, file.length);
                assertThat(send(id, offset, rest, "?1").statusCode()).isEqualTo(202);
                await().atMost(PATIENCE)
                        .until(() -> read(id).<String>path("state").equals("COMPLETED"));
                assertThat(read(id).<Integer>path("rows")).isEqualTo(500_000);
                screenedByTheNewCopy();
                assertThat(recorded(id)).isEqualTo(1);
            }
        }
    }

    private static void bringTheOldCopy() throws SQLException {
        String id = start();
        send(id, 0, (LISTED_BEFORE + "\n").getBytes(US_ASCII), "?1");
        await().atMost(PATIENCE).until(() -> read(id).<String>path("state").equals("COMPLETED"));
        screenedByTheOldCopy();
    }

    private static void takenIntoUse(String id) throws SQLException {
        await().atMost(PATIENCE).until(() -> read(id).<String>path("state").equals("COMPLETED"));
        assertThat(read(id).<Integer>path("rows")).isEqualTo(120_000);
        Response built = read(id);
        assertThat(built.<Integer>path("done")).isEqualTo(built.path("total"));
        assertThat(pages(id)).isEqualTo(2_048);
        screenedByTheNewCopy();
        assertThat(recorded(id)).as("events about the copy").isEqualTo(1);
    }

    private static void screenedByTheOldCopy() {
        assertThat(reasons(LISTED_BEFORE)).contains("REGISTER_HIT");
        assertThat(reasons(LISTED_NOW)).doesNotContain("REGISTER_HIT", "REGISTER_STALE");
    }

    private static void screenedByTheNewCopy() {
        assertThat(reasons(LISTED_NOW)).contains("REGISTER_HIT");
        assertThat(reasons(LISTED_BEFORE)).doesNotContain("REGISTER_HIT", "REGISTER_STALE");
    }

    private static List<String> reasons(String number) {
        Response decided = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(201);
        return decided.path("reasons.code");
    }

    private static String start() {
        Response started =
                as(dpo())
                        .body(
                                Map.of(
                                        "asOf",
                                        LocalDate.ofInstant(CallingClock.now(), ZoneOffset.UTC)
                                                .toString(),
                                        "source",
                                        "preference-service"))
                        .post("/v1/screening-registers/UK-TPS/imports");
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(201);
        return started.path("id");
    }

    private static Response send(String id, int offset, byte[] part, String complete) {
        return Http.given()
                .auth()
                .oauth2(dpo())
                .contentType("text/plain")
                .header("Upload-Offset", offset)
                .header("Upload-Complete", complete)
                .body(part)
                .patch("/v1/screening-imports/" + id);
    }

    private static Response read(String id) {
        return as(dpo()).get("/v1/screening-imports/" + id);
    }

    private static String dpo() {
        return TestTokens.tenantWide("helios", "helios", "dpo-of-helios", "dpo");
    }

    private static byte[] file() {
        return numbers(100_000, 220_000);
    }

    private static byte[] numbers(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("+447400%06d\n".formatted(i));
        }
        return lines.toString().getBytes(US_ASCII);
    }

    private static long pages(String id) throws SQLException {
        return TenantRows.count(
                "select count(*) from screening_page where copy = ?", UUID.fromString(id));
    }

    private static long recorded(String id) throws SQLException {
        return TenantRows.count(
                "select count(*) from event where type = 'RegisterImported'"
                        + " and payload ->> 'copy' = ?::text",
                UUID.fromString(id));
    }
}
