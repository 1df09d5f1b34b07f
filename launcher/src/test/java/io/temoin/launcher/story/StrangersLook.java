// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.TemoinVerify;
import io.temoin.launcher.suite.WitnessProcess;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.trust.TlogProof;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What somebody finds who was given addresses and keys of the logs, a proof, and the verifier, and
 * has no account here: everything that happened on the suite is in logs that hold, and a witness
 * has cosigned them.
 */
public final class StrangersLook {

    private final Suite suite;
    private final TemoinVerify verifier;

    /** At a suite that runs; {@code folder} takes what the stranger is given. */
    public StrangersLook(Suite suite, Path folder) {
        this.suite = suite;
        this.verifier = new TemoinVerify(folder);
    }

    /** Verifies every log, and that the newest entry is in one. */
    public void check() {
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            var newest = entries(conversation).getLast();
            var proof =
                    conversation.quietlyUntil(
                            Ask.get(AUDIT, "/v1/entries/" + newest + "/proof").as(Actor.DIANE),
                            "proves the newest entry, with the witness",
                            answer ->
                                    answer.status() == 200
                                            && answer.body().contains(WitnessProcess.NAME));
            var logs = conversation.quietly(Ask.get(AUDIT, "/v1/logs").as(Actor.DIANE)).status(200);
            logs.json().path("items").forEach(log -> assertHolds(conversation, log));
            var file = verifier.keep("entry.tlog-proof", proof.bytes());
            var trust = policy(conversation, logOf(TlogProof.parse(proof.bytes())));
            var leaf = verifier.keep("leaf", leaf(conversation, TlogProof.parse(proof.bytes())));
            var other = verifier.keep("other", bytes("another entry"));
            assertThat(verifier.run("verify-proof", file, "--policy", trust, "--leaf", leaf).as(0))
                    .contains("cosigned by " + WitnessProcess.NAME + " at ");
            verifier.run("verify-proof", file, "--policy", trust, "--leaf", other).as(1);
            assertEvidenceHolds(evidence(conversation, newest), trust);
            assertCertificateHolds(conversation, trust);
        }
    }

    private static byte[] evidence(Conversation conversation, String entry) {
        Map<String, ?> asked =
                Map.of(
                        "entries",
                        List.of(entry),
                        "withhold",
                        List.of("workstation"),
                        "reason",
                        Map.of("code", "AUTHORITY_REQUEST", "reference", "CNIL-2026-0412"));
        return conversation
                .quietly(Ask.post(AUDIT, "/v1/evidence-bundles").json(asked).as(Actor.DIANE))
                .status(200)
                .bytes();
    }

    /** What the stranger was handed is proven; with one bit of it changed, nothing is. */
    private void assertEvidenceHolds(byte[] bundle, String trust) {
        var file = verifier.keep("evidence.zip", bundle);
        verifier.run("verify-bundle", file, "--policy", trust).as(0);
        var changed = bundle.clone();
        changed[inside("entries/0001.disclosures", bundle)] ^= 1;
        verifier.run("verify-bundle", verifier.keep("changed.zip", changed), "--policy", trust)
                .as(1);
    }

    /** What the story destroyed is certified, with no service at hand; nothing else is. */
    private void assertCertificateHolds(Conversation conversation, String trust) {
        var confirmed =
                conversation
                        .quietly(
                                Ask.get(AUDIT, "/v1/entries?action=DISPOSITION_CONFIRMED")
                                        .as(Actor.DIANE))
                        .status(200);
        var order = confirmed.json().at("/items/0/reason/reference").asText();
        var certificate =
                conversation
                        .quietly(Ask.get(AUDIT, "/v1/certificates/" + order).as(Actor.DIANE))
                        .status(200);
        var horizon = certificate.json().at("/items/0/statement/facts/horizon/0").asText();
        var file = verifier.keep("certificate.json", certificate.bytes());
        assertThat(verifier.run("verify-certificate", file, "--policy", trust).as(0))
                .contains("Recording " + confirmed.json().at("/items/0/recording").asText())
                .contains("may hold it until " + horizon)
                .contains("cosigned by " + WitnessProcess.NAME);
        var sooner = certificate.body().replace(horizon, "2026-01-01T00:00:00Z");
        var forged = verifier.keep("forged.json", bytes(sooner));
        verifier.run("verify-certificate", forged, "--policy", trust).as(1);
    }

    /** A place in the packed content of a file, behind its name and what a zip file says of it. */
    private static int inside(String name, byte[] zip) {
        var text = new String(zip, StandardCharsets.ISO_8859_1);
        return text.indexOf(name) + name.length() + 60;
    }

    private static List<String> entries(Conversation conversation) {
        var ids = new ArrayList<String>();
        var next = "/v1/entries?limit=200";
        while (!next.isEmpty()) {
            var page = conversation.quietly(Ask.get(AUDIT, next).as(Actor.DIANE)).status(200);
            ids.addAll(page.texts("/items", "/id"));
            var cursor = page.json().path("next");
            next = cursor.isTextual() ? "/v1/entries?limit=200&cursor=" + cursor.asText() : "";
        }
        return ids;
    }

    /** By its key, and by the policy that is given out, which asks for the witness. */
    private void assertHolds(Conversation conversation, JsonNode log) {
        var id = log.path("id").asText();
        var url = suite.state().service(AUDIT) + "/v1/logs/" + id;
        verifier.run("fsck", url, "--key", log.at("/keys/0").asText()).as(0);
        conversation.quietlyUntil(
                Ask.get(AUDIT, "/v1/logs/" + id + "/checkpoint"),
                "has the witness's cosignature",
                answer -> answer.body().contains(WitnessProcess.NAME));
        assertThat(verifier.run("fsck", url, "--policy", policy(conversation, id)).as(0))
                .contains("Its checkpoint is cosigned by " + WitnessProcess.NAME + " at ");
    }

    private String policy(Conversation conversation, String log) {
        var policy =
                conversation.quietly(Ask.get(AUDIT, "/v1/logs/" + log + "/policy")).status(200);
        return verifier.keep("policy.txt", policy.bytes());
    }

    private static String logOf(TlogProof proof) {
        var origin = Checkpoint.parse(proof.checkpoint().text()).origin();
        return origin.substring(origin.lastIndexOf('/') + 1);
    }

    /** The entry that the proof is about, from the log's own bundle. */
    private static byte[] leaf(Conversation conversation, TlogProof proof) {
        var checkpoint = Checkpoint.parse(proof.checkpoint().text());
        var bundle = EntryBundle.in(checkpoint.head().size(), proof.index() / Tile.FULL_WIDTH);
        var content =
                conversation
                        .quietly(Ask.get(AUDIT, "/v1/logs/" + logOf(proof) + "/" + bundle.path()))
                        .status(200)
                        .bytes();
        return bundle.decode(content).get((int) (proof.index() % Tile.FULL_WIDTH));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
