// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the machine that do one thing and end. */
public final class Commands {

    private Commands() {}

    /** A program on the PATH. */
    public static Optional<String> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /**
     * What it prints, both streams.
     *
     * @throws LoadFailure when it does not end with 0
     */
    public static String output(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new LoadFailure(
                        command.getFirst() + " ended with code " + code + ":\n" + output);
            }
            return output;
        } catch (IOException failure) {
            throw new LoadFailure(command.getFirst() + " cannot be run", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("interrupted", failure);
        }
    }
}
