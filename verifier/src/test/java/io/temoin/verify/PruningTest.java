// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose entries are gone: told apart from one that hides them. */
class PruningTest {

    private static final long SEED = 1090;

    @TempDir private Path folder = Path.of("");

    private PrunedLog pruned = new PrunedLog(folder);

    @BeforeEach
    void publish() {
        pruned = new PrunedLog(folder).published();
    }

    @Test
    void isSaidOfALogThatWasOver() {
        pruned.prune(pruned.statement());

        assertThat(pruned.check())
                .isEqualTo(
                        new Answer(
                                0,
                                "The log log.example/v1/logs/3f1c was pruned at 2025-07-01T00:10:00Z:"
                                        + " its entries came before 2024-07-01T00:00:00Z and were kept"
                                        + " for P12M. Its last head had 300 entries (root "
                                        + pruned.log.head().root()
                                        + "). Its signed statement is at index 1 of the log of"
                                        + " logs, which had 2 entries; cosigned by witness.example at"
                                        + " 2023-11-14T22:13:20Z. It can no longer be checked what"
                                        + " the entries were, or that the tree was built from them;"
                                        + " proofs obtained earlier still verify.\n",
                                ""));
    }

    @Test
    void isBelievedToTheFirstMomentThatTheLawAllows() {
        pruned.prune(dated(Period.ofMonths(6), "2025-01-01T00:00:00Z"));

        assertThat(pruned.check().status()).isZero();
    }

    @Test
    void isNotAskedForWhileEverythingIsThere() {
        assertThat(pruned.check())
                .isEqualTo(
                        new Answer(
                                0,
                                "The log log.example/v1/logs/3f1c has all 300 entries of the tree"
                                        + " that it signed, and its tiles match these entries. Its"
                                        + " checkpoint is cosigned by witness.example at"
                                        + " 2023-11-14T22:13:20Z.\n",
                                ""));
    }

    /** Who wants no witness says so in the policy. */
    @Test
    void isTheOperatorsWordAloneForAPolicyWithoutWitnesses() {
        pruned.prune(pruned.statement());

        Answer answer =
                pruned.check(
                        "log "
                                + pruned.log.log.key()
                                + "\nlog "
                                + pruned.logOfLogs.log.key()
                                + "\nquorum none\n");

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("2 entries; the policy asks for no witness.");
    }

    /** A key says nothing of the log of logs, and whoever has it can make one up. */
    @Test
    void cannotBeToldByTheLogsKeyAlone() {
        pruned.prune(pruned.statement());

        assertThat(pruned.checkByKey())
                .isEqualTo(
                        new Answer(
                                2,
                                "",
                                "Cannot tell: The log says that it was pruned at 2025-07-01T00:10:00Z"
                                        + " and has signed that statement. The log's key alone cannot"
                                        + " show whether the public log of logs contains the"
                                        + " statement: run the command again with --policy.\n"));
    }

    /** The log's key was replaced, and the statement is of the time before. */
    @Test
    void isBelievedOfAnyKeyOfTheLog() {
        pruned.prune(pruned.statement());
        NoteSigner next = TestLog.signer(pruned.log.log.key().name(), SignatureType.ED25519);

        Answer answer = pruned.check("log " + next.key() + "\n" + pruned.policy());

        assertThat(answer.status()).isZero();
    }

    @Test
    void isBelievedByTheKeyThatAPolicyNamesForTheLogOfLogs() {
        NoteSigner other = TestLog.signer(PrunedLog.PREFIX + "log-of-logs", SignatureType.ED25519);
        TestLog logOfLogs = new TestLog(folder.resolve("other"), other, pruned.witness, 0);
        pruned.prune(pruned.statement());
        logOfLogs.append(List.of(StatementLeaf.of(pruned.statement().text())));

        String policy = "log " + other.key() + "\n" + pruned.log.policy();
        assertWrong(pruned.check(policy), "It is not proven that the log of logs contains the");
        pruned.showProof(logOfLogs);
        assertThat(pruned.check(policy).status()).isZero();
    }

    /** An operator may sign all logs with one key, of which a policy has one name. */
    @Test
    void isBelievedByTheKeyOfTheLogWhereThatSignsTheLogOfLogsToo() {
        TestLog logOfLogs =
                new TestLog(folder.resolve("shared"), pruned.shared(), pruned.witness, 0);
        pruned.prune(pruned.statement());
        logOfLogs.append(List.of(StatementLeaf.of(pruned.statement().text())));
        pruned.showProof(logOfLogs);

        assertThat(pruned.check(pruned.log.policy()).status()).isZero();
    }

