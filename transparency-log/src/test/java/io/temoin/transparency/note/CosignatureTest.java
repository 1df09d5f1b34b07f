// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.transparency.Mutations;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.TestKeys;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints (c2sp.org/tlog-checkpoint) and their cosignatures (c2sp.org/tlog-cosignature). */
class CosignatureTest {

    /** The example of both specifications. */
    static final String BODY =
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    private static final String LOGS_LINE =
            "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
    private static final String WITNESS_LINE =
            "\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    private static final long TIME = 1_679_315_147;

    @Test
    void readsTheExampleOfTheSpecification() {
        SignedNote note = SignedNote.parse(BODY + "\n" + LOGS_LINE + WITNESS_LINE);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.head().size()).isEqualTo(20_852_163);
        assertThat(checkpoint.head().root())
                .hasToString("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
        assertThat(checkpoint.extensions()).isEmpty();
        assertThat(checkpoint.text()).isEqualTo(BODY);
        // The example's time, where the specification says it is.
        byte[] line = note.signatures().getLast().signature();
        assertThat(ByteBuffer.wrap(line).getLong()).isEqualTo(TIME);
        assertThat(line).hasSize(72);
    }

    /**
     * A signed checkpoint of FiloSottile/torchwood,
     * cmd/litewitness/testdata/multi-cosigs-ed25519.txt.
     */
    @Test
    void verifiesACheckpointOfASigsumLog() {
        String origin =
                "sigsum.org/v1/tree/985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90";
        byte[] typed = new byte[33];
        typed[0] = 1;
        System.arraycopy(
                HexFormat.of()
                        .parseHex(
                                "52c05edad1bf5feffa81354faae59a655d9a9a1a793ed2f62c39c26c0be2aecd"),
                0,
                typed,
                1,
                32);
        VerifierKey key =
                VerifierKey.parse(
                        origin + "+ec1293d2+" + Base64.getEncoder().encodeToString(typed));
        SignedNote note =
                SignedNote.parse(
                        origin
                                + "\n1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 "
                                + origin
                                + " 7BKT0gOfNZ1J0So9unY3BZtm2YkPIoNYM/dce0Z2avJDs8dxN6ts9bOSwwrVrbjm6P9K3ZxpK6jJngOG6YvGGzV/lwo=\n");
        assertThat(note.verify(List.of(key)).signedBy(key)).isTrue();
    }

    /** See vectors/README.md. */
    @Test
    void verifiesAnMlDsaSignatureOfTorchwood() throws IOException {
        VerifierKey key = VerifierKey.parse(vector("mldsa-log.vkey").strip());
        SignedNote note = SignedNote.parse(vector("mldsa-log.checkpoint"));
        assertThat(key.type()).isEqualTo(SignatureType.ML_DSA_44_COSIGNATURE);
        assertThat(note.verify(List.of(key)).signatures())
                .extracting(VerifiedSignature::time)
                .containsExactly(0L);
        Hash root = new MerkleHasher().leaf("testonly".getBytes(StandardCharsets.US_ASCII));
        assertThat(Checkpoint.parse(note.text()).head()).isEqualTo(new TreeHead(1, root));
        for (String other : List.of("\n2\n", "\n0\n")) {
            String changed = note.note().replaceFirst("\n1\n", other);
            assertThatExceptionOfType(Untrusted.class)
                    .isThrownBy(() -> SignedNote.parse(changed).verify(List.of(key)));
        }
    }

    /** The message of the specification, put together here by hand, not by the code under test. */
    @Test
    void signsTheMessageOfTheSpecificationWithEd25519() throws GeneralSecurityException {
        KeyPair pair = TestKeys.pair("Ed25519");
        VerifierKey key =
                VerifierKey.of("w.example", SignatureType.ED25519_COSIGNATURE, pair.getPublic());
        NoteSignature line =
                new NoteSigner(key, pair.getPrivate()).cosign(Checkpoint.parse(BODY), TIME);

        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(pair.getPublic());
        verifier.update(
                ("cosignature/v1\ntime 1679315147\n" + BODY).getBytes(StandardCharsets.UTF_8));
        ByteBuffer content = ByteBuffer.wrap(line.signature());
        assertThat(content.getLong()).isEqualTo(TIME);
        assertThat(verifier.verify(line.signature(), Long.BYTES, 64)).isTrue();
    }

