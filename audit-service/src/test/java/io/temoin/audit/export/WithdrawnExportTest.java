// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.export.ExportQueueStore.Claim;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A person who is erased from the trail is in no export of it either. */
@QuarkusTest
class WithdrawnExportTest {

    private static final String SUBJECT = "5b0f6c1d3e4f5a60718293a4b5c6d7e8";
    private static final Map<String, String> CONSENT = Map.of("service", "consent");

    private final Space space = new Space();
    private final ExportJob job;

    WithdrawnExportTest(ExportJob job) {
        this.job = job;
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
        assertThat(
                        Database.text(
                                "feed",
                                "select payload->>'code' || ' ' || (payload->>'erasure') from event"
                                        + " where type = 'ExportWithdrawn' and tenant = '%s'"
                                                .formatted(space.tenant())))
                .isEqualTo("SUBJECT_ERASED " + erasure);
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
            connection.setAutoCommit(false);
            connection.createStatement().execute("select pg_current_xact_id()");
            export = RequestedExport.of(space, "dpo", "JSON_LINES", CONSENT);

            // When
            erase();
            connection.rollback();
        }

        // Then
        String file = export.awaitCompleted().download("dpo").asString();
        assertThat(file).hasLineCount(1).doesNotContain(SUBJECT);
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

    private RequestedExport exported() {
        return RequestedExport.of(space, "dpo", "JSON_LINES", CONSENT).awaitCompleted();
    }

    private Response erase() {
        Response erased = Erasures.erase(space, SUBJECT, UUID.randomUUID().toString());
        erased.then().statusCode(201);
        return erased;
    }

    private Published told() {
        return space.here(
                Published.event(
                        "io.temoin.consent.MinorFlagged.v1",
                        "contact-rhone-telecom-" + SUBJECT,
                        "{\"subject\": \"%s\", \"controller\": \"rhone-telecom\"}"
                                .formatted(SUBJECT)));
    }
}
