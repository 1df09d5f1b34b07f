// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import static io.temoin.consent.screening.domain.FingerprintPages.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintPagesTest {

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "96,0", "97,1", "192,1", "193,2", "5000000,16", "150000000,21"})
    void aPageHoldsSomeTensOfFingerprints(long rows, int bits) {
        assertThat(FingerprintPages.forRows(rows).bits()).isEqualTo(bits);
    }

    @Test
    void thereAreNeverMoreThanSixteenMillionPages() {
        assertThat(FingerprintPages.forRows(Long.MAX_VALUE).bits()).isEqualTo(24);
        assertThatThrownBy(() -> new FingerprintPages(25))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FingerprintPages(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLeadingBitsNameThePage() {
        byte[] fingerprint = HexFormat.of().parseHex("a5c30f00000000000000000000000000");
        assertThat(new FingerprintPages(0).of(fingerprint, 0)).isZero();
        assertThat(new FingerprintPages(4).of(fingerprint, 0)).isEqualTo(0xa);
        assertThat(new FingerprintPages(12).of(fingerprint, 0)).isEqualTo(0xa5c);
        assertThat(new FingerprintPages(24).of(fingerprint, 0)).isEqualTo(0xa5c30f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100, 5_000})
    void sortsAndDropsWhatIsThereTwice(int rows) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int shared = 0; shared <= 1; shared++) {
            byte[] dealt = random(random, rows, shared);
            TreeSet<String> expected = new TreeSet<>();
            for (int i = 0; i < rows; i++) {
                expected.add(HexFormat.of().formatHex(dealt, i * WIDTH, (i + 1) * WIDTH));
            }
            byte[] sorted = FingerprintPages.sorted(dealt, shared);
            assertThat(HexFormat.of().formatHex(sorted))
                    .as("seed %d, shared %d", seed, shared)
                    .isEqualTo(String.join("", expected));
        }
    }

    @Test
    void manyOfTheSameAreOne() {
        byte[] same = new byte[10_000 * WIDTH];
        Arrays.fill(same, (byte) 7);
        assertThat(FingerprintPages.sorted(same, 0)).hasSize(WIDTH).containsOnly(7);
    }

    @Test
    void findsWhatIsThereAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] page = FingerprintPages.sorted(random(random, 95, 0), 0);
        for (int i = 0; i < page.length; i += WIDTH) {
            byte[] there = Arrays.copyOfRange(page, i, i + WIDTH);
            assertThat(FingerprintPages.holds(page, there)).as("seed %d", seed).isTrue();
            there[WIDTH - 1] ^= 1;
            assertThat(FingerprintPages.holds(page, there)).as("seed %d", seed).isFalse();
        }
        assertThat(FingerprintPages.holds(new byte[0], new byte[WIDTH])).isFalse();
    }

    /** One in ten is there twice. */
    private static byte[] random(Random random, int rows, int shared) {
        byte[] dealt = new byte[rows * WIDTH];
        random.nextBytes(dealt);
        for (int i = 0; i < rows; i++) {
            if (i > 0 && random.nextInt(10) == 0) {
                System.arraycopy(dealt, random.nextInt(i) * WIDTH, dealt, i * WIDTH, WIDTH);
            }
            Arrays.fill(dealt, i * WIDTH, i * WIDTH + shared, (byte) 0x5a);
        }
        return dealt;
    }
}