    @Test
    void signsTheMessageOfTheSpecificationWithMlDsa() throws GeneralSecurityException {
        KeyPair pair = TestKeys.pair("ML-DSA-44");
        VerifierKey key =
                VerifierKey.of("w.example", SignatureType.ML_DSA_44_COSIGNATURE, pair.getPublic());
        NoteSignature line =
                new NoteSigner(key, pair.getPrivate()).cosign(Checkpoint.parse(BODY), TIME);

        byte[] message =
                HexFormat.of()
                        .parseHex(
                                // "subtree/v1\n\0", 9, "w.example", time, 27, the origin
                                "737562747265652f76310a00"
                                        + "09"
                                        + "772e6578616d706c65"
                                        + "00000000641850cb"
                                        + "1b"
                                        + "6578616d706c652e636f6d2f626568696e642d7468652d736f6661"
                                        // start, end, root
                                        + "0000000000000000"
                                        + "00000000013e2dc3"
                                        + "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62");
        Signature verifier = Signature.getInstance("ML-DSA-44");
        verifier.initVerify(pair.getPublic());
        verifier.update(message);
        assertThat(line.signature()).hasSize(8 + 2420);
        assertThat(verifier.verify(line.signature(), Long.BYTES, 2420)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519_COSIGNATURE", "ML_DSA_44_COSIGNATURE"})
    void refusesEveryOtherTimeTextAndName(SignatureType type) {
        NoteSigner witness = TestKeys.fresh("w.example", type);
        NoteSignature line = witness.cosign(Checkpoint.parse(BODY), TIME);
        List<VerifierKey> keys = List.of(witness.key());
        assertThat(new SignedNote(BODY, List.of(line)).verify(keys).signatures())
                .extracting(VerifiedSignature::time)
                .containsExactly(TIME);
        byte[] signature = line.signature();
        for (int at = 0; at < signature.length; at += at < 100 ? 1 : 97) {
            byte[] changed = signature.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            NoteSignature other = NoteSignature.of(witness.key(), changed);
            refused(new SignedNote(BODY, List.of(other)), keys);
        }
        for (int length : List.of(1, 7, 8, 9, 64, signature.length - 1)) {
            NoteSignature cut = NoteSignature.of(witness.key(), Arrays.copyOf(signature, length));
            refused(new SignedNote(BODY, List.of(cut)), keys);
        }
        for (String text :
                List.of(
                        BODY.replace("20852163", "20852164"),
                        BODY.replace("sofa", "sofb"),
                        BODY.replace("CsUY", "CsUZ"),
                        BODY + "an extension\n",
                        "no checkpoint\n")) {
            refused(new SignedNote(text, List.of(line)), keys);
        }
    }

    /**
     * The specification ends time at 2^63 - 1; a signature proper does not make a larger one good.
     */
    @Test
    void refusesATimeThatIsTooLarge() throws GeneralSecurityException {
        // Given
        KeyPair pair = TestKeys.pair("Ed25519");
        VerifierKey key =
                VerifierKey.of("w.example", SignatureType.ED25519_COSIGNATURE, pair.getPublic());
        for (String written : List.of("-1", "18446744073709551615")) {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(
                    ("cosignature/v1\ntime " + written + "\n" + BODY)
                            .getBytes(StandardCharsets.UTF_8));
            byte[] content = ByteBuffer.allocate(72).putLong(-1).put(signer.sign()).array();

            // When
            SignedNote note = new SignedNote(BODY, List.of(NoteSignature.of(key, content)));

            // Then
            refused(note, List.of(key));
        }
    }

    @Test
    void coversExtensionLinesOrDoesNotSign() {
        Checkpoint extended =
                new Checkpoint("example.com/log", Checkpoint.parse(BODY).head(), List.of("more"));
        NoteSigner ed25519 = TestKeys.fresh("w.example", SignatureType.ED25519_COSIGNATURE);
        SignedNote note = new SignedNote(extended.text(), List.of(ed25519.cosign(extended, TIME)));
        assertThat(note.verify(List.of(ed25519.key())).signatures()).hasSize(1);
        refused(
                new SignedNote(extended.text().replace("more", "mere"), note.signatures()),
                List.of(ed25519.key()));
        NoteSigner mlDsa = TestKeys.fresh("w.example", SignatureType.ML_DSA_44_COSIGNATURE);
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> mlDsa.cosign(extended, TIME));
        Checkpoint longNamed = new Checkpoint("n".repeat(256), extended.head());
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> mlDsa.cosign(longNamed, TIME));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mlDsa.cosign(Checkpoint.parse(BODY), -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "a\n",
                "a\n1\n",
                "a\n\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n 1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n0x1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n\u0661\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nx\n\ny\n",
                "a\u0007\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            })
    void refusesWhatIsNoCheckpoint(String text) {
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Checkpoint.parse(text));
    }

    @Test
    void keepsExtensionsOfOthersAndWritesNone() {
        String extended = BODY + "first\nsecond line\n";
        assertThat(Checkpoint.parse(extended).extensions()).containsExactly("first", "second line");
        assertThat(Checkpoint.parse(extended).text()).isEqualTo(extended);
        assertThat(new Checkpoint("a", TreeHead.EMPTY).text())
                .isEqualTo("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        assertThat(
                        Checkpoint.parse(
                                        "a\n9223372036854775807\n" + BODY.split("\n", -1)[2] + "\n")
                                .head()
                                .size())
                .isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void isRefusedOrReadAndWrittenTheSame(long seed) {
        byte[] body = (BODY + "an extension\n").getBytes(StandardCharsets.UTF_8);
        Mutations.refusedOrTheSame(
                body,
                seed,
                3_000,
                bytes ->
                        Checkpoint.parse(StrictText.utf8(bytes, "It"))
                                .text()
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(SignedNote note, List<VerifierKey> keys) {
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> note.verify(keys));
    }

    private static String vector(String name) throws IOException {
        try (InputStream file = CosignatureTest.class.getResourceAsStream("/vectors/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
