// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can still be said of the growth of a log whose tiles are gone. */
class PrunedGrowthTest {

    private static final String MISSING =
            "The log does not have tile/0/001.p/44, which is part of what it signed.\n";

    @TempDir private Path folder = Path.of("");

    private PrunedLog pruned = new PrunedLog(folder);
    private String older = "";
    private String last = "";

    @BeforeEach
    void publish() {
        pruned = new PrunedLog(folder);
        pruned.log.growTo(200);
        older = pruned.kept();
        pruned.published();
        last = pruned.kept();
    }

    /**
     * The whole sentence: who kept the last head needs no tile to see that it is still the last.
     */
    @Test
    void aKeptCheckpointOfTheLastHeadIsStillItsLast() {
        pruned.prune(pruned.statement());

        String head = "size 300 (root " + pruned.log.head().root() + ")";
        assertThat(pruned.growth(last, last))
                .isEqualTo(
                        new Answer(
                                0,
                                "Entries were only added to the log log.example/v1/logs/3f1c, from "
                                        + head
                                        + " to "
                                        + head
                                        + " and on to size 300, which it signs now. Its checkpoint"
                                        + " is cosigned by witness.example at 2023-11-14T22:13:20Z."
                                        + " The heads alone show this, as its tiles have been"
                                        + " deleted. "
                                        + pruned.check().out(),
                                ""));
    }

    @ParameterizedTest
    @CsvSource({"last, 300", "300, last", "300, 300", "0, last", "0, 300", "0, 0"})
    void headsThatAreTheLastOrEmptyNeedNoTile(String from, String to) {
        pruned.prune(pruned.statement());

        Answer answer = pruned.growth(named(from), named(to));

        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .startsWith("Entries were only added to the log log.example/v1/logs/3f1c, from ")
                .contains(" The heads alone show this, as its tiles have been deleted. The log ")
                .contains(" was pruned at 2025-07-01T00:10:00Z");
    }

    /** Neither a finding against a log that did as the law wants, nor a proof that it only grew. */
    @Test
    void anOlderKeptCheckpointCannotBeComparedAnyMore() {
        pruned.prune(pruned.statement());

        assertThat(pruned.growth(older, last))
                .isEqualTo(
                        new Answer(
                                2,
                                "",
                                "Cannot tell: The tree of size 200 can no longer be compared with the"
                                        + " log's current checkpoint, because the log was pruned,"
                                        + " which is permitted, and its tiles were deleted. This is"
                                        + " not evidence of tampering. "
                                        + pruned.check().out()));
    }

    @ParameterizedTest
    @CsvSource({
        "older, older, 200",
        "older, 300, 200",
        "older, 250, 250",
        "0, older, 200",
        "0, 1, 1",
        "1, last, 1",
        "299, 300, 299",
        "250, 250, 250"
    })
    void whatIsNeitherLastNorEmptyCannotBeCompared(String from, String to, String size) {
        pruned.prune(pruned.statement());

        Answer answer = pruned.growth(named(from), named(to));

        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith(
                        "Cannot tell: The tree of size "
                                + size
                                + " can no longer be compared with");
        assertThat(answer.status()).isEqualTo(2);
    }

