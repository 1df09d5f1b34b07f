// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.DueList;
import io.temoin.bench.rig.LargeRegister;
import io.temoin.bench.rig.Rig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some figures fill retention-service's own tables and look for its own statements: a change of
 * either is noticed here, and not when somebody next wants to measure.
 */
class RegisterFiguresIT {

    private static final int SIZE = 3 * LargeRegister.DUE;

    @TempDir Path folder;

    @Test
    void findTheTablesAndStatementsOfThePackagedService() throws Exception {
        try (Rig rig = Rig.start(folder)) {
            Database retention = rig.database("retention");

            List<DueList> lists = DueFigure.lists(rig, retention);

            assertThat(lists).hasSize(2);
            for (DueList list : lists) {
                LargeRegister.fill(retention, "due", list.table(), SIZE);
                // Fails if it finds others than those that are due.
                assertThat(list.walks(retention, "due", LargeRegister.DUE, 1))
                        .as(list.what())
                        .singleElement()
                        .satisfies(millis -> assertThat(millis).isPositive());
                LargeRegister.fillOwn(retention, list.table(), SIZE);
            }
            SimulationFigure.fill(retention, SIZE);
            assertThat(SimulationFigure.aggregate(retention)).isPositive();
        }
    }
}
