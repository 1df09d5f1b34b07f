// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.trust.WitnessAnswer.Conflict;
import io.temoin.transparency.trust.WitnessAnswer.Cosigned;
import io.temoin.witness.Outcome.Answered;
import io.temoin.witness.Outcome.Reason;
import io.temoin.witness.Outcome.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of logs that changes under a witness that runs. */
class ListWatchTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:11:12Z");

    @TempDir Path folder = Path.of("");
    private final TestLog one = TestLog.of("one.example/log", 9);
    private final TestLog two = TestLog.of("two.example/log", 9);
    private Path file = Path.of("");
    private Witness witness = new Witness(TestLog.noKeys(), List.of(), Path.of(""));
    private ListWatch list = new ListWatch(file, List.of(), witness);

    @BeforeEach
    void initialise() throws IOException {
        TestLog.createKey(folder, "witness.example/w");
        WitnessKeys signer = new KeyFile(folder).read();
        file = Files.writeString(folder.resolve("logs"), one.key() + "\n");
        List<WatchedLog> watched = LogList.read(file);
        witness = new Witness(signer, watched, folder);
        list = new ListWatch(file, watched, witness);
    }

    @Test
    void aLogThatIsAddedIsWatchedAndTheOthersGoOnWhereTheyWere() throws IOException {
        assertCosigned(one.request(0, 3));
        assertUnknown(two.request(0, 3));

        Files.writeString(file, one.key() + "\n" + two.key() + "\n");
        list.look();

        assertCosigned(two.request(0, 3));
        assertCosigned(one.request(3, 9));
    }

    @Test
    void aLogThatIsTakenAwayIsNotWatchedAndIsRememberedWhenItComesBack() throws IOException {
        assertCosigned(one.request(0, 3));

        Files.writeString(file, two.key() + "\n");
        list.look();
        assertUnknown(one.request(3, 9));

        Files.writeString(file, two.key() + "\n" + one.key() + "\n");
        list.look();
        assertThat(witness.add(one.lie("another").request(0, 9), NOW))
                .as("it is asked to go on from 3")
                .isEqualTo(new Answered(new Conflict(3)));
        assertCosigned(one.request(3, 9));
    }

    /** The new key is added before the old one goes. */
    @Test
    void aLogMayReplaceItsKey() throws IOException {
        TestLog next = TestLog.of(one.origin(), 9);
        assertThat(witness.add(next.request(0, 3), NOW))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNSIGNED));

        Files.writeString(file, one.key() + "\n" + next.key() + "\n");
        list.look();

        assertCosigned(next.request(0, 3));
        assertCosigned(one.request(3, 9));
    }

    @Test
    void aMistakeChangesNothingAndIsSaidOnce() throws IOException {
        try (Logged lines = new Logged(ListWatch.class)) {
            for (String wrong : List.of("nonsense\n", "# nothing\n", "")) {
                Files.writeString(file, wrong);
                list.look();
                list.look();
            }
            Files.delete(file);
            list.look();
            assertThat(lines.at(Level.SEVERE))
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("the list of logs cannot be used, "));
        }
        assertCosigned(one.request(0, 3));

        Files.writeString(file, two.key() + "\n");
        list.look();
        assertCosigned(two.request(0, 3));
    }

    private void assertCosigned(byte[] request) {
        assertThat(witness.add(request, NOW))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> assertThat(answer.answer()).isInstanceOf(Cosigned.class));
    }

    private void assertUnknown(byte[] request) {
        assertThat(witness.add(request, NOW))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_LOG));
    }
}
