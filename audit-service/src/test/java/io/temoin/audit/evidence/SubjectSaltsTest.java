// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.evidence.Stranger.Finding;
import io.temoin.audit.evidence.domain.EvidenceCase.OfEntries;
import io.temoin.audit.log.LogReader;
import io.temoin.audit.log.LogSize;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.entry.SaltSeed;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The salts of a person are in the trail's database, and what opens them is in another. */
@QuarkusTest
class SubjectSaltsTest {

    private static final String PERSON = "3a0f6c1d3e4f5a60718293a4b5c6d7e8";

    @TempDir private Path folder = Path.of("");

    private final Space space = new Space();
    private final EvidenceDesk desk = new EvidenceDesk(space);
    private final LogReader log = new LogReader(space);
    private final CaseStore cases;
    private final TrailCheckJob check;
    private final Clock clock;

    SubjectSaltsTest(CaseStore cases, TrailCheckJob check, Clock clock) {
        this.cases = cases;
        this.check = check;
        this.clock = clock;
    }

    /** A dump of the trail, with every 32 bytes of what is kept tried as the seed. */
    @Test
    void aDumpDoesNotVerifyTheDigests() {
        // Given
        Published event = given();
        desk.record(List.of(event));

        // When
        byte[] kept = bytes("subject");
        List<SaltSeed> guesses =
                IntStream.rangeClosed(0, kept.length - SaltSeed.SIZE)
                        .mapToObj(at -> SaltSeed.of(Arrays.copyOfRange(kept, at, at + 32)))
                        .toList();

        // Then
        assertThat(kept).hasSize(77);
        assertThat(guesses).noneMatch(this::salted).isNotEmpty();
        assertThat(salted(SaltSeed.of(bytes("action")))).isFalse();
        // and the one that the key opens is it
        assertThat(salted(Objects.requireNonNull(opened(event).subject()))).isTrue();
    }

    @Test
    void thePersonIsShownUntilErasedAndTheProofHoldsAfterwards() {
        Published event = given();
        desk.record(List.of(event));
        Map<String, Object> question = Map.of("entries", List.of(event.header("ce_id")));

        Stranger before = desk.stranger(folder, question);
        erase();
        Stranger after = desk.stranger(folder, question);

        Finding shown = before.verifies(space);
        assertThat(shown.status()).as(shown.said()).isZero();
        assertThat(before.file("entries/0001.disclosures"))
                .contains("field subject ")
                .contains("\"" + PERSON + "\"");
        Finding erased = after.verifies(space);
        assertThat(erased.status()).as(erased.said()).isZero();
        assertThat(String.join("\n", after.files().values())).doesNotContain(PERSON);
    }

    /** A person who acted is found by the same pseudonym, and goes from who asked what they did. */
    @Test
    void whoAskedWhatThePersonDidIsProvenWithoutThePerson() {
        space.as("dpo").queryParam("actor", PERSON).get("/v1/entries").then().statusCode(200);
        log.awaitSize(1);
        Map<String, Object> question = Map.of("entries", space.ids());

        Stranger before = desk.stranger(folder, question);
        erase();
        Stranger after = desk.stranger(folder, question);

        Finding shown = before.verifies(space);
        assertThat(shown.status()).as(shown.said()).isZero();
        assertThat(shown.said()).contains(" action=TRAIL_SEARCHED ").contains(" subject=" + PERSON);
        Finding erased = after.verifies(space);
        assertThat(erased.status()).as(erased.said()).isZero();
        assertThat(erased.said()).contains(" action=TRAIL_SEARCHED ");
        assertThat(String.join("\n", after.files().values())).doesNotContain(PERSON);
    }

