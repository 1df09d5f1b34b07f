// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static io.temoin.launcher.suite.ServiceName.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.launcher.story.Acknowledged.Effect;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.TemoinVerify;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import net.lingala.zip4j.ZipFile;

/**
 * People who ask for erasure, or for a copy of everything, while parts of the suite die. Nobody
 * waits for an erasure, so each is killed wherever it is. In the end every one is complete, each of
 * its steps was done once, what a legal hold keeps is there, and every package is whole.
 */
final class RightsUnderFire {

    /** Of so many erasures, the last is of somebody whose recording is under a legal hold. */
    private static final int HELD_AMONG = 3;

    /** A slow machine has the parts die faster than people ask. */
    private static final int ROUNDS = 3;

    /** Each asks for signatures, which are limited. */
    private static final int CERTIFIED = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> STEPS =
            List.of("ErasureBegun", "TrailErasureRequested", "ErasureCompleted");

    private record Erasure(String request, String recording, boolean held) {}

    private record Copy(byte[] file, String passphrase) {}

    private final Suite suite;
    private final SuiteLedger ledger;

    /** Of its own: what these calls left may be destroyed, so nothing of it has to be found. */
    private final StoryLoop calls;

    private final CountDownLatch rounds = new CountDownLatch(ROUNDS);
    private final List<Erasure> erasures = new ArrayList<>();
    private final List<Copy> packages = new ArrayList<>();

    RightsUnderFire(Suite suite) {
        this.suite = suite;
        this.ledger = new SuiteLedger(suite);
        this.calls = new StoryLoop(suite, new AtomicBoolean());
    }

    /**
     * Two more people are erased. One person gets a copy, which is waited for: it would expire with
     * the days that pass from round to round.
     */
    void play(Conversation conversation) {
        erase(conversation);
        erase(conversation);
        if (packages.isEmpty()) {
            copy(conversation);
        }
        rounds.countDown();
    }

    /** Waits until there is enough to look at, or nothing more comes. */
    void awaitRounds(Future<?> running) {
        await().atMost(PATIENCE).until(() -> running.isDone() || rounds.getCount() == 0);
    }

    private void erase(Conversation conversation) {
        var call = calls.call(conversation);
        boolean held = erasures.size() % HELD_AMONG == HELD_AMONG - 1;
        if (held) {
            hold(conversation, call.recording());
        }
        var request = asked(conversation, "ERASURE", call.number());
        StoryLoop.insist(
                conversation,
                Ask.post(RETENTION, "/v1/requests/" + request + "/erasures")
                        .as(Actor.DIANE)
                        .json(Map.of("ground", "NO_LONGER_NECESSARY")),
                201);
        erasures.add(new Erasure(request, call.recording(), held));
    }

    private String asked(Conversation conversation, String type, String number) {
        var clock = new DemoClock(conversation, suite.folder());
        return StoryLoop.insist(
                        conversation,
                        OralRequest.of(clock, type, number, PermissionChapter.CONTROLLER),
                        201)
                .text("/id");
    }

    private static void hold(Conversation conversation, String recording) {
        var item = Ask.get(RETENTION, "/v1/items/" + recording).as(Actor.DIANE);
        await().atMost(PATIENCE)
                .until(() -> StoryLoop.insist(conversation, item, 200, 404).status() == 200);
        StoryLoop.insist(
                conversation,
                Ask.post(RETENTION, "/v1/holds")
                        .as(Actor.DIANE)
                        .json(
                                Fields.of(
                                        "controller",
                                        PermissionChapter.CONTROLLER,
                                        "criteria",
                                        Map.of("items", List.of(recording)),
                                        "ground",
                                        "LITIGATION",
                                        "authority",
                                        "Legal department",
                                        "reference",
                                        "RG-1")),
                201);
    }