    /** No finding against the log: the reader's policy lacks a key. */
    @Test
    void cannotBeToldByAPolicyWithoutTheKeyOfTheLogOfLogs() {
        pruned.prune(pruned.statement());

        assertThat(pruned.check(pruned.log.policy()))
                .isEqualTo(
                        new Answer(
                                2,
                                "",
                                "Cannot tell: The log says that it was pruned, but the policy has"
                                        + " no key for log.example/v1/logs/log-of-logs, the log of"
                                        + " logs in which the pruning must be recorded. Add that"
                                        + " key; get it from the operator's policy or from somebody"
                                        + " who watches that log.\n"));
    }

    /** What somebody answers who wants to hide entries. */
    @Nested
    class IsNotBelieved {

        @Test
        void withoutAStatement() {
            pruned.drop("tile");

            assertWrong(
                    pruned.check(),
                    "The log does not have tile/entries/000, which is part of what it signed.");
        }

        @Test
        void ofALogOfWhichHalfIsGone() {
            pruned.drop("tile/entries/001.p");

            assertWrong(
                    pruned.check(),
                    "The log does not have tile/entries/001.p/44, which is part of what it signed.");
        }

        @Test
        void ofALogThatShowsOtherEntriesWithIt() {
            pruned.prune(pruned.statement());
            pruned.log.write("tile/entries/000", new byte[256 * 51]);

            assertThat(pruned.check().status()).isEqualTo(1);
        }

        @Test
        void whenAnotherKeySignedIt() {
            PruningStatement statement = pruned.statement();
            pruned.prune(statement);
            pruned.show(
                    statement.text(), TestLog.signer(statement.origin(), SignatureType.ED25519));

            assertWrong(
                    pruned.check(),
                    "The statement that the log was pruned is not the log's: No trusted key has signed the note.");
        }

        /** Of the same operator and signed by the same key, under the other log's name. */
        @Test
        void whenItIsOfAnotherLog() {
            PruningStatement own = pruned.statement();
            NoteSigner other = pruned.signer("77aa");
            PruningStatement theirs =
                    new PruningStatement(
                            other.key().name(), own.head(), own.until(), own.kept(), own.at());
            pruned.prune(theirs);
            pruned.show(theirs.text(), other);
            assertWrong(pruned.check(), "The statement that the log was pruned is not the log's:");

            pruned.show(theirs.text(), pruned.log.log);
            assertWrong(
                    pruned.check(),
                    "The pruning statement is for the log log.example/v1/logs/77aa.");
        }

        @Test
        void whenItIsOfATreeOfAnotherSize() {
            PruningStatement own = pruned.statement();
            pruned.prune(of(new TreeHead(299, own.head().root())));

            assertWrong(
                    pruned.check(), "The pruning statement refers to a tree of size 299 (root ");
        }

        @Test
        void whenItIsOfATreeWithAnotherRoot() {
            pruned.prune(of(new TreeHead(300, Hash.of(new byte[32]))));

            assertWrong(
                    pruned.check(),
                    "The pruning statement refers to a tree of size 300 (root"
                            + " AAAAAAAAAAAAAAAAAAAAA");
        }

        private PruningStatement of(TreeHead head) {
            PruningStatement own = pruned.statement();
            return new PruningStatement(own.origin(), head, own.until(), own.kept(), own.at());
        }

        /** The log has grown since, and what came is gone, too. */
        @Test
        void whenTheLogGrewAfterwards() {
            PruningStatement before = pruned.statement();
            pruned.log.growTo(310);
            pruned.prune(before);

            assertWrong(pruned.check(), "The pruning statement refers to a tree of size 300");
        }

        @Test
        void whenTheEntriesHadToBeKept() {
            pruned.prune(dated(Period.ofMonths(12), "2024-12-31T23:59:59Z"));

            assertWrong(
                    pruned.check(),
                    "The log was pruned at 2024-12-31T23:59:59Z, but its last entries had to be"
                            + " kept until 2025-01-01T00:00:00Z: an audit trail must be kept for"
                            + " at least six months.");
        }