    /** A backup of the trail from before the erasure, put back by who runs the database. */
    @Test
    void whatABackupBringsBackOpensForNobodyAndIsForgottenAgain() throws SQLException {
        // Given
        Published event = given();
        desk.record(List.of(event));
        byte[] kept = bytes("subject");
        TrailBackup backup = TrailBackup.of(space);
        erase();

        // When
        backup.putBack();

        // Then it is the row of before, and its key is gone
        assertThat(bytes("subject")).isEqualTo(kept);
        assertThat(named()).containsExactly(PERSON);
        assertThat(
                        Database.textOfKeys(
                                """
                                select wrapped is null and destroyed_at is not null
                                from shreddable_key where tenant = '%s' and scope = 'subject/%s'"""
                                        .formatted(space.tenant(), PERSON)))
                .isEqualTo("t");
        assertThat(opened(event).subject()).isNull();
        Stranger stranger =
                desk.stranger(folder, Map.of("entries", List.of(event.header("ce_id"))));
        assertThat(String.join("\n", stranger.files().values())).doesNotContain(PERSON);
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();

        // When the trail is compared with its log
        check.look(clock.instant());

        // Then
        assertThat(named()).isEmpty();
        assertThat(bytes("subject")).isEmpty();
        assertThat(differences(1)).isEmpty();
    }

    @Test
    void saltsOfAPersonThatWereWrittenInClearDiffer() throws SQLException {
        // Given
        Published event = given();
        desk.record(List.of(event));
        SaltSeed seed = Objects.requireNonNull(opened(event).subject());

        // When
        EvidenceDesk.asOwner(
                "entry_salt",
                "update entry_salt set subject = decode('%s', 'hex') where tenant = '%s'"
                        .formatted(HexFormat.of().formatHex(seed.bytes()), space.tenant()));

        // Then
        assertThat(differences(1)).containsExactly(event.header("ce_id"));
        assertProblem(
                space.as("dpo").get("/v1/entries/{id}/proof", event.header("ce_id")),
                500,
                "trail-differs");
    }

    /** Of the same person, under the same key: each is bound to its entry. */
    @Test
    void saltsThatWereMovedToAnotherEntryDiffer() throws SQLException {
        Published event = given();
        Published other = given();
        desk.record(List.of(event, other));
        EvidenceDesk.asOwner(
                "entry_salt",
                """
                update entry_salt s set subject = o.subject from entry_salt o
                where s.tenant = '%s' and o.tenant = s.tenant and o.event_id <> s.event_id"""
                        .formatted(space.tenant()));

        assertThat(differences(2))
                .containsExactlyInAnyOrder(event.header("ce_id"), other.header("ce_id"));
        assertProblem(
                space.as("dpo").get("/v1/entries/{id}/proof", event.header("ce_id")),
                500,
                "trail-differs");
    }

    private Published given() {
        return space.about(PERSON);
    }

    /** Its event comes in as an entry of its own. */
    private void erase() {
        space.as("dpo")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "subject",
                                PERSON,
                                "reason",
                                Map.of("code", "CONSENT_WITHDRAWN", "reference", "DSR-7")))
                .post("/v1/subject-erasures")
                .then()
                .statusCode(201);
        Erasures.awaitRecorded(space, 1);
    }

    private CaseEntry opened(Published event) {
        CaseQuestion question =
                new CaseQuestion(
                        new TenantId(space.tenant()),
                        new OfEntries(List.of(event.header("ce_id"))),
                        null,
                        null,
                        TrailVisibility.WHOLE_TENANT,
                        "");
        return cases.entries(question, 1).await().indefinitely().getFirst().entry();
    }

    /** Whether a seed is what the digests of the person's pseudonym were salted with. */
    private boolean salted(SaltSeed seed) {
        byte[] digest = seed.disclose("subject", "\"" + PERSON + "\"").digest().bytes();
        byte[] digests = bytes("subject_digests");
        return Stream.of(0, 32)
                .anyMatch(at -> Arrays.equals(digest, Arrays.copyOfRange(digests, at, at + 32)));
    }

    private List<String> differences(long size) {
        return check.differences(
                new LogSize(log.id(), new TenantId(space.tenant()), size), clock.instant());
    }

    private List<String> named() {
        return space.texts("select subject from audit_entry where subject is not null");
    }

    /** Of the salts of the first entry that came in; nothing for none. */
    private byte[] bytes(String column) {
        return HexFormat.of()
                .parseHex(
                        space.texts(
                                        """
                                        select coalesce(encode(s.%s, 'hex'), '')
                                        from entry_salt s join audit_entry e using (tenant, event_id)
                                        order by e.position limit 1"""
                                                .formatted(column))
                                .getFirst());
    }
}
