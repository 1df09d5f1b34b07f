// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.recording.Uploads;
import io.temoin.recording.vault.WaveFormat.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the sound of a WAVE file lies, and which files have none. */
class WaveFormatTest {

    /** 16 000 bytes a second. */
    private static final byte[] AUDIO = Uploads.wave(32_000, 7);

    @Test
    void saysWhereTheSoundLies() throws Malformed {
        assertThat(of(AUDIO)).isEqualTo(new WaveFormat(32_044, 44, 32_000, 16_000, 2));
    }

    @Test
    void passesOverOtherChunks() throws Malformed {
        ByteBuffer file = ByteBuffer.allocate(44 + 8 + 4 + 100).order(ByteOrder.LITTLE_ENDIAN);
        file.put(AUDIO, 0, 36)
                .put("LIST".getBytes(StandardCharsets.US_ASCII))
                .putInt(3) // and a byte of padding
                .put(new byte[4])
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(100)
                .putInt(4, file.capacity() - 8);
        assertThat(of(file.array())).isEqualTo(new WaveFormat(156, 56, 100, 16_000, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "44, 0, 0",
        "44, 16044, 1000",
        "16044, 32044, 1000",
        "1644, 1645, 1",
        "32044, 32044, 0",
        "0, 99999, 2000"
    })
    void countsTheSoundBetweenTwoBytes(long from, long to, long millis) throws Malformed {
        WaveFormat format = of(AUDIO);
        assertThat(format.millisBefore(to) - format.millisAt(from)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 12, 30, 43})
    void isNotReadFromLessThanAHead(int length) {
        assertThatThrownBy(() -> of(Arrays.copyOf(AUDIO, length))).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, RIFF",
        "8, 0, WAVE",
        "12, 0, a format",
        "22, 0, channels",
        "28, 0, a rate",
        "32, 0, a block",
        "36, 0, samples",
        "43, 1, less than it names"
    })
    void isNotReadWithout(int at, byte value, String what) {
        byte[] broken = AUDIO.clone();
        broken[at] = value;
        if (at == 28) {
            broken[29] = 0;
            broken[30] = 0;
            broken[31] = 0;
        }
        assertThatThrownBy(() -> of(broken)).as(what).isInstanceOf(Malformed.class);
    }

    @Test
    void isWholeWithItsPaddingOnly() throws Malformed {
        assertThat(of(AUDIO).isWhole(32_044)).isTrue();
        assertThat(of(AUDIO).isWhole(32_045)).isFalse();
        assertThat(of(AUDIO).isWhole(32_000)).isFalse();
        assertThat(of(Uploads.wave(31_999, 7)).isWhole(32_044)).isTrue();
    }

    private static WaveFormat of(byte[] file) throws Malformed {
        return WaveFormat.of(ByteBuffer.wrap(file));
    }
}
