// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr.domain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackRetriesTest {

    private static final Instant FAILED = Instant.parse("2026-11-24T10:05:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, PT30S",
        "2, PT1M",
        "3, PT2M",
        "10, PT4H16M",
        "11, PT6H",
        "15, PT6H",
        "99, PT6H"
    })
    void eachPauseIsTwiceTheOneBeforeUpToSixHours(int attempts, Duration pause) {
        var next = new CallbackRetries(100).next(attempts, FAILED);

        assertThat(Duration.between(FAILED, requireNonNull(next))).isEqualTo(pause);
    }

    @Test
    void theLastAttemptHasNoNextOne() {
        assertThat(new CallbackRetries(3).next(3, FAILED)).isNull();
        assertThat(new CallbackRetries(3).next(4, FAILED)).isNull();
        assertThat(new CallbackRetries(1).next(1, FAILED)).isNull();
        assertThat(new CallbackRetries(3).isUsedUp(3)).isFalse();
        assertThat(new CallbackRetries(3).isUsedUp(4)).isTrue();
        assertThatThrownBy(() -> new CallbackRetries(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
