// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifiedSignature;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.AddCheckpoint;
import io.temoin.transparency.trust.WitnessAnswer;
import io.temoin.witness.Outcome.Answered;
import io.temoin.witness.Outcome.Reason;
import io.temoin.witness.Outcome.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is cosigned, and what is not (c2sp.org/tlog-witness). */
class WitnessTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:11:12Z");

    @TempDir Path folder = Path.of("");
    private final TestLog log = TestLog.of("log.example/audit", 40);
    private WitnessKeys signer = TestLog.noKeys();
    private Witness witness = new Witness(signer, List.of(), folder);

    @BeforeEach
    void initialise() throws IOException {
        TestLog.createKey(folder, "witness.example/w");
        signer = new KeyFile(folder).read();
        witness = new Witness(signer, List.of(log.watched()), folder);
    }

    @Test
    void cosignsTheFirstHeadAndThenWhatGrewOutOfIt() {
        for (long[] step : new long[][] {{0, 1}, {1, 7}, {7, 8}, {8, 40}}) {
            VerifiedSignature own =
                    cosigned(witness.add(log.request(step[0], step[1]), NOW), step[1]);
            assertThat(own.time()).isEqualTo(NOW.getEpochSecond());
        }
    }

    @Test
    void cosignsAnEmptyTree() {
        cosigned(witness.add(log.request(0, 0), NOW), 0);
        cosigned(witness.add(log.request(0, 3), NOW), 3);
    }

    @Test
    void cosignsTheSameHeadAgainWithTheTimeOfNow() {
        witness.add(log.request(0, 9), NOW);
        VerifiedSignature own = cosigned(witness.add(log.request(9, 9), NOW.plusSeconds(600)), 9);
        assertThat(own.time()).isEqualTo(NOW.plusSeconds(600).getEpochSecond());
    }

    @Test
    void neverSaysThatATreeWasTheLargestBeforeASmallerOneWas() {
        witness.add(log.request(0, 9), NOW);
        try (Logged logged = new Logged()) {
            VerifiedSignature own =
                    cosigned(witness.add(log.request(9, 10), NOW.minusSeconds(3_600)), 10);
            assertThat(own.time()).isEqualTo(NOW.getEpochSecond());
            assertThat(logged.at(Level.WARNING)).singleElement().asString().contains("clock");
        }
    }

    @Test
    void tellsTheSizeItKnows() {
        assertThat(witness.add(log.request(3, 9), NOW)).isEqualTo(size(0));
        witness.add(log.request(0, 9), NOW);
        assertThat(witness.add(log.request(0, 20), NOW)).isEqualTo(size(9));
        assertThat(witness.add(log.request(8, 9), NOW)).isEqualTo(size(9));
        assertThat(witness.add(log.request(10, 20), NOW)).isEqualTo(size(9));
        assertThat(witness.add(log.request(0, 4), NOW)).isEqualTo(size(9));
        assertThat(witness.add(log.request(4, 4), NOW)).isEqualTo(size(9));
    }

    @Test
    void refusesWhatIsNoRequest() {
        String good = new String(log.request(0, 9), StandardCharsets.UTF_8);
        for (String bad :
                List.of(
                        "",
                        "old 0\n",
                        good.replace("old 0", "old 10"),
                        good.replace("old", "new"))) {
            assertThat(reason(witness.add(bad.getBytes(StandardCharsets.UTF_8), NOW)))
                    .isEqualTo(Reason.MALFORMED);
        }
    }

    /** Of 422 is what the log signed (C2SP#280); what it did not sign is not looked at. */
    @Test
    void refusesATreeWithoutLeavesThatHasTheRootOfAnother() {
        String text = rootOfAnother(log);
        SignedNote signed = new SignedNote(text, List.of(log.sign(text)));
        SignedNote unsigned = new SignedNote(text, log.note(0).signatures());
        TestLog other = TestLog.of("other.example", 2);
        String unknown = rootOfAnother(other);

        assertThat(reason(witness.add(first(signed), NOW))).isEqualTo(Reason.INCONSISTENT);
        assertThat(reason(witness.add(first(unsigned), NOW))).isEqualTo(Reason.UNSIGNED);
        assertThat(
                        reason(
                                witness.add(
                                        first(
                                                new SignedNote(
                                                        unknown, List.of(other.sign(unknown)))),
                                        NOW)))
                .isEqualTo(Reason.UNKNOWN_LOG);
        assertThat(reason(witness.add(request("old 1\n\n", signed), NOW)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reason(witness.add(request("new 0\n\n", signed), NOW)))
                .isEqualTo(Reason.MALFORMED);
        cosigned(witness.add(log.request(0, 9), NOW), 9);
        assertThat(witness.add(first(signed), NOW)).isEqualTo(size(9));
    }

    @Test
    void keepsASecondRootOfATreeWithoutLeavesAsEvidence() throws IOException {
        String text = rootOfAnother(log);
        witness.add(log.request(0, 0), NOW);

        Outcome outcome = witness.add(first(new SignedNote(text, List.of(log.sign(text)))), NOW);

        assertThat(reason(outcome)).isEqualTo(Reason.INCONSISTENT);
        assertThat(new Evidence(folder).count(Evidence.Kind.CONFLICT, log.origin())).isOne();
    }

    private static String rootOfAnother(TestLog log) {
        return log.origin() + "\n0\n" + log.head(1).root() + "\n";
    }

    private static byte[] first(SignedNote note) {
        return request("old 0\n\n", note);
    }

    private static byte[] request(String head, SignedNote note) {
        return (head + note.note()).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void refusesALogItDoesNotWatch() {
        assertThat(reason(witness.add(TestLog.of("other.example", 2).request(0, 2), NOW)))
                .isEqualTo(Reason.UNKNOWN_LOG);
    }

    @Test
    void refusesAStrangersSignatureUnderTheNameOfTheLog() {
        assertThat(reason(witness.add(TestLog.of(log.origin(), 2).request(0, 2), NOW)))
                .isEqualTo(Reason.UNSIGNED);
    }

    @Test
    void refusesASignatureOfTheLogOverAnotherText() {
        SignedNote mixed = new SignedNote(log.note(5).text(), log.note(6).signatures());
        assertThat(reason(witness.add(new AddCheckpoint(0, List.of(), mixed).bytes(), NOW)))
                .isEqualTo(Reason.UNSIGNED);
    }

    @Test
    void refusesAProofWhereThereIsNothingToProve() {
        byte[] request = new AddCheckpoint(0, log.proof(3, 9), log.note(9)).bytes();
        assertThat(reason(witness.add(request, NOW))).isEqualTo(Reason.INCONSISTENT);
        assertThat(witness.add(log.request(0, 9), NOW)).isInstanceOf(Answered.class);
    }

    @Test
    void ignoresStrangersSignaturesAndKeepsNoneOfThem() throws IOException {
        NoteSigner stranger = TestLog.freshSigner("stranger.example");
        List<NoteSignature> lines = new ArrayList<>(log.note(9).signatures());
        lines.addAll(log.note(9).signatures());
        for (int i = 0; i < 20; i++) {
            lines.add(stranger.sign("not this text " + i + "\n"));
        }
        SignedNote note = new SignedNote(log.note(9).text(), lines);
        cosigned(witness.add(new AddCheckpoint(0, List.of(), note).bytes(), NOW), 9);
        assertThat(witness.last(log.watched().hash()).orElseThrow().note().signatures())
                .hasSize(2)
                .startsWith(log.note(9).signatures().getFirst());
    }

    @Test
    void takesEitherKeyWhileALogReplacesItsKey() {
        NoteSigner next = TestLog.freshSigner(log.origin());
        Witness both =
                new Witness(
                        signer,
                        List.of(new WatchedLog(log.origin(), List.of(log.key(), next.key()))),
                        folder);
        cosigned(both.add(log.request(0, 5), NOW), 5);
        String text = log.note(8).text();
        SignedNote note = new SignedNote(text, List.of(next.sign(text)));
        assertThat(both.add(new AddCheckpoint(5, log.proof(5, 8), note).bytes(), NOW))
                .isInstanceOf(Answered.class);
        // The old key is gone from the list; what it had signed is remembered all the same.
        Witness one =
                new Witness(
                        signer, List.of(new WatchedLog(log.origin(), List.of(next.key()))), folder);
        assertThat(reason(one.add(log.request(8, 9), NOW))).isEqualTo(Reason.UNSIGNED);
        assertThat(one.add(new AddCheckpoint(8, List.of(), note).bytes(), NOW))
                .isInstanceOf(Answered.class);
    }

    /** Ed25519 for those who know nothing else, ML-DSA-44 for those who trust nothing else. */
    @Test
    void cosignsWithEveryKeyThatItHas() throws IOException {
        Path both = Files.createDirectory(folder.resolve("both"));
        List<VerifierKey> keys =
                new KeyFile(both)
                        .create(
                                "witness.example/both",
                                List.of(
                                        SignatureType.ED25519_COSIGNATURE,
                                        SignatureType.ML_DSA_44_COSIGNATURE));
        witness = new Witness(new KeyFile(both).read(), List.of(log.watched()), both);

        Outcome first = witness.add(log.request(0, 5), NOW);
        witness = new Witness(new KeyFile(both).read(), List.of(log.watched()), both);
        Outcome second = witness.add(log.request(5, 8), NOW);

        for (VerifierKey key : keys) {
            for (var made : Map.of(5L, first, 8L, second).entrySet()) {
                WitnessAnswer answer = ((Answered) made.getValue()).answer();
                assertThat(
                                log.note(made.getKey())
                                        .with(((WitnessAnswer.Cosigned) answer).signatures())
                                        .verify(List.of(key))
                                        .signatures())
                        .singleElement()
                        .extracting(VerifiedSignature::time)
                        .isEqualTo(NOW.getEpochSecond());
            }
        }
        assertThat(witness.last(log.watched().hash()).orElseThrow().cosignatures()).hasSize(2);
    }

    /** ML-DSA-44 says nothing of them, and nobody is to think that it does. */
    @Test
    void cosignsNoExtensionLinesWithMlDsa44Alone() throws IOException {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        new KeyFile(alone)
                .create("witness.example/w", List.of(SignatureType.ML_DSA_44_COSIGNATURE));
        witness = new Witness(new KeyFile(alone).read(), List.of(log.watched()), alone);
        Checkpoint extended =
                new Checkpoint(log.origin(), log.head(4), List.of("an extension of somebody"));
        byte[] request = new AddCheckpoint(0, List.of(), log.note(extended)).bytes();

        assertThat(reason(witness.add(request, NOW))).isEqualTo(Reason.MALFORMED);
        assertThat(witness.last(log.watched().hash())).isEmpty();
        assertThat(witness.add(log.request(0, 5), NOW)).isInstanceOf(Answered.class);
    }

    @Test
    void cosignsExtensionLinesAsTheyCame() {
        Checkpoint extended =
                new Checkpoint(log.origin(), log.head(4), List.of("an extension of somebody"));
        byte[] request = new AddCheckpoint(0, List.of(), log.note(extended)).bytes();
        WitnessAnswer answer = ((Answered) witness.add(request, NOW)).answer();
        assertThat(
                        log.note(extended)
                                .with(((WitnessAnswer.Cosigned) answer).signatures())
                                .verify(signer.keys())
                                .signatures())
                .hasSize(1);
    }

    /** The signature of the witness under the log's own note, verified by the library. */
    private VerifiedSignature cosigned(Outcome outcome, long size) {
        assertThat(outcome).isInstanceOf(Answered.class);
        WitnessAnswer answer = ((Answered) outcome).answer();
        assertThat(answer).isInstanceOf(WitnessAnswer.Cosigned.class);
        return log.note(size)
                .with(((WitnessAnswer.Cosigned) answer).signatures())
                .verify(signer.keys())
                .signatures()
                .getFirst();
    }

    private static Outcome size(long size) {
        return new Answered(new WitnessAnswer.Conflict(size));
    }

    private static Reason reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).reason();
    }
}
