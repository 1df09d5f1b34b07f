// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.story.FirstRequests;
import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.Program;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Starts one service completely, by a command line, so that its JVM can record which classes a
 * start loads. The builds of images use it: PostgreSQL, Kafka and Keycloak are real.
 */
@Command(
        name = "train",
        hidden = true,
        description = "Start one service by a command line, send it requests, and stop it.")
final class TrainCommand implements Callable<Integer> {

    // It writes what it has recorded when it ends.
    private static final Duration STOP_LIMIT = Duration.ofMinutes(3);

    @Option(names = "--service", required = true, description = "Such as consent-service.")
    private String service = "";

    @Option(names = "--data", required = true, description = "Folder for what is thrown away.")
    private Path data = Path.of("");

    @Parameters(arity = "1..*", description = "What runs the service.")
    private List<String> command = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var name = named(service);
        var programs = Map.of(name, Program.of(command, STOP_LIMIT));
        try (var suite =
                Suite.start(
                        new SuiteFolder(data),
                        programs,
                        line -> {
                            out.println(line);
                            out.flush();
                        })) {
            FirstRequests.ask(suite.state(), name);
        }
        return 0;
    }

    private static ServiceName named(String deployable) {
        return Arrays.stream(ServiceName.values())
                .filter(name -> name.deployable().equals(deployable))
                .findFirst()
                .orElseThrow(() -> new Failure("There is no service " + deployable + "."));
    }
}
