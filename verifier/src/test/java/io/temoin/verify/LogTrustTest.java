// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole logs by a key or by a policy: what each of them asks for. */
class LogTrustTest {

    @TempDir private Path folder = Path.of("");

    private TestLog log = new TestLog(folder);
    private String address = "";

    @BeforeEach
    void publish() {
        log = new TestLog(folder);
        log.growTo(300);
        address = folder.toUri().toString();
    }

    @Test
    void aPolicySaysWhoHasCosigned() {
        String policy = policy(log.policy());

        assertThat(Answer.to("fsck", address, "--policy", policy).out())
                .endsWith(
                        " Its checkpoint is cosigned by witness.example at 2023-11-14T22:13:20Z.\n");
        assertThat(Answer.to("consistency", address, "3", "200", "--policy", policy).out())
                .endsWith(
                        " Its checkpoint is cosigned by witness.example at 2023-11-14T22:13:20Z.\n");
    }

    @Test
    void aPolicyWantsItsWitnesses() {
        String other =
                "witness o "
                        + TestLog.signer("other.example", SignatureType.ED25519_COSIGNATURE).key();
        String policy = policy("log " + log.log.key() + "\n" + other + "\nquorum o\n");

        Answer answer = Answer.to("fsck", address, "--policy", policy);

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).startsWith("Wrong: Too few witnesses have cosigned");
    }

    @Test
    void aPolicyOfAnotherLogSaysNothingGoodOfThisOne() {
        String other = "log " + TestLog.signer("log.example/other", SignatureType.ED25519).key();

        Answer answer = Answer.to("fsck", address, "--policy", policy(other + "\nquorum none\n"));

        assertThat(answer)
                .isEqualTo(
                        new Answer(
                                1,
                                "",
                                "Wrong: The policy trusts no log named log.example/audit.\n"));
    }

    /** The kept checkpoint was signed with the previous key, the published one with the current. */
    @Test
    void aPolicyFollowsALogThatReplacedItsKey() throws IOException {
        // Given
        byte[] before = Files.readAllBytes(folder.resolve("checkpoint"));
        String kept = log.write("kept/300", before).toString();
        TestLog after =
                new TestLog(folder, TestLog.signer("log.example/audit", SignatureType.ED25519), 0);
        after.growTo(700);
        String keys = "log " + log.log.key() + "\nlog " + after.log.key() + "\n";

        // When
        Answer byNew =
                Answer.to("consistency", address, kept, "700", "--key", after.log.key().toString());
        Answer byOld =
                Answer.to("consistency", address, kept, "700", "--key", log.log.key().toString());
        Answer byBoth =
                Answer.to(
                        "consistency",
                        address,
                        kept,
                        "700",
                        "--policy",
                        policy(keys + "quorum none\n"));

        // Then
        assertThat(byNew.err()).isEqualTo("Wrong: No trusted key has signed the note.\n");
        assertThat(byOld.err()).isEqualTo("Wrong: No trusted key has signed the note.\n");
        assertThat(byBoth.err()).isEmpty();
        assertThat(byBoth.out())
                .startsWith("Entries were only added to the log log.example/audit, from size 300");
    }

    /** Signed by this log's key, under another log's name. */
    @Test
    void aCheckpointThatWasKeptIsOfThisLog() {
        String text = new Checkpoint("log.example/elsewhere", TreeHead.EMPTY).text();
        byte[] note = new SignedNote(text, List.of(log.log.sign(text))).bytes();
        String kept = log.write("kept", note).toString();

        Answer answer =
                Answer.to("consistency", address, kept, "200", "--policy", policy(log.policy()));

        assertThat(answer)
                .isEqualTo(
                        new Answer(
                                1,
                                "",
                                "Wrong: The checkpoint that was kept is for the log"
                                        + " log.example/elsewhere, not log.example/audit.\n"));
    }

    @Test
    void cannotTellByBothOrByNothing() {
        String key = log.log.key().toString();
        String policy = policy(log.policy());

        assertThat(Answer.to("fsck", address).status()).isEqualTo(2);
        assertThat(Answer.to("fsck", address, "--key", key, "--policy", policy).err())
                .isEqualTo(
                        "Cannot tell: Give exactly one of --key and --policy. See"
                                + " temoin-verify --help.\n");
        assertThat(Answer.to("fsck", address, "--policy", policy("nonsense\n")).status())
                .isEqualTo(2);
    }

    private String policy(String text) {
        return log.write("policy.txt", text).toString();
    }
}