    private void copy(Conversation conversation) {
        var call = calls.call(conversation);
        var request = asked(conversation, "ACCESS", call.number());
        StoryLoop.insist(
                conversation,
                Ask.post(RETENTION, "/v1/requests/" + request + "/recipients")
                        .as(Actor.DIANE)
                        .json(Fields.of("recipients", List.of())),
                201);
        var id =
                StoryLoop.insist(
                                conversation,
                                Ask.post(RETENTION, "/v1/requests/" + request + "/packages")
                                        .as(Actor.DIANE)
                                        .json(Map.of("otherVoices", "INCLUDED")),
                                201)
                        .text("/id");
        var ordered = Ask.get(RETENTION, "/v1/packages/" + id).as(Actor.DIANE);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                StoryLoop.insist(conversation, ordered, 200)
                                        .text("/state")
                                        .equals("READY"));
        StoryLoop.insist(conversation, ordered, 200).field("/complete", "true");
        var link =
                StoryLoop.insist(
                        conversation,
                        Ask.post(RETENTION, "/v1/packages/" + id + "/links")
                                .as(Actor.DIANE)
                                .json(Map.of()),
                        201);
        var content =
                StoryLoop.insist(
                        conversation,
                        Ask.get(RETENTION, "/v1/packages/" + id + "/content")
                                .with("Package-Token", link.text("/token")),
                        200);
        packages.add(new Copy(content.bytes(), link.text("/passphrase")));
    }

    /** Waits until every erasure is complete, and looks at what was done. */
    void check() throws IOException {
        System.out.printf("  %d erasures, %d packages%n", erasures.size(), packages.size());
        assertThat(erasures).as("erasures").hasSizeGreaterThanOrEqualTo(HELD_AMONG);
        assertThat(packages).as("packages").isNotEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(erasures)
                                        .filteredOn(each -> times("ErasureCompleted", each) == 0)
                                        .as("what is not complete")
                                        .isEmpty());
        for (var each : erasures) {
            for (var step : STEPS) {
                assertThat(times(step, each)).as("%s of %s", step, each).isEqualTo(1);
            }
            assertThat(ledger.events(effect("audit", "SubjectErased", "erasure", each.request())))
                    .as("the trail of %s", each)
                    .hasSize(1);
            if (each.held()) {
                assertKept(each);
            } else {
                assertDestroyedOnce(each);
            }
        }
        assertCertified();
        for (int i = 0; i < packages.size(); i++) {
            assertWhole(packages.get(i), "rights-" + i);
        }
    }

    private int times(String step, Erasure erasure) {
        return ledger.events(effect("retention", step, "request", erasure.request())).size();
    }

    private void assertKept(Erasure held) {
        assertThat(ledger.events(of("retention", "DispositionOrdered", held)))
                .as("orders of %s", held)
                .isEmpty();
        assertThat(ledger.hasKey(held.recording())).as("the key of %s", held).isTrue();
        new AudioFolder(suite.folder()).checkSealed(held.recording(), new DemoCall());
    }

    private void assertDestroyedOnce(Erasure erased) {
        for (var step :
                List.of(
                        of("retention", "DispositionOrdered", erased),
                        of("recording", "RecordingErased", erased),
                        of("retention", "DispositionConfirmed", erased))) {
            assertThat(ledger.events(step)).as("%s", step).hasSize(1);
        }
        assertThat(ledger.hasKey(erased.recording())).as("the key of %s", erased).isFalse();
        new AudioFolder(suite.folder()).checkNothingOf(erased.recording());
    }

    private static Effect of(String service, String type, Erasure erasure) {
        return effect(service, type, "recording", erasure.recording());
    }

    private static Effect effect(String service, String type, String field, String value) {
        return new Effect(service, type, field, value);
    }

    /** One certificate each, of the last. */
    private void assertCertified() {
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            erasures.reversed().stream()
                    .filter(each -> !each.held())
                    .limit(CERTIFIED)
                    .forEach(each -> assertCertified(conversation, each.recording()));
        }
    }

    private static void assertCertified(Conversation conversation, String recording) {
        var entry =
                conversation.quietlyUntil(
                        Ask.get(
                                        AUDIT,
                                        "/v1/entries?action=DISPOSITION_CONFIRMED&recording="
                                                + recording)
                                .as(Actor.DIANE),
                        "has the destruction in the trail",
                        answer -> !answer.json().at("/items/0").isMissingNode());
        conversation.quietlyUntil(
                Ask.get(AUDIT, "/v1/entries/" + entry.text("/items/0/id") + "/proof")
                        .as(Actor.DIANE),
                "proves the destruction",
                answer -> answer.status() == 200);
        var found =
                conversation
                        .quietly(
                                Ask.post(AUDIT, "/v1/certificates/search")
                                        .as(Actor.DIANE)
                                        .json(Map.of("recording", recording)))
                        .status(200);
        assertThat(found.json().at("/items")).as("certificates of %s", recording).hasSize(1);
    }

    private void assertWhole(Copy copy, String name) throws IOException {
        var folder = Files.createDirectories(suite.folder().path().resolve(name));
        var verifier = new TemoinVerify(folder);
        extract(verifier.keep("package.zip", copy.file()), copy.passphrase(), folder);
        assertThat(verifier.run("verify-package", folder.resolve("package").toString()).as(0))
                .contains("nothing is missing");
    }

    private static void extract(String file, String passphrase, Path folder) throws IOException {
        try (var zip = new ZipFile(file, passphrase.toCharArray())) {
            zip.extractAll(folder.resolve("package").toString());
        }
    }
}
