// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Untrusted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Proofs are those of RFC 6962, and nothing but a proof that holds is accepted. */
class ProofTest {

    private static final long SEED = 9162;
    private static final List<Hash> LEAVES = NaiveTree.leaves(70_000);
    private static final NaiveTree ORACLE = new NaiveTree(LEAVES);
    private static final List<Integer> EDGES =
            List.of(255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 70_000);

    @Test
    void provesEveryLeafOfEveryTreeUpTo300() {
        for (int size = 1; size <= 300; size++) {
            TiledTree tree = StoredTiles.of(LEAVES.subList(0, size)).tree();
            TreeHead head = new TreeHead(size, ORACLE.root(size));
            for (int index = 0; index < size; index++) {
                InclusionProof proof = tree.inclusion(index);
                assertThat(proof.hashes()).isEqualTo(ORACLE.path(index, size));
                proof.verify(LEAVES.get(index), head);
                assertThat(tree.leaf(index)).isEqualTo(LEAVES.get(index));
            }
        }
    }

    @Test
    void provesEveryGrowthUpTo300() {
        for (int size = 0; size <= 300; size++) {
            TiledTree tree = StoredTiles.of(LEAVES.subList(0, size)).tree();
            TreeHead head = new TreeHead(size, ORACLE.root(size));
            for (int from = 0; from <= size; from++) {
                ConsistencyProof proof = tree.consistency(from);
                assertThat(proof.hashes()).isEqualTo(ORACLE.proof(from, size));
                proof.verify(new TreeHead(from, ORACLE.root(from)), head);
                assertThat(tree.root(from)).isEqualTo(ORACLE.root(from));
            }
        }
    }

    @Test
    void provesAcrossTheEdgesOfTiles() {
        Random random = new Random(SEED);
        for (int size : EDGES) {
            StoredTiles stored = StoredTiles.of(LEAVES.subList(0, size));
            TreeHead head = new TreeHead(size, ORACLE.root(size));
            for (int i = 0; i < 60; i++) {
                int index = i == 0 ? 0 : i == 1 ? size - 1 : random.nextInt(size);
                InclusionProof inclusion =
                        recorded(stored, TiledTree.tilesOfInclusion(index, size)).inclusion(index);
                assertThat(inclusion.hashes()).isEqualTo(ORACLE.path(index, size));
                inclusion.verify(LEAVES.get(index), head);

                ConsistencyProof consistency =
                        recorded(stored, TiledTree.tilesOfConsistency(index, size))
                                .consistency(index);
                assertThat(consistency.hashes()).isEqualTo(ORACLE.proof(index, size));
                consistency.verify(new TreeHead(index, ORACLE.root(index)), head);
            }
        }
    }

