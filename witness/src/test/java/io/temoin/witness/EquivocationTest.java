// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.AddCheckpoint;
import io.temoin.transparency.trust.WitnessAnswer;
import io.temoin.witness.Outcome.Answered;
import io.temoin.witness.Outcome.Reason;
import io.temoin.witness.Outcome.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that shows two pasts is caught, and what it signed is kept. */
class EquivocationTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:11:12Z");

    @TempDir Path folder = Path.of("");
    private final TestLog log = TestLog.of("log.example/audit", 40);
    private final TestLog lie = log.lie("another leaf");
    private VerifierKey key = log.key();
    private Witness witness = new Witness(TestLog.noKeys(), List.of(), Path.of(""));

    @BeforeEach
    void cosignSize20() throws IOException {
        key = TestLog.createKey(folder, "witness.example/w");
        witness = new Witness(new KeyFile(folder).read(), List.of(log.watched()), folder);
        assertThat(witness.add(log.request(0, 20), NOW)).isInstanceOf(Answered.class);
    }

    @Test
    void refusesASecondRootForASizeAndKeepsBothNotes() throws IOException {
        try (Logged logged = new Logged()) {
            Outcome outcome = witness.add(lie.request(20, 20), NOW.plusMillis(345));

            assertThat(outcome).isInstanceOf(Refused.class);
            assertThat(((Refused) outcome).reason()).isEqualTo(Reason.INCONSISTENT);
            assertThat(logged.at(Level.SEVERE))
                    .hasSize(2)
                    .first()
                    .isEqualTo("EQUIVOCATION: log.example/audit signed two trees of size 20");
        }
        String start = log.watched().hash() + ".conflict-20261126T101112.345Z";
        SignedNote refused = note(start + ".note");
        SignedNote cosigned = note(start + ".cosigned.note");
        assertThat(refused.verify(List.of(log.key())).text()).isEqualTo(lie.note(20).text());
        assertThat(cosigned.verify(List.of(log.key())).text()).isEqualTo(log.note(20).text());
        assertThat(cosigned.verify(List.of(key)).signedBy(key)).isTrue();
        assertThat(known()).isEqualTo(20);
    }

    /** The order of the specification has 409 first; the lie is seen all the same. */
    @Test
    void seesASecondRootThoughTheOldSizeIsWrong() throws IOException {
        assertThat(witness.add(lie.request(0, 20), NOW))
                .isEqualTo(new Answered(new WitnessAnswer.Conflict(20)));
        assertThat(count("conflict")).isEqualTo(1);
    }

    @Test
    void refusesALargerForkWithAnyProof() throws IOException {
        for (byte[] request :
                List.of(
                        lie.request(20, 30),
                        new AddCheckpoint(20, log.proof(20, 30), lie.note(30)).bytes(),
                        new AddCheckpoint(20, List.of(), lie.note(30)).bytes())) {
            Outcome outcome = witness.add(request, NOW);
            assertThat(outcome).isInstanceOf(Refused.class);
            assertThat(((Refused) outcome).reason()).isEqualTo(Reason.INCONSISTENT);
        }
        assertThat(count("unproven")).isEqualTo(1);
        assertThat(count("conflict")).isZero();
        assertThat(witness.add(log.request(20, 30), NOW)).isInstanceOf(Answered.class);
        assertThat(known()).isEqualTo(30);
    }

    @Test
    void keepsTheSameLieOnceAndSixteenLiesAtMost() throws IOException {
        for (int i = 0; i < 20; i++) {
            witness.add(log.lie("lie " + i).request(20, 20), NOW);
            witness.add(log.lie("lie " + i).request(20, 20), NOW.plusSeconds(i));
        }
        assertThat(count("conflict")).isEqualTo(Evidence.MOST);
        Evidence evidence = new Evidence(folder);
        assertThat(evidence.count(Evidence.Kind.CONFLICT, log.origin())).isEqualTo(Evidence.MOST);
        assertThat(evidence.count(Evidence.Kind.UNPROVEN, log.origin())).isZero();
    }

    /** Anybody can send a published checkpoint with a wrong proof: no room is lost by that. */
    @Test
    void keepsRoomForConflictsWhateverIsSentWithoutProof() throws IOException {
        for (int size = 21; size <= 40; size++) {
            witness.add(new AddCheckpoint(20, List.of(), log.note(size)).bytes(), NOW);
        }
        witness.add(lie.request(20, 20), NOW);
        assertThat(count("unproven")).isEqualTo(Evidence.MOST);
        assertThat(count("conflict")).isEqualTo(1);
    }

    @Test
    void refusesEvenIfTheEvidenceCannotBeStored() throws IOException {
        Path inTheWay =
                folder.resolve(
                        log.watched().hash() + ".conflict-20261126T101112.000Z.cosigned.note.tmp");
        Files.createDirectories(inTheWay.resolve("full"));
        try (Logged logged = new Logged()) {
            assertThat(witness.add(lie.request(20, 20), NOW)).isInstanceOf(Refused.class);
            assertThat(logged.at(Level.SEVERE).getLast()).contains("evidence could not be stored");
        }
    }

    /** Two heads of one size that differ in what is after the root are one tree. */
    @Test
    void doesNotAccuseALogForItsExtensionLines() throws IOException {
        Checkpoint extended = new Checkpoint(log.origin(), log.head(20), List.of("more"));
        assertThat(witness.add(new AddCheckpoint(20, List.of(), log.note(extended)).bytes(), NOW))
                .isInstanceOf(Answered.class);
        assertThat(count("conflict")).isZero();
    }

    private SignedNote note(String file) throws IOException {
        return SignedNote.parse(Files.readAllBytes(folder.resolve(file)));
    }

    private long known() throws IOException {
        return witness.last(log.watched().hash()).orElseThrow().head().size();
    }

    private long count(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("." + kind + "-"))
                    .filter(name -> name.endsWith("Z.note"))
                    .count();
        }
    }
}
