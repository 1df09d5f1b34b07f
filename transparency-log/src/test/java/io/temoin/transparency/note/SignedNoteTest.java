// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.temoin.transparency.Mutations;
import io.temoin.transparency.TestKeys;
import io.temoin.transparency.Untrusted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signed notes (c2sp.org/signed-note). The notes of PeterNeumann and EnochRoot are of
 * golang.org/x/mod/sumdb/note (note_test.go).
 */
class SignedNoteTest {

    private static final String TEXT =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String PETERS =
            "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final String ENOCHS =
            "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
    private static final VerifierKey PETER = VerifierKey.parse(TestKeys.PETER);
    private static final VerifierKey ENOCH =
            VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");

    @Test
    void signsAsGoDoes() {
        SignedNote note = new SignedNote(TEXT, List.of(TestKeys.peter().sign(TEXT)));
        assertThat(note.note()).isEqualTo(TEXT + "\n" + PETERS);
    }

    @Test
    void ignoresUnknownKeysAndTrustsKnownOnes() {
        SignedNote note = SignedNote.parse(bytes(TEXT + "\n" + PETERS + ENOCHS));
        assertThat(note.verify(List.of(PETER)).signatures())
                .extracting(VerifiedSignature::key)
                .containsExactly(PETER);
        VerifiedNote both = note.verify(List.of(PETER, ENOCH, ENOCH));
        assertThat(both.text()).isEqualTo(TEXT);
        assertThat(both.signatures()).extracting(VerifiedSignature::time).containsExactly(0L, 0L);
        assertThat(both.signedBy(ENOCH)).isTrue();
        assertThat(note.verify(List.of(PETER)).signedBy(ENOCH)).isFalse();
    }

    @Test
    void refusesANoteThatNoTrustedKeySigned() {
        SignedNote note = SignedNote.parse(bytes(TEXT + "\n" + PETERS + ENOCHS));
        refused(note, List.of());
        refused(note, List.of(TestKeys.fresh("PeterNeumann", SignatureType.ED25519).key()));
    }

    @Test
    void refusesTheWholeNoteForOneWrongSignatureOfATrustedKey() {
        String wrong = PETERS.replace("JnAM=", "JnAQ=");
        refused(SignedNote.parse(bytes(TEXT + "\n" + ENOCHS + wrong)), List.of(PETER, ENOCH));
        refused(SignedNote.parse(bytes(TEXT + "\n" + PETERS + wrong)), List.of(PETER));
        // Go's test: three more bytes inside the signature.
        String longer = PETERS.substring(0, 58) + "ABCD" + PETERS.substring(58);
        refused(SignedNote.parse(bytes(TEXT + "\n" + longer)), List.of(PETER));
        assertThat(
                        SignedNote.parse(bytes(TEXT + "\n" + ENOCHS + wrong))
                                .verify(List.of(ENOCH))
                                .signatures())
                .hasSize(1);
    }

    @Test
    void takesOneKeyGivenTwiceForOne() {
        SignedNote note = SignedNote.parse(bytes(TEXT + "\n" + PETERS));
        assertThat(note.verify(List.of(PETER, VerifierKey.parse(TestKeys.PETER))).signatures())
                .hasSize(1);
    }