    /** A copy that somebody made before has the tiles, and says more than the statement. */
    @Test
    void tilesThatAreThereAreComparedThoughTheLogWasPruned() {
        pruned.show(pruned.statement().text(), pruned.log.log);
        pruned.enter(pruned.statement().text());
        pruned.drop("tile/entries");

        Answer answer = pruned.growth(older, last);

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).endsWith("cosigned by witness.example at 2023-11-14T22:13:20Z.\n");
    }

    @Test
    void sizesInTheWrongOrderOrToComeAreNoQuestion() {
        pruned.prune(pruned.statement());

        assertThat(pruned.growth(last, older).err())
                .isEqualTo(
                        "Cannot tell: FROM has to be the smaller tree. See temoin-verify --help.\n");
        assertThat(pruned.growth("1", "301").err())
                .isEqualTo("Cannot tell: The log has only 300 entries.\n");
    }

    /** A key says nothing of the log of logs, and whoever has it can make one up. */
    @ParameterizedTest
    @ValueSource(strings = {"older", "last", "0", "299", "300"})
    void theLogsKeyAloneTellsNothing(String from) {
        pruned.prune(pruned.statement());

        Answer answer = pruned.growthByKey(named(from), "300");

        assertThat(answer).isEqualTo(pruned.checkByKey());
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).endsWith("run the command again with --policy.\n");
    }

    /** What the kept checkpoints show needs no tile, so no statement excuses it. */
    @Nested
    class IsNotExcused {

        @BeforeEach
        void prune() {
            pruned.prune(pruned.statement());
        }

        @Test
        void anotherRootForTheLastSize() {
            String other = signed("other", 300);

            String sentence =
                    "The tree of size 300 did not grow out of the tree of size 300: the log was"
                            + " changed.\n";
            assertWrong(pruned.growth(other, "300"), sentence);
            assertWrong(pruned.growth(other, last), sentence);
            assertWrong(pruned.growth(older, other), sentence);
            assertWrong(pruned.growthByKey(other, last), sentence);
        }

        @Test
        void twoRootsForOneOlderSize() {
            String other = signed("other", 200);

            assertWrong(
                    pruned.growth(other, older),
                    "The tree of size 200 did not grow out of the tree of size 200: the log was"
                            + " changed.\n");
        }

        @Test
        void aTreeThatWasLargerBefore() {
            String larger = signed("larger", 301);

            assertWrong(
                    pruned.growth(last, larger),
                    "The log signed a tree of size 301 before, and shows one of size 300.\n");
        }

        /** A tree that the operator signed for one reader. */
        private String signed(String name, long size) {
            TreeHead head = new TreeHead(size, Hash.of(new byte[32]));
            String text = new Checkpoint(pruned.log.log.key().name(), head).text();
            byte[] note = new SignedNote(text, List.of(pruned.log.log.sign(text))).bytes();
            return pruned.log.write("kept/" + name, note).toString();
        }
    }

    /** What somebody answers who wants to hide that the log was rewritten. */
    @Nested
    class IsNotBelieved {

        @Test
        void withoutAStatement() {
            pruned.drop("tile");

            assertNotBelieved(MISSING);
            assertWrong(pruned.growthByKey(older, last), MISSING);
        }

        @Test
        void ofALogThatLacksOneTile() {
            pruned.drop("tile/0/001.p");

            assertNotBelieved(MISSING);
        }

        /** Signed by the same key, of another log of the same operator. */
        @Test
        void whenItIsOfAnotherLog() {
            PruningStatement own = pruned.statement();
            NoteSigner other = pruned.signer("77aa");
            PruningStatement theirs =
                    new PruningStatement(
                            other.key().name(), own.head(), own.until(), own.kept(), own.at());
            pruned.prune(theirs);
            assertNotBelieved("The pruning statement is for the log log.example/v1/logs/77aa.");

            pruned.show(theirs.text(), other);
            assertNotBelieved("The statement that the log was pruned is not the log's:");
        }

        /** The very tree that was kept, and not the one that is signed now. */
        @Test
        void whenItIsOfTheTreeThatWasKept() {
            PrunedLog before = new PrunedLog(folder.resolve("before"));
            before.log.growTo(200);
            pruned.prune(of(before.log.head()));

            assertNotBelieved("The pruning statement refers to a tree of size 200 (root ");
        }

        @Test
        void whenItIsOfATreeWithAnotherRoot() {
            pruned.prune(of(new TreeHead(300, Hash.of(new byte[32]))));

            assertNotBelieved("The pruning statement refers to a tree of size 300 (root AAAAAAAA");
        }

        private PruningStatement of(TreeHead head) {
            PruningStatement own = pruned.statement();
            return new PruningStatement(own.origin(), head, own.until(), own.kept(), own.at());
        }

        @Test
        void whenTheEntriesHadToBeKept() {
            pruned.prune(at("2024-12-31T23:59:59Z"));

            assertNotBelieved(
                    "The log was pruned at 2024-12-31T23:59:59Z, but its last entries had to be"
                            + " kept until 2025-01-01T00:00:00Z");
        }

        @Test
        void whenTheEntriesWereToBeKeptLonger() {
            pruned.prune(at("2025-06-30T23:59:59Z"));

            assertNotBelieved(
                    "The log was pruned at 2025-06-30T23:59:59Z, but according to its own statement"
                            + " its last entries had to be kept (P12M) until"
                            + " 2025-07-01T00:00:00Z.");
        }

        @Test
        void whenItIsOfATimeToCome() {
            Instant later = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
            pruned.prune(at(later.toString()));

            assertNotBelieved(
                    "The pruning statement is dated " + later + ", which is in the future.");
        }

        private PruningStatement at(String moment) {
            PruningStatement own = pruned.statement();
            return new PruningStatement(
                    own.origin(),
                    own.head(),
                    own.until(),
                    Period.ofMonths(12),
                    Instant.parse(moment));
        }

        @Test
        void withoutAProof() {
            pruned.prune(pruned.statement());
            pruned.drop("pruning.tlog-proof");

            assertNotBelieved(
                    "The log says that it was pruned, but does not show that the log of logs"
                            + " contains");
        }

        @Test
        void whenTheLogOfLogsHasAnotherStatement() {
            pruned.prune(pruned.statement());
            pruned.enter(at("2025-08-01T00:00:00Z").text());

            assertNotBelieved(
                    "It is not proven that the log of logs contains the pruning statement");
        }

        /** A log of logs that was made for this reader. */
        @Test
        void whenNoWitnessKnowsTheLogOfLogs() {
            pruned.prune(pruned.statement());
            pruned.enterForThisReader(pruned.statement().text(), folder.resolve("made-up"));

            assertNotBelieved(
                    "It is not proven that the log of logs contains the pruning statement: Too few"
                            + " witnesses have cosigned the checkpoint");
        }

        /** Neither of an older tree nor of the last one. */
        private void assertNotBelieved(String sentence) {
            assertWrong(pruned.growth(older, last), sentence);
            assertWrong(pruned.growth("199", "200"), sentence);
            assertWrong(pruned.growth(last, "300"), sentence);
        }
    }

    private String named(String name) {
        return switch (name) {
            case "older" -> older;
            case "last" -> last;
            default -> name;
        };
    }

    private static void assertWrong(Answer answer, String sentence) {
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("Wrong: " + sentence);
        assertThat(answer.status()).isEqualTo(1);
    }
}
