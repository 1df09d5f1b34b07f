// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.accesspackage;

import io.temoin.recording.vault.WaveFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The channels of a WAVE file whose samples have one size each: linear PCM, floating point, A-law
 * and μ-law. Of others, channels cannot be told apart.
 *
 * @param channels how many
 * @param sampleBytes of one sample of one channel
 */
record WaveChannels(
        int format, int channels, int sampleRate, int sampleBytes, int bits, WaveFormat head) {

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int FORM_LENGTH = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int NEW_HEAD = 44;
    private static final int FMT_LENGTH = 16;

    /** A reader of the next bytes. */
    interface Source {
        void read(byte[] into, int count) throws IOException;
    }

    /** What the head of a file says. */
    static WaveChannels of(ByteBuffer beginning) throws WaveFormat.Malformed {
        WaveFormat head = WaveFormat.of(beginning);
        ByteBuffer bytes = beginning.slice().order(ByteOrder.LITTLE_ENDIAN);
        int at = FORM_LENGTH;
        while (!tag(bytes, at).equals("fmt ")) {
            int length = bytes.getInt(at + 4);
            at += CHUNK_HEAD + length + (length & 1);
        }
        int fields = at + CHUNK_HEAD;
        int channels = Short.toUnsignedInt(bytes.getShort(fields + 2));
        int block = Short.toUnsignedInt(bytes.getShort(fields + 12));
        return new WaveChannels(
                Short.toUnsignedInt(bytes.getShort(fields)),
                channels,
                bytes.getInt(fields + 4),
                block / channels,
                Short.toUnsignedInt(bytes.getShort(fields + 14)),
                head);
    }

    private static String tag(ByteBuffer bytes, int at) {
        byte[] tag = new byte[4];
        bytes.get(at, tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }

    /** Whether the channels can be told apart. */
    boolean areSeparable() {
        return channels > 1
                && sampleBytes > 0
                && (format == PCM || format == FLOAT || format == A_LAW || format == MU_LAW);
    }

    /**
     * Writes a file with one of the channels.
     *
     * @param number of the channel, from 1
     * @param samples a reader that stands where the samples begin
     */
    void extract(int number, Source samples, OutputStream out) throws IOException {
        int block = sampleBytes * channels;
        long blocks = head.samplesLength() / block;
        long length = blocks * sampleBytes;
        out.write(newHead(length));
        int most = Math.max(1, (1 << 16) / block);
        byte[] in = new byte[most * block];
        byte[] one = new byte[most * sampleBytes];
        for (long done = 0; done < blocks; ) {
            int now = (int) Math.min(most, blocks - done);
            samples.read(in, now * block);
            for (int at = 0; at < now; at++) {
                System.arraycopy(
                        in,
                        at * block + (number - 1) * sampleBytes,
                        one,
                        at * sampleBytes,
                        sampleBytes);
            }
            out.write(one, 0, now * sampleBytes);
            done += now;
        }
        if ((length & 1) == 1) {
            out.write(0);
        }
    }

    private byte[] newHead(long length) {
        return ByteBuffer.allocate(NEW_HEAD)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt((int) (NEW_HEAD - CHUNK_HEAD + length + (length & 1)))
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(FMT_LENGTH)
                .putShort((short) format)
                .putShort((short) 1)
                .putInt(sampleRate)
                .putInt(sampleRate * sampleBytes)
                .putShort((short) sampleBytes)
                .putShort((short) bits)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt((int) length)
                .array();
    }
}
