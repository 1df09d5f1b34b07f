// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Each service loads its classes from the ahead-of-time cache that its build has trained by a
 * complete start. A service whose cache is missing, is refused or was trained by half a start works
 * all the same, but its start takes twice the CPU time. A cache that says how methods were compiled
 * in the training, by the first compiler alone, keeps the second from ever compiling them.
 */
public final class TrainedCaches {

    /** Of a service on a real Kafka and Keycloak; 56% with a cache trained without a database. */
    private static final double LEAST_SHARE = 0.85;

    /** A method in what {@code AOTPrintTrainingInfo} prints, with how it was compiled. */
    private static final Pattern METHOD =
            Pattern.compile("^ *\\d+: 0x\\p{XDigit}+ M .*", Pattern.MULTILINE);

    private final Suite suite;

    /** Of a suite that has just started. */
    public TrainedCaches(Suite suite) {
        this.suite = suite;
    }

    /** Asks the JVM of each service how many of its classes came from the cache. */
    public void check() throws IOException {
        for (var service : ServiceName.values()) {
            var process = Objects.requireNonNull(suite.parts().get(service.deployable()));
            var counters = counters(process.pid());
            double cached = count(counters, "java.cls.sharedLoadedClasses");
            double others = count(counters, "java.cls.loadedClasses");
            assertThat(cached / (cached + others))
                    .as("share of the classes of %s that its cache has", service.deployable())
                    .isGreaterThan(LEAST_SHARE);
            assertThat(METHOD.matcher(training(process.pid())).results())
                    .as(
                            "methods that %s would compile no further than its training did",
                            service.deployable())
                    .isEmpty();
        }
    }

    /** What another JVM, which loads nothing else, says of the cache of that process. */
    private static String training(long pid) throws IOException {
        var java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:AOTCache=app.aot",
                                "-XX:AOTMode=on",
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:+AOTPrintTrainingInfo",
                                "-cp",
                                "quarkus-run.jar",
                                "-version")
                        .directory(
                                Path.of("/proc", Long.toString(pid), "cwd").toRealPath().toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var output = java.inputReader()) {
            var training = output.lines().collect(Collectors.joining("\n"));
            assertThat(training).contains("Archived TrainingData");
            return training;
        }
    }

    private static Properties counters(long pid) throws IOException {
        var command = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var jcmd =
                new ProcessBuilder(command, Long.toString(pid), "PerfCounter.print")
                        .redirectErrorStream(true)
                        .start();
        var counters = new Properties();
        try (var output = jcmd.inputReader()) {
            counters.load(output);
        }
        return counters;
    }

    private static long count(Properties counters, String name) {
        assertThat(counters).containsKey(name);
        return Long.parseLong(counters.getProperty(name));
    }
}
