// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.suite.Failure;
import io.temoin.platform.ComponentFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
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
            BenchCommand.class,
            TrainCommand.class
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
                    command.getErr().println(sentence(failure));
                    return 1;
                });
    }

    /** What went wrong, as one explains it; of what nobody foresaw, where the details are. */
    static String sentence(Throwable failure) {
        return switch (failure) {
            case Failure explained -> String.valueOf(explained.getMessage());
            case ComponentFailure explained -> String.valueOf(explained.getMessage());
            case CompletionException wrapped when wrapped.getCause() != null ->
                    sentence(wrapped.getCause());
            default ->
                    ("The launcher failed unexpectedly (%s). The details are in %s; please report"
                                    + " them.")
                            .formatted(failure, writeDown(failure));
        };
    }

    private static Path writeDown(Throwable failure) {
        try {
            var file = Files.createTempFile("temoin-", ".log");
            try (var writer = new PrintWriter(Files.newBufferedWriter(file))) {
                failure.printStackTrace(writer);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
