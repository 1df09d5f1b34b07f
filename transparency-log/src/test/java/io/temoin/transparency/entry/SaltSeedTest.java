// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.transparency.Untrusted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaltSeedTest {

    private static final SaltSeed COUNTING =
            new SaltSeed("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    /** HMAC-SHA-256 (RFC 2104) of "actor" under the bytes 0 to 31, computed by Python's hmac. */
    @Test
    void saltsByTheNameOfTheField() {
        assertThat(COUNTING.disclose("actor", "\"x\"").salt())
                .isEqualTo("tk/DVmXHDeirdwLKYInQUnlDLiFXrq/MLT2FaMAKKW4=");
    }

    @Test
    void saltsEveryFieldOtherwise() {
        assertThat(COUNTING.disclose("actor", "1").salt())
                .isNotEqualTo(COUNTING.disclose("role", "1").salt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"claire\"", "\"é 漢 \uD83D\uDE00\"", "[\"a\",\"b\"]"})
    void digestsManyFieldsAsTheirDisclosuresDo(String value) {
        Salter salter = COUNTING.salter();

        for (String name : List.of("actor", "role", "actor")) {
            assertThat(salter.digest(name, value))
                    .isEqualTo(COUNTING.disclose(name, value).digest());
        }
    }

    @Test
    void digestsNothingThatCouldNotBeDisclosed() {
        Salter salter = COUNTING.salter();

        for (String name : List.of("", "two words", "naïf", "a\n", "n".repeat(256))) {
            assertThatThrownBy(() -> salter.digest(name, "1")).isInstanceOf(Untrusted.class);
        }
        for (String value : List.of("", "two\nlines", "\"half of a pair \uD83D\"")) {
            assertThatThrownBy(() -> salter.digest("actor", value)).isInstanceOf(Untrusted.class);
        }
        assertThat(salter.digest("actor", "1")).isEqualTo(COUNTING.disclose("actor", "1").digest());
    }

    @Test
    void isReadBackAsItIsKept() {
        assertThat(SaltSeed.of(COUNTING.bytes())).isEqualTo(COUNTING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAEC", "not base64!"})
    void refusesWhatIsNoSeed(String text) {
        assertThatThrownBy(() -> new SaltSeed(text)).isInstanceOf(Untrusted.class);
    }

    @Test
    void isNotPrinted() {
        assertThat(COUNTING).hasToString("SaltSeed");
    }
}
