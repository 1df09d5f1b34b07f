// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import static io.temoin.audit.erasure.ErasureDesk.OTHER;
import static io.temoin.audit.erasure.ErasureDesk.SUBJECT;
import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.Response;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person goes, and the log verifies as it did. */
@QuarkusTest
class ErasureTest {

    private static final int BATCH_SIZE = 1_000;

    private final Space space = new Space();
    private final ErasureDesk desk = new ErasureDesk(space);
    private final LogReader log = new LogReader(space);

    @Test
    void whatTellsOfThePersonGoesAndTheRestStays() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT), desk.given(SUBJECT), desk.given(OTHER)));
        Space elsewhere = new Space();
        elsewhere.publishAndAwait(List.of(elsewhere.here(desk.given(SUBJECT))));

        Response erased = desk.erase(SUBJECT);

        erased.then().statusCode(201);
        assertThat(erased.<Integer>path("entries")).isEqualTo(2);
        assertThat(erased.<Map<String, String>>path("reason"))
                .containsEntry("reference", "DSR-2026-118");
        assertThat(desk.count("audit_entry::text like '%" + SUBJECT + "%'")).isEqualTo("0");
        assertThat(desk.count("subject = '" + OTHER + "'")).isEqualTo("1");
        assertThat(desk.given()).hasSize(3);
        assertThat(desk.given().stream().filter(entry -> "erased".equals(entry.get("stream"))))
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

    /** Of those that the database is asked for at once, and of all that come after. */
    @Test
    void theKeyStaysWhenTheLastOfManyEntriesWasChanged() throws SQLException {
        space.publishAndAwait(
                IntStream.rangeClosed(0, BATCH_SIZE).mapToObj(_ -> desk.given(SUBJECT)).toList());
        log.awaitSize(BATCH_SIZE + 1);
        Database.run(
                "owner",
                "alter table audit_entry no force row level security",
                "update audit_entry set actor = 'x' where tenant = '%1$s' and position = (select max(position) from audit_entry where tenant = '%1$s')"
                        .formatted(space.tenant()),
                "alter table audit_entry force row level security");

        assertProblem(desk.erase(SUBJECT), 500, "trail-differs");

        assertThat(desk.keyIsDestroyed(SUBJECT)).isEqualTo("f");
        assertThat(desk.count("subject = '" + SUBJECT + "'"))
                .isEqualTo(Integer.toString(BATCH_SIZE + 1));
    }

    @Test
    void theSaltsAreGoneAndTheProofVerifies() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT), desk.given(OTHER)));
        log.awaitSize(2);
        String id =
                (String)
                        desk.given().stream()
                                .filter(entry -> SUBJECT.equals(entry.get("subject")))
                                .map(entry -> entry.get("id"))
                                .findFirst()
                                .orElseThrow();

        desk.erase(SUBJECT).then().statusCode(201);

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
        space.publishAndAwait(List.of(desk.given(SUBJECT)));

        String erasure = desk.erase(SUBJECT).path("id");

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
                List.of(
                        desk.given(SUBJECT)
                                .with("ce_actor", SUBJECT)
                                .with("ce_role", "data-subject")));

        desk.erase(SUBJECT).then().statusCode(201);

        assertThat(desk.given().getFirst()).containsEntry("actor", "erased");
    }

    /** A parent, say, who acts for a child: either may be erased, and the log stands. */
    @ParameterizedTest
    @CsvSource({SUBJECT + ", erased", OTHER + ", " + SUBJECT})
    void whoActedForSomebodyElseMayGoAndSoMayTheOther(String erased, String actor)
            throws SQLException {
        space.publishAndAwait(List.of(desk.given(OTHER).with("ce_actor", SUBJECT)));
        String id = (String) desk.given().getFirst().get("id");
        log.awaitSize(1);

        desk.erase(erased).then().statusCode(201);

        assertThat(desk.given().getFirst())
                .containsEntry("actor", actor)
                .containsEntry("stream", "erased")
                .doesNotContainKey("subject");
        assertThat(desk.count("audit_entry::text like '%" + erased + "%'")).isEqualTo("0");
        TlogProof proof =
                TlogProof.parse(space.as("dpo").get("/v1/entries/{id}/proof", id).asByteArray());
        proof.verify(log.leaf(proof.index()), TrustPolicy.parse(log.policy()));
    }

    /** Whoever is who the service is could call it, and nothing would say so. */
    @Test
    void theDatabaseForgetsNobodyWhoseKeyIsNotOnRecordAsDestroyed() {
        space.publishAndAwait(List.of(desk.given(SUBJECT)));

        assertThatThrownBy(
                        () ->
                                space.texts(
                                        "select forget_subject('%s', gen_random_uuid(), array['%s'])"
                                                .formatted(SUBJECT, space.ids().getFirst())))
                .hasStackTraceContaining("the destruction of the key is not on record");
    }

    @Test
    void theAnswerSaysWhichKeyWasDestroyed() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT)));
        String key = desk.keys("key_id::text", SUBJECT);
        String fingerprint = desk.keys("encode(sha256(wrapped), 'hex')", SUBJECT);

        Response erased = desk.erase(SUBJECT);
        Response nobody = desk.erase(OTHER);

        assertThat(erased.<Map<String, String>>path("evidence"))
                .isEqualTo(Map.of("keyId", key, "keyFingerprint", fingerprint));
        assertThat(desk.keyIsDestroyed(SUBJECT)).isEqualTo("t");
        assertThat(desk.keys("basis", SUBJECT)).isEqualTo("NO_LONGER_NECESSARY DSR-2026-118");
        assertThat(nobody.<Object>path("evidence")).isNull();
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
        desk.erase(SUBJECT).then().statusCode(201);
        space.as("dpo").queryParam("actor", SUBJECT).get("/v1/entries");

        // Then: the look of afterwards, the search that went and the erasure are there too
        space.awaitEntries(7);
        assertThat(space.texts("select because::text from audit_entry"))
                .contains("{actor=(erased)}");
        assertThat(desk.count("audit_entry::text like '%" + SUBJECT + "%'")).isEqualTo("0");
        assertThat(desk.count("action = 'TRAIL_SEARCHED' and subject = '" + OTHER + "'"))
                .isEqualTo("1");
    }
}
