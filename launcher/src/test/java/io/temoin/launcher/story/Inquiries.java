// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.TemoinVerify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * What a data protection officer asks while parts of the suite die or hang: who did what with a
 * recording, and the evidence of it. Once all of them run again, each replica has to find all that
 * was found then, and everything since; and what was handed out has to convince a stranger.
 */
final class Inquiries {

    private static final List<String> HEARD =
            List.of(
                    "CONSENT_GIVEN",
                    "CALL_ALLOWED",
                    "NOTICE_SERVED",
                    "RECORDING_STORED",
                    "LISTENING_GRANTED");
    private static final List<String> ERASED =
            List.of("DISPOSITION_ORDERED", "RECORDING_ERASED", "DISPOSITION_CONFIRMED");

    /** Most of them are not signed yet, and each question counts towards a person's quota. */
    private static final int TOO_YOUNG = 2;

    /** Of dozens, so that the end takes a second and not the quota. */
    private static final int COMPARED = 10;

    private static final Duration PROVEN_WITHIN = Duration.ofMinutes(2);
    private static final Pattern EVIDENCE = Pattern.compile("filename=\"evidence-([^\"]+)\\.zip\"");

    /** Evidence of what was found about a recording. */
    private record HandedOut(String recording, List<String> entries, Answer bundle) {}

    private final Acknowledged acknowledged;
    private final Deque<String> open = new ArrayDeque<>();
    private final List<HandedOut> handedOut = new ArrayList<>();

    Inquiries(Acknowledged acknowledged) {
        this.acknowledged = acknowledged;
    }

    /** Asks about the oldest recording that was not asked about, and remembers this one. */
    void ask(Conversation conversation, String recording) {
        open.add(recording);
        if (open.size() > TOO_YOUNG && isHandedOut(conversation, open.element())) {
            open.remove();
        }
    }

    /**
     * Searches, and asks for the evidence of what was found: in vain as long as Kafka has it, or
     * nobody has signed it.
     */
    private boolean isHandedOut(Conversation conversation, String recording) {
        var found = StoryLoop.insist(conversation, search(recording), 200);
        if (!actions(found).containsAll(HEARD)) {
            return false;
        }
        var entries = ids(found);
        var bundle = StoryLoop.insist(conversation, evidence(entries), 200, 409);
        if (bundle.status() == 409) {
            bundle.problem(409, "proof-not-yet");
            return false;
        }
        acknowledged.add("audit", "EvidenceHandedOut", "evidence", id(bundle));
        handedOut.add(new HandedOut(recording, entries, bundle));
        return true;
    }

    /** Asks about those that are left, now that everything arrives and is signed. */
    void finish(Suite suite) {
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            while (!open.isEmpty()) {
                await().atMost(PROVEN_WITHIN)
                        .until(() -> isHandedOut(conversation, open.element()));
                open.remove();
            }
        }
    }

    /** What the trail has by now, and what was handed out, at each replica. */
    void check(Suite suite) {
        System.out.printf("  evidence of %d recordings was handed out%n", handedOut.size());
        assertThat(handedOut).as("evidence of calls").isNotEmpty();
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            handedOut.reversed().stream()
                    .limit(COMPARED)
                    .forEach(one -> findsTheSame(conversation, one));
            verify(conversation, verifier(suite));
        }
    }

    private void findsTheSame(Conversation conversation, HandedOut one) {
        var answers = conversation.quietlyEverywhere(search(one.recording()));
        var first = answers.getFirst().status(200);
        for (var answer : answers) {
            assertThat(ids(answer))
                    .as("%s, at each replica", one.recording())
                    .isEqualTo(ids(first));
        }
        assertThat(ids(first)).as("what was found before").containsAll(one.entries());
        var life = new ArrayList<>(HEARD);
        if (acknowledged.erasures().contains(one.recording())) {
            life.addAll(ERASED);
        }
        assertThat(actions(first)).as("the life of %s", one.recording()).containsAll(life);
        for (var step : life) {
            assertThat(Collections.frequency(actions(first), step)).as(step).isEqualTo(1);
        }
    }

    /** The last that was handed out meanwhile, and that of a whole life, from each replica. */
    private void verify(Conversation conversation, TemoinVerify verifier) {
        var policy = verifier.keep("policy.txt", policy(conversation));
        var last = handedOut.getLast();
        var kept = verifier.keep("last.zip", last.bundle().bytes());
        assertThat(verifier.run("verify-bundle", kept, "--policy", policy).as(0))
                .contains("action=LISTENING_GRANTED");

        var erased = acknowledged.erasures().getLast();
        var entries = ids(conversation.quietly(search(erased)).status(200));
        // All with the same Idempotency-Key: of one bundle, however often it is asked for.
        var bundles = conversation.quietlyEverywhere(evidence(entries));
        var shown = new ArrayList<Map<String, String>>();
        for (var replica = 0; replica < bundles.size(); replica++) {
            var bundle = bundles.get(replica).status(200);
            bundle.header("Idempotent-Replay", replica == 0 ? "" : "true");
            assertThat(id(bundle)).isEqualTo(id(bundles.getFirst()));
            var file = verifier.keep("replica-" + replica + ".zip", bundle.bytes());
            assertThat(verifier.run("verify-bundle", file, "--policy", policy).as(0))
                    .contains("action=RECORDING_ERASED");
            shown.add(disclosures(file));
        }
        assertThat(shown.getFirst()).hasSameSizeAs(entries);
        assertThat(shown).as("what the bundles show").containsOnly(shown.getFirst());
    }

    private static TemoinVerify verifier(Suite suite) {
        try {
            return new TemoinVerify(
                    Files.createDirectories(suite.folder().path().resolve("evidence")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The keys of all logs; whether a witness that was killed has signed, others look. */
    private static String policy(Conversation conversation) {
        var policy = new StringBuilder();
        conversation
                .quietly(Ask.get(AUDIT, "/v1/logs").as(Actor.DIANE))
                .status(200)
                .texts("/items", "/keys/0")
                .forEach(key -> policy.append("log ").append(key).append('\n'));
        return policy.append("quorum none\n").toString();
    }

    private static SequencedMap<String, String> disclosures(String file) {
        try (var zip = new ZipFile(file)) {
            var disclosures = new TreeMap<String, String>();
            for (var part : Collections.list(zip.entries())) {
                if (part.getName().endsWith(".disclosures")) {
                    try (var content = zip.getInputStream(part)) {
                        disclosures.put(part.getName(), new String(content.readAllBytes(), UTF_8));
                    }
                }
            }
            return disclosures;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All of it in one page; the questions themselves would make it another at each look. */
    private static Ask search(String recording) {
        return Ask.get(AUDIT, "/v1/entries?recording=" + recording + "&looks=false&limit=200")
                .as(Actor.DIANE);
    }

    private static Ask evidence(List<String> entries) {
        return Ask.post(AUDIT, "/v1/evidence-bundles")
                .as(Actor.DIANE)
                .json(
                        Fields.of(
                                "entries",
                                entries,
                                "reason",
                                Fields.of(
                                        "code",
                                        "AUTHORITY_REQUEST",
                                        "reference",
                                        "CNIL-2026-0412")));
    }

    private static String id(Answer bundle) {
        var name = EVIDENCE.matcher(bundle.header("Content-Disposition"));
        bundle.check(name.find(), "names the bundle");
        return name.group(1);
    }

    private static List<String> ids(Answer found) {
        return found.texts("/items", "/id");
    }

    private static List<String> actions(Answer found) {
        return found.texts("/items", "/action");
    }
}
