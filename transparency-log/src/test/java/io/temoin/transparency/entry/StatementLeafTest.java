// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StatementLeafTest {

    /** SHA-256 of {@code abc} as FIPS 180-2 has it (appendix B.1), after the version. */
    @Test
    void isTheHashOfTheText() {
        assertThat(HexFormat.of().formatHex(StatementLeaf.of("abc")))
                .isEqualTo("02ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    /** No leaf of an entry is taken for one, and none for a leaf of an entry. */
    @Test
    void isNoLeafOfAnEntry() {
        assertThat(StatementLeaf.of("a\n")).hasSize(StatementLeaf.SIZE);
        assertThat(StatementLeaf.SIZE).isNotEqualTo(AuditLeaf.SIZE);
    }
}
