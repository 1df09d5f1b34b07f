// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
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

    @Command(name = "too-large")
    private static final class TooLarge implements Callable<Integer> {

        @Override
        public Integer call() {
            throw new OutOfMemoryError("Java heap space");
        }
    }
}
