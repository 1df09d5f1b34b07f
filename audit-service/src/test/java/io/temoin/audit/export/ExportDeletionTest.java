// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.audit.export.domain.ExportCommand.RemoveExport;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.platform.TestTokens;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Exports are stopped, and their files deleted, before their time. */
@QuarkusTest
class ExportDeletionTest {

    private static final Map<String, String> RECORDING = Map.of("service", "recording");

    private final Space space = new Space();
    private final ExportJob job;
    private final ExportStream streams;

    ExportDeletionTest(ExportJob job, ExportStream streams) {
        this.job = job;
        this.streams = streams;
    }

    @Test
    void aRunningExportStopsAtItsNextChunk() throws SQLException {
        // Given
        space.publishAndAwait(StoredRecordings.of(space, 50));
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Claim writer = ExportLeases.take(export);
        job.writeNext(writer);
        assertThat(ExportLeases.chunks(export)).isEqualTo(1);

        // When
        Response answer = export.delete(space.as("dpo"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(ExportLeases.chunks(export)).isZero();
        assertThatThrownBy(() -> job.writeNext(writer)).isInstanceOf(LeaseLost.class);
        assertThat(ExportLeases.chunks(export)).isZero();
        assertIsRemoved(export, "CANCELLED");
        assertThat(export.recorded()).containsExactly("ExportRequested dpo", "ExportCancelled dpo");
    }

    @Test
    void oneThatWaitsIsNeverWritten() throws SQLException {
        try (var connection = Database.as("app")) {
            // Given
            connection.setAutoCommit(false);
            connection.createStatement().execute("select pg_current_xact_id()");
            RequestedExport export = RequestedExport.of(space, "dpo", "CSV", RECORDING);

            // When
            assertThat(export.delete(space.as("dpo")).statusCode()).isEqualTo(204);
            connection.rollback();
            job.look();

            // Then
            assertThat(ExportLeases.chunks(export)).isZero();
            assertIsRemoved(export, "CANCELLED");
        }
    }

    @Test
    void aFileIsGoneAtOnceAndTheExportStaysListed() throws SQLException {
        // Given
        space.publishAndAwait(StoredRecordings.of(space, 50));
        RequestedExport export =
                RequestedExport.of(space, "soc-analyst", "CSV", RECORDING).awaitCompleted();
        String sha256 = export.get().path("sha256");

        // When
        Response first = export.delete(space.as("soc-analyst"));
        Response again = export.delete(space.as("soc-analyst"));

        // Then
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(again.statusCode()).isEqualTo(204);
        assertThat(ExportLeases.chunks(export)).isZero();
        assertIsRemoved(export, "DELETED");
        assertThat(export.get().<String>path("sha256")).isEqualTo(sha256);
        assertThat(export.get().<String>path("expiresAt")).isNull();
        assertThat(space.as("dpo").get("/v1/exports").<List<String>>path("items.state"))
                .containsExactly("DELETED");
        assertThat(export.recorded())
                .containsExactly(
                        "ExportRequested soc-analyst",
                        "ExportCompleted service",
                        "ExportDeleted soc-analyst");
    }

    @Test
    void whoStoppedItIsInTheTrail() {
        // Given
        RequestedExport export =
                RequestedExport.of(space, "dpo", "CSV", RECORDING).awaitCompleted();

        // When
        export.delete(space.as("dpo"));

        // Then
        space.awaitEntries(3);
        assertThat(space.trail().getLast())
                .containsEntry("action", "EXPORT_DELETED")
                .containsEntry("actor", Space.ACTOR)
                .containsEntry("stream", "export-" + export.id());
    }

    @Test
    void itIsForWhoAskedAndForTheDpo() {
        // Given
        RequestedExport export =
                RequestedExport.of(space, "supervisor", "CSV", RECORDING).awaitCompleted();

        // Then
        assertProblem(export.delete(another("soc-analyst")), 403, "export-of-another");
        assertProblem(export.delete(another("admin")), 403, "export-of-another");
        assertProblem(export.delete(another("supervisor")), 404, "export-unknown");
        assertProblem(export.delete(another("agent")), 403, "forbidden");
        assertProblem(export.delete(new Space().as("dpo")), 404, "export-unknown");
        assertThat(export.download("dpo").statusCode()).isEqualTo(200);
        assertThat(export.delete(another("dpo")).statusCode()).isEqualTo(204);
    }

    @Test
    void whereNothingIsLeftNothingHappens() throws SQLException {
        // Given
        RequestedExport export =
                RequestedExport.of(space, "dpo", "CSV", RECORDING).awaitCompleted();
        runAsTenant(
                "update export set expires_at = now() - interval '1 second' where id = '%s'"
                        .formatted(export.id()));
        export.awaitState("EXPIRED");

        // When
        Response answer = export.delete(space.as("dpo"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(export.get().<String>path("state")).isEqualTo("EXPIRED");
        assertThat(export.recorded())
                .containsExactly("ExportRequested dpo", "ExportCompleted service");
    }

    /** Both at the same instant: whichever comes first, nothing is left and one story is told. */
    @RepeatedTest(20)
    void itMeetsTheEndOfTheWriting() throws SQLException, InterruptedException, ExecutionException {
        // Given an export of which all is written, and its end is not
        space.publishAndAwait(StoredRecordings.of(space, 1));
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Claim writer = ExportLeases.take(export);
        job.writeNext(writer);
        CyclicBarrier start = new CyclicBarrier(2);

        // When
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<?> writing = threads.submit(() -> write(writer, start));
            Future<Response> deleting =
                    threads.submit(
                            () -> {
                                start.await();
                                return export.delete(space.as("dpo"));
                            });
            writing.get();
            assertThat(deleting.get().statusCode()).isEqualTo(204);
        }

        // Then
        assertThat(ExportLeases.chunks(export)).isZero();
        if (export.recorded().contains("ExportCompleted service")) {
            assertIsRemoved(export, "DELETED");
            assertThat(export.recorded())
                    .containsExactly(
                            "ExportRequested dpo", "ExportCompleted service", "ExportDeleted dpo");
        } else {
            assertIsRemoved(export, "CANCELLED");
            assertThat(export.recorded())
                    .containsExactly("ExportRequested dpo", "ExportCancelled dpo");
        }
    }

    private void write(Claim writer, CyclicBarrier start) {
        try {
            start.await();
            job.writeNext(writer);
        } catch (LeaseLost _) {
            assertThat(writer).as("the deletion came first").isNotNull();
        } catch (InterruptedException | BrokenBarrierException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void aCrashAfterTheRecordIsMadeGoodByWhoWritesTheExport() throws SQLException {
        // Given a cancellation that is on record, while its row says that it is being written
        space.publishAndAwait(StoredRecordings.of(space, 50));
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        job.writeNext(ExportLeases.take(export));
        recordRemoval(export);

        // When
        ExportLeases.runOut(export);
        export.awaitState("CANCELLED");

        // Then
        assertIsRemoved(export, "CANCELLED");
        assertThat(ExportLeases.chunks(export)).isZero();
    }

    @Test
    void aCrashAfterTheRecordIsMadeGoodByWhoAsksAgain() throws SQLException {
        // Given
        space.publishAndAwait(StoredRecordings.of(space, 1));
        RequestedExport export =
                RequestedExport.of(space, "dpo", "CSV", RECORDING).awaitCompleted();
        recordRemoval(export);
        assertThat(ExportLeases.chunks(export)).isEqualTo(1);
        assertProblem(export.download("dpo"), 410, "export-deleted");

        // When
        export.delete(space.as("dpo"));

        // Then
        assertIsRemoved(export, "DELETED");
        assertThat(ExportLeases.chunks(export)).isZero();
    }

    private void recordRemoval(RequestedExport export) {
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId(space.tenant()),
                        new Actor(Space.ACTOR, "rhone-telecom", "dpo", null),
                        UUID.randomUUID(),
                        null,
                        "cor",
                        null,
                        null,
                        Instant.parse("2026-11-24T09:30:00Z"));
        streams.handle(UUID.fromString(export.id()), new RemoveExport(false), metadata)
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private void assertIsRemoved(RequestedExport export, String state) {
        Response told = export.get();
        assertThat(told.<String>path("state")).isEqualTo(state);
        assertThat(told.<String>path("removedBy")).isEqualTo(Space.ACTOR);
        assertThat(told.<String>path("removedAt")).isNotNull();
        assertProblem(
                export.download("dpo"), 410, "export-" + state.toLowerCase(java.util.Locale.ROOT));
    }

    private void runAsTenant(String statement) throws SQLException {
        Database.run("app", TenantSetting.ofSession(space.tenant()), statement);
    }

    private RequestSpecification another(String role) {
        return Http.given()
                .auth()
                .oauth2(
                        List.of("dpo", "soc-analyst", "admin").contains(role)
                                ? TestTokens.tenantWide(
                                        space.tenant(), "rhone-telecom", "somebody-else", role)
                                : TestTokens.token(
                                        space.tenant(),
                                        "rhone-telecom",
                                        List.of(),
                                        "somebody-else",
                                        role));
    }
}
