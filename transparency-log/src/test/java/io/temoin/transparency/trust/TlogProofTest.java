// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Mutations;
import io.temoin.transparency.TestKeys;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.Growth;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs in files (c2sp.org/tlog-proof). */
class TlogProofTest {

    private static final int SIZE = 700;
    private static final NoteSigner LOG = TestKeys.fresh("log.example/1", SignatureType.ED25519);
    private static final NoteSigner WITNESS =
            TestKeys.fresh("witness.example", SignatureType.ED25519_COSIGNATURE);
    private static final TrustPolicy POLICY =
            TrustPolicy.parse(
                    bytes("log " + LOG.key() + "\nwitness w " + WITNESS.key() + "\nquorum w\n"));
    private static final Growth GROWTH = growth();
    private static final SignedNote NOTE = note();

    @Test
    void provesWhatIsInTheLog() {
        for (int index : List.of(0, 1, 255, 256, 511, 512, 698, 699)) {
            TlogProof proof = TlogProof.parse(proof(index).bytes());
            assertThat(proof).isEqualTo(proof(index));
            assertThat(proof.verify(entry(index), POLICY).checkpoint().head().size())
                    .isEqualTo(SIZE);
            assertThatExceptionOfType(Untrusted.class)
                    .isThrownBy(() -> proof.verify(entry(index + 1), POLICY))
                    .withMessage(
                            "The entry is not at index " + index + " of the tree of size 700.");
        }
    }

    /**
     * Every bit of the file matters, but for the two that a decoder of base64 ignores elsewhere.
     */
    @Test
    void refusesEveryChangedByte() {
        byte[] file = proof(321).bytes();
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            assertThatExceptionOfType(Untrusted.class)
                    .as("byte %d", at)
                    .isThrownBy(() -> TlogProof.parse(changed).verify(entry(321), POLICY));
        }
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatExceptionOfType(Untrusted.class)
                    .isThrownBy(() -> TlogProof.parse(cut).verify(entry(321), POLICY));
        }
    }

    /** The example of the specification, whole where the specification shortens it. */
    @Test
    void hasTheFormOfTheSpecification() {
        String hashes =
                """
                gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
                B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
                EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
                RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
                AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=
                """;
        String text =
                "c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\nindex 73894\n"
                        + hashes
                        + "\n"
                        + NOTE.note();
        TlogProof proof = TlogProof.parse(bytes(text));
        assertThat(proof.index()).isEqualTo(73_894);
        assertThat(proof.hashes()).hasSize(5);
        assertThat(proof.extra()).isEqualTo("YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6");
        assertThat(proof.bytes()).isEqualTo(bytes(text));
        assertThat(
                        TlogProof.parse(bytes("c2sp.org/tlog-proof@v1\nindex 0\n\n" + NOTE.note()))
                                .hashes())
                .isEmpty();
    }

    /** The first seven are those of transparency-dev/merkle, proof/tlog_proof_test.go. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong-header\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\n\n\n",
                "c2sp.org/tlog-proof@v1\nindex notanumber\n\n",
                "c2sp.org/tlog-proof@v1\nindex -5\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n\n",
                "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nextra YWJj\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nextra YWJj\n\n",
                "c2sp.org/tlog-proof@v1\nindex 00\n\n",
                "c2sp.org/tlog-proof@v1\nindex\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\r\nindex 0\n\n",
                "\nc2sp.org/tlog-proof@v1\nindex 0\n\n",
                "",
                "c2sp.org/tlog-proof@v1\nindex 0"
            })
    void refusesWhatIsNoProof(String start) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> TlogProof.parse(bytes(start + NOTE.note())));
    }

    @Test
    void refusesMoreThanAnyProofCanHave() {
        String line = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";
        String start = "c2sp.org/tlog-proof@v1\nindex 0\n";
        assertThat(TlogProof.parse(bytes(start + line.repeat(63) + "\n" + NOTE.note())).hashes())
                .hasSize(63);
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () -> TlogProof.parse(bytes(start + line.repeat(64) + "\n" + NOTE.note())));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> TlogProof.parse(new byte[2_000_001]));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new TlogProof(null, -1, List.of(), NOTE));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void isRefusedOrReadAndWrittenTheSame(long seed) {
        Mutations.refusedOrTheSame(
                proof(300).bytes(), seed, 3_000, bytes -> TlogProof.parse(bytes).bytes());
    }

    private static TlogProof proof(int index) {
        return TlogProof.of(
                new TiledTree(SIZE, tile -> Objects.requireNonNull(GROWTH.tiles().get(tile)))
                        .inclusion(index),
                NOTE);
    }

    private static Growth growth() {
        MerkleHasher hasher = new MerkleHasher();
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            leaves.add(hasher.leaf(entry(i)));
        }
        return Growth.of(TreeHead.EMPTY, _ -> new byte[0], leaves);
    }

    private static SignedNote note() {
        Checkpoint checkpoint = new Checkpoint("log.example/1", GROWTH.head());
        return new SignedNote(
                checkpoint.text(),
                List.of(LOG.sign(checkpoint.text()), WITNESS.cosign(checkpoint, 1_700_000_000)));
    }

    private static byte[] entry(int index) {
        return bytes("entry " + index);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
