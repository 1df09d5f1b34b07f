// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.temoin.audit.Erasures;
import io.temoin.audit.HandedIn;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.evidence.Stranger.Finding;
import io.temoin.audit.evidence.domain.EvidenceCase;
import io.temoin.audit.log.LogReader;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.entry.DisclosedEntry;
import io.vertx.core.Context;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is withheld or erased is nowhere in the bundle, and the rest is proven all the same. */
@QuarkusTest
class WithheldEvidenceTest {

    private static final String SUBJECT = "0123456789abcdef0123456789abcdef";

    @TempDir private Path folder = Path.of("");

    private final Space space = new Space();
    private final EvidenceDesk desk = new EvidenceDesk(space);
    private final Cases cases;

    WithheldEvidenceTest(Cases cases) {
        this.cases = cases;
    }

    @Test
    void whatIsWithheldIsNowhereInTheBundleAndTheRestIsProven() {
        // Given
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));

        // When
        Stranger stranger =
                desk.stranger(
                        folder,
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
        assertThat(stranger.file("dossier.html"))
                .contains(
                        "<span class=\"name\">auteur (actor)</span> <span"
                                + " class=\"withheld\">occulté</span>");
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said()).contains("; 5 withheld)").doesNotContain("actor=");
    }

    /** A large case has thousands of values, and a thousand proofs. */
    @Test
    void aBundleIsPutTogetherOnNoEventLoop() throws Throwable {
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));
        List<Boolean> onEventLoop = new CopyOnWriteArrayList<>();
        Set<String> withheld =
                new AbstractSet<>() {
                    @Override
                    public Iterator<String> iterator() {
                        onEventLoop.add(Context.isOnEventLoopThread());
                        return Set.of("actor").iterator();
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                };
        CaseQuestion question =
                new CaseQuestion(
                        new TenantId(space.tenant()),
                        new EvidenceCase.OfRecording(EvidenceDesk.RECORDING),
                        null,
                        null,
                        TrailVisibility.WHOLE_TENANT,
                        "");

        VertxContextSupport.subscribeAndAwait(() -> cases.bundle(question, withheld));

        assertThat(onEventLoop).isNotEmpty().containsOnly(false);
    }

    /** Ids of handed-in entries begin with the organisation that handed them in. */
    @Test
    void anOrganisationIsNotToldByTheIdOfWhatItHandedIn() {
        // Given
        HandedIn.otherBasis(space, EvidenceDesk.RECORDING);
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));
        new LogReader(space).awaitSize(2);

        // When
        Stranger stranger =
                desk.stranger(
                        folder,
                        Map.of(
                                "recording",
                                EvidenceDesk.RECORDING,
                                "withhold",
                                List.of("organisation")));

        // Then
        assertThat(String.join("\n", stranger.files().values()))
                .doesNotContain("rhone-telecom")
                .doesNotContain("voix-du-rhone")
                .contains("LIST_EXPORTED");
        assertThat(stranger.file("case.html"))
                .contains("<strong>reported from outside, not recorded by the suite</strong>");
        Finding finding = stranger.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();
        assertThat(finding.said())
                .contains("0001 (reported from outside, not recorded by the suite) at=");
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
                desk.stranger(
                        folder,
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
                .contains("case.html and dossier.html show the same")
                .contains("TRAIL_SEARCHED")
                .contains("because=[\"action=LISTENING_GRANTED\"]");
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
        Stranger stranger = desk.stranger(folder, Map.of("recording", EvidenceDesk.RECORDING));

        // Then
        assertThat(String.join("\n", stranger.files().values()))
                .doesNotContain(SUBJECT)
                .doesNotContain("recording-" + EvidenceDesk.RECORDING);
        assertThat(stranger.file("case.html"))
                .contains(
                        "<span class=\"name\">subject</span> <span class=\"erased\">erased</span>");
        assertThat(stranger.file("dossier.html"))
                .contains(
                        "<span class=\"name\">personne concernée (subject)</span> <span"
                                + " class=\"erased\">effacé</span>");
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
}
