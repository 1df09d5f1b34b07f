// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/a",
                "/v1/a?b=c",
                "/v1/a%20b",
                "/v1/%C3%A9?x=%F0%9F%98%80",
                "/v1/a+b",
                "/v1/%00"
            })
    void takesText(String address) {
        assertThat(RequestAddress.isText(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/%FF",
                "/v1/a?subject=%00",
                "/v1/a?x=%0A",
                "/v1/a?x=%7F",
                "/v1/a?x=%C3",
                "/v1/a?x=%C0%80",
                "/v1/a?x=%ED%A0%80",
                "/v1/a?x=%FF",
                "/v1/a?x=%zz",
                "/v1/a?x={y}",
                "/v1/a|b",
                "/v1/a#b",
                "/v1/a?x=%1",
                "/v1/a?x=%"
            })
    void refusesWhatIsNone(String address) {
        assertThat(RequestAddress.isText(address)).isFalse();
    }
}
