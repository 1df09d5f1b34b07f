// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.EventContract;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person goes, and the log verifies as it did. */
@QuarkusTest
class ErasureTest {

    private static final String SUBJECT = "5b0f6c1d3e4f5a60718293a4b5c6d7e8";
    private static final String OTHER = "6c0f6c1d3e4f5a60718293a4b5c6d7e8";

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);

    @Test
    void whatTellsOfThePersonGoesAndTheRestStays() throws SQLException {
        space.publishAndAwait(List.of(given(SUBJECT), given(SUBJECT), given(OTHER)));
        Space elsewhere = new Space();
        elsewhere.publishAndAwait(List.of(elsewhere.here(given(SUBJECT))));

        Response erased = erase(SUBJECT);

        erased.then().statusCode(201);
        assertThat(erased.<Integer>path("entries")).isEqualTo(2);
        assertThat(erased.<Map<String, String>>path("reason"))
                .containsEntry("reference", "DSR-2026-118");
        assertThat(count("audit_entry::text like '%" + SUBJECT + "%'")).isEqualTo("0");
        assertThat(count("subject = '" + OTHER + "'")).isEqualTo("1");
        assertThat(given()).hasSize(3);
        assertThat(given().stream().filter(entry -> "erased".equals(entry.get("stream"))))
                .hasSize(2)
                .allSatisfy(
                        entry ->
                                assertThat(entry)
                                        .containsEntry("controller", "rhone-telecom")
                                        .doesNotContainKey("subject"));
        assertThat(elsewhere.trail())
                .extracting(entry -> entry.get("subject"))
                .containsExactly(SUBJECT);
    }

    @Test
    void theSaltsAreGoneAndTheProofVerifies() throws SQLException {
        space.publishAndAwait(List.of(given(SUBJECT), given(OTHER)));
        log.awaitSize(2);
        String id =
                (String)
                        given().stream()
                                .filter(entry -> SUBJECT.equals(entry.get("subject")))
                                .map(entry -> entry.get("id"))
                                .findFirst()
                                .orElseThrow();

        erase(SUBJECT).then().statusCode(201);

        assertThat(
                        Database.text(
                                "owner",
                                """
                                select string_agg(
                                  coalesce(e.subject, 'erased') || ' ' || (s.subject is null), ','
                                  order by e.subject nulls first)
                                from entry_salt s join audit_entry e using (tenant, event_id)
                                where tenant = '%s' and e.service = 'consent'"""
                                        .formatted(space.tenant())))
                .isEqualTo("erased true," + OTHER + " false");
        TlogProof proof =
                TlogProof.parse(space.as("dpo").get("/v1/entries/{id}/proof", id).asByteArray());
        proof.verify(log.leaf(proof.index()), TrustPolicy.parse(log.policy()));
    }

    @Test
    void anEntryWithoutIdentitySaysSo() throws SQLException {
        space.publishAndAwait(List.of(given(SUBJECT)));

        String erasure = erase(SUBJECT).path("id");

        space.awaitEntries(3);
        Map<String, Object> entry = space.trail().getLast();
        assertThat(entry)
                .containsEntry("service", "audit")
                .containsEntry("action", "SUBJECT_ERASED")
                .containsEntry("actor", Space.ACTOR)
                .containsEntry("stream", "erasure-" + erasure)
                .containsEntry(
                        "reason",
                        Map.of("code", "NO_LONGER_NECESSARY", "reference", "DSR-2026-118"))
                .doesNotContainKey("subject");
        assertThat(
                        Database.text(
                                "feed",
                                "select count(*) from event where tenant = '"
                                        + space.tenant()
                                        + "' and payload::text like '%"
                                        + SUBJECT
                                        + "%'"))
                .isEqualTo("0");
    }

    /** Who acts for themselves is known by the same pseudonym. */
    @Test
    void whatThePersonDidThemselvesIsTheirsToo() throws SQLException {
        space.publishAndAwait(
                List.of(given(SUBJECT).with("ce_actor", SUBJECT).with("ce_role", "data-subject")));

        erase(SUBJECT).then().statusCode(201);

        assertThat(given().getFirst()).containsEntry("actor", "erased");
    }

    /** A parent, say, who acts for a child: either may be erased, and the log stands. */
    @ParameterizedTest
    @CsvSource({SUBJECT + ", erased", OTHER + ", " + SUBJECT})
    void whoActedForSomebodyElseMayGoAndSoMayTheOther(String erased, String actor)
            throws SQLException {
        space.publishAndAwait(List.of(given(OTHER).with("ce_actor", SUBJECT)));
        String id = (String) given().getFirst().get("id");
        log.awaitSize(1);

        erase(erased).then().statusCode(201);

        assertThat(given().getFirst())
                .containsEntry("actor", actor)
                .containsEntry("stream", "erased")
                .doesNotContainKey("subject");
        assertThat(count("audit_entry::text like '%" + erased + "%'")).isEqualTo("0");
        TlogProof proof =
                TlogProof.parse(space.as("dpo").get("/v1/entries/{id}/proof", id).asByteArray());
        proof.verify(log.leaf(proof.index()), TrustPolicy.parse(log.policy()));
    }

    @Test
    void aRepeatedRequestIsAnsweredWithWhatItDidFirst() throws SQLException {
        space.publishAndAwait(List.of(given(SUBJECT), given(OTHER)));
        String key = UUID.randomUUID().toString();

        Response first = erase(SUBJECT, key);
        Response again = erase(SUBJECT, key);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertProblem(erase(OTHER, key), 422, "idempotency-key-reused");
        assertThat(count("subject = '" + OTHER + "'")).isEqualTo("1");
        assertThat(keyIsDestroyed(OTHER)).isEqualTo("f");
        String id = first.path("id");
        assertThat(space.as("dpo").get("/v1/subject-erasures/" + id).asString())
                .isEqualTo(first.asString());
        assertProblem(
                new Space().as("dpo").get("/v1/subject-erasures/" + id), 404, "erasure-unknown");
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
        space.publishAndAwait(List.of(given(SUBJECT)));

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
        assertThat(count("subject = '" + SUBJECT + "'")).isEqualTo("1");
    }

    /** The key first; the database of the trail refuses the rest, as if the service had died. */
    @Test
    void aRequestThatWasCutOffIsCompletedByTheSameRequest() throws SQLException {
        // Given
        space.publishAndAwait(List.of(given(SUBJECT)));
        String request = UUID.randomUUID().toString();
        Database.run(
                "owner",
                "revoke execute on function forget_subject(text, uuid, text[]) from audit_app");
        Response cut;
        try {
            cut = erase(SUBJECT, request);
        } finally {
            Database.run(
                    "owner",
                    "grant execute on function forget_subject(text, uuid, text[]) to audit_app");
        }
        assertThat(cut.statusCode()).isEqualTo(500);
        assertThat(keyIsDestroyed(SUBJECT)).isEqualTo("t");
        assertThat(count("subject = '" + SUBJECT + "'")).isEqualTo("1");

        // When
        Response completed = erase(SUBJECT, request);

        // Then
        assertThat(completed.statusCode()).isEqualTo(201);
        assertThat(completed.<Integer>path("entries")).isEqualTo(1);
        assertThat(completed.<String>path("evidence.keyFingerprint")).matches("[0-9a-f]{64}");
        assertThat(count("subject = '" + SUBJECT + "'")).isEqualTo("0");
    }

    /** Whoever is who the service is could call it, and nothing would say so. */
    @Test
    void theDatabaseForgetsNobodyWhoseKeyIsNotOnRecordAsDestroyed() {
        space.publishAndAwait(List.of(given(SUBJECT)));

        assertThatThrownBy(
                        () ->
                                space.texts(
                                        "select forget_subject('%s', gen_random_uuid(), array['%s'])"
                                                .formatted(SUBJECT, space.ids().getFirst())))
                .hasStackTraceContaining("the destruction of the key is not on record");
    }

    /** A recording that is stored, a consent that is in force: the dialler still calls. */
    @Test
    void isRefusedWhileOtherServicesHoldSomethingOfThePerson() throws SQLException {
        Published stored = example("io.temoin.recording.RecordingStored.v1");
        Published consent = example("io.temoin.consent.ConsentGiven.v1");
        space.publishAndAwait(List.of(stored, consent));
        String person = "0123456789abcdef0123456789abcdef";

        Response refused = erase(person);

        assertProblem(refused, 409, "data-left-behind");
        assertThat(refused.<List<String>>path("violations.message"))
                .containsExactlyInAnyOrder(
                        "recording-service has the audio of recording 01990000-0000-7000-8000-000000000001",
                        "consent-service has consent 019a0000-0000-7000-8000-000000000001 in force");
        assertThat(keys("wrapped is not null", person)).isEqualTo("t");

        // When each has said that it is gone
        space.publishAndAwait(
                List.of(
                        example("io.temoin.recording.RecordingErased.v1"),
                        example("io.temoin.consent.ConsentExpired.v1")));
        space.awaitEntries(4);
        erase(person).then().statusCode(201);
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

    @Test
    void theAnswerSaysWhichKeyWasDestroyed() throws SQLException {
        space.publishAndAwait(List.of(given(SUBJECT)));
        String key = keys("key_id::text", SUBJECT);
        String fingerprint = keys("encode(sha256(wrapped), 'hex')", SUBJECT);

        Response erased = erase(SUBJECT);
        Response nobody = erase(OTHER);

        assertThat(erased.<Map<String, String>>path("evidence"))
                .isEqualTo(Map.of("keyId", key, "keyFingerprint", fingerprint));
        assertThat(keyIsDestroyed(SUBJECT)).isEqualTo("t");
        assertThat(keys("basis", SUBJECT)).isEqualTo("NO_LONGER_NECESSARY DSR-2026-118");
        assertThat(nobody.<Object>path("evidence")).isNull();
    }

    /** What comes in late, or again by another name, enters as what was there is left. */
    @Test
    void whoWasErasedDoesNotComeBack() throws SQLException {
        // Given
        Published themselves =
                given(SUBJECT).with("ce_actor", SUBJECT).with("ce_role", "data-subject");
        space.publishAndAwait(List.of(given(SUBJECT), themselves));
        erase(SUBJECT);
        space.awaitEntries(4);

        // When
        Space.publish(
                List.of(
                        given(SUBJECT),
                        given(SUBJECT).with("ce_actor", SUBJECT).with("ce_role", "data-subject"),
                        elsewhere().with("ce_actor", SUBJECT),
                        given(OTHER)));
        Response handedIn = handIn();
        space.awaitEntries(9);

        // Then
        assertThat(handedIn.statusCode()).isEqualTo(201);
        assertThat(count("audit_entry::text like '%" + SUBJECT + "%'")).isEqualTo("0");
        assertThat(count("subject = '" + OTHER + "'")).isEqualTo("1");
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

    /** They acted by the pseudonym that they are known by; somebody asked what they did. */
    @Test
    void whoAskedWhatThePersonDidIsOnRecordWithoutThePerson() throws SQLException {
        // Given
        space.as("dpo").queryParam("actor", SUBJECT).get("/v1/entries");
        space.as("dpo").queryParams("actor", SUBJECT, "subject", OTHER).get("/v1/entries");
        SavedSearches.created(
                space.as("dpo"), Map.of("name", "N", "filters", Map.of("actor", SUBJECT)));
        space.awaitEntries(3);
        await().until(() -> space.texts("select name from saved_search"), List.of("N")::equals);

        // When
        erase(SUBJECT).then().statusCode(201);
        space.as("dpo").queryParam("actor", SUBJECT).get("/v1/entries");

        // Then: the look of afterwards, the search that went and the erasure are there too
        space.awaitEntries(7);
        assertThat(count("audit_entry::text like '%" + SUBJECT + "%'")).isEqualTo("0");
        assertThat(count("action = 'TRAIL_SEARCHED' and subject = '" + OTHER + "'")).isEqualTo("1");
    }

    @Test
    void whatIsHandedInAgainAboutSomebodyErasedIsTheSameEntry() throws SQLException {
        erase(SUBJECT);
        String entry = aboutThem();

        assertThat(handIn(entry).<Integer>path("added")).isEqualTo(1);
        assertThat(handIn(entry).<Integer>path("added")).isZero();

        assertThat(count("audit_entry::text like '%" + SUBJECT + "%'")).isEqualTo("0");
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

    private String keyIsDestroyed(String subject) throws SQLException {
        return keys("wrapped is null and destroyed_at is not null", subject);
    }

    private String keys(String what, String subject) throws SQLException {
        return Objects.requireNonNull(
                Database.textOfKeys(
                        "select %s from shreddable_key where tenant = '%s' and scope = 'subject/%s'"
                                .formatted(what, space.tenant(), subject)));
    }

    private Response erase(String subject) {
        return erase(subject, UUID.randomUUID().toString());
    }

    private Response erase(String subject, String key) {
        return Erasures.erase(space, subject, key);
    }

    private Published given(String subject) {
        return space.about(subject);
    }

    private List<Map<String, Object>> given() {
        return space.trail().stream()
                .filter(entry -> "consent".equals(entry.get("service")))
                .toList();
    }

    private String count(String condition) throws SQLException {
        return Objects.requireNonNull(
                Database.text(
                        "owner",
                        "select count(*) from audit_entry where tenant = '%s' and %s"
                                .formatted(space.tenant(), condition)));
    }
}
