// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.suite.Failure;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.SourceTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the measurements in a JVM of their own, with the arguments as they are. */
@Command(name = "bench", description = "Measure the suite against the limits of this machine.")
final class BenchCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "Passed on to the benchmark; see --help.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var target = SourceTree.root().resolve("bench/target");
        if (!Files.isDirectory(target.resolve("classes"))) {
            throw new Failure(target + " is missing: build it with ./mvnw package.");
        }
        var classPath =
                target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*";
        var command =
                new ArrayList<>(
                        List.of(
                                ChildProcess.java(),
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dtemoin.root=" + SourceTree.root(),
                                "-cp",
                                classPath,
                                "io.temoin.bench.Bench"));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
