// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.temoin.recording.lifecycle.domain.Passage;
import io.temoin.recording.vault.OpenAudio;
import io.temoin.recording.vault.WaveFormat;
import io.temoin.shredding.keys.Tampered;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As much of opened audio as may be heard: all of it, or one passage as a WAVE file of its own. Of
 * what lies outside the passage no byte can be asked for.
 */
final class HeardAudio {

    private static final int FORM_LENGTH_AT = 4;
    private static final int CHUNK_HEAD = 8;

    private final OpenAudio audio;
    private final WaveFormat format;
    private final byte[] head;
    private final long from;
    private final long length;
    private long position;

    private HeardAudio(OpenAudio audio, WaveFormat format, byte[] head, long from, long length) {
        this.audio = audio;
        this.format = format;
        this.head = head;
        this.from = from;
        this.length = length;
    }

    /**
     * Reads the head, which says where the sound lies.
     *
     * @param passage the only part that may be heard; {@code null} for all of it
     */
    static HeardAudio of(OpenAudio audio, @Nullable Passage passage) {
        byte[] beginning = new byte[(int) Math.min(WaveFormat.LONGEST_HEAD, audio.length())];
        audio.seek(0);
        audio.read(beginning, beginning.length);
        WaveFormat format = format(beginning);
        if (passage == null) {
            return new HeardAudio(audio, format, new byte[0], 0, audio.length());
        }
        long from = format.positionAt(passage.fromMs());
        Long toMs = passage.toMs();
        long to = format.positionAt(toMs == null ? Long.MAX_VALUE : toMs);
        long sound = Math.max(0, to - from);
        byte[] head = head(beginning, format, sound);
        return new HeardAudio(audio, format, head, from, head.length + sound);
    }

    private static WaveFormat format(byte[] beginning) {
        try {
            return WaveFormat.of(ByteBuffer.wrap(beginning));
        } catch (WaveFormat.Malformed malformed) {
            throw new Tampered("the sealed audio is no WAVE file: " + malformed.sentence());
        }
    }

    /** That of the whole file, with the lengths of the passage. */
    private static byte[] head(byte[] beginning, WaveFormat format, long sound) {
        byte[] head = Arrays.copyOf(beginning, (int) format.samplesFrom());
        ByteBuffer lengths = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        lengths.putInt(FORM_LENGTH_AT, (int) (head.length + sound - CHUNK_HEAD));
        lengths.putInt(head.length - Integer.BYTES, (int) sound);
        return head;
    }

    /** Bytes that may be heard. */
    long length() {
        return length;
    }

    /** Where the sound of the whole recording lies. */
    WaveFormat format() {
        return format;
    }

    /** Where in the whole recording a byte lies; the head of a passage, where that begins. */
    long inRecording(long at) {
        return from + Math.max(0, at - head.length);
    }

    void seek(long to) {
        position = to;
    }

    /** Reads the next {@code count} bytes, all of them. */
    void read(byte[] into, int count) {
        if (count > length - position) {
            throw new IllegalArgumentException("beyond what may be heard");
        }
        int ofHead = Math.clamp(head.length - position, 0, count);
        if (ofHead > 0) {
            System.arraycopy(head, (int) position, into, 0, ofHead);
        }
        if (count > ofHead) {
            byte[] sound = ofHead == 0 ? into : new byte[count - ofHead];
            audio.seek(inRecording(position + ofHead));
            audio.read(sound, count - ofHead);
            if (ofHead > 0) {
                System.arraycopy(sound, 0, into, ofHead, count - ofHead);
            }
        }
        position += count;
    }
}
