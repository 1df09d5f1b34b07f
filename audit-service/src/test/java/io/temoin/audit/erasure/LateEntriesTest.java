// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import static io.temoin.audit.erasure.ErasureDesk.OTHER;
import static io.temoin.audit.erasure.ErasureDesk.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What comes in about a person who was erased is kept without them. */
@QuarkusTest
class LateEntriesTest {

    private final Space space = new Space();
    private final ErasureDesk desk = new ErasureDesk(space);
    private final LogReader log = new LogReader(space);

    /** What comes in late, or again by another name, enters as what was there is left. */
    @Test
    void whoWasErasedDoesNotComeBack() throws SQLException {
        // Given
        Published themselves =
                desk.given(SUBJECT).with("ce_actor", SUBJECT).with("ce_role", "data-subject");
        space.publishAndAwait(List.of(desk.given(SUBJECT), themselves));
        desk.erase(SUBJECT);
        space.awaitEntries(4);

        // When
        Space.publish(
                List.of(
                        desk.given(SUBJECT),
                        desk.given(SUBJECT)
                                .with("ce_actor", SUBJECT)
                                .with("ce_role", "data-subject"),
                        elsewhere().with("ce_actor", SUBJECT),
                        desk.given(OTHER)));
        Response handedIn = handIn();
        space.awaitEntries(9);

        // Then
        assertThat(handedIn.statusCode()).isEqualTo(201);
        assertThat(desk.count("audit_entry::text like '%" + SUBJECT + "%'")).isEqualTo("0");
        assertThat(desk.count("subject = '" + OTHER + "'")).isEqualTo("1");
        assertThat(
                        space.texts(
                                """
                                select count(*) || ' ' || e.action || ' ' || actor || ' ' || stream
                                  || ' ' || (s.subject is null)
                                from audit_entry e join entry_salt s using (tenant, event_id)
                                where e.subject is null and service <> 'audit'
                                group by e.action, actor, stream, s.subject is null
                                order by 1"""))
                .containsExactlyInAnyOrder(
                        "1 MINOR_FLAGGED " + Space.ACTOR + " erased true",
                        "1 MINOR_FLAGGED erased erased true",
                        "1 MINOR_FLAGGED " + Space.ACTOR + " erased-before false",
                        "1 MINOR_FLAGGED erased-before erased-before false",
                        "1 RECORDING_STORED erased-before erased-before false",
                        "1 LIST_EXPORTED claire-sub erased-before false");
        assertThat(space.parked().<List<String>>path("items")).isEmpty();
        log.awaitSize(9);
        for (String id : space.ids()) {
            space.as("dpo").get("/v1/entries/{id}/proof", id).then().statusCode(200);
        }
    }

    @Test
    void whatIsHandedInAgainAboutSomebodyErasedIsTheSameEntry() throws SQLException {
        desk.erase(SUBJECT);
        String entry = aboutThem();

        assertThat(handIn(entry).<Integer>path("added")).isEqualTo(1);
        assertThat(handIn(entry).<Integer>path("added")).isZero();

        assertThat(desk.count("audit_entry::text like '%" + SUBJECT + "%'")).isEqualTo("0");
    }

    private Response handIn() {
        return handIn(aboutThem());
    }

    private Response handIn(String entries) {
        return space.as("business-system")
                .contentType(ContentType.JSON)
                .body(entries)
                .post("/v1/entries");
    }

    private static String aboutThem() {
        return """
        {"entries": [{"id": "%s", "at": "%s", "source": "crm", "action": "LIST_EXPORTED",
          "outcome": "DONE", "actor": "claire-sub", "organisation": "rhone-telecom",
          "role": "manager", "how": {"operation": "Export"}, "subject": "%s"}]}"""
                .formatted(
                        UUID.randomUUID(),
                        Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS),
                        SUBJECT);
    }

    private Published elsewhere() {
        return space.here(
                Published.event(
                        "io.temoin.recording.RecordingStored.v1",
                        "recording-r1",
                        "{\"recording\": \"r1\"}"));
    }
}
