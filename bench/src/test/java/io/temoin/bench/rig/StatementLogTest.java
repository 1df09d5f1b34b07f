// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementLogTest {

    private static final String LOG =
            """
            2026-11-30 08:00:00.001 UTC [11] LOG:  duration: 0.021 ms  parse t_1: select one from other
            2026-11-30 08:00:00.002 UTC [11] LOG:  duration: 0.050 ms  execute t_1: select one from other
            2026-11-30 08:00:00.003 UTC [12] LOG:  duration: 7.100 ms  execute <unnamed>: select item from list where
            \ta = $1
            \tand b = $2
            2026-11-30 08:00:00.003 UTC [12] DETAIL:  Parameters: $1 = '2026', $2 = 'x'
            2026-11-30 08:00:00.004 UTC [12] LOG:  duration: 0.100 ms  statement: select item from nowhere
            """
                    .replace("\\t", "\t");

    @Test
    void findsAStatementOfSeveralLines() {
        assertThat(StatementLog.find(LOG, "select item"))
                .isEqualTo("select item from list where\na = $1\nand b = $2");
    }

    @Test
    void findsAStatementOfOneLine() {
        assertThat(StatementLog.find(LOG, "select one")).isEqualTo("select one from other");
    }

    @Test
    void findsNothingThatWasNotSent() {
        assertThat(StatementLog.find(LOG, "delete")).isNull();
    }
}
