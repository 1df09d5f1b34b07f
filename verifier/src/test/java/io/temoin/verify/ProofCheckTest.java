// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.trust.TlogProof;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofCheckTest {

    @TempDir private Path folder = Path.of("");

    private TestLog log = new TestLog(folder);
    private String policy = "";
    private String leaf = "";

    @BeforeEach
    void publish() {
        log = new TestLog(folder);
        log.growTo(300);
        policy = log.write("policy.txt", log.policy()).toString();
        leaf = log.write("leaf", TestLog.entry(42)).toString();
    }

    @Test
    void saysWhereTheEntryIsAndWhoSawIt() {
        String proof = log.write("p.tlog-proof", log.proof(42).bytes()).toString();
        assertThat(Answer.to("verify-proof", proof, "--policy", policy, "--leaf", leaf))
                .isEqualTo(
                        new Answer(
                                0,
                                "The entry is at index 42 of the log log.example/audit, which had 300"
                                        + " entries; cosigned by witness.example at"
                                        + " 2023-11-14T22:13:20Z. It has the form of the audit entry"
                                        + " of the event 00000000-0000-0007-0000-00000000002a.\n",
                                ""));
    }

    @Test
    void takesTheEntryFromTheProof() {
        TlogProof bare = log.proof(42);
        String right = file(bare, StrictText.base64(TestLog.entry(42)));
        assertThat(Answer.to("verify-proof", right, "--policy", policy).status()).isZero();
        String wrong = file(bare, StrictText.base64(TestLog.entry(43)));
        assertThat(Answer.to("verify-proof", wrong, "--policy", policy))
                .isEqualTo(
                        new Answer(
                                1,
                                "",
                                "Wrong: The entry is not at index 42 of the tree of size 300.\n"));
        String none = file(bare, null);
        assertThat(Answer.to("verify-proof", none, "--policy", policy).status()).isEqualTo(2);
    }

    @Test
    void findsEveryChangedByteOfAProof() {
        byte[] proof = log.proof(42).bytes();
        for (int at = 0; at < proof.length; at++) {
            byte[] changed = proof.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            String file = log.write("changed.tlog-proof", changed).toString();
            Answer answer = Answer.to("verify-proof", file, "--policy", policy, "--leaf", leaf);
            assertThat(answer.status()).as("byte %d", at).isEqualTo(1);
            assertThat(answer.err())
                    .startsWith("Wrong: ")
                    .endsWith(".\n")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void asksForTheWitnessesOfThePolicy() {
        TestLog other = new TestLog(folder.resolve("other"));
        String strict =
                log.write(
                                "strict.txt",
                                log.policy()
                                        .replace(
                                                log.witness.key().toString(),
                                                other.witness.key().toString()))
                        .toString();
        String proof = log.write("p.tlog-proof", log.proof(42).bytes()).toString();
        assertThat(Answer.to("verify-proof", proof, "--policy", strict, "--leaf", leaf))
                .isEqualTo(
                        new Answer(
                                1,
                                "",
                                "Wrong: Too few witnesses have cosigned the checkpoint for the"
                                        + " policy's quorum; it has none.\n"));
        String lax = log.write("lax.txt", "log " + log.log.key() + "\nquorum none\n").toString();
        assertThat(Answer.to("verify-proof", proof, "--policy", lax, "--leaf", leaf).out())
                .contains("the policy asks for no witness.");
    }

    @Test
    void cannotTellWithoutReadableFiles() {
        String proof = log.write("p.tlog-proof", log.proof(42).bytes()).toString();
        String broken = log.write("broken.txt", "quorum\n").toString();
        String absent = folder.resolve("absent").toString();
        assertThat(Answer.to("verify-proof", absent, "--policy", policy, "--leaf", leaf).status())
                .isEqualTo(2);
        assertThat(Answer.to("verify-proof", proof, "--policy", absent, "--leaf", leaf).status())
                .isEqualTo(2);
        assertThat(Answer.to("verify-proof", proof, "--policy", policy, "--leaf", absent).status())
                .isEqualTo(2);
        assertThat(Answer.to("verify-proof", proof, "--policy", folder.toString()).status())
                .isEqualTo(2);
        assertThat(Answer.to("verify-proof", proof, "--policy", broken, "--leaf", leaf).err())
                .isEqualTo(
                        "Cannot tell: The policy cannot be used: Line 1 of the policy does not have"
                                + " the form \"quorum <name>\".\n");
    }

    @Test
    void saysWhenAPolicyHasTheLineEndsOfWindows() {
        String proof = log.write("p.tlog-proof", log.proof(42).bytes()).toString();
        String windows = log.write("crlf.txt", log.policy().replace("\n", "\r\n")).toString();

        assertThat(Answer.to("verify-proof", proof, "--policy", windows, "--leaf", leaf))
                .isEqualTo(
                        new Answer(
                                2,
                                "",
                                "Cannot tell: The policy cannot be used: The policy has lines that"
                                        + " end in CR LF, as Windows writes them; they have to end"
                                        + " in LF alone (c2sp.org/tlog-policy).\n"));
    }

    /** A fault of the program is no finding against the log: here, a port that no socket has. */
    @Test
    void cannotTellWhenItFailsItself() {
        Answer answer =
                Answer.to("fsck", "http://127.0.0.1:99999/", "--key", log.log.key().toString());

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("Cannot tell: this program failed unexpectedly: ")
                .contains("port")
                .doesNotContain("\n\t");
    }

    @Test
    void cannotTellWhatIsAskedWrongly() {
        for (String[] words :
                new String[][] {
                    {},
                    {"verify"},
                    {"verify-proof"},
                    {"verify-proof", "a", "b", "--policy", policy},
                    {"verify-proof", "a"},
                    {"verify-proof", "a", "--policy"},
                    {"verify-proof", "a", "--key", "k"},
                    {"verify-proof", "a", "--policy", policy, "--policy", policy},
                    {"fsck", "file:///x"},
                    {"fsck", "file:///x", "--key", "k"},
                    {"consistency", "file:///x", "1", "--key", log.log.key().toString()},
                }) {
            Answer answer = Answer.to(words);
            assertThat(answer.status()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(answer.err()).startsWith("Cannot tell: ");
        }
        assertThat(Answer.to("--help")).isEqualTo(new Answer(0, Verify.HELP, ""));
        assertThat(Answer.to("fsck", "--help").status()).isZero();
    }

    private String file(TlogProof proof, @Nullable String extra) {
        TlogProof with = new TlogProof(extra, proof.index(), proof.hashes(), proof.checkpoint());
        return log.write("extra.tlog-proof", with.bytes()).toString();
    }
}
