// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.suite.Failure;
import io.temoin.platform.ComponentFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code ./temoin}. */
@Command(
        name = "temoin",
        mixinStandardHelpOptions = true,
        version = "Temoin 0.1.0-SNAPSHOT",
        description = "The compliance backbone of a contact centre, on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            StoryCommand.class,
            StatusCommand.class,
            DownCommand.class,
            BenchCommand.class
        })
public final class Temoin {

    private Temoin() {}

    /** Runs the command and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Temoin());
        // What follows `bench` is for the measurements, options too.
        line.getSubcommands()
                .getOrDefault("bench", line)
                .setUnmatchedOptionsArePositionalParams(true);
        return line.setExecutionExceptionHandler(
                (failure, command, _) -> {
                    switch (failure) {
                        case Failure explained -> command.getErr().println(explained.getMessage());
                        case ComponentFailure explained ->
                                command.getErr().println(explained.getMessage());
                        default -> failure.printStackTrace(command.getErr());
                    }
                    return 1;
                });
    }
}
