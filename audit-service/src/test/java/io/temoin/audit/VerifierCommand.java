// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.temoin.platform.ChildProcess;
import io.temoin.platform.SourceTree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The verifier as strangers start it, in a process of its own. Its classes are those of the build:
 * its module comes before this one.
 */
public final class VerifierCommand {

    private static final String CLASSES =
            SourceTree.root().resolve("verifier/target/classes")
                    + File.pathSeparator
                    + SourceTree.root().resolve("transparency-log/target/classes");

    private VerifierCommand() {}

    /** The command line that starts it. */
    public static List<String> of(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ChildProcess.java(),
                                "-Dstdout.encoding=UTF-8",
                                "-cp",
                                CLASSES,
                                "io.temoin.verify.Verify"));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Checks the whole log at an address; answers what was said, and {@code exit} with the status.
     */
    public static String fsck(String address, Path policy)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(of("fsck", address, "--policy", policy.toString()))
                        .redirectErrorStream(true)
                        .start();
        byte[] said = process.getInputStream().readAllBytes();
        return new String(said, StandardCharsets.UTF_8) + "exit " + process.waitFor();
    }
}