    @Test
    void refusesEveryChangedByte() {
        byte[] note = bytes(TEXT + "\n" + PETERS);
        for (int at = 0; at < note.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = note.clone();
                changed[at] ^= (byte) (1 << bit);
                assertThatExceptionOfType(Untrusted.class)
                        .as("byte %d, bit %d", at, bit)
                        .isThrownBy(() -> SignedNote.parse(changed).verify(List.of(PETER)));
            }
        }
        for (int length = 0; length < note.length; length++) {
            byte[] cut = Arrays.copyOf(note, length);
            assertThatExceptionOfType(Untrusted.class)
                    .isThrownBy(() -> SignedNote.parse(cut).verify(List.of(PETER)));
        }
    }

    @Test
    void refusesWhatGoCallsMalformed() {
        for (String bad :
                List.of(
                        TEXT,
                        TEXT + "\n",
                        TEXT + "\n" + PETERS.strip(),
                        "\u0001" + TEXT + "\n" + PETERS,
                        TEXT + "\n" + PETERS.replace("PeterNeumann", "Bad Name"),
                        TEXT + "\n" + PETERS + "Unexpected line.\n",
                        TEXT + "\n" + PETERS + "\n",
                        TEXT + "\r\n\n" + PETERS,
                        TEXT + "\n" + PETERS.replace("\u2014", "-"),
                        TEXT + "\n\u2014 PeterNeumann\n",
                        TEXT + "\n\u2014 PeterNeumann x08gow==\n",
                        "")) {
            assertThatExceptionOfType(Untrusted.class)
                    .as(bad)
                    .isThrownBy(() -> SignedNote.parse(bytes(bad)));
        }
        byte[] noUtf8 = bytes("x" + TEXT + "\n" + PETERS);
        noUtf8[0] = (byte) 0xff;
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> SignedNote.parse(noUtf8));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> SignedNote.parse(new byte[SignedNote.LONGEST + 1]));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () ->
                                new SignedNote(
                                        "no newline",
                                        List.of(NoteSignature.parse(PETERS.strip()))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 100})
    void readsSoManySignatures(int count) {
        SignedNote note = SignedNote.parse(bytes(TEXT + "\n" + ENOCHS.repeat(count - 1) + PETERS));
        assertThat(note.verify(List.of(PETER)).signatures()).hasSize(1);
        assertThat(note.signatures()).hasSize(count);
    }

    @Test
    void refusesMoreThanAHundredSignatures() {
        byte[] note = bytes(TEXT + "\n" + PETERS.repeat(101));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> SignedNote.parse(note));
        SignedNote full =
                new SignedNote(TEXT, Collections.nCopies(100, NoteSignature.parse(PETERS.strip())));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> full.with(full.signatures()));
    }

    /**
     * The example of c2sp.org/signed-note, whose text has an empty line and a letter above ASCII.
     */
    @Test
    void dividesAtTheLastEmptyLine() {
        String text =
                """
                Ognuno sta solo sul cuor della terra
                trafitto da un raggio di sole:

                ed è subito sera.
                """;
        String line =
                "\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=";
        SignedNote note = SignedNote.parse(bytes(text + "\n" + line + "\n"));
        assertThat(note.text()).isEqualTo(text);
        assertThat(note.signatures()).containsExactly(NoteSignature.parse(line));
        assertThat(note.signatures().getFirst().keyId()).isEqualTo(0x367ba04b);
        assertThat(SignedNote.parse(bytes("\n\n" + line + "\n")).text()).isEqualTo("\n");
    }

    @Test
    void addsSignatures() {
        SignedNote note = SignedNote.parse(bytes(TEXT + "\n" + PETERS));
        List<NoteSignature> more = new ArrayList<>();
        more.add(NoteSignature.parse(ENOCHS.strip()));
        assertThat(note.with(more).note()).isEqualTo(TEXT + "\n" + PETERS + ENOCHS);
    }

    @Test
    void aSignerDoesNotGiveOutWhatItsKeyDoesNotVerify() {
        NoteSigner mixedUp = new NoteSigner(PETER, TestKeys.pair("Ed25519").getPrivate());
        assertThatIllegalStateException().isThrownBy(() -> mixedUp.sign(TEXT));
        NoteSigner wrongKind = new NoteSigner(PETER, TestKeys.pair("ML-DSA-44").getPrivate());
        assertThatIllegalStateException().isThrownBy(() -> wrongKind.sign(TEXT));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> TestKeys.peter().cosign(Checkpoint.parse(CosignatureTest.BODY), 0));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> TestKeys.fresh("w", SignatureType.ED25519_COSIGNATURE).sign(TEXT));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isRefusedOrReadAndWrittenTheSame(long seed) {
        byte[] note = bytes(TEXT + "\n" + PETERS + ENOCHS);
        Mutations.refusedOrTheSame(note, seed, 3_000, bytes -> SignedNote.parse(bytes).bytes());
    }

    private static void refused(SignedNote note, List<VerifierKey> keys) {
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> note.verify(keys));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
