// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line of {@code temoin-admin}. */
@Command(
        name = "temoin-admin",
        mixinStandardHelpOptions = true,
        versionProvider = AdminProgram.Version.class,
        description = "Verifies and repairs the data of a service, with the service's settings.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            VerifyRestoreCommand.class,
            RedestroyKeysCommand.class,
            RemoveAudioCommand.class,
            RenumberTransactionsCommand.class,
            RewindConsumersCommand.class,
            ExportConfigurationCommand.class,
            ImportConfigurationCommand.class
        })
public final class AdminProgram {

    /** The exit code of a command that did what it was asked to, and found nothing wrong. */
    static final int DONE = 0;

    /** The exit code of a command that found faults, or left something undone. */
    static final int FAULTS = 1;

    /** The exit code of a wrong command line, and of a command that could not be carried out. */
    static final int CANNOT_RUN = 2;

    private AdminProgram() {}

    /** Runs the command and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(commandLine(), arguments));
    }

    /** What the machine refuses, such as memory, is no finding, so it does not end like one. */
    static int run(CommandLine program, String... arguments) {
        try {
            return program.execute(arguments);
        } catch (Error failure) {
            failure.printStackTrace(program.getErr());
            return CANNOT_RUN;
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new AdminProgram())
                .registerConverter(Instant.class, Instant::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, command, _) -> {
                            if (failure instanceof CannotRun explained) {
                                command.getErr().println(explained.getMessage());
                            } else {
                                failure.printStackTrace(command.getErr());
                            }
                            return CANNOT_RUN;
                        });
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            @Nullable String version = AdminProgram.class.getPackage().getImplementationVersion();
            return new String[] {
                "temoin-admin " + (version == null ? "(not built as a jar)" : version)
            };
        }
    }
}
