// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.audit.Database;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.chassis.testing.Response;
import io.temoin.shredding.postgres.TenantSetting;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What becomes of an export, wherever its chunks lie, also when its writer stops midway. The first
 * writer is this test, by the code and the database of a real one; the second is the job of the
 * running service.
 */
abstract class ExportWritingContract {

    private static final int ENTRIES = 110;

    final Space space = new Space();
    final ExportJob job;

    ExportWritingContract(ExportJob job) {
        this.job = job;
    }

    @Test
    void anotherProcessGoesOnWhereTheFirstOneStopped()
            throws SQLException, GeneralSecurityException {
        // Given a writer that was killed after two chunks
        List<String> ids = published();
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Claim first = ExportLeases.take(export);
        job.writeNext(first);
        job.writeNext(first);
        assertThat(export.get().<Integer>path("done")).isEqualTo(40);

        // When
        ExportLeases.runOut(export);
        Response told = export.awaitState("COMPLETED");

        // Then
        byte[] file = export.download("dpo").asByteArray();
        assertThat(ids(new String(file, java.nio.charset.StandardCharsets.UTF_8)))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(told.<Integer>path("done")).isEqualTo(ENTRIES);
        assertThat(told.<Integer>path("total")).isEqualTo(ENTRIES);
        assertThat(told.<String>path("sha256"))
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    }

    @Test
    void aWriterThatComesBackAfterItWasReplacedWritesNothing() throws SQLException {
        // Given
        List<String> ids = published();
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Claim first = ExportLeases.take(export);
        job.writeNext(first);
        Claim second = ExportLeases.take(export);
        job.writeNext(second);

        // When
        assertThatThrownBy(() -> job.writeNext(first)).isInstanceOf(LeaseLost.class);

        // Then
        assertThat(ExportLeases.chunks(export)).isEqualTo(2);
        ExportLeases.runOut(export);
        export.awaitCompleted();
        assertThat(ids(export.download("dpo").asString())).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void anExportThatIsHeldIsLeftAlone() throws SQLException {
        // Given
        published();
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        ExportLeases.take(export);

        // When
        job.look();

        // Then
        assertThat(export.get().<String>path("state")).isEqualTo("RUNNING");
        assertThat(ExportLeases.chunks(export)).isZero();
    }

    @Test
    void anExportThatNeverGrowsIsGivenUpOnRecord() throws SQLException {
        // Given one that had begun
        published();
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        job.writeNext(ExportLeases.take(export));
        ExportLeases.attempted(export, 5);

        // When
        ExportLeases.runOut(export);
        Response told = export.awaitState("FAILED");

        // Then
        assertThat(told.<String>path("failure")).isEqualTo("GIVEN_UP");
        assertThat(export.download("dpo").statusCode()).isEqualTo(409);
        assertThat(ExportLeases.chunks(export)).isZero();
    }

    /** What the trail refuses to be asked today, it refuses at the next attempt. */
    @Test
    void aQuestionThatTheTrailRefusesIsGivenUpAtOnce() throws SQLException {
        // Given
        published();
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Database.run(
                "owner",
                "update export set filters = '{\"subject\": \"nobody\"}' where id = '%s'"
                        .formatted(export.id()));

        // When
        ExportLeases.runOut(export);
        Response told = export.awaitState("FAILED");

        // Then
        assertThat(told.<String>path("failure")).isEqualTo("REQUEST_INVALID");
        assertThat(export.recorded())
                .containsExactly("ExportRequested dpo", "ExportFailed service");
    }

    @Test
    void aCrashBetweenTheRecordAndTheRowIsMadeGood() throws SQLException {
        // Given an export that is completed on record, while its row says that it is being written
        published();
        RequestedExport export =
                RequestedExport.of(space, "dpo", "JSON_LINES", Map.of("service", "recording"))
                        .awaitCompleted();
        String sha256 = export.get().path("sha256");
        Database.run(
                "app",
                TenantSetting.ofSession(space.tenant()),
                "update export set state = 'RUNNING', bytes = null, sha256 = null,"
                        + " expires_at = null where id = '"
                        + export.id()
                        + "'");

        // When
        Response told = export.awaitState("COMPLETED");

        // Then
        assertThat(told.<String>path("sha256")).isEqualTo(sha256);
        assertThat(export.download("dpo").statusCode()).isEqualTo(200);
    }

    final List<String> published() {
        List<Published> events = StoredRecordings.of(space, ENTRIES);
        space.publishAndAwait(events);
        return events.stream().map(event -> event.header("ce_id")).toList();
    }

    static List<String> ids(String file) {
        return file.lines()
                .map(line -> line.substring("{\"id\":\"".length(), line.indexOf("\",\"at\"")))
                .toList();
    }
}
