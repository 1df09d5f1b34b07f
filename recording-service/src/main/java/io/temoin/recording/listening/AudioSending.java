// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.vault.OpenAudio;
import io.temoin.recording.vault.WaveFormat;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;

/** Sends a range of opened audio, segment by segment, for as long as its transfer may go on. */
final class AudioSending {

    private static final int BUFFER = 64 * 1024;

    /** The sending was stopped: the answer breaks off, since its length was promised. */
    static final class Stopped extends IOException {

        private static final long serialVersionUID = 1L;

        Stopped() {
            super("the listening may not go on");
        }
    }

    private final OpenAudio audio;
    private final ByteRange range;
    private final WaveFormat format;
    private final byte[] buffer;

    private AudioSending(OpenAudio audio, ByteRange range, WaveFormat format, byte[] buffer) {
        this.audio = audio;
        this.range = range;
        this.format = format;
        this.buffer = buffer;
    }

    /** Reads the first bytes at once: what does not open must be a 500, not a broken 200. */
    static AudioSending of(OpenAudio audio, ByteRange range) {
        WaveFormat format = format(audio);
        byte[] buffer = new byte[(int) Math.min(BUFFER, range.length())];
        audio.seek(range.first());
        audio.read(buffer, buffer.length);
        return new AudioSending(audio, range, format, buffer);
    }

    /** Where its sound lies, which says what of it was heard. */
    WaveFormat format() {
        return format;
    }

    long first() {
        return range.first();
    }

    /** Sends it, and returns why it ended. */
    End to(OutputStream output, RangeTransfer transfer, Clock clock) throws IOException {
        long left = range.length();
        int count = buffer.length;
        while (true) {
            if (!transfer.advance(count, clock.instant())) {
                throw new Stopped();
            }
            output.write(buffer, 0, count);
            left -= count;
            if (left == 0) {
                return End.FINISHED;
            }
            count = (int) Math.min(buffer.length, left);
            audio.read(buffer, count);
        }
    }

    private static WaveFormat format(OpenAudio audio) {
        byte[] head = new byte[(int) Math.min(WaveFormat.LONGEST_HEAD, audio.length())];
        audio.seek(0);
        audio.read(head, head.length);
        try {
            return WaveFormat.of(ByteBuffer.wrap(head));
        } catch (WaveFormat.Malformed malformed) {
            throw new Tampered("the sealed audio is no WAVE file: " + malformed.sentence());
        }
    }
}
