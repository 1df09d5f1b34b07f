// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.vault.WaveFormat;
import java.io.IOException;
import java.io.OutputStream;
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

    private final HeardAudio audio;
    private final ByteRange range;
    private final byte[] buffer;

    private AudioSending(HeardAudio audio, ByteRange range, byte[] buffer) {
        this.audio = audio;
        this.range = range;
        this.buffer = buffer;
    }

    /** Reads the first bytes at once: what does not open must be a 500, not a broken 200. */
    static AudioSending of(HeardAudio audio, ByteRange range) {
        byte[] buffer = new byte[(int) Math.min(BUFFER, range.length())];
        audio.seek(range.first());
        audio.read(buffer, buffer.length);
        return new AudioSending(audio, range, buffer);
    }

    /** Where its sound lies, which says what of it was heard. */
    WaveFormat format() {
        return audio.format();
    }

    /** Position of the first byte, in the whole recording. */
    long first() {
        return audio.inRecording(range.first());
    }

    /** Sends it, and returns why it ended. */
    End to(OutputStream output, RangeTransfer transfer, Clock clock) throws IOException {
        long left = range.length();
        long at = range.first();
        int count = buffer.length;
        while (true) {
            long sound = audio.inRecording(at + count) - audio.inRecording(at);
            if (!transfer.advance((int) sound, clock.instant())) {
                throw new Stopped();
            }
            at += count;
            output.write(buffer, 0, count);
            left -= count;
            if (left == 0) {
                return End.FINISHED;
            }
            count = (int) Math.min(buffer.length, left);
            audio.read(buffer, count);
        }
    }
}
