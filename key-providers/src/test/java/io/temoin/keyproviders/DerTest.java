// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerTest {

    @Test
    void fillsShortNumbersAndDropsTheZeroOfTheirSign() {
        byte[] high = HexFormat.of().parseHex("00" + "ff".repeat(32));
        byte[] one = {1};
        byte[] der =
                Der.value(Der.SEQUENCE, Der.value(Der.INTEGER, high), Der.value(Der.INTEGER, one));

        assertThat(Der.concatenated(der))
                .asHexString()
                .isEqualToIgnoringCase("ff".repeat(32) + "00".repeat(31) + "01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "0200",
                "3003020101",
                "3006020101020100",
                "300602017f0202",
                "30800201010201010000"
            })
    void refusesWhatIsNoSignature(String der) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Der.concatenated(HexFormat.of().parseHex(der)));
    }

    @Test
    void writesLongLengths() {
        assertThat(Der.value(Der.SET, new byte[200])).hasSize(203).startsWith(0x31, 0x81, 200);
        assertThat(Der.value(Der.SET, new byte[300])).hasSize(304).startsWith(0x31, 0x82, 1, 44);
    }
}
