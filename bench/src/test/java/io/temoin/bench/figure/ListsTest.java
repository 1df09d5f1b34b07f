// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListsTest {

    private static final int ROWS = 50_000;

    @Test
    void listDifferentNumbersOfTheMainland(@TempDir Path folder) throws Exception {
        var file = folder.resolve("numbers.csv");

        Lists.numbers(file, ROWS);

        assertThat(Files.readAllLines(file))
                .hasSize(ROWS)
                .doesNotHaveDuplicates()
                .allMatch(number -> number.matches("\\+337[3-9][0-9]{7}"))
                .startsWith(Lists.number(0), Lists.number(1));
    }
}
