// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailCheckStoreTest {

    /** With none at a time, the examination before an erasure would find nobody's entries. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refusesABatchWithoutEntries(int size) {
        assertThatThrownBy(() -> TrailCheckStore.usable(size))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("temoin.audit.check-batch-size");
    }

    @Test
    void takesOneEntryAtATime() {
        assertThat(TrailCheckStore.usable(1)).isEqualTo(1);
    }
}
