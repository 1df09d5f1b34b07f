// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that the event table takes, at their edges. */
class StreamIdTest {

    private static final String LONGEST_CATEGORY = "a".repeat(30);
    private static final String LONGEST_KEY = "0".repeat(151);

    @ParameterizedTest
    @ValueSource(strings = {"a-0", "call-7", "contact-helios--a", "z-9z", "c-a-"})
    void readsBackWhatItWrites(String name) {
        assertThat(StreamId.parse(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "a", "a-", "-a", "a--b", "A-b", "a1-b", "a_b-c", "é-b", "a-B", "a-é",
                "a-b c", "a-b\n", "`-b", "{-b", "a-/", "a-:"
            })
    void refusesWhatIsNoCategoryAndKey(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamId.parse(name));
    }

    @Test
    void knowsHowLongNamesMayBe() {
        assertThat(new StreamId(LONGEST_CATEGORY, LONGEST_KEY).key()).isEqualTo(LONGEST_KEY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamId(LONGEST_CATEGORY + "a", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamId("a", LONGEST_KEY + "0"));
    }
}
