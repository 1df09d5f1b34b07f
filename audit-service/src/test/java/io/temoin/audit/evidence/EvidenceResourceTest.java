// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.Response;
import io.temoin.shredding.postgres.TenantSetting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is given evidence, of what, and what stays on record of it. */
@QuarkusTest
class EvidenceResourceTest {

    private final Space space = new Space();
    private final EvidenceDesk desk = new EvidenceDesk(space);

    @Test
    void thatEvidenceIsHandedOutIsOnRecordFirst() throws SQLException, IOException {
        // Given
        desk.record(List.of(granted()));

        // When
        desk.ask(
                        Map.of(
                                "recording",
                                EvidenceDesk.RECORDING,
                                "withhold",
                                List.of("workstation", "actor"),
                                "from",
                                "2026-11-01T00:00:00Z"))
                .then()
                .statusCode(200);

        // Then
        List<String> recorded = recorded(space.tenant());
        assertThat(recorded).hasSize(1);
        EventContract.of("io.temoin.audit.EvidenceHandedOut.v1").accepts(recorded.getFirst());
        JsonNode event = new ObjectMapper().readTree(recorded.getFirst());
        assertThat(event.path("recording").asText()).isEqualTo(EvidenceDesk.RECORDING);
        assertThat(event.path("entries").asInt()).isEqualTo(1);
        assertThat(event.path("withheld").toString()).isEqualTo("[\"actor\",\"workstation\"]");
        assertThat(event.path("from").asText()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(event.path("reason").path("reference").asText()).isEqualTo("CNIL-2026-0412");
    }

    @Test
    void theSameRequestGetsTheSameEntriesAndIsOnRecordOnce() throws SQLException {
        // Given
        desk.record(List.of(granted()));
        String key = UUID.randomUUID().toString();
        Map<String, Object> question = Map.of("recording", EvidenceDesk.RECORDING);

        // When
        Response first = desk.ask(space.as("dpo"), key, question);
        Response again = desk.ask(space.as("dpo"), key, question);
        Response other = desk.ask(space.as("dpo"), key, Map.of("subject", "0".repeat(32)));
        Response withheld =
                desk.ask(
                        space.as("dpo"),
                        key,
                        Map.of("recording", EvidenceDesk.RECORDING, "withhold", List.of("actor")));
        Published later = granted();
        Space.publish(List.of(later));
        new LogReader(space).awaitSize(2);
        Response grown = desk.ask(space.as("dpo"), key, question);

        // Then
        first.then().statusCode(200);
        assertThat(first.header("Idempotent-Replay")).isNull();
        again.then().statusCode(200);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.header("Content-Disposition"))
                .isEqualTo(first.header("Content-Disposition"));
        assertProblem(other, 404, "case-unknown");
        assertProblem(withheld, 422, "idempotency-key-reused");
        assertProblem(grown, 409, "evidence-changed");
        assertThat(recorded(space.tenant())).hasSize(1);
    }

    /** Repeating another person's request, key and body, is a new request. */
    @Test
    void repeatingAnothersRequestIsOnRecordToo() throws SQLException {
        // Given
        desk.record(List.of(granted()));
        String key = UUID.randomUUID().toString();
        Map<String, Object> question = Map.of("recording", EvidenceDesk.RECORDING);
        desk.ask(space.as("dpo"), key, question).then().statusCode(200);
        String analyst = UUID.randomUUID().toString();

        // When
        Response taken = desk.ask(space.asAnother(analyst, "soc-analyst"), key, question);

        // Then
        taken.then().statusCode(200);
        assertThat(taken.header("Idempotent-Replay")).isNull();
        assertThat(
                        space.texts(
                                "select metadata::jsonb #>> '{actor,id}' from event"
                                        + " where type = 'EvidenceHandedOut'"))
                .containsExactlyInAnyOrder(Space.ACTOR, analyst);
    }

