// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.databasepools.LeaseRenewal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Whose an export is. The first writer is this test, by the code and the database of a real one;
 * the second is the job of the running service.
 */
@QuarkusTest
class ExportLeaseTest {

    private final Space space = new Space();
    private final ExportJob job;
    private final AuditConfig config;

    ExportLeaseTest(ExportJob job, AuditConfig config) {
        this.job = job;
        this.config = config;
    }

    @Test
    void lastsAsLongAsItsWriterIsAliveAndNotMuchLonger() throws SQLException {
        // Given a writer that is busy with one step
        space.publishAndAwait(StoredRecordings.of(space, 3));
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Claim claim = ExportLeases.take(export);
        Instant taken = Instant.now();
        try (LeaseRenewal _ = job.keep(claim)) {
            await().until(() -> until(export).isBefore(taken.plus(Duration.ofMinutes(1))));
            Instant firstEnd = until(export);

            // When the lease it began with is over
            await().until(() -> until(export).isAfter(firstEnd.plus(config.export().lease())));

            // Then nobody else has written
            assertThat(ExportLeases.lease(export).holder()).isEqualTo(claim.lease());
            assertThat(ExportLeases.chunks(export)).isZero();
        }

        // When the writer is killed, another goes on
        export.awaitCompleted();
        assertThatThrownBy(() -> job.writeNext(claim)).isInstanceOf(LeaseLost.class);
    }

    /** The record of an export is in no row that has a lease. */
    @Test
    void isRequiredToRecordTheEndOfAnExport() throws SQLException {
        // Given an export of nothing, whose writer has been replaced
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Claim first = ExportLeases.take(export);
        Database.run("owner", "update export set total = 0 where id = '%s'".formatted(export.id()));
        ExportLeases.take(export);

        // When
        assertThatThrownBy(() -> job.writeNext(first)).isInstanceOf(LeaseLost.class);

        // Then
        assertThat(export.recorded()).containsExactly("ExportRequested dpo");
        assertThat(export.get().<String>path("state")).isEqualTo("RUNNING");
    }

    private static Instant until(RequestedExport export) throws SQLException {
        return ExportLeases.lease(export).until();
    }
}
