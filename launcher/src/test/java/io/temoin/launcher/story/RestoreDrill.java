// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static io.temoin.launcher.suite.ServiceName.RECORDING;
import static io.temoin.launcher.suite.ServiceName.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.launcher.story.StoryLoop.RecordedCall;
import io.temoin.launcher.suite.AudioBucket;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteBackup;
import io.temoin.launcher.suite.TemoinAdmin;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The restore drill: a backup, then two recordings and a person are erased, then databases, keysets
 * and audio are lost. The backup is restored, and temoin-admin is run: what was erased stays
 * erased, no log shows a second history, and nothing that was acknowledged before the backup is
 * missing.
 */
final class RestoreDrill {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So that the times of the steps are of more than a start of each program. */
    private static final int CALLS_KEPT = 20;

    private final Suite suite;
    private final AudioBucket bucket;
    private final SuiteLedger ledger;
    private final TemoinAdmin admin;
    private final StoryLoop loop;
    private final DrillSteps steps = new DrillSteps();

    /**
     * @param bucket with the audio of the suite, which runs
     */
    RestoreDrill(Suite suite, AudioBucket bucket) {
        this.suite = suite;
        this.bucket = bucket;
        this.ledger = new SuiteLedger(suite);
        this.admin = new TemoinAdmin(suite, bucket.settings());
        this.loop = new StoryLoop(suite, new AtomicBoolean());
    }

    /** Carries it out, and says how long each step took. */
    void check() {
        loop.prepare();
        try (var http = HttpClient.newHttpClient()) {
            check(new Conversation(http, suite.state(), new Transcript(_ -> {})));
        }
    }

    private void check(Conversation conversation) {
        // Given a backup
        var erased = List.of(loop.call(conversation), loop.call(conversation));
        var kept = Stream.generate(() -> loop.call(conversation)).limit(CALLS_KEPT).toList();
        await().atMost(PATIENCE).until(() -> ledger.stored().equals(ledger.remembered()));
        var acknowledged = List.copyOf(loop.acknowledged().effects());
        var since = Instant.now();
        var backup = new SuiteBackup(suite, bucket, suite.folder().path().resolve("backup"));
        backUp(backup);

        // When things go on, and then everything but the topics is lost and restored
        var signed = signed();
        var lost = loop.call(conversation);
        erase(conversation, erased);
        var person = erasePerson(conversation, kept.getFirst());
        await().atMost(PATIENCE).until(() -> hasGrown(signed));
        backup.loseEverything();
        restore(backup);
        var shown = shown(); // until the services were lost
        haveComeBack(erased, kept.getFirst());
        repair(erased, person, since);
        steps.run("start of the four services", backup::startServices);
        steps.print();

        // Then
        staysErased(conversation, erased, kept.getFirst());
        for (var effect : acknowledged) {
            assertThat(ledger.events(effect)).as("%s", effect).hasSize(1);
        }
        for (var call : kept) {
            hear(conversation, call).status(200).bytes(new DemoCall().bytes());
        }
        doesNotFork(shown);
        goesOn(conversation, lost);
    }

    /** The audio last, so that it lacks nothing that the databases know. */
    private void backUp(SuiteBackup backup) {
        steps.run("backup of the databases", backup::backUpDatabases);
        steps.run("backup of keysets and signing keys", backup::backUpKeys);
        var bytes = steps.run("backup of the bucket", backup::backUpAudio);
        System.out.printf(
                "  restore drill: %d events, %d MB of databases, %d objects with %d kB%n",
                ledger.stored().size(),
                backup.bytesOfDatabases() >> 20,
                bucket.names().size(),
                bytes >> 10);
    }

    private void restore(SuiteBackup backup) {
        assertThat(bucket.names()).as("the bucket was lost").isEmpty();
        steps.run("restore of the databases", backup::restoreDatabases);
        steps.run("restore of keysets and signing keys", backup::restoreKeys);
        steps.run("restore of the bucket", backup::restoreAudio);
    }

    /** With the backup: whoever started the services now could hear what was erased. */
    private void haveComeBack(List<RecordedCall> erased, RecordedCall person) {
        assertThat(erased)
                .allMatch(call -> ledger.hasKey(call.recording()))
                .allMatch(call -> bucket.hasObjectOf(call.recording()));
        assertThat(hasKeyInTrail(person)).as("the person's key came back").isTrue();
    }

    /** The two recordings, by their rules, as far as retention-service has heard of them. */
    private void erase(Conversation conversation, List<RecordedCall> calls) {
        loop.erase(conversation, calls.toArray(RecordedCall[]::new));
        await().atMost(PATIENCE).until(() -> haveEvent(calls, "retention", "PurposeEndNoted"));
        loop.runDispositions();
        await().atMost(PATIENCE).until(() -> haveEvent(calls, "recording", "RecordingErased"));
        await().atMost(PATIENCE).until(() -> ledger.published().keySet().containsAll(ended(calls)));
    }

    private boolean haveEvent(List<RecordedCall> calls, String service, String type) {
        return calls.stream()
                .map(call -> new Acknowledged.Effect(service, type, "recording", call.recording()))
                .noneMatch(effect -> ledger.events(effect).isEmpty());
    }

    private List<String> ended(List<RecordedCall> calls) {
        return calls.stream()
                .map(
                        call ->
                                new Acknowledged.Effect(
                                        "recording",
                                        "RecordingErased",
                                        "recording",
                                        call.recording()))
                .flatMap(effect -> ledger.events(effect).stream())
                .toList();
    }

