// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of an export is on record, and for how long its file is there. */
@QuarkusTest
class ExportRecordTest {

    private static final Map<String, String> RECORDING = Map.of("service", "recording");

    private final Space space = new Space();

    @Test
    void tellsWhoAskedWhatCameOfItAndWhoTookItAway() throws SQLException {
        // Given
        space.publishAndAwait(StoredRecordings.of(space, 3));
        RequestedExport export = RequestedExport.of(space, "dpo", "CSV", RECORDING);
        export.awaitCompleted();

        // When
        export.download("soc-analyst");
        export.download("admin");

        // Then
        assertThat(export.recorded())
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
        assertThat(export.recorded())
                .containsExactly("ExportRequested dpo", "ExportCompleted service");
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
        space.publishAndAwait(StoredRecordings.of(space, 3));
        RequestedExport export =
                RequestedExport.of(space, "dpo", "CSV", RECORDING).awaitCompleted();

        // When
        Database.run(
                "app",
                TenantSetting.ofSession(space.tenant()),
                "update export set expires_at = now() - interval '1 second' where id = '"
                        + export.id()
                        + "'");

        // Then it is refused at once, and taken away by the job
        assertProblem(export.download("dpo"), 410, "export-expired");
        export.awaitState("EXPIRED");
        assertProblem(export.download("dpo"), 410, "export-expired");
        assertThat(ExportLeases.chunks(export)).isZero();
    }
}
