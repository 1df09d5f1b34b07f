// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.HandedIn;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.evidence.Stranger.Finding;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.transparency.entry.BundleLanguage;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.VerifyScript;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
                        "LISEZMOI.txt",
                        "dossier.html",
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
        Finding finding =
                desk.stranger(folder, Map.of("recording", EvidenceDesk.RECORDING)).verifies(space);

        // Then
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains(
                        handedIn
                                ? "0001 (reported by rhone-telecom, not recorded by the suite) at="
                                : "0001 ")
                .contains(handedIn ? " action=LIST_EXPORTED " : " action=TRAIL_SEARCHED ")
                .contains(" action=RECORDING_STORED ")
                .contains(" action=CALL_REFUSED ")
                .contains(" action=CONSENT_GIVEN ")
                .contains("All 4 entries are proven: ");
    }

    @Test
    void theKeysInTheBundleAreToBeCompared() {
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));

        Finding finding =
                desk.stranger(folder, Map.of("recording", EvidenceDesk.RECORDING)).verifies();

        String key = space.as("dpo").get("/v1/logs").path("items[0].keys[0]");
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains("The keys came from the bundle itself")
                .contains("\n  log " + key);
    }

    @Test
    void somebodyElsesKeyProvesNothing() {
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));
        Space other = new Space();
        EvidenceDesk elsewhere = new EvidenceDesk(other);
        elsewhere.record(List.of(elsewhere.example("io.temoin.recording.ListeningGranted.v1")));

        Finding finding =
                desk.stranger(folder, Map.of("recording", EvidenceDesk.RECORDING)).verifies(other);

        assertThat(finding.status()).isEqualTo(1);
        assertThat(finding.said()).contains("The policy trusts no log named ");
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
                .until(() -> Http.get("/v1/logs/" + other + "/checkpoint").statusCode() == 200);

        // When
        Stranger stranger = desk.stranger(folder, Map.of("recording", EvidenceDesk.RECORDING));

        // Then
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains("All 2 entries are proven")
                .contains("/" + other + ", as it was with 1 entries")
                .contains("/" + log + ", as it was with 2 entries");
        Finding byScript = stranger.runsTheScript(space);
        assertThat(byScript.status()).as(byScript.said()).isZero();
        assertThat(stranger.verifies().status()).as("by the policy in the bundle").isZero();
    }

    /** Nothing of ours is needed: the script is in the bundle, Python and openssl are anybody's. */
    @Test
    void theScriptInTheBundleVerifiesIt() throws Exception {
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));
        Stranger stranger =
                desk.stranger(
                        folder,
                        Map.of("recording", EvidenceDesk.RECORDING, "withhold", List.of("actor")));

        Finding byScript = stranger.runsTheScript(space);
        Finding byProgram = stranger.verifies(space);

        assertThat(byScript.status()).as(byScript.said()).isZero();
        assertThat(byScript.said().lines().findFirst())
                .isEqualTo(byProgram.said().lines().findFirst());
        assertThat(stranger.file("README.txt"))
                .contains("python3 -I verify.py --policy your-policy.txt")
                .contains(VerifyScript.sha256())
                .contains("temoin-verify.jar");
        assertThat(stranger.file("LISEZMOI.txt"))
                .contains("Entrées de cette archive : 1\n")
                .contains("python3 -I verify.py --policy vos-cles.txt")
                .contains(VerifyScript.sha256());
    }

    /** Evidence does not depend on who asked for it: every reader is given every language. */
    @Test
    void isTheSameInWhateverLanguageItIsRequested() {
        // Given
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));
        String key = UUID.randomUUID().toString();
        Map<String, Object> question = Map.of("recording", EvidenceDesk.RECORDING);

        // When
        Response french = desk.ask(space.as("dpo").header("Accept-Language", "fr"), key, question);
        Response english = desk.ask(space.as("dpo").header("Accept-Language", "en"), key, question);

        // Then
        Stranger one = new Stranger(folder, french.asByteArray());
        Stranger other = new Stranger(folder, english.asByteArray());
        assertThat(english.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(withoutTime(other)).isEqualTo(withoutTime(one));
        assertThat(one.file("case.html")).contains("<html lang=\"en\">");
        assertThat(one.file("dossier.html"))
                .contains("<html lang=\"fr\">")
                .contains("<span class=\"name\">auteur (actor)</span> <bdi>" + Space.ACTOR);
        Finding finding = one.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said()).contains("case.html and dossier.html show the same");
    }

    /**
     * When it was issued is on the pages and in the texts; the manifest has their hashes, and the
     * proofs are those of the newest checkpoint.
     */
    private static Map<String, String> withoutTime(Stranger stranger) {
        Map<String, String> files = new TreeMap<>(stranger.files());
        files.keySet()
                .removeIf(name -> name.equals(BundleManifest.NAME) || name.endsWith(".tlog-proof"));
        for (BundleLanguage language : BundleLanguage.values()) {
            for (String name : List.of(language.readme(), language.page())) {
                files.computeIfPresent(
                        name, (_, text) -> text.replaceFirst("20[0-9-]{8}T[0-9:.]+Z", ""));
            }
        }
        return files;
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
                desk.stranger(
                        folder,
                        Map.of(
                                "recording",
                                EvidenceDesk.RECORDING,
                                "from",
                                "2026-11-24T09:00:01Z",
                                "to",
                                "2026-11-24T09:16:41Z"));

        // Then
        assertProblem(all, 422, "case-too-large");
        assertThat(all.<String>path("detail")).contains("Narrow it with from and to");
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).isZero();
        assertThat(finding.said())
                .startsWith("0001 at=2026-11-24T09:00:01Z ")
                .contains("\n1000 at=2026-11-24T09:16:40Z ")
                .contains("All 1000 entries are proven: ");
        assertThat(stranger.files()).hasSize(2_007);
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
        Stranger stranger = desk.stranger(folder, Map.of("recording", "r1"));

        // Then
        for (BundleLanguage language : BundleLanguage.values()) {
            assertThat(stranger.file(language.page()))
                    .contains(
                            "<bdi>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\u202e&amp;&quot;</bdi>")
                    .doesNotContain(evil)
                    .doesNotContain("<script")
                    .doesNotContain("http://")
                    .doesNotContain("https://")
                    .doesNotContain("src=")
                    .contains("default-src 'none'");
        }
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
}
