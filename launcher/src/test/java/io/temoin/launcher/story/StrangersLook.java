// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.launcher.suite.Suite;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.SourceTree;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.trust.TlogProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What somebody finds who was given addresses and keys of the logs, a proof, and the verifier, and
 * has no account here: everything that happened on the suite is in logs that hold.
 */
public final class StrangersLook {

    private static final Path VERIFIER =
            SourceTree.root().resolve("verifier/target/temoin-verify.jar");

    private record Ending(int status, String output) {}

    private final Suite suite;
    private final Path folder;

    /** At a suite that runs; {@code folder} takes what the stranger is given. */
    public StrangersLook(Suite suite, Path folder) {
        this.suite = suite;
        this.folder = folder;
    }

    /** Verifies every log, and that the newest entry is in one. */
    public void check() {
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            var newest = entries(conversation).getLast();
            var proof =
                    conversation.quietlyUntil(
                            Ask.get(AUDIT, "/v1/entries/" + newest + "/proof").as(Actor.DIANE),
                            "proves the newest entry",
                            answer -> answer.status() == 200);
            var logs = conversation.quietly(Ask.get(AUDIT, "/v1/logs").as(Actor.DIANE)).status(200);
            var policy = new StringBuilder();
            for (var log : logs.json().path("items")) {
                assertHolds(log);
                policy.append("log ").append(key(log)).append('\n');
            }
            var file = write("entry.tlog-proof", proof.bytes());
            var trust = write("policy.txt", bytes(policy + "quorum none\n"));
            var leaf = write("leaf", leaf(conversation, TlogProof.parse(proof.bytes())));
            var other = write("other", bytes("another entry"));
            assertEnds(0, verify("verify-proof", file, "--policy", trust, "--leaf", leaf));
            assertEnds(1, verify("verify-proof", file, "--policy", trust, "--leaf", other));
            assertEvidenceHolds(evidence(conversation, newest), trust);
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
        var file = write("evidence.zip", bundle);
        assertEnds(0, verify("verify-bundle", file, "--policy", trust));
        var changed = bundle.clone();
        changed[inside("entries/0001.disclosures", bundle)] ^= 1;
        assertEnds(1, verify("verify-bundle", write("changed.zip", changed), "--policy", trust));
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

    private void assertHolds(JsonNode log) {
        var url = suite.state().service(AUDIT) + "/v1/logs/" + log.path("id").asText();
        assertEnds(0, verify("fsck", url, "--key", key(log)));
    }

    private static void assertEnds(int status, Ending ending) {
        assertThat(ending.status()).as(ending.output()).isEqualTo(status);
    }

    /** The entry that the proof is about, from the log's own bundle. */
    private static byte[] leaf(Conversation conversation, TlogProof proof) {
        var checkpoint = Checkpoint.parse(proof.checkpoint().text());
        var bundle = EntryBundle.in(checkpoint.head().size(), proof.index() / Tile.FULL_WIDTH);
        var origin = checkpoint.origin();
        var log = origin.substring(origin.lastIndexOf('/') + 1);
        var content =
                conversation
                        .quietly(Ask.get(AUDIT, "/v1/logs/" + log + "/" + bundle.path()))
                        .status(200)
                        .bytes();
        return bundle.decode(content).get((int) (proof.index() % Tile.FULL_WIDTH));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String key(JsonNode log) {
        return log.at("/keys/0").asText();
    }

    private String write(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Ending verify(String... words) {
        var command = new ArrayList<>(List.of(ChildProcess.java(), "-jar", VERIFIER.toString()));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ending(process.waitFor(), output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a stranger verifies");
        }
    }
}
