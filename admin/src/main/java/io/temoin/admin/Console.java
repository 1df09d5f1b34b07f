// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where a command prints: every command mixes it in. */
@Command
final class Console {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** For what the command was asked to find out. */
    PrintWriter out() {
        return commandLine().getOut();
    }

    /** For what is no part of that. */
    PrintWriter err() {
        return commandLine().getErr();
    }

    private CommandLine commandLine() {
        CommandSpec mixee = command;
        if (mixee == null) {
            throw new IllegalStateException("picocli sets it");
        }
        return mixee.commandLine();
    }
}
