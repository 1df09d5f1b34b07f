// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignatureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
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
            "Creates the keys of a new witness and prints its verifier keys, one per line.",
            "Give these lines to the log's operator and to everyone who verifies the log."
        })
final class InitCommand implements Callable<Integer> {

    @Option(
            names = "--name",
            required = true,
            description =
                    "The witness's name, such as witness.example.org/temoin: no spaces, no plus.")
    private String name = "";

    private static final Map<String, List<SignatureType>> KEYS =
            Map.of(
                    "ed25519",
                    List.of(SignatureType.ED25519_COSIGNATURE),
                    "ml-dsa-44",
                    List.of(SignatureType.ML_DSA_44_COSIGNATURE),
                    "both",
                    List.of(
                            SignatureType.ED25519_COSIGNATURE,
                            SignatureType.ML_DSA_44_COSIGNATURE));

    @Option(
            names = "--keys",
            defaultValue = "ed25519",
            description =
                    "ed25519, ml-dsa-44 (FIPS 204, which resists quantum computers; not every"
                            + " verifier supports it), or both (default: ${DEFAULT-VALUE}).")
    private String keys = "";

    @Option(
            names = "--state",
            required = true,
            description = "The folder for key and state; created if it does not exist.")
    private Path folder = Path.of("");

    @Spec private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<SignatureType> types = types(); // before anything is made
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        try (FolderLock _ = FolderLock.take(folder)) {
            if (StateFolder.hasStates(folder)) {
                throw new CannotRun(
                        folder + " contains checkpoints that were cosigned with another key.");
            }
            new KeyFile(folder)
                    .create(name, types)
                    .forEach(command.commandLine().getOut()::println);
        } catch (Untrusted fault) {
            throw new CannotRun(String.valueOf(fault.getMessage()));
        }
        return 0;
    }

    private List<SignatureType> types() {
        List<SignatureType> types = KEYS.get(keys);
        if (types == null) {
            throw new CannotRun("\"" + keys + "\" must be ed25519, ml-dsa-44 or both.");
        }
        return types;
    }
}