        @Test
        void whenTheEntriesWereToBeKeptLonger() {
            pruned.prune(dated(Period.ofMonths(12), "2025-06-30T23:59:59Z"));

            assertWrong(
                    pruned.check(),
                    "The log was pruned at 2025-06-30T23:59:59Z, but according to its own statement"
                            + " its last entries had to be kept (P12M) until"
                            + " 2025-07-01T00:00:00Z.");
        }

        /** Dated ahead, so that it looks lawful. */
        @Test
        void whenItIsOfATimeToCome() {
            Instant later = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
            pruned.prune(dated(Period.ofMonths(12), later.toString()));

            assertWrong(
                    pruned.check(),
                    "The pruning statement is dated " + later + ", which is in the future.");
        }

        @Test
        void withoutAProof() {
            pruned.prune(pruned.statement());
            pruned.drop("pruning.tlog-proof");

            assertWrong(
                    pruned.check(),
                    "The log says that it was pruned, but does not show that the log of logs"
                            + " contains the statement.");
            assertThat(pruned.checkByKey().status()).isEqualTo(1);
        }

        @Test
        void whenTheLogOfLogsHasAnotherStatement() {
            pruned.prune(pruned.statement());
            pruned.enter(dated(Period.ofMonths(12), "2025-08-01T00:00:00Z").text());

            assertWrong(
                    pruned.check(),
                    "It is not proven that the log of logs contains the pruning statement:");
        }

        /** A log of logs that was made for this reader; no witness has seen it. */
        @Test
        void whenNoWitnessKnowsTheLogOfLogs() {
            pruned.prune(pruned.statement());
            pruned.enterForThisReader(pruned.statement().text(), folder.resolve("made-up"));

            assertWrong(
                    pruned.check(),
                    "It is not proven that the log of logs contains the pruning statement: Too few"
                            + " witnesses have cosigned the checkpoint for the policy's quorum; it"
                            + " has none.");
        }

        /** Of another log of the operator, which nobody watches. */
        @Test
        void whenAnotherLogThanTheLogOfLogsHasIt() {
            pruned.prune(pruned.statement());
            TestLog other =
                    new TestLog(folder.resolve("other"), pruned.signer("77aa"), pruned.witness, 0);
            other.append(List.of(StatementLeaf.of(pruned.statement().text())));
            pruned.showProof(other);

            assertWrong(
                    pruned.check(),
                    "It is not proven that the log of logs contains the pruning statement: The"
                            + " policy trusts no log named log.example/v1/logs/77aa.");
        }

        /** It cannot vouch for itself. */
        @Test
        void ofTheLogOfLogs() {
            PrunedLog itself = new PrunedLog(folder.resolve("itself")).published();
            TestLog logs = itself.logOfLogs;
            PruningStatement own = itself.statement();
            PruningStatement statement =
                    new PruningStatement(
                            logs.log.key().name(), logs.head(), own.until(), own.kept(), own.at());
            byte[] before = logs.note().bytes();
            logs.append(List.of(StatementLeaf.of(statement.text())));
            itself.showProof(logs);
            itself.show(statement.text(), logs.log);
            itself.log.write("checkpoint", before);
            itself.drop("tile");

            assertWrong(
                    itself.check(logs.policy()),
                    "The log does not have tile/entries/000.p/1, which is part of what it signed.");
        }

        @Test
        void whenAnyByteOfItWasChanged() throws IOException {
            pruned.prune(pruned.statement());
            pruned.log.write("policy.txt", pruned.policy());
            Random random = new Random(SEED);
            for (String name : List.of("pruning", "pruning.tlog-proof")) {
                Path file = pruned.log.folder.resolve(name);
                byte[] good = Files.readAllBytes(file);
                for (int i = 0; i < 500; i++) {
                    byte[] changed = good.clone();
                    int at = random.nextInt(changed.length);
                    changed[at] ^= (byte) (1 << random.nextInt(8));
                    Files.write(file, changed);
                    Answer answer = pruned.check();
                    assertThat(answer.status())
                            .as("seed %d: %s, byte %d: %s", SEED, name, at, answer)
                            .isEqualTo(1);
                }
                Files.write(file, good);
            }
            assertThat(pruned.check().status()).isZero();
        }
    }

    private PruningStatement dated(Period kept, String at) {
        PruningStatement own = pruned.statement();
        return new PruningStatement(own.origin(), own.head(), own.until(), kept, Instant.parse(at));
    }

    private static void assertWrong(Answer answer, String sentence) {
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("Wrong: " + sentence);
        assertThat(answer.status()).isEqualTo(1);
    }
}
