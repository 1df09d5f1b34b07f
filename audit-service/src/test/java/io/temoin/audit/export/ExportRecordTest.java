// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What of an export is on record, and for how long its file is there. */
@QuarkusTest
class ExportRecordTest {

    private static final Map<String, String> RECORDING = Map.of("service", "recording");

    private final Space space = new Space();

    @Test
    void tellsWhoAskedWhatCameOfItAndWhoTookItAway() throws SQLException {
        // Given
        space.publishAndAwait(events(3));
        RequestedExport export = RequestedExport.of(space, "dpo", "CSV", RECORDING);
        export.awaitCompleted();

        // When
        export.download("soc-analyst");
        export.download("admin");

        // Then
        assertThat(recorded(export))
                .containsExactly(
                        "ExportRequested dpo",
                        "ExportCompleted service",
                        "ExportDownloaded soc-analyst",
                        "ExportDownloaded admin");
    }

    @Test
    void isNotMadeOfADownloadThatIsRefused() throws SQLException {
        // Given
        RequestedExport export = RequestedExport.of(space, "dpo", "CSV", RECORDING);
        export.awaitCompleted();

        // When
        export.download(new Space().as("dpo"));
        export.download("agent");

        // Then
        assertThat(recorded(export))
                .containsExactly("ExportRequested dpo", "ExportCompleted service");
    }

    private List<String> recorded(RequestedExport export) throws SQLException {
        List<String> events = new ArrayList<>();
        try (var connection = Database.as("feed");
                var query =
                        connection.prepareStatement(
                                "select type || ' ' || (metadata->'actor'->>'role')"
                                        + " from event where tenant = ? and stream = ?"
                                        + " order by version")) {
            query.setString(1, space.tenant());
            query.setString(2, "export-" + export.id());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
        }
        return events;
    }

    @Test
    void aFileIsNotHandedOutBeforeItIsWritten() throws SQLException {
        try (var connection = Database.as("app")) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select pg_current_xact_id()");
            RequestedExport export = RequestedExport.of(space, "dpo", "CSV", Map.of());

            assertProblem(export.download("dpo"), 409, "export-not-completed");
            connection.rollback();
        }
    }

    @Test
    void aFileGoesWhenItsTimeIsOver() throws SQLException {
        // Given
        space.publishAndAwait(events(3));
        RequestedExport export =
                RequestedExport.of(space, "dpo", "CSV", RECORDING).awaitCompleted();

        // When
        Database.run(
                "app",
                "select set_config('temoin.tenant', '" + space.tenant() + "', false)",
                "update export set expires_at = now() - interval '1 second' where id = '"
                        + export.id()
                        + "'");

        // Then it is refused at once, and taken away by the job
        assertProblem(export.download("dpo"), 410, "export-expired");
        export.awaitState("EXPIRED");
        assertProblem(export.download("dpo"), 410, "export-expired");
        assertThat(ExportLeases.chunks(export)).isZero();
    }

    private List<Published> events(int number) {
        return IntStream.range(0, number)
                .mapToObj(
                        _ ->
                                space.here(
                                        Published.event(
                                                "io.temoin.recording.RecordingStored.v1",
                                                "recording-" + UUID.randomUUID(),
                                                "{}")))
                .toList();
    }
}
