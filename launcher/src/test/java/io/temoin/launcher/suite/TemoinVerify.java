// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.ChildProcess;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The verifier as a stranger runs it: the jar alone, in a process of its own. */
public final class TemoinVerify {

    private static final Path JAR = SourceTree.root().resolve("verifier/target/temoin-verify.jar");

    private final Path folder;

    /** Works in a folder, which takes what the stranger is given. */
    public TemoinVerify(Path folder) {
        this.folder = folder;
    }

    /** What it said, and how it ended. */
    public record Ending(int status, String output) {

        /** Fails unless it ended so; answers what it said. */
        public String as(int expected) {
            assertThat(status).as(output).isEqualTo(expected);
            return output;
        }
    }

    /** Keeps something under a name; answers the file. */
    public String keep(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Keeps a text under a name; answers the file. */
    public String keep(String name, String text) {
        return keep(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Runs a command of it. */
    public Ending run(String... words) {
        var command = new ArrayList<>(List.of(ChildProcess.java()));
        // The first run keeps its classes for those that follow: there are dozens.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:+AutoCreateSharedArchive"));
        command.add("-XX:SharedArchiveFile=" + JAR.resolveSibling("temoin-verify.jsa"));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ending(process.waitFor(), output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a stranger verifies");
        }
    }
}
