// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.ChassisConfig.Keys;
import io.temoin.chassis.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Seven days of overlap, and a look at the keyset every ten minutes. */
class TokenLifeTest {

    private static final Keys KEYS = new TestSettings(false).keys();
    private static final Duration LONGEST = Duration.ofDays(7).minusMinutes(10);

    @Test
    void isAsLongAsAReplacedKeyVerifies() {
        assertThat(TokenLife.complaint("temoin.links", LONGEST, KEYS)).isEmpty();
        assertThat(TokenLife.complaint("temoin.links", LONGEST.plusSeconds(1), KEYS))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("temoin.keys.tokens.overlap (PT168H)")
                                        .contains("temoin.links (PT167H50M1S)"));
    }
}
