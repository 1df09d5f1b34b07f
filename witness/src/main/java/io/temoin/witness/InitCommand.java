// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.Untrusted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code init}: a key, once. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the key of a new witness and prints its verifier key.",
            "Give that line to the log's operator and to whoever verifies."
        })
final class InitCommand implements Callable<Integer> {

    @Option(
            names = "--name",
            required = true,
            description =
                    "The witness's name, like witness.example.org/temoin: no spaces, no plus.")
    private String name = "";

    @Option(
            names = "--state",
            required = true,
            description = "The folder for key and state; made if it is not there.")
    private Path folder = Path.of("");

    @Spec private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        try (FolderLock _ = FolderLock.take(folder)) {
            if (StateFolder.hasStates(folder)) {
                throw new CannotRun(
                        "There are states in " + folder + " that another key has cosigned.");
            }
            command.commandLine().getOut().println(new KeyFile(folder).create(name));
        } catch (Untrusted fault) {
            throw new CannotRun(String.valueOf(fault.getMessage()));
        }
        return 0;
    }
}
