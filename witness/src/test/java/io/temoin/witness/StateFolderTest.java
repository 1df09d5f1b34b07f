// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.trust.WitnessAnswer;
import io.temoin.witness.Outcome.Answered;
import io.temoin.witness.Outcome.Failed;
import io.temoin.witness.StateFolder.Remembered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered is what was cosigned; a damaged memory is never an empty one. */
class StateFolderTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:11:12Z");

    @TempDir Path folder = Path.of("");
    private final TestLog log = TestLog.of("log.example/audit", 30);
    private final TestLog lie = log.lie("another leaf");
    private final TestLog other = TestLog.of("other.example/audit", 5);
    private Witness witness = new Witness(TestLog.noKeys(), List.of(), Path.of(""));

    @BeforeEach
    void cosignSize20() throws IOException {
        TestLog.createKey(folder, "witness.example/w");
        witness = start();
        assertThat(witness.add(log.request(0, 20), NOW)).isInstanceOf(Answered.class);
    }

    @Test
    void remembersAfterAStart() throws IOException {
        LastCosigned last = start().last(log.watched().hash()).orElseThrow();
        assertThat(last.head()).isEqualTo(log.head(20));
        assertThat(last.time()).isEqualTo(NOW);
        assertThat(start().add(log.request(20, 21), NOW)).isInstanceOf(Answered.class);
    }

    @Test
    void stopsALogWhoseStateWasCutAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(state());
        for (int length = 0; length < whole.length; length++) {
            Files.write(state(), Arrays.copyOf(whole, length));
            assertThat(witness.add(lie.request(0, 20), NOW))
                    .as("cut to %s bytes", length)
                    .isEqualTo(new Failed());
        }
    }

    /** Whatever bit is turned: the log is stopped, or its head is known as before. */
    @Test
    void neverForgetsBecauseOfAnAlteredByte() throws IOException {
        byte[] whole = Files.readAllBytes(state());
        int stopped = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= 1;
            Files.write(state(), altered);
            Outcome outcome = witness.add(lie.request(0, 20), NOW);
            assertThat(outcome)
                    .as("byte %s", at)
                    .isIn(new Failed(), new Answered(new WitnessAnswer.Conflict(20)));
            stopped += outcome.equals(new Failed()) ? 1 : 0;
        }
        // All but those in the name and key id of the log's line, which say only whose it is.
        assertThat(stopped).isGreaterThan(whole.length * 3 / 4);
    }

    @Test
    void saysWhatIsDamagedAndGoesOnWithOtherLogs() throws IOException {
        Files.write(state(), new byte[0]);
        try (Logged logged = new Logged()) {
            start().report();
            assertThat(logged.at(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .startsWith("checkpoints of log.example/audit are not cosigned.")
                    .contains(state() + " is damaged");
            assertThat(logged.at(Level.INFO))
                    .containsExactly("now watching other.example/audit for the first time");
        }
        assertThat(witness.add(other.request(0, 5), NOW)).isInstanceOf(Answered.class);
        assertThatExceptionOfType(DamagedState.class)
                .isThrownBy(() -> witness.last(log.watched().hash()));
    }

    @Test
    void stopsALogWhoseStateIsMissing() throws IOException {
        Files.delete(state());
        assertThat(witness.add(lie.request(0, 20), NOW)).isEqualTo(new Failed());
        assertThat(start().add(log.request(0, 20), NOW)).isEqualTo(new Failed());
    }

    /** A crash after the note and before the list: the list is made good with the next note. */
    @Test
    void entersALogThatACrashKeptOffTheList() throws IOException {
        Path list = folder.resolve("cosigned-logs");
        Files.delete(list);
        assertThat(witness.add(lie.request(0, 20), NOW))
                .isEqualTo(new Answered(new WitnessAnswer.Conflict(20)));
        witness.add(log.request(20, 21), NOW);
        assertThat(list).hasContent(log.watched().hash() + "\n");
    }

    @Test
    void stopsALogThatHasTheStateOfAnother() throws IOException {
        witness.add(other.request(0, 5), NOW);
        Path others = folder.resolve(other.watched().hash() + ".note");
        Files.write(state(), Files.readAllBytes(others));
        assertThat(witness.add(lie.request(0, 20), NOW)).isEqualTo(new Failed());
    }

    @Test
    void stopsALogWhoseStateAnotherWitnessSigned(@TempDir Path elsewhere) throws IOException {
        TestLog.createKey(elsewhere, "witness.example/w");
        new Witness(new KeyFile(elsewhere).read(), List.of(log.watched()), elsewhere)
                .add(lie.request(0, 20), NOW);
        Files.write(
                state(), Files.readAllBytes(elsewhere.resolve(state().getFileName().toString())));
        assertThat(witness.add(lie.request(20, 21), NOW)).isEqualTo(new Failed());
    }

    @Test
    void cosignsNothingThatItCannotStore() throws IOException {
        byte[] before = Files.readAllBytes(state());
        Path inTheWay = folder.resolve(state().getFileName() + ".tmp");
        Files.createDirectories(inTheWay.resolve("full"));
        try (Logged logged = new Logged()) {
            assertThat(witness.add(log.request(20, 21), NOW)).isEqualTo(new Failed());
            assertThat(logged.at(Level.SEVERE)).singleElement().asString().contains("cannot be");
        }
        assertThat(state()).hasBinaryContent(before);
        Files.delete(inTheWay.resolve("full"));
        Files.delete(inTheWay);
        assertThat(witness.add(log.request(20, 21), NOW)).isInstanceOf(Answered.class);
    }

    @Test
    void cosignsNothingOfANewLogThatItCannotList() throws IOException {
        Path inTheWay = folder.resolve("cosigned-logs.tmp");
        Files.createDirectories(inTheWay.resolve("full"));
        assertThat(witness.add(other.request(0, 5), NOW)).isEqualTo(new Failed());
    }

    /** A crash while writing leaves this; it is in nobody's way. */
    @Test
    void writesOverWhatACrashLeft() throws IOException {
        Files.writeString(folder.resolve(state().getFileName() + ".tmp"), "half a no");
        assertThat(start().add(log.request(20, 21), NOW)).isInstanceOf(Answered.class);
    }

    @Test
    void listsAllThatItRemembersAndAllThatIsLost() throws IOException {
        witness.add(other.request(0, 5), NOW);
        StateFolder state = new StateFolder(folder, new KeyFile(folder).read().keys());
        assertThat(state.all()).hasSize(2).hasOnlyElementsOfType(Remembered.Last.class);
        Files.delete(state());
        assertThat(state.all()).hasSize(2).hasAtLeastOneElementOfType(Remembered.Lost.class);
    }

    private Witness start() throws IOException {
        return new Witness(
                new KeyFile(folder).read(), List.of(log.watched(), other.watched()), folder);
    }

    private Path state() {
        return folder.resolve(log.watched().hash() + ".note");
    }
}
