// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.recording.listening.ByteRange.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    private static final long SIZE = 1_000;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-499, 0, 500",
        "bytes=500-, 500, 500",
        "bytes=-1, 999, 1",
        "bytes=-2000, 0, 1000",
        "bytes=999-999, 999, 1",
        "bytes=990-5000, 990, 10"
    })
    void selectsAPart(String header, long first, long length) {
        assertThat(ByteRange.select(header, SIZE))
                .isEqualTo(new Selection.Part(new ByteRange(first, length)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,5-6",
                "items=0-1",
                "bytes=5-1",
                "bytes=-",
                "bytes=a-b",
                "bytes=1234567890123456789012-"
            })
    void ignoresWhatItCannotRead(String header) {
        assertThat(ByteRange.select(header, SIZE)).isEqualTo(new Selection.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=5000-6000", "bytes=-0"})
    void refusesWhatLiesOutside(String header) {
        assertThat(ByteRange.select(header, SIZE)).isEqualTo(new Selection.Unsatisfiable());
    }

    @Test
    void isTheWholeWithoutAHeader() {
        assertThat(ByteRange.select(null, SIZE)).isEqualTo(new Selection.Whole());
    }
}
