// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    /** As many as make it certain that chance alone would repeat one. */
    @Test
    void handsOutAPortOnceAlthoughNobodyListensOnItYet() {
        assertThat(Stream.generate(FreePorts::any).limit(2_000)).doesNotHaveDuplicates();
    }
}
