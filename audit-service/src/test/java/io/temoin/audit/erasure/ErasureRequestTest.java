// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import static io.temoin.audit.erasure.ErasureDesk.OTHER;
import static io.temoin.audit.erasure.ErasureDesk.SUBJECT;
import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask for an erasure, when it is refused, and what a repeated request does. */
@QuarkusTest
class ErasureRequestTest {

    private final Space space = new Space();
    private final ErasureDesk desk = new ErasureDesk(space);
    private final CutOffErasuresJob cutOff;
    private final AuditConfig config;
    private final Clock clock;

    ErasureRequestTest(CutOffErasuresJob cutOff, AuditConfig config, Clock clock) {
        this.cutOff = cutOff;
        this.config = config;
        this.clock = clock;
    }

    @Test
    void aRepeatedRequestIsAnsweredWithWhatItDidFirst() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT), desk.given(OTHER)));
        String key = UUID.randomUUID().toString();

        Response first = desk.erase(SUBJECT, key);
        Response again = desk.erase(SUBJECT, key);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertProblem(desk.erase(OTHER, key), 422, "idempotency-key-reused");
        assertThat(desk.count("subject = '" + OTHER + "'")).isEqualTo("1");
        assertThat(desk.keyIsDestroyed(OTHER)).isEqualTo("f");
        String id = first.path("id");
        assertThat(space.as("dpo").get("/v1/subject-erasures/" + id).asString())
                .isEqualTo(first.asString());
        assertProblem(
                new Space().as("dpo").get("/v1/subject-erasures/" + id), 404, "erasure-unknown");
    }

    /** The key first; the database of the trail refuses the rest, as if the service had died. */
    @Test
    void aRequestThatWasCutOffIsCompletedByTheSameRequest() throws SQLException {
        // Given
        space.publishAndAwait(List.of(desk.given(SUBJECT)));
        String request = UUID.randomUUID().toString();
        cutAt("forget_subject(text, uuid, text[])", request);
        assertThat(desk.keyIsDestroyed(SUBJECT)).isEqualTo("t");
        assertThat(desk.count("subject = '" + SUBJECT + "'")).isEqualTo("1");

        // When
        Response completed = desk.erase(SUBJECT, request);

        // Then
        assertThat(completed.statusCode()).isEqualTo(201);
        assertThat(completed.<Integer>path("entries")).isEqualTo(1);
        assertThat(completed.<String>path("evidence.keyFingerprint")).matches("[0-9a-f]{64}");
        assertThat(desk.count("subject = '" + SUBJECT + "'")).isEqualTo("0");
    }

    /** An erasure that gets as far as this function, which the database refuses. */
    private void cutAt(String function, String request) throws SQLException {
        Database.run("owner", "revoke execute on function " + function + " from audit_app");
        try {
            desk.erase(SUBJECT, request).then().statusCode(500);
        } finally {
            Database.run("owner", "grant execute on function " + function + " to audit_app");
        }
    }

    /** What was taken is on record then, and what was not is taken. */
    @Test
    void anErasureThatIsNeverAskedForAgainIsCompleted() throws SQLException {
        // Given one that is cut off before it is recorded, and asked for anew under another key
        Published event = desk.given(SUBJECT);
        space.publishAndAwait(List.of(event));
        new LogReader(space).awaitSize(1);
        String request = UUID.randomUUID().toString();
        cutAt("close_subject_erasure(uuid)", request);
        desk.erase(SUBJECT).then().statusCode(201);

        // When
        cutOff.look(clock.instant().plus(CutOffErasuresJob.UNDER_WAY));

        // Then
        assertThat(
                        space.texts(
                                """
                                select payload ->> 'entries' || ' ' || (payload -> 'reason' ->> 'reference')
                                from event where type = 'SubjectErased' order by global_position"""))
                .containsExactly("0 DSR-2026-118", "1 DSR-2026-118");
        Erasures.awaitRecorded(space, 2);
        space.as("dpo").get("/v1/entries/{id}/proof", event.header("ce_id")).then().statusCode(200);
        cutOff.look(clock.instant().plus(CutOffErasuresJob.UNDER_WAY));
        assertThat(space.texts("select stream from event where type = 'SubjectErased'")).hasSize(2);
        // The key of the first request is still that request's
        desk.erase(SUBJECT, request).then().statusCode(201);
        assertProblem(desk.erase("0f".repeat(16), request), 422, "idempotency-key-reused");
    }

    /** What is looked for every minute does not grow with the erasures that there ever were. */
    @Test
    void anErasureIsUnderWayUntilItIsRecorded() throws SQLException {
        String request = UUID.randomUUID().toString();
        cutAt("close_subject_erasure(uuid)", request);
        assertThat(underWay()).isEqualTo("1");

        desk.erase(SUBJECT, request).then().statusCode(201);

        assertThat(underWay()).isEqualTo("0");
    }

    private String underWay() throws SQLException {
        return Database.text(
                "feed",
                "select count(*) from erasure_under_way where tenant = '%s'"
                        .formatted(space.tenant()));
    }

    /** Nobody else knows whom it is of: somebody without a key is named nowhere. */
    @Test
    void anErasureOfSomebodyWithoutAKeyWaitsForItsRequest() throws SQLException {
        String request = UUID.randomUUID().toString();
        cutAt("forget_subject(text, uuid, text[])", request);

        cutOff.look(clock.instant().plus(CutOffErasuresJob.UNDER_WAY));

        assertThat(space.texts("select type from event")).containsExactly("SubjectKeyDestroyed");
        desk.erase(SUBJECT, request).then().statusCode(201);
        assertThat(space.texts("select type from event where type = 'SubjectErased'")).hasSize(1);
    }

    /**
     * The list of what was taken never differs from what the log commits to, and neither request
     * ends before all is taken: both ask for the same entries first, and there are more.
     */
    @Test
    void theSameRequestSentTwiceAtOnceIsOneErasure() throws Exception {
        int entries = 2 * config.checkBatchSize() + 1;
        space.publishAndAwait(
                IntStream.range(0, entries).mapToObj(_ -> desk.given(SUBJECT)).toList());
        String key = UUID.randomUUID().toString();

        List<Response> answers;
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor();
                Connection locking = Database.as("owner");
                Statement lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("lock table subject_erasure in share mode");
            Future<Response> one = both.submit(() -> desk.erase(SUBJECT, key));
            Future<Response> other = both.submit(() -> desk.erase(SUBJECT, key));
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting(lock) == 2);
            locking.rollback();
            answers = List.of(one.get(), other.get());
        }

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers.getFirst().asString()).isEqualTo(answers.getLast().asString());
        assertThat(answers.getFirst().<Integer>path("entries")).isEqualTo(entries);
        assertThat(desk.count("subject = '" + SUBJECT + "'")).isEqualTo("0");
    }

    private static int waiting(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery(
                        "select count(*) from pg_locks where relation = 'subject_erasure'::regclass and not granted")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Also before the erasure is recorded: what the log commits to is not added to. */
    @Test
    void nothingIsTakenOnceTheListIsClosed() throws SQLException {
        // Given a request that is about to be recorded
        space.publishAndAwait(List.of(desk.given(SUBJECT), desk.given(SUBJECT)));
        List<String> both = space.ids();
        String request = UUID.randomUUID().toString();
        cutAt("forget_subject(text, uuid, text[])", request);
        String erasure = space.texts("select substr(stream, 9) from event").getFirst();
        assertThat(forgotten(erasure, both.getFirst())).isEqualTo("1");
        space.texts("select taken from close_subject_erasure('%s')".formatted(erasure));

        // Then the same request, sent twice, comes too late
        assertThat(forgotten(erasure, both.getLast())).isNull();
        assertThat(desk.count("subject = '" + SUBJECT + "'")).isEqualTo("1");
        // And every comparison of the trail would wait for an erasure that never ends
        desk.erase(SUBJECT, request).then().statusCode(201);
    }

    private String forgotten(String erasure, String entry) {
        return space.texts(
                        "select forget_subject('%s', '%s', array['%s'])"
                                .formatted(SUBJECT, erasure, entry))
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', /subject",
        "'{\"subject\": \"+33612345678\"}', /subject",
        "'{\"subject\": \"5b0f6c1d3e4f5a60718293a4b5c6d7e8\"}', /reason",
        "'{\"subject\": \"5b0f6c1d3e4f5a60718293a4b5c6d7e8\", \"reason\": {}}', /reason/code",
        "'{\"subject\": \"5b0f6c1d3e4f5a60718293a4b5c6d7e8\", \"reason\": {\"code\": \"OBJECTION_UPHELD\", \"reference\": \"a\"}, \"override\": {\"code\": \"X\"}}', /override/code",
        "'{\"subject\": \"5b0f6c1d3e4f5a60718293a4b5c6d7e8\", \"reason\": {\"code\": \"OBJECTION_UPHELD\", \"reference\": \"a\"}, \"override\": {\"code\": \"LEGAL_CLAIM\"}}', /override/reference",
        "'{\"subject\": \"5b0f6c1d3e4f5a60718293a4b5c6d7e8\", \"reason\": {\"code\": \"OBJECTION_UPHELD\", \"reference\": \"a b\"}}', /reason/reference"
    })
    void pointsAtTheFieldThatIsWrong(String body, String pointer) {
        Response refused =
                space.as("dpo")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType(ContentType.JSON)
                        .body(body)
                        .post("/v1/subject-erasures");

        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo(pointer);
    }

    /** The trail tells of a person for every controller of the tenant, so no controller erases. */
    @ParameterizedTest
    @ValueSource(strings = {"rhone-telecom", "atlas-contact"})
    void isOnlyForTheTenantsOwnPeople(String organisation) throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT)));

        Response refused =
                space.as("dpo", organisation, List.of("rhone-telecom"))
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType(ContentType.JSON)
                        .body(
                                Map.of(
                                        "subject",
                                        SUBJECT,
                                        "reason",
                                        Map.of(
                                                "code",
                                                "NO_LONGER_NECESSARY",
                                                "reference",
                                                "DSR-2026-118")))
                        .post("/v1/subject-erasures");

        assertProblem(refused, 403, "forbidden");
        assertThat(desk.count("subject = '" + SUBJECT + "'")).isEqualTo("1");
    }

    /** A recording that is stored, a consent that is in force: the dialler still calls. */
    @Test
    void isRefusedWhileOtherServicesHoldSomethingOfThePerson() throws SQLException {
        Published stored = example("io.temoin.recording.RecordingStored.v1");
        Published consent = example("io.temoin.consent.ConsentGiven.v1");
        space.publishAndAwait(List.of(stored, consent));
        String person = "0123456789abcdef0123456789abcdef";

        Response refused = desk.erase(person);

        assertProblem(refused, 409, "data-left-behind");
        assertThat(refused.<List<String>>path("violations.message"))
                .containsExactlyInAnyOrder(
                        "recording-service holds the audio of recording"
                                + " 01990000-0000-7000-8000-000000000001.",
                        "consent-service holds consent 019a0000-0000-7000-8000-000000000001 in"
                                + " force.");
        assertThat(desk.keys("wrapped is not null", person)).isEqualTo("t");

        // When each has said that it is gone
        space.publishAndAwait(
                List.of(
                        example("io.temoin.recording.RecordingErased.v1"),
                        example("io.temoin.consent.ConsentExpired.v1")));
        space.awaitEntries(4);
        Response ended = desk.erase(person);

        // Then the proof is there for years, until somebody says why that does not matter
        assertProblem(ended, 409, "data-left-behind");
        assertThat(ended.<List<String>>path("violations.message"))
                .containsExactly(
                        "consent-service keeps the proof of consent"
                                + " 019a0000-0000-7000-8000-000000000001, which has ended.");
        Erasures.eraseAllTheSame(space, person).then().statusCode(201);
    }

    @Test
    void isRefusedForProofsAndPreferencesAndNotForObjections() {
        space.publishAndAwait(
                List.of(
                        example("io.temoin.consent.PreferencesStated.v1"),
                        example("io.temoin.retention.ProofRetained.v1"),
                        example("io.temoin.consent.MarketingObjectionRecorded.v1"),
                        example("io.temoin.consent.RecordingObjectionRecorded.v1")));

        Response refused = desk.erase("0123456789abcdef0123456789abcdef");

        assertProblem(refused, 409, "data-left-behind");
        assertThat(refused.<List<String>>path("violations.code"))
                .containsExactlyInAnyOrder("preferences", "retained-proof");
        assertThat(refused.<List<String>>path("violations.message"))
                .containsExactlyInAnyOrder(
                        "consent-service holds preferences stated to rhone-telecom.",
                        "retention-service keeps the proof of consent or decision"
                                + " 01990000-0000-7000-8000-000000000003.");
    }

    @Test
    void isDoneAllTheSameForAReasonThatIsOnRecord() {
        space.publishAndAwait(List.of(example("io.temoin.recording.RecordingStored.v1")));

        Response erased = Erasures.eraseAllTheSame(space, "0123456789abcdef0123456789abcdef");

        assertThat(erased.statusCode()).isEqualTo(201);
        assertThat(erased.<Map<String, String>>path("override"))
                .isEqualTo(Map.of("code", "LEGAL_CLAIM", "reference", "CASE-2026-7"));
        space.awaitEntries(3);
        assertThat(String.valueOf(space.trail().getLast().get("because")))
                .contains("override=LEGAL_CLAIM", "overrideReference=CASE-2026-7");
    }

    private Published example(String type) {
        return space.here(Published.example(EventContract.of(type)));
    }
}