    @Test
    void needsFewTiles() {
        assertThat(TiledTree.tilesOfInclusion(12_345, 70_000)).hasSizeLessThanOrEqualTo(4);
        assertThat(TiledTree.tilesOfConsistency(0, 70_000)).isEmpty();
        assertThat(TiledTree.tilesOfConsistency(70_000, 70_000)).isEmpty();
        assertThat(TiledTree.tilesOfInclusion(5, 10_000_000)).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void refusesEveryMutationOfAnInclusionProof() {
        Random random = new Random(SEED);
        for (int size = 1; size <= 40; size++) {
            for (int index = 0; index < size; index++) {
                refusesMutationsOfInclusion(index, size, random);
            }
        }
        for (int size : EDGES) {
            refusesMutationsOfInclusion(random.nextInt(size), size, random);
            refusesMutationsOfInclusion(size - 1, size, random);
        }
    }

    private static void refusesMutationsOfInclusion(long index, long size, Random random) {
        List<Hash> proof = ORACLE.path(index, size);
        TreeHead head = new TreeHead(size, ORACLE.root(size));
        Hash leaf = LEAVES.get((int) index);
        String which = "seed " + SEED + ", index " + index + ", size " + size;
        for (List<Hash> mutated : mutations(proof, random)) {
            refused(which, () -> new InclusionProof(index, size, mutated).verify(leaf, head));
        }
        for (long other :
                List.of(index - 1, index + 1, index ^ 2, size, size + 1, -1L, index + 256)) {
            if (other != index) {
                refused(which, () -> new InclusionProof(other, size, proof).verify(leaf, head));
            }
        }
        for (long other : List.of(size - 1, size + 1, size * 2, size / 2, 0L, -size)) {
            if (other != size) {
                refused(which, () -> new InclusionProof(index, other, proof).verify(leaf, head));
                refused(
                        which,
                        () ->
                                new InclusionProof(index, size, proof)
                                        .verify(leaf, new TreeHead(other, head.root())));
            }
        }
        for (int i = 0; i < Hash.SIZE; i++) {
            int at = i;
            refused(
                    which,
                    () -> new InclusionProof(index, size, proof).verify(flip(leaf, at), head));
            refused(
                    which,
                    () ->
                            new InclusionProof(index, size, proof)
                                    .verify(leaf, new TreeHead(size, flip(head.root(), at))));
        }
    }

    @Test
    void refusesEveryMutationOfAConsistencyProof() {
        Random random = new Random(SEED);
        for (int size = 1; size <= 40; size++) {
            for (int from = 0; from <= size; from++) {
                refusesMutationsOfConsistency(from, size, random);
            }
        }
        for (int size : EDGES) {
            refusesMutationsOfConsistency(1 + random.nextInt(size - 1), size, random);
            refusesMutationsOfConsistency(size - 1, size, random);
            refusesMutationsOfConsistency(256, size, random);
        }
    }

    private static void refusesMutationsOfConsistency(long from, long to, Random random) {
        if (from > to) {
            return;
        }
        List<Hash> proof = ORACLE.proof(from, to);
        TreeHead before = new TreeHead(from, ORACLE.root(from));
        TreeHead after = new TreeHead(to, ORACLE.root(to));
        String which = "seed " + SEED + ", from " + from + ", to " + to;
        for (List<Hash> mutated : mutations(proof, random)) {
            refused(which, () -> new ConsistencyProof(from, to, mutated).verify(before, after));
        }
        for (long other : List.of(from - 1, from + 1, to + 1, -1L, 0L)) {
            // The empty proof from nothing is right, so it is only refused for the other heads.
            if (other != from) {
                refused(which, () -> new ConsistencyProof(other, to, proof).verify(before, after));
            }
        }
        refused(which, () -> new ConsistencyProof(from, to + 1, proof).verify(before, after));
        for (int i = 0; i < Hash.SIZE; i++) {
            int at = i;
            if (from > 0) {
                refused(
                        which,
                        () ->
                                new ConsistencyProof(from, to, proof)
                                        .verify(
                                                new TreeHead(from, flip(before.root(), at)),
                                                after));
                refused(
                        which,
                        () ->
                                new ConsistencyProof(from, to, proof)
                                        .verify(before, new TreeHead(to, flip(after.root(), at))));
            }
        }
        if (from > 0 && from < to) {
            refused(
                    which,
                    () ->
                            new ConsistencyProof(from, to, proof)
                                    .verify(
                                            new TreeHead(from, after.root()),
                                            new TreeHead(to, before.root())));
        }
    }

    /** Published good proofs of transparency-dev/merkle, proof/verify_test.go. */
    @Test
    void verifiesPublishedProofs() {
        MerkleHasher hasher = new MerkleHasher();
        Hash root8 = hash("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        Hash root6 = hash("76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef");
        Hash root3 = hash("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
        List<Hash> tail =
                List.of(
                        hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                        hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
        List<Hash> inclusion = new ArrayList<>(tail);
        inclusion.addFirst(
                hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
        List<Hash> consistency = new ArrayList<>(tail);
        consistency.addFirst(
                hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"));

        assertThatCode(
                        () -> {
                            new InclusionProof(5, 8, inclusion)
                                    .verify(
                                            hasher.leaf(HexFormat.of().parseHex("40414243")),
                                            new TreeHead(8, root8));
                            new InclusionProof(
                                            2,
                                            3,
                                            List.of(
                                                    hash(
                                                            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")))
                                    .verify(
                                            hasher.leaf(HexFormat.of().parseHex("10")),
                                            new TreeHead(3, root3));
                            new ConsistencyProof(6, 8, consistency)
                                    .verify(new TreeHead(6, root6), new TreeHead(8, root8));
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void refusesQuestionsOutsideTheTree() {
        TiledTree tree = StoredTiles.of(LEAVES.subList(0, 10)).tree();
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> tree.inclusion(10));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> tree.inclusion(-1));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> tree.leaf(10));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> tree.consistency(11));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> tree.root(-1));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> TiledTree.tilesOfInclusion(3, 3));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> TiledTree.tilesOfConsistency(4, 3));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new TiledTree(-1, _ -> new byte[0]));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new TiledTree(5, _ -> new byte[31]).root())
                .withMessage("tile/0/000.p/5 has 31 bytes instead of 160.");
        assertThat(new TiledTree(0, _ -> new byte[0]).root()).isEqualTo(MerkleHasher.EMPTY_ROOT);
    }

    /** Reads are allowed of the announced tiles only, and all of these must be read. */
    private static TiledTree recorded(StoredTiles stored, Set<Tile> announced) {
        Set<Tile> left = new HashSet<>(announced);
        return new TiledTree(
                stored.head().size(),
                tile -> {
                    assertThat(left.remove(tile)).as(tile.path()).isTrue();
                    return stored.read(tile);
                });
    }

    private static List<List<Hash>> mutations(List<Hash> proof, Random random) {
        List<List<Hash>> mutations = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            for (int at = 0; at < Hash.SIZE; at++) {
                List<Hash> mutated = new ArrayList<>(proof);
                mutated.set(i, flip(proof.get(i), at));
                mutations.add(mutated);
            }
            List<Hash> removed = new ArrayList<>(proof);
            removed.remove(i);
            mutations.add(removed);
            List<Hash> doubled = new ArrayList<>(proof);
            doubled.add(i, proof.get(i));
            mutations.add(doubled);
            if (i > 0) {
                List<Hash> swapped = new ArrayList<>(proof);
                Collections.swap(swapped, i - 1, i);
                mutations.add(swapped);
            }
        }
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(LEAVES.get(random.nextInt(LEAVES.size())));
        mutations.add(longer);
        List<Hash> earlier = new ArrayList<>(proof);
        earlier.addFirst(LEAVES.get(random.nextInt(LEAVES.size())));
        mutations.add(earlier);
        return mutations;
    }

    private static void refused(String which, Runnable check) {
        assertThatExceptionOfType(Untrusted.class).as(which).isThrownBy(check::run);
    }

    private static Hash flip(Hash hash, int at) {
        return Hash.of(TreeGrowthTest.flipped(hash.bytes(), at));
    }

    private static Hash hash(String hex) {
        return Hash.of(HexFormat.of().parseHex(hex));
    }
}