    /** The entry that this request leaves in the trail is no part of what it asks for. */
    @Test
    void aRepeatedRequestDoesNotMeetItsOwnTrace() throws SQLException, IOException {
        // Given
        desk.record(List.of(granted()));
        String key = UUID.randomUUID().toString();
        Map<String, Object> question = Map.of("recording", EvidenceDesk.RECORDING);
        desk.ask(space.as("dpo"), key, question).then().statusCode(200);
        String id =
                new ObjectMapper()
                        .readTree(recorded(space.tenant()).getFirst())
                        .path("evidence")
                        .asText();

        // When its event has become an entry
        Published trace =
                Published.event(
                                "io.temoin.recording.RecordingStored.v1",
                                "evidence-" + id,
                                "{\"recording\":\"" + EvidenceDesk.RECORDING + "\"}")
                        .with("ce_tenant", space.tenant())
                        .with("ce_id", id + ".0");
        Space.publish(List.of(trace));
        new LogReader(space).awaitSize(2);

        // Then
        desk.ask(space.as("dpo"), key, question).then().statusCode(200);
        assertThat(recorded(space.tenant())).hasSize(1);
    }

    @Test
    void aCaseIsNamedInOneOfFourWays() {
        // Given
        Published one = granted();
        Published two = desk.example("io.temoin.consent.NoticePublished.v1");
        desk.record(List.of(one, two));

        // Then
        for (Map<String, Object> question :
                List.<Map<String, Object>>of(
                        Map.of("recording", EvidenceDesk.RECORDING),
                        Map.of("subject", "0123456789abcdef0123456789abcdef"),
                        Map.of("correlation", one.header("ce_correlationid")),
                        Map.of("entries", List.of(one.header("ce_id"), two.header("ce_id"))))) {
            desk.ask(question).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"reason": R}                                            | 400 | request-invalid
                    {"recording": "r1", "subject": "a", "reason": R}         | 400 | request-invalid
                    {"recording": "r1", "correlation": "c", "reason": R}     | 400 | request-invalid
                    {"recording": "r 1", "reason": R}                        | 400 | request-invalid
                    {"subject": "Claire", "reason": R}                       | 400 | request-invalid
                    {"entries": [], "reason": R}                             | 400 | request-invalid
                    {"entries": [null], "reason": R}                         | 400 | request-invalid
                    {"recording": "r1"}                                      | 400 | request-invalid
                    {"recording": "r1", "reason": {"code": "COURT_ORDER"}}   | 400 | request-invalid
                    {"recording": "r1", "reason": {"code": "FUN", "reference": "x"}} | 400 | request-invalid
                    {"recording": "r1", "reason": {"code": "COURT_ORDER", "reference": "a person"}} | 400 | request-invalid
                    {"recording": "r1", "from": "yesterday", "reason": R}    | 400 | request-invalid
                    {"recording": "r1", "withhold": ["name"], "reason": R}   | 400 | request-invalid
                    {"recording": "r1", "withhold": [null], "reason": R}     | 400 | request-invalid
                    {"recording": "r1", "withhold": ["service"], "reason": R} | 400 | request-invalid
                    {"recording": "r1", "withhold": ["reportedBy"], "reason": R} | 400 | request-invalid
                    [                                                        | 400 | request-invalid
                    {"recording": "r1", "reason": R}                         | 404 | case-unknown
                    {"entries": ["e1.0"], "reason": R}                       | 404 | entry-unknown
                    """)
    void whatCannotBeAnsweredIsRefused(String body, int status, String problem)
            throws SQLException {
        Response answer =
                space.as("dpo")
                        .contentType("application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body(
                                body.replace(
                                        "R}", "{\"code\": \"COURT_ORDER\", \"reference\": \"x\"}}"))
                        .post("/v1/evidence-bundles");

        assertProblem(answer, status, problem);
        ProblemContract.of("audit-service").accepts("handOutEvidence", answer);
        assertThat(recorded(space.tenant())).isEmpty();
    }

    @Test
    void aRequestHasAnIdempotencyKey() {
        Response answer =
                space.as("dpo")
                        .contentType("application/json")
                        .body(Map.of("recording", "r1", "reason", EvidenceDesk.REASON))
                        .post("/v1/evidence-bundles");

        assertProblem(answer, 400, "idempotency-key-missing");
    }

    @Test
    void anEntryThatIsNotThereIsPointedAt() {
        Published one = granted();
        desk.record(List.of(one));

        Response answer = desk.ask(Map.of("entries", List.of(one.header("ce_id"), "e1.0")));

        assertProblem(answer, 404, "entry-unknown");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/entries/1");
    }

    @Test
    void aSupervisorGetsTheOwnAffairsAndNobodyGetsThoseOfAnotherTenant() {
        // Given entries of voix-du-rhone, for the controller rhone-telecom
        desk.record(List.of(granted()));
        PublishedAgreements.inForce(
                space.tenant(), "rhone-telecom", "voix-du-rhone", "QUALITY", "TRAINING");
        Map<String, Object> question = Map.of("recording", EvidenceDesk.RECORDING);

        // Then
        for (var caller :
                List.of(
                        space.as("supervisor", "centre-17", List.of("rhone-telecom")),
                        space.as("supervisor", "voix-du-rhone", List.of()),
                        space.as("soc-analyst", "allo-sud", List.of("rhone-telecom")),
                        space.as("dpo", "allo-sud", List.of("rhone-telecom")))) {
            assertProblem(
                    desk.ask(caller, UUID.randomUUID().toString(), question), 404, "case-unknown");
        }
        // and those who see it; that they asked is an affair of the recording itself
        for (var caller :
                List.of(
                        space.as("supervisor", "voix-du-rhone", List.of("rhone-telecom")),
                        space.as("supervisor", "rhone-telecom", List.of()),
                        space.as("soc-analyst"),
                        space.as("admin"))) {
            desk.ask(caller, UUID.randomUUID().toString(), question).then().statusCode(200);
        }
        assertProblem(new EvidenceDesk(new Space()).ask(question), 404, "case-unknown");
        assertProblem(
                desk.ask(space.as("agent"), UUID.randomUUID().toString(), question),
                403,
                "forbidden");
    }

    /** Its leaf waits for its place; in a running service for a second or two. */
    @Test
    void anEntryThatIsNotInTheSignedLogYetIsWaitedFor() throws SQLException {
        desk.record(List.of(granted()));
        Database.run(
                "app",
                TenantSetting.ofSession(space.tenant()),
                """
                insert into audit_entry (tenant, event_id, at, recorded_at, service, action, outcome,
                  because, actor, organisation, role, purposes, operation, recording, correlation,
                  stream, sequence)
                select tenant, 'waiting', at, recorded_at, service, action, outcome, because, actor,
                  organisation, role, purposes, operation, recording, correlation, stream, 9
                from audit_entry limit 1\
                """,
                """
                insert into entry_salt (tenant, event_id, action, subject, subject_digests)
                select tenant, 'waiting', action, sha256(''), subject_digests
                from entry_salt limit 1\
                """);

        assertProblem(desk.ask(Map.of("recording", EvidenceDesk.RECORDING)), 409, "proof-not-yet");
        assertThat(recorded(space.tenant())).isEmpty();
    }

    /** What joins it while it is waited for is not in the bundle, and is not waited for. */
    @Test
    void aCaseThatGoesOnGrowingIsHandedOut() throws Exception {
        desk.record(List.of(granted()));
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Integer> published = other.submit(() -> publishUntil(done));

            Response bundle = desk.ask(Map.of("recording", EvidenceDesk.RECORDING));

            done.set(true);
            bundle.then().statusCode(200);
            assertThat(published.get()).isPositive();
        }
    }

    private int publishUntil(AtomicBoolean done) {
        int published = 0;
        while (!done.get()) {
            Space.publish(List.of(granted()));
            published++;
        }
        return published;
    }

    private Published granted() {
        return desk.example("io.temoin.recording.ListeningGranted.v1");
    }

    /** The payloads of all evidence that a tenant's people were given, from the event store. */
    static List<String> recorded(String tenant) throws SQLException {
        try (Connection connection = Database.as("app");
                var statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession(tenant));
            List<String> payloads = new ArrayList<>();
            try (var rows =
                    statement.executeQuery(
                            "select payload from event where type = 'EvidenceHandedOut'"
                                    + " and tenant = '"
                                    + tenant
                                    + "'")) {
                while (rows.next()) {
                    payloads.add(rows.getString(1));
                }
            }
            return payloads;
        }
    }
}
