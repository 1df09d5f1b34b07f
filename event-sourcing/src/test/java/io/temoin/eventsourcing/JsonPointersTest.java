// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import org.junit.jupiter.api.Test;

class JsonPointersTest {

    @Test
    void escapeWhatWouldBeReadAsAnotherPointer() {
        assertThat(JsonPointers.member("/filters", "a/b~c~1")).isEqualTo("/filters/a~1b~0c~01");
    }

    /** By another implementation of RFC 6901. */
    @Test
    void areReadBackAsTheSameName() {
        for (String name : new String[] {"plain", "", "~", "/", "~1", "~0/", "a//b~~"}) {
            JsonPointer read = JsonPointer.compile(JsonPointers.member("", name));
            assertThat(read.getMatchingProperty()).isEqualTo(name);
            assertThat(read.tail().matches()).isTrue();
        }
    }

    @Test
    void doNotRepeatANameThatIsTooLong() {
        assertThat(JsonPointers.memberShortened("", "x".repeat(64))).hasSize(65);
        assertThat(JsonPointers.memberShortened("", "x".repeat(1_000))).hasSize(65);
        assertThat(JsonPointers.member("", "x".repeat(1_000))).hasSize(1_001);
    }
}
