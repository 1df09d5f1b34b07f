// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuietLogsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"asked for +33199000001\"}",
                "/v1/consents?number=%2B33199000001",
                "0033199000001",
                "number=33199000001",
                "+33 1 99 00 00 01",
                "called 0199000001.",
                "01 99 00 00 01",
                "01.99.00.00.01"
            })
    void aNumberIsFoundHoweverItIsWritten(String line) {
        assertThat(QuietLogs.hasNumber(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0197a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d",
                "\"traceId\":\"01990000011234567890abcdef123456\"",
                "position 1331990000012",
                "pid 33199",
                "2026-11-29T16:27:01.199000001Z"
            })
    void anIdIsNoNumber(String line) {
        assertThat(QuietLogs.hasNumber(line)).isFalse();
    }
}
