// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.export.ExportQueueStore.Claim;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Exports of few entries out of many. The writer is this test where it looks step by step, and else
 * the job of the running service; a look goes through forty entries here.
 */
@QuarkusTest
class RareExportTest {

    private static final Map<String, String> REFUSALS = Map.of("action", "LISTENING_REFUSED");

    private final Space space = new Space();
    private final ExportJob job;

    RareExportTest(ExportJob job) {
        this.job = job;
    }

    @Test
    void aLookThatFindsNothingIsProgress() throws SQLException {
        // Given
        space.publishAndAwait(storedBetween(List.of(), List.of(refusal())));
        RequestedExport export = ExportLeases.requestedAndHeld(space, REFUSALS);
        Claim claim = ExportLeases.take(export);

        for (int look = 1; look <= 2; look++) {
            // When
            ExportLeases.attempted(export, 5);
            job.writeNext(claim);

            // Then
            assertThat(ExportLeases.chunks(export)).isZero();
            assertThat(ExportLeases.attempts(export)).isZero();
        }

        // When
        job.writeNext(claim);

        // Then
        assertThat(ExportLeases.chunks(export)).isEqualTo(1);
        assertThat(export.get().<Integer>path("done")).isEqualTo(1);
        assertThat(export.get().<Integer>path("total")).isEqualTo(1);
    }

    @Test
    void whatIsCancelledIsNotLookedForAnyMore() throws SQLException {
        // Given
        space.publishAndAwait(storedBetween(List.of(), List.of(refusal())));
        RequestedExport export = ExportLeases.requestedAndHeld(space, REFUSALS);
        Claim claim = ExportLeases.take(export);
        job.writeNext(claim);

        // When
        assertThat(export.delete(space.as("dpo")).statusCode()).isEqualTo(204);

        // Then
        assertThatThrownBy(() -> job.writeNext(claim)).isInstanceOf(LeaseLost.class);
        assertThat(ExportLeases.chunks(export)).isZero();
        assertThat(export.get().<String>path("state")).isEqualTo("CANCELLED");
    }

    @Test
    void theFileHasAllOfThemWhereverTheyAre() {
        // Given
        Published first = refusal();
        Published last = refusal();
        space.publishAndAwait(storedBetween(List.of(first), List.of(last)));

        // When
        RequestedExport export =
                RequestedExport.of(space, "dpo", "JSON_LINES", REFUSALS).awaitCompleted();

        // Then
        assertThat(export.download("dpo").asString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains(first.header("ce_id")),
                        line -> assertThat(line).contains(last.header("ce_id")));
    }

    private List<Published> storedBetween(List<Published> before, List<Published> after) {
        List<Published> all = new ArrayList<>(before);
        all.addAll(StoredRecordings.of(space, 100));
        all.addAll(after);
        return numbered(all);
    }

    /** A second apart, in the order of the list. */
    private static List<Published> numbered(List<Published> events) {
        List<Published> numbered = new ArrayList<>();
        for (Published event : events) {
            int at = numbered.size();
            numbered.add(
                    event.with("ce_time", "2026-11-24T09:%02d:%02dZ".formatted(at / 60, at % 60)));
        }
        return numbered;
    }

    private Published refusal() {
        return space.here(
                Published.event("io.temoin.recording.ListeningRefused.v1", "recording-r1", "{}"));
    }
}
