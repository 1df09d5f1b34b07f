// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import java.io.IOException;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line of {@code temoin-witness}. */
@Command(
        name = "temoin-witness",
        mixinStandardHelpOptions = true,
        versionProvider = WitnessProgram.Version.class,
        description = "Makes sure that an audit log never forks: cosigns only what extends it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {InitCommand.class, RunCommand.class, ShowCommand.class})
public final class WitnessProgram {

    /** The exit code of a wrong command line, and of a program that cannot start. */
    static final int CANNOT_RUN = 2;

    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
    private static final String ONE_LINE = "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n";

    private WitnessProgram() {}

    /** Runs the command and ends with its exit code: 0, or 2 with a sentence that says why. */
    public static void main(String[] arguments) throws IOException {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, ONE_LINE);
            LogManager.getLogManager().readConfiguration();
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new WitnessProgram())
                .setExecutionExceptionHandler(
                        (failure, command, _) -> {
                            explain(failure, command);
                            return CANNOT_RUN;
                        });
    }

    private static void explain(Exception failure, CommandLine command) {
        switch (failure) {
            case CannotRun explained -> command.getErr().println(explained.getMessage());
            case DamagedState explained -> command.getErr().println(explained.getMessage());
            // An IOException's message is often a file's name and nothing else.
            case IOException outside ->
                    command.getErr().println("Reading or writing failed: " + outside + ".");
            default -> failure.printStackTrace(command.getErr());
        }
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            @Nullable String version = WitnessProgram.class.getPackage().getImplementationVersion();
            return new String[] {
                "temoin-witness " + (version == null ? "(not built as a jar)" : version)
            };
        }
    }
}
