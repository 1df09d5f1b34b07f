// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.VerifierKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands, without a process around them. */
class CommandsTest {

    @TempDir Path temporary = Path.of("");

    /** What a command printed, and its exit code. */
    private record Ran(int exit, String out, String err) {}

    @Test
    void makesAKeyThatOnlyItsOwnerReads() throws IOException {
        Path folder = temporary.resolve("state");
        Ran ran = run("init", "--name", "witness.example/w", "--state", folder.toString());

        assertThat(ran.exit()).isZero();
        VerifierKey key = VerifierKey.parse(ran.out().strip());
        assertThat(key.name()).isEqualTo("witness.example/w");
        assertThat(key.type()).isEqualTo(SignatureType.ED25519_COSIGNATURE);
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("witness.key"))).isEqualTo("rw-------");
        assertThat(new KeyFile(folder).read().keys()).containsExactly(key);
    }

    @Test
    void makesTheKindsOfKeyThatAreWanted() throws IOException {
        for (var kind :
                Map.of(
                                "ml-dsa-44",
                                List.of(SignatureType.ML_DSA_44_COSIGNATURE),
                                "both",
                                List.of(
                                        SignatureType.ED25519_COSIGNATURE,
                                        SignatureType.ML_DSA_44_COSIGNATURE))
                        .entrySet()) {
            Path folder = temporary.resolve(kind.getKey());
            Ran ran =
                    run(
                            "init",
                            "--name",
                            "witness.example/w",
                            "--keys",
                            kind.getKey(),
                            "--state",
                            folder.toString());

            assertThat(ran.exit()).isZero();
            List<VerifierKey> keys = ran.out().lines().map(VerifierKey::parse).toList();
            assertThat(keys).extracting(VerifierKey::type).isEqualTo(kind.getValue());
            assertThat(new KeyFile(folder).read().keys()).isEqualTo(keys);
            assertThat(run("show", "--state", folder.toString()).out().lines())
                    .startsWith("witness   " + keys.getFirst());
        }
        Path other = temporary.resolve("other");
        assertRefused(
                run("init", "--name", "w", "--keys", "rsa", "--state", other.toString()),
                "must be ed25519, ml-dsa-44 or both");
        assertThat(other).doesNotExist();
    }

    @Test
    void overwritesNoKey() throws IOException {
        init();
        byte[] before = Files.readAllBytes(temporary.resolve("witness.key"));
        assertRefused(
                run("init", "--name", "w", "--state", temporary.toString()), "not overwritten");
        assertThat(temporary.resolve("witness.key")).hasBinaryContent(before);
    }

    /** A new key beside an old state would be a witness that contradicts itself unseen. */
    @Test
    void makesNoKeyBesideStatesOfAnother() throws IOException {
        TestLog log = cosigned();
        Files.delete(temporary.resolve("witness.key"));
        assertRefused(run("init", "--name", "w", "--state", temporary.toString()), "another key");
        Files.delete(temporary.resolve("cosigned-logs"));
        assertRefused(run("init", "--name", "w", "--state", temporary.toString()), "another key");
        assertThat(temporary.resolve(log.watched().hash() + ".note")).exists();
    }

    @Test
    void refusesNamesThatNoNoteCanCarry() {
        for (String name : List.of("", "a b", "a+b", "a\u00a0b")) {
            assertRefused(
                    run("init", "--name", name, "--state", temporary.toString()),
                    "not the name of a key");
        }
    }

    @Test
    void refusesAKeyThatOthersMayRead() throws IOException {
        init();
        Files.setPosixFilePermissions(
                temporary.resolve("witness.key"), PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(run("show", "--state", temporary.toString()), "its mode must be 600");
    }

    @Test
    void refusesAKeyThatIsDamagedAndDoesNotRepeatIt() throws IOException {
        init();
        Path file = temporary.resolve("witness.key");
        List<String> lines = Files.readAllLines(file);
        String foreign = TestLog.freshSigner("w").key().toString();
        for (String damaged :
                List.of(
                        "",
                        lines.getFirst() + "\n",
                        lines.getFirst() + "\n" + lines.getLast().substring(8) + "\n",
                        lines.getFirst() + "\nAAAA\n",
                        foreign + "\n" + lines.getLast() + "\n")) {
            Files.writeString(file, damaged);
            Ran ran = run("show", "--state", temporary.toString());
            assertRefused(ran, "is damaged");
            assertThat(ran.err()).doesNotContain(lines.getLast());
        }
    }

    @Test
    void showsWhatWasCosignedLast() throws IOException {
        TestLog log = cosigned();
        Ran ran = run("show", "--state", temporary.toString());
        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains(
                        "log       log.example/audit",
                        "size      7",
                        "root      " + log.head(7).root(),
                        "cosigned  2026-11-26T10:11:12Z",
                        "conflicts 0",
                        "unproven  0");
    }

    @Test
    void showsADamagedStateAsSuch() throws IOException {
        TestLog log = cosigned();
        Files.delete(temporary.resolve(log.watched().hash() + ".note"));
        assertRefused(run("show", "--state", temporary.toString()), " is missing.");
    }

    @Test
    void runsOnlyWithKeyAndLogs() throws IOException {
        String state = temporary.toString();
        Path logs = temporary.resolve("logs");
        assertRefused(run("run", "--state", state + "/none", "--logs", "x"), "There is no folder");
        assertRefused(run("run", "--state", state, "--logs", "x"), "There is no key");
        init();
        assertRefused(run("run", "--state", state, "--logs", logs.toString()), "There is no file");
        Files.writeString(logs, "log.example\n");
        assertRefused(
                run("run", "--state", state, "--logs", logs.toString()), "not a verifier key");
        Files.writeString(logs, TestLog.freshSigner("log.example").key() + "\n");
        for (String wrong :
                List.of("7380", ":7380", "127.0.0.1:", "127.0.0.1:70000", "no.invalid:1")) {
            assertRefused(
                    run("run", "--state", state, "--logs", logs.toString(), "--listen", wrong),
                    wrong);
        }
    }

    @Test
    void refusesAWrongCommandLine() {
        for (String[] wrong : new String[][] {{}, {"witness"}, {"run"}, {"init", "--name", "w"}}) {
            Ran ran = run(wrong);
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err()).isNotBlank().doesNotContain("\tat ");
        }
    }

    @Test
    void readsAListOfLogs() {
        VerifierKey one = TestLog.freshSigner("one.example").key();
        VerifierKey next = TestLog.freshSigner("one.example").key();
        VerifierKey two = TestLog.freshSigner("two.example").key();
        assertThat(LogList.parse("# logs\n\n" + one + "\n  " + two + " \n" + next))
                .containsExactly(
                        new WatchedLog("one.example", List.of(one, next)),
                        new WatchedLog("two.example", List.of(two)));
        assertThat(LogList.parse("# none yet\n")).isEmpty();
    }

    @Test
    void refusesALineThatIsNoKeyOfALog() throws IOException {
        Path logs = temporary.resolve("logs");
        VerifierKey log = TestLog.freshSigner("log.example").key();
        VerifierKey witness = TestLog.createKey(temporary, "w.example");
        for (String wrong : List.of("log.example", witness.toString(), log.toString())) {
            Files.writeString(logs, log + "\n#\n" + wrong + "\n");
            assertThatExceptionOfType(CannotRun.class)
                    .isThrownBy(() -> LogList.read(logs))
                    .withMessageStartingWith(logs + ": Line 3 ");
        }
    }

    private void init() throws IOException {
        TestLog.createKey(temporary, "witness.example/w");
    }

    private TestLog cosigned() throws IOException {
        init();
        TestLog log = TestLog.of("log.example/audit", 7);
        new Witness(new KeyFile(temporary).read(), List.of(log.watched()), temporary)
                .add(log.request(0, 7), Instant.parse("2026-11-26T10:11:12Z"));
        return log;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void assertRefused(Ran ran, String because) {
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(because).hasLineCount(1);
    }

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                WitnessProgram.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        return new Ran(line.execute(arguments), out.toString(), err.toString());
    }
}
