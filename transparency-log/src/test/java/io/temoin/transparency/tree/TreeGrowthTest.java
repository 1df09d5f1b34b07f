// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.temoin.transparency.Untrusted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A growing tree has the roots and tiles that RFC 6962 and tlog-tiles say, however it was grown.
 */
class TreeGrowthTest {

    private static final long SEED = 6962;

    /**
     * The eight inputs and roots that the tests of certificate-transparency's and of
     * transparency-dev/merkle's verifiers share (proof/verify_test.go).
     */
    private static final List<String> INPUTS =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void hasThePublishedRoots() {
        MerkleHasher hasher = new MerkleHasher();
        GrowingTree tree = GrowingTree.empty((_, _) -> {});
        assertThat(hex(tree.root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < INPUTS.size(); i++) {
            tree.append(hasher.leaf(HexFormat.of().parseHex(INPUTS.get(i))));
            assertThat(hex(tree.root())).isEqualTo(ROOTS.get(i));
        }
    }

    /** The record hash of golang.org/x/mod/sumdb/tlog's note_test.go. */
    @Test
    void hashesALeafAsGosChecksumDatabaseDoes() {
        assertThat(new MerkleHasher().leaf("hello world".getBytes(StandardCharsets.US_ASCII)))
                .hasToString("TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=");
    }

    @Test
    void hasTheRootsOfTheDefinitionAtEverySizeUpTo300() {
        List<Hash> leaves = NaiveTree.leaves(300);
        NaiveTree oracle = new NaiveTree(leaves);
        GrowingTree tree = GrowingTree.empty((_, _) -> {});
        assertThat(tree.root()).isEqualTo(oracle.root(0));
        for (int size = 1; size <= 300; size++) {
            tree.append(leaves.get(size - 1));
            assertThat(tree.head()).isEqualTo(new TreeHead(size, oracle.root(size)));
        }
    }

    @Test
    void hasTheTilesOfTheDefinitionAroundEachEdge() {
        List<Hash> leaves = NaiveTree.leaves(70_000);
        NaiveTree oracle = new NaiveTree(leaves);
        StoredTiles stored = new StoredTiles();
        int before = 0;
        for (int size : List.of(1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000)) {
            Growth growth = stored.append(leaves.subList(before, size));
            assertThat(growth.head()).isEqualTo(new TreeHead(size, oracle.root(size)));
            assertThat(stored.tree().root()).isEqualTo(oracle.root(size));
            before = size;
        }
        stored.all().forEach((tile, bytes) -> assertThat(bytes).isEqualTo(content(tile, oracle)));
    }

    /** The example of the specification: a tree of size 70,000. */
    @Test
    void hasTheTilesOfTheSpecificationsExample() {
        Map<Tile, byte[]> tiles = StoredTiles.of(NaiveTree.leaves(70_000)).all();
        assertThat(tiles).hasSize(273 + 1 + 1 + 1 + 1);
        assertThat(tiles.keySet())
                .contains(
                        Tile.parse("tile/0/272"),
                        Tile.parse("tile/0/273.p/112"),
                        Tile.parse("tile/1/000"),
                        Tile.parse("tile/1/001.p/17"),
                        Tile.parse("tile/2/000.p/1"));
        assertThat(Tile.edge(70_000))
                .extracting(Tile::path)
                .containsExactly("tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1");
        assertThat(Tile.edge(256)).extracting(Tile::path).containsExactly("tile/1/000.p/1");
    }

    @ParameterizedTest
    @ValueSource(longs = {SEED, SEED + 1, SEED + 2})
    void growsTheSameWhateverTheBatches(long seed) {
        // Given
        List<Hash> leaves = NaiveTree.leaves(5_000);
        Random random = new Random(seed);
        StoredTiles stored = new StoredTiles();

        // When
        for (int at = 0; at < leaves.size(); ) {
            int batch = Math.min(random.nextInt(600), leaves.size() - at);
            Growth growth = stored.append(leaves.subList(at, at + batch));
            at += batch;
            // Only what changed is handed out.
            assertThat(growth.tiles().keySet()).allMatch(tile -> batch > 0);
        }

        // Then
        StoredTiles once = StoredTiles.of(leaves);
        assertThat(stored.head()).as("seed %d", seed).isEqualTo(once.head());
        once.all().forEach((tile, bytes) -> assertThat(stored.read(tile)).isEqualTo(bytes));
    }

    /** Tiles of leaves that somebody else built, and the leaves after them. */
    @Test
    void growsByFullTilesAsByTheirLeaves() {
        // Given
        List<Hash> leaves = NaiveTree.leaves(70_000);
        MerkleHasher hasher = new MerkleHasher();
        StoredTiles byLeaves = StoredTiles.of(leaves);
        Map<Tile, byte[]> handedOut = new HashMap<>();
        GrowingTree tree = GrowingTree.empty(handedOut::put);

        // When
        for (long index = 0; index < 273; index++) {
            tree.appendTile(hasher.root(byLeaves.read(Tile.in(70_000, 0, index))));
        }
        leaves.subList(273 * 256, 70_000).forEach(tree::append);

        // Then
        assertThat(tree.head()).isEqualTo(byLeaves.head());
        assertThat(handedOut.keySet()).extracting(Tile::path).containsExactly("tile/1/000");
        handedOut.putAll(tree.edge());
        handedOut.forEach((tile, bytes) -> assertThat(byLeaves.read(tile)).isEqualTo(bytes));
        assertThatIllegalStateException().isThrownBy(() -> tree.appendTile(leaves.getFirst()));
    }

    /** All hashes are zero, as nobody can build a tree of that size. */
    @Test
    void doesNotGrowBeyondTheLargestTree() {
        Hash zero = Hash.of(new byte[Hash.SIZE]);

        GrowingTree full = zeros(Long.MAX_VALUE);
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> full.append(zero));
        GrowingTree lastTile = zeros(Long.MAX_VALUE - 255);
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> lastTile.appendTile(zero));
        lastTile.append(zero);
        assertThat(lastTile.size()).isEqualTo(Long.MAX_VALUE - 254);
    }

    private static GrowingTree zeros(long size) {
        Function<Tile, byte[]> tiles = tile -> new byte[tile.width() * Hash.SIZE];
        TreeHead head = new TreeHead(size, new TiledTree(size, tiles).root());
        return GrowingTree.at(head, tiles, (_, _) -> {});
    }

    @Test
    void handsOutNoTileThatDidNotChange() {
        StoredTiles stored = StoredTiles.of(NaiveTree.leaves(65_800));
        Growth growth = stored.append(List.of(MerkleHasher.EMPTY_ROOT));
        assertThat(growth.tiles().keySet())
                .extracting(Tile::path)
                .containsExactly("tile/0/257.p/9");
        assertThat(stored.append(List.of()).tiles()).isEmpty();
    }

    @Test
    void refusesAnEdgeThatIsNotTheTrees() {
        StoredTiles stored = StoredTiles.of(NaiveTree.leaves(700));
        for (Tile tile : Tile.edge(700)) {
            for (int i = 0; i < tile.width() * Hash.SIZE; i++) {
                Map<Tile, byte[]> mutated = new HashMap<>(stored.all());
                mutated.put(tile, flipped(stored.read(tile), i));
                assertThatExceptionOfType(Untrusted.class)
                        .isThrownBy(
                                () ->
                                        Growth.of(
                                                stored.head(),
                                                read -> requireNonNull(mutated.get(read)),
                                                List.of()));
            }
        }
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> Growth.of(stored.head(), _ -> new byte[3], List.of()))
                .withMessageContaining("has 3 bytes instead of");
    }

    @Test
    void refusesHeadsThatNoTreeHas() {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new TreeHead(-1, MerkleHasher.EMPTY_ROOT));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new TreeHead(0, NaiveTree.leaves(1).getFirst()));
    }

    @Test
    void hashesAreThirtyTwoBytesAndOrderedAsBytes() {
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Hash.of(new byte[31]));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Hash.of(new byte[33]));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Hash.of(new byte[40], 9));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Hash.of(new byte[40], -1));
        byte[] high = new byte[32];
        high[0] = (byte) 0x80;
        byte[] low = new byte[32];
        low[0] = 0x7f;
        assertThat(Hash.of(high)).isGreaterThan(Hash.of(low)).isNotEqualTo(Hash.of(low));
        assertThat(Hash.parse(Hash.of(high).toString())).isEqualTo(Hash.of(high));
        assertThat(Hash.of(high).hashCode()).isEqualTo(Hash.of(high).hashCode());
        assertThat(Hash.of(high)).isNotEqualTo("a text");
    }

    private static byte[] content(Tile tile, NaiveTree oracle) {
        long span = 1L << (8 * tile.level());
        List<Byte> bytes = new ArrayList<>();
        for (int i = 0; i < tile.width(); i++) {
            long start = (tile.index() * 256 + i) * span;
            for (byte b : oracle.mth(start, start + span).bytes()) {
                bytes.add(b);
            }
        }
        byte[] content = new byte[bytes.size()];
        for (int i = 0; i < content.length; i++) {
            content[i] = bytes.get(i);
        }
        return content;
    }

    static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << (at % 8));
        return flipped;
    }

    private static String hex(Hash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }
}
