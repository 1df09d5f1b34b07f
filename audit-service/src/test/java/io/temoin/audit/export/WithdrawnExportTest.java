// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.chassis.testing.Response;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person who is erased from the trail is in no export of it either. */
@QuarkusTest
class WithdrawnExportTest {

    private static final String SUBJECT = "5b0f6c1d3e4f5a60718293a4b5c6d7e8";
    private static final Map<String, String> CONSENT = Map.of("service", "consent");

    private final Space space = new Space();
    private final ExportJob job;
    private final SubjectKeyring keyring;

    WithdrawnExportTest(ExportJob job, SubjectKeyring keyring) {
        this.job = job;
        this.keyring = keyring;
    }

    @Test
    void whatWasWrittenBeforeIsWithdrawn() throws SQLException {
        // Given
        space.publishAndAwait(List.of(told()));
        RequestedExport export = exported();
        assertThat(export.download("dpo").asString()).contains(SUBJECT);
        Space elsewhere = new Space();
        RequestedExport ofOthers =
                RequestedExport.of(elsewhere, "dpo", "CSV", Map.of()).awaitCompleted();

        // When
        String erasure = erase().path("id");

        // Then
        assertProblem(export.download("dpo"), 410, "export-withdrawn");
        assertThat(ExportLeases.chunks(export)).isZero();
        Response told = export.get();
        assertThat(told.<String>path("state")).isEqualTo("WITHDRAWN");
        assertThat(told.<String>path("removedBy")).isEqualTo(Space.ACTOR);
        assertThat(export.recorded()).last().isEqualTo("ExportWithdrawn dpo");
        assertThat(recordedErasure()).isEqualTo("SUBJECT_ERASED " + erasure);
        assertThat(ofOthers.download("dpo").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsBeingWrittenStops() throws SQLException {
        // Given one that has begun, and may have read what is not written yet
        space.publishAndAwait(StoredRecordings.of(space, 50));
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Claim writer = ExportLeases.take(export);
        job.writeNext(writer);

        // When
        erase();

        // Then
        assertThatThrownBy(() -> job.writeNext(writer)).isInstanceOf(LeaseLost.class);
        assertThat(ExportLeases.chunks(export)).isZero();
        assertProblem(export.download("dpo"), 410, "export-withdrawn");
    }

    @Test
    void whatHasNotBegunIsWrittenWithoutThePerson() throws SQLException {
        // Given
        space.publishAndAwait(List.of(told()));
        RequestedExport export;
        try (var connection = Database.as("app")) {
            underWay(connection);
            export = RequestedExport.of(space, "dpo", "JSON_LINES", CONSENT);

            // When
            erase();
            connection.rollback();
        }

        // Then
        String file = export.awaitCompleted().download("dpo").asString();
        assertThat(file).hasLineCount(1).doesNotContain(SUBJECT);
    }

    /** Under the word that stands for the person now, it would tell of all who were erased. */
    @ParameterizedTest
    @ValueSource(strings = {"actor", "subject"})
    void whatWaitsAndNamesThePersonIsWithdrawn(String filter) throws SQLException {
        // Given
        RequestedExport export;
        String erasure;
        try (var connection = Database.as("app")) {
            underWay(connection);
            export = RequestedExport.of(space, "dpo", "JSON_LINES", Map.of(filter, SUBJECT));

            // When
            erasure = erase().path("id");
            connection.rollback();
        }

        // Then
        assertThat(export.recorded()).containsExactly("ExportRequested dpo", "ExportWithdrawn dpo");
        assertThat(recordedErasure()).isEqualTo("SUBJECT_ERASED " + erasure);
        assertWithdrawn(export.get(), filter);
        assertProblem(export.download("dpo"), 410, "export-withdrawn");
    }

    @Test
    void whatGetsItsRowOnlyAfterwardsIsWithdrawn() throws SQLException {
        // Given a request whose process stopped after the record
        String key = UUID.randomUUID().toString();
        try (var connection = Database.as("app")) {
            underWay(connection);
            String id = ask(key).path("id");
            Database.run("owner", "delete from export where id = '%s'".formatted(id));
            connection.rollback();
        }
        erase();

        // When
        Response again = ask(key);

        // Then
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertWithdrawn(again, "subject");
        RequestedExport export = new RequestedExport(space, again.path("id"));
        assertProblem(export.download("dpo"), 410, "export-withdrawn");
        assertThat(export.recorded())
                .containsExactly("ExportRequested dpo", "ExportWithdrawn service");
    }

    @Test
    void whatNamesThePersonAfterwardsIsWithdrawnByWhoeverTakesItUp() throws SQLException {
        // Given one that got its row after the key had gone, by a process that stopped then
        RequestedExport export;
        try (var connection = Database.as("app")) {
            underWay(connection);
            export = RequestedExport.of(space, "dpo", "CSV", Map.of("actor", SUBJECT));
            keyring.destroy(
                            new TenantId(space.tenant()),
                            new SubjectId(SUBJECT),
                            "NO_LONGER_NECESSARY DSR-2026-118",
                            Instant.parse("2026-11-24T09:00:00Z"))
                    .await()
                    .atMost(Duration.ofSeconds(10));

            // When
            connection.rollback();
        }

        // Then
        assertWithdrawn(export.awaitState("WITHDRAWN"), "actor");
        assertThat(export.recorded())
                .containsExactly("ExportRequested dpo", "ExportWithdrawn service");
    }

    @Test
    void whatIsWrittenAfterwardsStaysThoughTheRequestIsRepeated() {
        // Given
        space.publishAndAwait(List.of(told()));
        String key = UUID.randomUUID().toString();
        Erasures.erase(space, SUBJECT, key).then().statusCode(201);
        RequestedExport after = exported();

        // When
        Response again = Erasures.erase(space, SUBJECT, key);

        // Then
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(after.download("dpo").asString()).hasLineCount(1).doesNotContain(SUBJECT);
    }

    /** A person is found in what was asked for, too. */
    @Test
    void theListDoesNotSayWhoWasLookedFor() {
        // Given
        space.publishAndAwait(List.of(told()));
        RequestedExport export =
                RequestedExport.of(
                                space,
                                "dpo",
                                "CSV",
                                Map.of("subject", SUBJECT, "service", "consent"))
                        .awaitCompleted();

        // When
        erase();

        // Then
        assertThat(export.get().<Map<String, String>>path("filters"))
                .isEqualTo(Map.of("subject", "erased", "service", "consent"));
    }

    /** What is asked for meanwhile waits until it has ended. */
    private static void underWay(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.createStatement().execute("select pg_current_xact_id()");
    }

    private Response ask(String key) {
        return RequestedExport.ask(space.as("dpo"), key, "CSV", Map.of("subject", SUBJECT));
    }

    private static void assertWithdrawn(Response told, String filter) {
        assertThat(told.<String>path("state")).isEqualTo("WITHDRAWN");
        assertThat(told.<Map<String, String>>path("filters")).isEqualTo(Map.of(filter, "erased"));
    }

    private String recordedErasure() throws SQLException {
        return Database.text(
                "feed",
                "select payload->>'code' || ' ' || (payload->>'erasure') from event"
                        + " where type = 'ExportWithdrawn' and tenant = '%s'"
                                .formatted(space.tenant()));
    }

    private RequestedExport exported() {
        return RequestedExport.of(space, "dpo", "JSON_LINES", CONSENT).awaitCompleted();
    }

    private Response erase() {
        Response erased = Erasures.erase(space, SUBJECT, UUID.randomUUID().toString());
        erased.then().statusCode(201);
        return erased;
    }

    private Published told() {
        return space.about(SUBJECT);
    }
}
