// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

/** With what code the program ends. */
class AdminProgramTest {

    @Test
    void takesNoErrorForAFinding() {
        var said = new StringWriter();
        var program = AdminProgram.commandLine().addSubcommand(new TooLarge());
        program.setErr(new PrintWriter(said, true));

        assertThat(AdminProgram.run(program, "too-large")).isEqualTo(AdminProgram.CANNOT_RUN);
        assertThat(said.toString()).startsWith("java.lang.OutOfMemoryError: Java heap space");
    }

    /** Each speaks, by the writers of the program, before it needs a password. */
    @ParameterizedTest
    @CsvSource({
        "verify-restore --service recording,TEMOIN_DB_OWNER_PASSWORD",
        "redestroy-keys --service recording,TEMOIN_DB_FEED_PASSWORD",
        "remove-audio,TEMOIN_DB_KEYS_OWNER_PASSWORD",
        "renumber-transactions --service audit,TEMOIN_DB_OWNER_PASSWORD"
    })
    void saysWhatACommandNeeds(String words, String missing) {
        var said = new StringWriter();
        var program = AdminProgram.commandLine();
        program.setErr(new PrintWriter(said, true));

        assertThat(AdminProgram.run(program, words.split(" ", -1)))
                .isEqualTo(AdminProgram.CANNOT_RUN);
        assertThat(said.toString()).startsWith("Set these passwords: " + missing);
    }

    @Command(name = "too-large")
    private static final class TooLarge implements Callable<Integer> {

        @Override
        public Integer call() {
            throw new OutOfMemoryError("Java heap space");
        }
    }
}
