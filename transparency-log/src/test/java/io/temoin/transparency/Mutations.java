// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Seeded damage to texts. A parser may refuse what comes out, or read it and write the same bytes
 * again; it may do nothing else.
 */
public final class Mutations {

    /** Characters on which parsers stumble. */
    private static final byte[] LIKELY = "\n\r\t\0 +/=019aZ-.".getBytes(StandardCharsets.US_ASCII);

    private Mutations() {}

    /** A copy in which one to four things are wrong. */
    public static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
        return switch (random.nextInt(6)) {
            case 0 -> with(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
            case 1 -> with(bytes, at, LIKELY[random.nextInt(LIKELY.length)]);
            case 2 -> joined(bytes, 0, at, bytes, to, bytes.length);
            case 3 -> joined(bytes, 0, to, bytes, at, bytes.length);
            case 4 -> Arrays.copyOf(bytes, at);
            default ->
                    joined(bytes, 0, at, "\n".getBytes(StandardCharsets.US_ASCII), 0, 1, bytes, at);
        };
    }

    /**
     * Runs a parser that writes again over so many damaged copies, and sees that it keeps its word.
     */
    public static void refusedOrTheSame(
            byte[] good, long seed, int times, UnaryOperator<byte[]> readAndWrite) {
        assertThat(readAndWrite.apply(good)).isEqualTo(good);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < times; i++) {
            byte[] damaged = damaged(good, random);
            byte[] written;
            try {
                written = readAndWrite.apply(damaged);
            } catch (Untrusted refusal) {
                assertThat(refusal.getMessage()).endsWith(".");
                refused++;
                continue;
            }
            assertThat(written).as("seed %d, round %d", seed, i).isEqualTo(damaged);
        }
        assertThat(refused).as("refusals").isPositive();
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] joined(
            byte[] first, int from, int to, byte[] second, int start, int end) {
        byte[] joined = new byte[to - from + end - start];
        System.arraycopy(first, from, joined, 0, to - from);
        System.arraycopy(second, start, joined, to - from, end - start);
        return joined;
    }

    private static byte[] joined(
            byte[] first,
            int from,
            int to,
            byte[] second,
            int start,
            int end,
            byte[] third,
            int at) {
        byte[] two = joined(first, from, to, second, start, end);
        return joined(two, 0, two.length, third, at, third.length);
    }
}
