// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the samples of a WAVE file lie, as its head says (RIFF, Microsoft and IBM 1991).
 *
 * @param size of the whole file, in bytes
 * @param samplesFrom where the samples begin
 * @param samplesLength their length in bytes
 * @param bytesPerSecond of sound
 * @param block bytes that are played together: no part of one is
 */
public record WaveFormat(
        long size, long samplesFrom, long samplesLength, long bytesPerSecond, int block) {

    /** The samples have to begin within so many bytes; a head is seldom longer than a hundred. */
    public static final int LONGEST_HEAD = 64 * 1024;

    private static final int RIFF = tag("RIFF");
    private static final int WAVE = tag("WAVE");
    private static final int FORMAT = tag("fmt ");
    private static final int SAMPLES = tag("data");
    private static final int FORM_LENGTH = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int SHORTEST_FORMAT = 16;
    private static final int RATE_AT = 8;
    private static final int BLOCK_AT = 12;
    private static final long MILLIS = 1_000;

    /** The bytes are not those of a WAVE file that can be played. */
    public static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        Malformed(String sentence) {
            super(sentence);
        }

        /** What is wrong, in a sentence for whoever sent them. */
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Reads the head of a file.
     *
     * @param beginning its first bytes, {@link #LONGEST_HEAD} or all of them; left as it is
     */
    public static WaveFormat of(ByteBuffer beginning) throws Malformed {
        ByteBuffer head = beginning.slice().order(ByteOrder.LITTLE_ENDIAN);
        head.limit(Math.min(head.limit(), LONGEST_HEAD));
        if (head.limit() < FORM_LENGTH || head.getInt(0) != RIFF || head.getInt(8) != WAVE) {
            throw new Malformed("The body is not a WAVE file.");
        }
        long size = Integer.toUnsignedLong(head.getInt(4)) + CHUNK_HEAD;
        long bytesPerSecond = 0;
        int block = 0;
        long at = FORM_LENGTH;
        while (at + CHUNK_HEAD <= head.limit()) {
            int tag = head.getInt((int) at);
            long length = Integer.toUnsignedLong(head.getInt((int) at + 4));
            if (tag == SAMPLES) {
                return of(size, at + CHUNK_HEAD, length, bytesPerSecond, block);
            }
            if (tag == FORMAT) {
                bytesPerSecond = bytesPerSecond(head, (int) at + CHUNK_HEAD, length);
                block = Short.toUnsignedInt(head.getShort((int) at + CHUNK_HEAD + BLOCK_AT));
            }
            at += CHUNK_HEAD + length + (length & 1);
        }
        throw new Malformed("The WAVE file has no data chunk near its beginning.");
    }

    private static WaveFormat of(long size, long from, long length, long bytesPerSecond, int block)
            throws Malformed {
        if (bytesPerSecond == 0) {
            throw new Malformed("The WAVE file does not state its audio format.");
        }
        if (from + length > size) {
            throw new Malformed(
                    "The WAVE file is truncated: it states more samples than it contains.");
        }
        return new WaveFormat(size, from, length, bytesPerSecond, block);
    }

    private static long bytesPerSecond(ByteBuffer head, int at, long length) throws Malformed {
        if (length < SHORTEST_FORMAT || at + SHORTEST_FORMAT > head.limit()) {
            throw new Malformed("The format section of the WAVE file is truncated.");
        }
        long rate = Integer.toUnsignedLong(head.getInt(at + RATE_AT));
        if (rate == 0 || head.getShort(at + 2) == 0 || head.getShort(at + BLOCK_AT) == 0) {
            throw new Malformed("The WAVE file does not state its audio format.");
        }
        return rate;
    }

    /** Whether a file of {@code length} bytes is whole: a last odd byte may be padded. */
    public boolean isWhole(long length) {
        return length == size || (length == size + 1 && (size & 1) == 1);
    }

    /** The moment of sound that begins at or before a byte, in milliseconds. */
    public long millisAt(long position) {
        return clamped(position) * MILLIS / bytesPerSecond;
    }

    /** The moment by which all sound before a byte is over, in milliseconds. */
    public long millisBefore(long position) {
        return Math.ceilDiv(clamped(position) * MILLIS, bytesPerSecond);
    }

    /** Where the sound at a moment begins, or just before: at a whole block. */
    public long positionAt(long millis) {
        return samplesFrom + Math.min(blocks(bytesAt(millis)), blocks(samplesLength));
    }

    private long bytesAt(long millis) {
        long most = samplesLength / bytesPerSecond + 1;
        return millis / MILLIS > most ? samplesLength : millis * bytesPerSecond / MILLIS;
    }

    private long blocks(long bytes) {
        return bytes / block * block;
    }

    private long clamped(long position) {
        return Math.clamp(position - samplesFrom, 0, samplesLength);
    }

    private static int tag(String name) {
        return (name.charAt(3) << 24)
                | (name.charAt(2) << 16)
                | (name.charAt(1) << 8)
                | name.charAt(0);
    }
}
