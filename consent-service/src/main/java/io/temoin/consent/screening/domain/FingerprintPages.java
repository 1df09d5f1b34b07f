// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import java.util.Arrays;

/**
 * How the fingerprints of a copy lie in the database: in small sorted pages, found by the leading
 * bits of a fingerprint. Fingerprints are keyed hashes, so they spread evenly and a page's size is
 * known in advance; no page has to be searched for.
 *
 * @param bits how many leading bits name a page: there are 2^bits pages
 */
public record FingerprintPages(int bits) {

    /** Bytes of a fingerprint. */
    public static final int WIDTH = 16;

    /**
     * Fingerprints of a page, half of it to the whole of it on average: some 1 to 2 KiB, which the
     * database keeps inside the row.
     */
    private static final int FULL = 96;

    private static final int MOST_BITS = 24;

    public FingerprintPages {
        if (bits < 0 || bits > MOST_BITS) {
            throw new IllegalArgumentException("a copy has at most 2^24 pages");
        }
    }

    /** The pages for so many fingerprints. */
    public static FingerprintPages forRows(long rows) {
        int bits = 0;
        while (bits < MOST_BITS && rows > (long) FULL << bits) {
            bits++;
        }
        return new FingerprintPages(bits);
    }

    /** The number of the page where a fingerprint would be. */
    public int of(byte[] fingerprints, int at) {
        int leading =
                (fingerprints[at] & 0xff) << 16
                        | (fingerprints[at + 1] & 0xff) << 8
                        | (fingerprints[at + 2] & 0xff);
        return leading >>> (MOST_BITS - bits);
    }

    /** Whether a page holds a fingerprint. */
    public static boolean holds(byte[] page, byte[] fingerprint) {
        int low = 0;
        int high = page.length / WIDTH - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order =
                    Arrays.compareUnsigned(
                            page, middle * WIDTH, (middle + 1) * WIDTH, fingerprint, 0, WIDTH);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /**
     * The same fingerprints in order, each once. Linear in their number, since hashes spread
     * evenly: they are dealt out by their leading bits, and the few that meet are compared.
     *
     * @param fingerprints one after the other
     * @param shared how many leading bytes they all share, and need not be looked at
     */
    public static byte[] sorted(byte[] fingerprints, int shared) {
        int rows = fingerprints.length / WIDTH;
        FingerprintPages deal = forRows((long) rows * FULL);
        int[] ends = deal.ends(fingerprints, rows, shared);
        byte[] dealt = new byte[rows * WIDTH];
        for (int i = rows - 1; i >= 0; i--) {
            int place = --ends[deal.of(fingerprints, i * WIDTH + shared)];
            System.arraycopy(fingerprints, i * WIDTH, dealt, place * WIDTH, WIDTH);
        }
        order(dealt, rows);
        return distinct(dealt, rows);
    }

    private int[] ends(byte[] fingerprints, int rows, int shared) {
        int[] ends = new int[1 << bits];
        for (int i = 0; i < rows; i++) {
            ends[of(fingerprints, i * WIDTH + shared)]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        return ends;
    }

    /** By insertion: hardly any is out of place. */
    private static void order(byte[] dealt, int rows) {
        byte[] moved = new byte[WIDTH];
        for (int i = 1; i < rows; i++) {
            int place = i;
            while (place > 0 && compare(dealt, place - 1, i) > 0) {
                place--;
            }
            if (place < i) {
                System.arraycopy(dealt, i * WIDTH, moved, 0, WIDTH);
                System.arraycopy(
                        dealt, place * WIDTH, dealt, (place + 1) * WIDTH, (i - place) * WIDTH);
                System.arraycopy(moved, 0, dealt, place * WIDTH, WIDTH);
            }
        }
    }

    private static byte[] distinct(byte[] ordered, int rows) {
        int kept = 0;
        for (int i = 0; i < rows; i++) {
            if (i == 0 || compare(ordered, i - 1, i) != 0) {
                System.arraycopy(ordered, i * WIDTH, ordered, kept * WIDTH, WIDTH);
                kept++;
            }
        }
        return Arrays.copyOf(ordered, kept * WIDTH);
    }

    private static int compare(byte[] rows, int one, int other) {
        return Arrays.compareUnsigned(
                rows, one * WIDTH, (one + 1) * WIDTH, rows, other * WIDTH, (other + 1) * WIDTH);
    }
}