    /** Answers the erasure's id. */
    private String erasePerson(Conversation conversation, RecordedCall call) {
        return conversation
                .quietly(
                        Ask.post(AUDIT, "/v1/subject-erasures")
                                .as(Actor.DELPHINE)
                                .json(
                                        Map.of(
                                                "subject",
                                                call.subject(),
                                                "reason",
                                                Map.of(
                                                        "code",
                                                        "NO_LONGER_NECESSARY",
                                                        "reference",
                                                        "DSR-2026-118"),
                                                "override",
                                                Map.of(
                                                        "code",
                                                        "LEGAL_CLAIM",
                                                        "reference",
                                                        "CASE-2026-7"))))
                .status(201)
                .text("/id");
    }

    private boolean hasKeyInTrail(RecordedCall call) {
        return !ledger.ask(
                        "audit_keys",
                        "select scope from shreddable_key where scope = ? and wrapped is not null",
                        "subject/" + call.subject())
                .isEmpty();
    }

    /** What an operator does before any service starts. */
    private void repair(List<RecordedCall> erased, String person, Instant since) {
        assertThat(run(RECORDING, "verify-restore").as(1))
                .contains("FAULT  Keys of what was erased are back")
                .contains(erased.getFirst().recording())
                .contains("2 RecordingErased");
        assertThat(run(RECORDING, "redestroy-keys").as(0))
                .contains("destroyed again: recording " + erased.getFirst().recording())
                .contains("destroyed again: recording " + erased.getLast().recording())
                .contains("2 destroyed again");
        assertThat(run(RECORDING, "remove-audio", "--yes").as(0))
                .contains("removed: helios " + erased.getFirst().recording())
                .contains("removed: helios " + erased.getLast().recording());
        assertThat(run(AUDIT, "redestroy-keys").as(0))
                .contains("destroyed again: person of erasure " + person);
        for (var service : ServiceName.values()) {
            var verified = assertThat(run(service, "verify-restore").as(0));
            switch (service) {
                case AUDIT -> verified.contains("audit-service stops this log");
                case RECORDING -> verified.contains("none of them is back");
                case CONSENT, RETENTION -> verified.doesNotContain("FAULT");
            }
        }
        for (var service : List.of(RECORDING, RETENTION, AUDIT)) {
            assertThat(run(service, "rewind-consumers", "--since", since.toString()).as(0))
                    .containsPattern("reads [1-9][0-9]* messages again");
        }
    }

    private TemoinAdmin.Ending run(ServiceName service, String command, String... options) {
        return steps.run(
                "temoin-admin " + command + " (" + service.shortName() + ")",
                () -> admin.run(service, command, options));
    }

    private void staysErased(
            Conversation conversation, List<RecordedCall> erased, RecordedCall kept) {
        for (var call : erased) {
            hear(conversation, call).problem(410, "recording-erased");
            assertThat(bucket.hasObjectOf(call.recording())).isFalse();
            assertThat(ledger.hasKey(call.recording())).isFalse();
        }
        // Their books say so again, after what the others have on record.
        await().atMost(PATIENCE).until(() -> haveEvent(erased, "recording", "RecordingErased"));
        assertThat(ledger.parked()).isEmpty();
        assertThat(hasKeyInTrail(kept)).isFalse();
    }

    private static Answer hear(Conversation conversation, RecordedCall call) {
        var granted =
                conversation.quietly(RecordingChapter.listening(call.recording(), Actor.QUENTIN));
        return granted.status() == 201
                ? conversation.quietly(
                        RecordingChapter.hear(call.recording(), granted.text("/token")))
                : granted;
    }

    /** The size of each signed head. */
    private Map<String, Long> signed() {
        return ledger.ask("audit_keys", "select shard || ' ' || size from signed_head").stream()
                .map(row -> row.split(" ", 2))
                .collect(Collectors.toMap(row -> row[0], row -> Long.valueOf(row[1])));
    }

    /** Whether the logs that were signed before have been signed with more entries. */
    private boolean hasGrown(Map<String, Long> before) {
        return signed().entrySet().stream()
                .filter(log -> !log.getKey().equals("log-of-logs"))
                .anyMatch(log -> log.getValue() > before.getOrDefault(log.getKey(), 0L));
    }

    /** The last checkpoint of each log that strangers were shown. */
    private Map<String, String> shown() {
        return new TreeMap<>(ledger.checkpoints());
    }

    /** The logs that were ahead of the backup are stopped; nothing else is ever shown of them. */
    private void doesNotFork(Map<String, String> shown) {
        await().atMost(PATIENCE)
                .until(() -> !ledger.ask("audit_keys", "select shard from stopped_log").isEmpty());
        var stopped = ledger.ask("audit_keys", "select shard from stopped_log");
        assertThat(shown).containsKeys(stopped.toArray(String[]::new));
        var now = shown();
        for (var log : stopped) {
            assertThat(now.get(log)).as("checkpoint of %s", log).isEqualTo(shown.get(log));
        }
    }

    /** Somebody new is called, and the others hear of it. */
    private void goesOn(Conversation conversation, RecordedCall lost) {
        var call = loop.call(conversation);
        assertThat(call.recording()).isNotEqualTo(lost.recording());
        var stored =
                ledger.events(
                        new Acknowledged.Effect(
                                "recording", "RecordingStored", "recording", call.recording()));
        await().atMost(PATIENCE).until(() -> ledger.published().keySet().containsAll(stored));
        await().atMost(PATIENCE).until(() -> ledger.remembered().keySet().containsAll(stored));
    }
}
