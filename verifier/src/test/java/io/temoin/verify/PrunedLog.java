// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A log of long ago in a folder, and the log of logs of its operator, with a key each and one
 * witness. What the operator does with them is up to the test.
 */
final class PrunedLog {

    static final String PREFIX = "log.example/v1/logs/";
    static final Instant UNTIL = Instant.parse("2024-07-01T00:00:00Z");

    final NoteSigner witness = TestLog.signer("witness.example", SignatureType.ED25519_COSIGNATURE);
    final TestLog log;
    final TestLog logOfLogs;
    private final KeyPair key = TestLog.pair();
    private final KeyPair keyOfLogOfLogs = TestLog.pair();

    PrunedLog(Path folder) {
        this.log = new TestLog(folder.resolve("log"), signer("3f1c"), witness, 0);
        this.logOfLogs = new TestLog(folder.resolve("logs"), signer("log-of-logs"), witness, 0);
    }

    /** As it is before anything is pruned. */
    PrunedLog published() {
        log.growTo(300);
        logOfLogs.append(List.of(StatementLeaf.of("the checkpoint of another log\n")));
        return this;
    }

    /** The operator's key under the name of a log. */
    NoteSigner signer(String id) {
        return TestLog.signer(
                PREFIX + id,
                SignatureType.ED25519,
                id.equals("log-of-logs") ? keyOfLogOfLogs : key);
    }

    /** The log of logs under the key of the log. */
    NoteSigner shared() {
        return TestLog.signer(PREFIX + "log-of-logs", SignatureType.ED25519, key);
    }

    /** What the operator gives out: both logs, and the witness. */
    String policy() {
        return "log " + logOfLogs.log.key() + "\n" + log.policy();
    }

    /** What is true of the log, a year after its end. */
    PruningStatement statement() {
        return new PruningStatement(
                log.log.key().name(),
                log.head(),
                UNTIL,
                Period.ofMonths(12),
                Instant.parse("2025-07-01T00:10:00Z"));
    }

    /** Signs and enters the statement, shows both, and drops tiles and leaves. */
    void prune(PruningStatement statement) {
        show(statement.text(), log.log);
        enter(statement.text());
        drop("tile");
    }

    /** Shows a statement with a signature. */
    void show(String text, NoteSigner signer) {
        log.write("pruning", new SignedNote(text, List.of(signer.sign(text))).bytes());
    }

    /** Puts the statement into the log of logs, and shows the proof. */
    void enter(String text) {
        logOfLogs.append(List.of(StatementLeaf.of(text)));
        showProof(logOfLogs);
    }

    /** Shows the proof of a log of logs that was made up for one reader; no witness has seen it. */
    void enterForThisReader(String text, Path folder) {
        TestLog madeUp = new TestLog(folder, signer("log-of-logs"), 0);
        madeUp.append(List.of(StatementLeaf.of(text)));
        showProof(madeUp);
    }

    /** Shows the proof that the last entry of that log is there. */
    void showProof(TestLog of) {
        int last = (int) of.head().size() - 1;
        log.write("pruning.tlog-proof", of.proof(last).bytes());
    }

    /** Removes a file or folder of the log. */
    void drop(String path) {
        try (Stream<Path> all = Files.walk(log.folder.resolve(path))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What fsck says to somebody with the policy that the operator gives out for the log. */
    Answer check() {
        return check(policy());
    }

    Answer check(String policy) {
        String file = log.write("policy.txt", policy).toString();
        return Answer.to("fsck", address(), "--policy", file);
    }

    /** What fsck says to somebody with the log's key alone. */
    Answer checkByKey() {
        return Answer.to("fsck", address(), "--key", log.log.key().toString());
    }

    /** Keeps the checkpoint that the log shows now; answers the name of the file. */
    String kept() {
        String name = "kept/" + log.head().size();
        return log.write(name, log.note().bytes()).toString();
    }

    /** What consistency says to somebody with the policy that the operator gives out. */
    Answer growth(String from, String to) {
        String file = log.write("policy.txt", policy()).toString();
        return Answer.to("consistency", address(), from, to, "--policy", file);
    }

    /** What consistency says to somebody with the log's key alone. */
    Answer growthByKey(String from, String to) {
        return Answer.to("consistency", address(), from, to, "--key", log.log.key().toString());
    }

    String address() {
        return log.folder.toUri().toString();
    }
}
