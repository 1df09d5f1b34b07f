// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.temoin.audit.Erasures;
import io.temoin.audit.HandedIn;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.evidence.Stranger.Finding;
import io.temoin.audit.log.LogReader;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.entry.VerifyScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers are given of a case, and that they need not believe it. */
@QuarkusTest
class EvidenceBundleTest {

    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
    private static final String DECISION = "01990000-0000-7000-8000-000000000002";
    private static final String CONSENT = "01990000-0000-7000-8000-000000000003";
    private static final String SUBJECT = "0123456789abcdef0123456789abcdef";

    @TempDir private Path folder = Path.of("");

    private final Space space = new Space();
    private final EvidenceDesk desk = new EvidenceDesk(space);
    private final MeterRegistry meters;

    EvidenceBundleTest(MeterRegistry meters) {
        this.meters = meters;
    }

    @Test
    void aStrangerVerifiesTheCaseOfARecording() {
        // Given a recording, the decision and the consent that it rests on, and something else
        desk.record(
                List.of(
                        desk.example("io.temoin.recording.RecordingStored.v1"),
                        desk.example("io.temoin.recording.ListeningGranted.v1"),
                        desk.example("io.temoin.consent.NoticePublished.v1"),
                        consent("CallDecided", 2, "\"decision\": \"" + DECISION + "\""),
                        consent("ConsentGiven", 1, "\"consent\": \"" + CONSENT + "\"")));

        // When
        Response answer = desk.ask(Map.of("recording", EvidenceDesk.RECORDING));

        // Then
        answer.then().statusCode(200).contentType("application/zip");
        assertThat(answer.header("Content-Disposition"))
                .matches("attachment; filename=\"evidence-[0-9a-f-]{36}\\.zip\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Event-Position")).matches("[0-9a-f-]{36}\\.0");
        Stranger stranger = new Stranger(folder, answer.asByteArray());
        assertThat(stranger.files().keySet())
                .startsWith(
                        "README.txt",
                        "case.html",
                        "policy.txt",
                        "verify.py",
                        "entries/0001.disclosures")
                .endsWith("manifest.txt")
                .containsAll(BundleManifest.names(4));
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains("0001 at=2026-11-24T09:00:01Z action=CONSENT_GIVEN ")
                .contains("0002 at=2026-11-24T09:00:02Z action=CALL_REFUSED ")
                .contains("0003 at=2026-11-24T09:12:03.512345Z action=RECORDING_STORED ")
                .contains("0004 at=2026-11-24T09:12:03.512345Z action=LISTENING_GRANTED ")
                .contains(" actor=" + Space.ACTOR + " organisation=voix-du-rhone")
                .contains(" recording=" + EvidenceDesk.RECORDING)
                .contains("All 4 entries are proven: ")
                .doesNotContain("NOTICE_PUBLISHED");
    }

    /** What others say of it, or asked about it, is in the case and does not say what it is. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatARecordingRestsOnIsWhatTheSuiteKnows(boolean handedIn) {
        // Given an entry that is older than those of the suite
        if (handedIn) {
            HandedIn.otherBasis(space, EvidenceDesk.RECORDING);
        } else {
            space.as("dpo")
                    .queryParam("recording", EvidenceDesk.RECORDING)
                    .queryParam("decision", "another-decision")
                    .get("/v1/entries");
        }
        Instant soon = Instant.now().plusSeconds(60);
        Space.publish(
                List.of(
                        desk.example("io.temoin.recording.RecordingStored.v1")
                                .with("ce_time", soon.toString()),
                        consent("CallDecided", 2, "\"decision\": \"" + DECISION + "\""),
                        consent("ConsentGiven", 1, "\"consent\": \"" + CONSENT + "\"")));
        new LogReader(space).awaitSize(4);

        // When
        Finding finding = stranger(Map.of("recording", EvidenceDesk.RECORDING)).verifies(space);

        // Then
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains(handedIn ? " action=LIST_EXPORTED " : " action=TRAIL_SEARCHED ")
                .contains(" action=RECORDING_STORED ")
                .contains(" action=CALL_REFUSED ")
                .contains(" action=CONSENT_GIVEN ")
                .contains("All 4 entries are proven: ");
    }

    @Test
    void theKeysInTheBundleAreToBeCompared() {
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));

        Finding finding = stranger(Map.of("recording", EvidenceDesk.RECORDING)).verifies();

        String key = space.as("dpo").get("/v1/logs").path("items[0].keys[0]");
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains("The keys were those that the bundle brought itself")
                .contains("\n  log " + key);
    }

    @Test
    void somebodyElsesKeyProvesNothing() {
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));
        Space other = new Space();
        EvidenceDesk elsewhere = new EvidenceDesk(other);
        elsewhere.record(List.of(elsewhere.example("io.temoin.recording.ListeningGranted.v1")));

        Finding finding = stranger(Map.of("recording", EvidenceDesk.RECORDING)).verifies(other);

        assertThat(finding.status()).isEqualTo(1);
        assertThat(finding.said()).contains("The policy trusts no log named ");
    }

    @Test
    void whatIsWithheldIsNowhereInTheBundleAndTheRestIsProven() {
        // Given
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));

        // When
        Stranger stranger =
                stranger(
                        Map.of(
                                "subject",
                                SUBJECT,
                                "withhold",
                                List.of("actor", "subject", "recording", "workstation")));

        // Then
        assertThat(String.join("\n", stranger.files().values()))
                .doesNotContain(Space.ACTOR)
                .doesNotContain(SUBJECT)
                .doesNotContain(EvidenceDesk.RECORDING)
                .doesNotContain("LYON-3-117")
                .contains("LISTENING_GRANTED");
        assertThat(stranger.file("case.html"))
                .contains(
                        "<span class=\"name\">actor</span> <span"
                                + " class=\"withheld\">withheld</span>")
                .contains(
                        "<span class=\"name\">stream</span> <span"
                                + " class=\"withheld\">withheld</span>");
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said()).contains("; 5 withheld)").doesNotContain("actor=");
    }

    /** Also where somebody asked for it: what was asked of the trail is told with the look. */
    @Test
    void whatIsWithheldIsNotToldByWhoAskedForItEither() {
        // Given a look that names whom and what is withheld, and one that does not
        Published granted = desk.example("io.temoin.recording.ListeningGranted.v1");
        desk.record(List.of(granted));
        space.as("dpo", "rhone-telecom", List.of())
                .queryParam("subject", SUBJECT)
                .queryParam("actor", Space.ACTOR)
                .queryParam("workstation", "LYON-3-117")
                .get("/v1/entries")
                .then()
                .statusCode(200);
        space.as("dpo", "rhone-telecom", List.of())
                .queryParam("subject", SUBJECT)
                .queryParam("action", "LISTENING_GRANTED")
                .get("/v1/entries")
                .then()
                .statusCode(200);
        space.as("dpo").get("/v1/entries/" + granted.header("ce_id")).then().statusCode(200);
        new LogReader(space).awaitSize(4);

        // When
        Stranger stranger =
                stranger(
                        Map.of(
                                "subject",
                                SUBJECT,
                                "withhold",
                                List.of("actor", "workstation", "event")));

        // Then
        assertThat(String.join("\n", stranger.files().values()))
                .doesNotContain(Space.ACTOR)
                .doesNotContain("LYON-3-117")
                .doesNotContain(granted.header("ce_id"))
                .contains("action=LISTENING_GRANTED");
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains("case.html shows the same")
                .contains("TRAIL_SEARCHED")
                .contains("because=[\"action=LISTENING_GRANTED\"]");
    }

    /** There is a log for each half-year, and a case may last longer. */
    @Test
    void aCaseOfSeveralLogsIsOneBundle() throws Exception {
        // Given two entries, of which the first is in another log
        Published first = desk.example("io.temoin.recording.RecordingStored.v1");
        desk.record(List.of(first, desk.example("io.temoin.recording.ListeningGranted.v1")));
        String log = new LogReader(space).id();
        String other = UUID.randomUUID().toString().replace("-", "");
        EvidenceDesk.asOwner(
                "log_pending",
                """
                with moved as (
                  delete from log_leaf where event_id = '%s' returning tenant, event_id, leaf)
                insert into log_pending (tenant, shard, period, event_id, leaf)
                select tenant, '%s', '2026-1', event_id, leaf from moved\
                """
                        .formatted(first.header("ce_id"), other));
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                RestAssured.get("/v1/logs/" + other + "/checkpoint").statusCode()
                                        == 200);

        // When
        Stranger stranger = stranger(Map.of("recording", EvidenceDesk.RECORDING));

        // Then
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains("All 2 entries are proven")
                .contains("/" + other + " when it had 1 entries")
                .contains("/" + log + " when it had 2 entries");
        Finding byScript = stranger.runsTheScript(space);
        assertThat(byScript.status()).as(byScript.said()).isZero();
        assertThat(stranger.verifies().status()).as("by the policy in the bundle").isZero();
    }

    /** Nothing of ours is needed: the script is in the bundle, Python and openssl are anybody's. */
    @Test
    void theScriptInTheBundleVerifiesIt() throws Exception {
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));
        Stranger stranger =
                stranger(Map.of("recording", EvidenceDesk.RECORDING, "withhold", List.of("actor")));

        Finding byScript = stranger.runsTheScript(space);
        Finding byProgram = stranger.verifies(space);

        assertThat(byScript.status()).as(byScript.said()).isZero();
        assertThat(byScript.said().lines().findFirst())
                .isEqualTo(byProgram.said().lines().findFirst());
        assertThat(stranger.file("README.txt"))
                .contains("python3 verify.py --policy your-policy.txt")
                .contains(VerifyScript.sha256())
                .contains("temoin-verify.jar");
    }

    /**
     * The key of the person's salts is destroyed, and the erasure is on record; what happened stays
     * proven without them.
     */
    @Test
    void theProofHoldsWithoutTheKeyOfThePerson() {
        // Given
        desk.record(
                List.of(
                        desk.example("io.temoin.recording.ListeningGranted.v1"),
                        desk.example("io.temoin.recording.RecordingStored.v1")));
        Erasures.eraseAllTheSame(space, SUBJECT).then().statusCode(201);

        // When
        Stranger stranger = stranger(Map.of("recording", EvidenceDesk.RECORDING));

        // Then
        assertThat(String.join("\n", stranger.files().values()))
                .doesNotContain(SUBJECT)
                .doesNotContain("recording-" + EvidenceDesk.RECORDING);
        assertThat(stranger.file("case.html"))
                .contains(
                        "<span class=\"name\">subject</span> <span class=\"erased\">erased</span>");
        DisclosedEntry entry =
                DisclosedEntry.parse(
                        stranger.file("entries/0001.disclosures").getBytes(StandardCharsets.UTF_8));
        assertThat(entry.withheld()).isEmpty();
        assertThat(entry.erased()).hasSize(2);
        assertThat(entry.value("subject")).isEmpty();
        assertThat(entry.value("actor")).hasValue("\"" + Space.ACTOR + "\"");
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains("All 2 entries are proven: ")
                .contains("; 2 erased)")
                .doesNotContain("subject=");
    }

    /** Somebody changed the database: nothing leaves, nothing is on record, and it is an alarm. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    audit_entry | actor = 'somebody else'
                    audit_entry | at = at + interval '1 microsecond'
                    audit_entry | workstation = null
                    audit_entry | purposes = '{DREAMING}'
                    audit_entry | purposes = '{NULL}'
                    audit_entry | outcome = 'REGRETTED'
                    audit_entry | subject = 'ffffffffffffffffffffffffffffffff'
                    entry_salt  | action = sha256('')
                    entry_salt  | subject = sha256('')
                    entry_salt  | subject = null
                    entry_salt  | subject = set_byte(subject, 20, 255 - get_byte(subject, 20))
                    entry_salt  | subject = set_byte(subject, 50, 255 - get_byte(subject, 50))
                    entry_salt  | subject = null, subject_digests = sha256('')
                    log_leaf    | leaf = set_byte(leaf, 3, 255 - get_byte(leaf, 3))
                    log_leaf    | leaf = set_byte(leaf, 40, 255 - get_byte(leaf, 40))
                    log_leaf    | leaf = ''
                    log_tile    | content = set_byte(content, 40, 255 - get_byte(content, 40))
                    """)
    void aChangedTrailIsNotHandedOut(String table, String change) throws SQLException {
        // Given
        Published first = desk.example("io.temoin.recording.ListeningGranted.v1");
        desk.record(List.of(first, desk.example("io.temoin.recording.RecordingStored.v1")));
        double before = differing();
        String which =
                table.equals("log_tile")
                        ? "level = 0 and shard = '" + new LogReader(space).id() + "'"
                        : "tenant = '" + space.tenant() + "'";
        EvidenceDesk.asOwner(table, "update " + table + " set " + change + " where " + which);

        // When
        Response answer = desk.ask(Map.of("recording", EvidenceDesk.RECORDING));
        Response proof = space.as("dpo").get("/v1/entries/{id}/proof", first.header("ce_id"));

        // Then
        assertProblem(answer, 500, "trail-differs");
        assertProblem(proof, 500, "trail-differs");
        assertThat(differing()).isGreaterThan(before);
        assertThat(handedOut()).isZero();
    }

    @Test
    void anEntryWhoseTileIsLostIsNotHandedOut() throws SQLException {
        // Given
        Published first = desk.example("io.temoin.recording.ListeningGranted.v1");
        desk.record(List.of(first, desk.example("io.temoin.recording.RecordingStored.v1")));
        double before = differing();
        EvidenceDesk.asOwner(
                "log_tile",
                "delete from log_tile where shard = '%s'".formatted(new LogReader(space).id()));

        // When
        Response answer = desk.ask(Map.of("recording", EvidenceDesk.RECORDING));
        Response proof = space.as("dpo").get("/v1/entries/{id}/proof", first.header("ce_id"));

        // Then
        assertProblem(answer, 500, "trail-differs");
        assertProblem(proof, 500, "trail-differs");
        assertThat(proof.<String>path("detail")).contains(first.header("ce_id"));
        assertThat(differing()).isGreaterThan(before);
        assertThat(handedOut()).isZero();
    }

    @Test
    void aThousandEntriesAreOneBundleAndMoreAreTwo() {
        // Given
        List<Published> events =
                IntStream.rangeClosed(0, 1_000)
                        .mapToObj(
                                second ->
                                        desk.example("io.temoin.recording.ListeningGranted.v1")
                                                .with(
                                                        "ce_time",
                                                        NINE.plusSeconds(second).toString()))
                        .toList();
        desk.record(events);

        // When
        Response all = desk.ask(Map.of("recording", EvidenceDesk.RECORDING));
        Stranger stranger =
                stranger(
                        Map.of(
                                "recording",
                                EvidenceDesk.RECORDING,
                                "from",
                                "2026-11-24T09:00:01Z",
                                "to",
                                "2026-11-24T09:16:41Z"));

        // Then
        assertProblem(all, 422, "case-too-large");
        assertThat(all.<String>path("detail")).contains("Narrow it by from and to");
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).isZero();
        assertThat(finding.said())
                .startsWith("0001 at=2026-11-24T09:00:01Z ")
                .contains("\n1000 at=2026-11-24T09:16:40Z ")
                .contains("All 1000 entries are proven: ");
        assertThat(stranger.files()).hasSize(2_005);
    }

    /** Values of others, in a page that a court opens. */
    @Test
    void thePageShowsValuesAndRunsNothing() {
        // Given
        String evil = "<script>alert('1')</script>\u202e&\"";
        Published event =
                space.here(
                                Published.event(
                                        "io.temoin.recording.RecordingStored.v1",
                                        "recording-r1",
                                        "{\"recording\":\"r1\",\"reason\":{\"code\":\"COMPLAINT\","
                                                + "\"reference\":\"<script>alert('1')</script>"
                                                + "\\u202e&\\\"\"}}"))
                        .with("ce_workstation", null);
        desk.record(List.of(event));

        // When
        Stranger stranger = stranger(Map.of("recording", "r1"));

        // Then
        assertThat(stranger.file("case.html"))
                .contains(
                        "<bdi>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\u202e&amp;&quot;</bdi>")
                .doesNotContain(evil)
                .doesNotContain("<script")
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("src=")
                .contains("default-src 'none'");
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).isZero();
        assertThat(finding.said())
                .contains("reasonReference=\"<script>alert('1')</script>\\u202e&\\\"\"");
    }

    private Published consent(String name, int second, String data) {
        return space.here(
                        Published.event(
                                "io.temoin.consent." + name + ".v1",
                                "contact-rhone-telecom-" + SUBJECT,
                                "{" + data + "}"))
                .with("ce_time", NINE.plusSeconds(second).toString());
    }

    /** Asks until all that the evidence rests on is under a signed checkpoint. */
    private Stranger stranger(Map<String, Object> question) {
        Response answer =
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> desk.ask(question), asked -> asked.statusCode() != 409);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new Stranger(folder, answer.asByteArray());
    }

    private double differing() {
        return meters.get("temoin.audit.trail.differs").gauge().value();
    }

    private int handedOut() throws SQLException {
        return EvidenceResourceTest.recorded(space.tenant()).size();
    }
}
