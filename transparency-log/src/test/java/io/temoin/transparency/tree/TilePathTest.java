// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temoin.transparency.Untrusted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of tiles and bundles (c2sp.org/tlog-tiles), and what is in a bundle. */
class TilePathTest {

    private static final long SEED = 256;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 273, 112, tile/0/273.p/112",
        "63, 999, 1, tile/63/999.p/1",
        "2, 1000, 256, tile/2/x001/000",
        "5, 1234067, 256, tile/5/x001/x234/067",
        "1, 1234067, 255, tile/1/x001/x234/067.p/255",
        "0, 9223372036854775807, 256, tile/0/x009/x223/x372/x036/x854/x775/807",
    })
    void writesAndReadsPaths(int level, long index, int width, String path) {
        assertThat(new Tile(level, index, width).path()).isEqualTo(path);
        assertThat(Tile.parse(path)).isEqualTo(new Tile(level, index, width));
        String entries = path.replaceFirst("tile/[0-9]+/", "tile/entries/");
        assertThat(new EntryBundle(index, width).path()).isEqualTo(entries);
        assertThat(EntryBundle.parse(entries)).isEqualTo(new EntryBundle(index, width));
    }

    @Test
    void readsBackWhatItWrites() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            Tile tile =
                    new Tile(
                            random.nextInt(64),
                            random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63),
                            1 + random.nextInt(256));
            assertThat(Tile.parse(tile.path())).as("seed %d", SEED).isEqualTo(tile);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/00/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/100/000",
                "tile/+1/000",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/x001",
                "tile/0/x001/",
                "tile/0/X001/000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/000.p/",
                "tile/0/000.p",
                "tile/0/000.p/300",
                "tile/0/000.p/-1",
                "tile/0/000.p/1/",
                "tile/0/000/",
                "/tile/0/000",
                "tile/0/000\n",
                "tile/0/٠٠٠",
                "tile/entries/000",
                "tile/data/000",
                "tiles/0/000",
                "tile/0/../000",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/x001/x000/x000/x000/x000/x000/x000/000"
            })
    void refusesWhatIsNoPathOfATile(String path) {
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Tile.parse(path));
        if (!path.equals("tile/entries/000")) {
            assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> EntryBundle.parse(path));
        }
    }

    @Test
    void refusesTilesThatCannotBe() {
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> new Tile(0, -1, 1));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> new Tile(0, 0, 0));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> new Tile(0, 0, 257));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Tile.in(256, 0, 1));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Tile.in(256, 0, -1));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> Tile.in(256, 9, 0));
        assertThat(Tile.in(257, 0, 1).path()).isEqualTo("tile/0/001.p/1");
        assertThat(Tile.in(257, 0, 0).full()).isTrue();
        assertThat(EntryBundle.in(257, 1).path()).isEqualTo("tile/entries/001.p/1");
    }

    @Test
    void bundlesHoldTheirEntries() {
        Random random = new Random(SEED);
        for (int width : List.of(1, 2, 17, 255, 256)) {
            List<byte[]> entries = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                byte[] entry = new byte[i == 0 ? EntryBundle.LONGEST_ENTRY : random.nextInt(80)];
                random.nextBytes(entry);
                entries.add(entry);
            }
            EntryBundle bundle = new EntryBundle(7, width);
            assertThat(bundle.decode(bundle.encode(entries)))
                    .as("seed %d", SEED)
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(entries);
        }
    }

    /** Between leaves of every length, as nothing may run from one into the next. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 49, 55, 56, 63, 64, 255, 256, 257, 65_534, 65_535})
    void hashesEntriesWhereTheyLie(int length) {
        Random random = new Random(SEED);
        MerkleHasher hasher = new MerkleHasher();
        List<byte[]> entries = new ArrayList<>();
        for (int each : List.of(length, 0, length, 256, 1, length)) {
            byte[] entry = new byte[each];
            random.nextBytes(entry);
            entries.add(entry);
        }
        EntryBundle bundle = new EntryBundle(0, entries.size());

        byte[] row = bundle.hashes(bundle.encode(entries), hasher);

        assertThat(row).hasSize(entries.size() * Hash.SIZE);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(Hash.of(row, i * Hash.SIZE))
                    .isEqualTo(hasher.leaf(entries.get(i)))
                    .isEqualTo(NaiveTree.sha256(new byte[] {0}, entries.get(i)));
        }
    }

    @Test
    void writesLengthsBigEndian() {
        assertThat(new EntryBundle(0, 2).encode(List.of(new byte[258], new byte[0])))
                .hasSize(2 + 258 + 2)
                .startsWith(1, 2)
                .endsWith(0, 0);
    }

    @Test
    void refusesABundleOfAnotherLength() {
        EntryBundle bundle = new EntryBundle(0, 3);
        List<byte[]> entries = List.of(new byte[5], new byte[0], new byte[300]);
        byte[] bytes = bundle.encode(entries);
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(bundle, Arrays.copyOf(bytes, length));
        }
        for (int more = 1; more < 5; more++) {
            assertRefused(bundle, Arrays.copyOf(bytes, bytes.length + more));
        }
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> bundle.encode(entries.subList(0, 2)));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new EntryBundle(0, 1).encode(List.of(new byte[65_536])));
    }

    /** Whether it is read or hashed, with the same sentence. */
    private static void assertRefused(EntryBundle bundle, byte[] bytes) {
        Throwable refusal = catchThrowable(() -> bundle.decode(bytes));
        assertThat(refusal).isInstanceOf(Untrusted.class);
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> bundle.hashes(bytes, new MerkleHasher()))
                .withMessage(refusal.getMessage());
    }
}
