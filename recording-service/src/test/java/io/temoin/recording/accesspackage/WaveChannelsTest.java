// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.accesspackage;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.recording.Uploads;
import io.temoin.recording.vault.WaveFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WaveChannelsTest {

    private static final int HEAD = 44;

    @Test
    void tellsWhetherVoicesCanBeSeparated() throws WaveFormat.Malformed {
        byte[] stereo = Uploads.wave(1_000, 1);
        byte[] mono = stereo.clone();
        mono[22] = 1;
        byte[] compressed = stereo.clone();
        compressed[20] = 17; // IMA ADPCM

        assertThat(channels(stereo).areSeparable()).isTrue();
        assertThat(channels(mono).areSeparable()).isFalse();
        assertThat(channels(compressed).areSeparable()).isFalse();
    }

    @Test
    void oneChannelIsAWaveFileOfItsOwn() throws IOException, WaveFormat.Malformed {
        byte[] stereo = Uploads.wave(1_002, 2); // 501 samples of each channel
        var samples = new ByteArrayInputStream(stereo, HEAD, stereo.length - HEAD);
        var out = new ByteArrayOutputStream();

        channels(stereo)
                .extract(
                        1,
                        (into, count) ->
                                assertThat(samples.readNBytes(into, 0, count)).isEqualTo(count),
                        out);

        byte[] own = out.toByteArray();
        WaveFormat format = WaveFormat.of(ByteBuffer.wrap(own));
        assertThat(format.isWhole(own.length)).isTrue();
        assertThat(format.samplesLength()).isEqualTo(501);
        assertThat(own[HEAD]).isEqualTo(stereo[HEAD]);
        assertThat(own[HEAD + 500]).isEqualTo(stereo[HEAD + 1_000]);
    }

    private static WaveChannels channels(byte[] audio) throws WaveFormat.Malformed {
        return WaveChannels.of(ByteBuffer.wrap(audio));
    }
}
