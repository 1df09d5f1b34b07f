// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.ChildProcess;
import io.temoin.platform.QuarkusApplication;
import io.temoin.platform.SourceTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the processes of a service run: what this checkout's build has packaged, or a command line,
 * such as one that runs an image. Settings are in the environment, and the paths among them are
 * those of this machine.
 */
public interface Program {

    /** How long a command may take; generous, since a whole suite may start beside it. */
    Duration COMMAND_LIMIT = Duration.ofMinutes(3);

    /** Starts a process without waiting for it; SIGTERM stops it. */
    ChildProcess start(String part, Path folder, Map<String, String> environment, Path log);

    /** Runs a command of the service, such as {@code migrate}, to its end. */
    void run(String part, String command, Path folder, Map<String, String> environment, Path log);

    /** Tells one build from another. */
    String build();

    /** How long a process may take to end. */
    Duration stopLimit();

    /** Of each service, what this checkout's build has packaged. */
    static Map<ServiceName, Program> packaged() {
        return packaged(SourceTree.root());
    }

    /** Of each service, what the build of a checkout has packaged, such as an earlier version. */
    static Map<ServiceName, Program> packaged(Path checkout) {
        var programs = new EnumMap<ServiceName, Program>(ServiceName.class);
        for (var name : ServiceName.values()) {
            programs.put(name, new Packaged(name, checkout));
        }
        return programs;
    }

    /**
     * A command line that runs the service, and with a further word that command of it. It must see
     * the folder of the suite at the same path.
     *
     * @param stopLimit how long it may take to end
     */
    static Program of(List<String> command, Duration stopLimit) {
        return new CommandLine(command, stopLimit);
    }

    /** The JVM that would run in production too. */
    record Packaged(ServiceName name, Path checkout) implements Program {

        private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

        @Override
        public ChildProcess start(
                String part, Path folder, Map<String, String> environment, Path log) {
            return application(part).start(folder, List.of(), environment, log);
        }

        @Override
        public void run(
                String part,
                String command,
                Path folder,
                Map<String, String> environment,
                Path log) {
            application(part).run(folder, command, environment, log, COMMAND_LIMIT);
        }

        @Override
        public String build() {
            return application(name.deployable()).build();
        }

        @Override
        public Duration stopLimit() {
            return STOP_LIMIT;
        }

        private QuarkusApplication application(String part) {
            return QuarkusApplication.of(part, checkout.resolve(name.deployable()));
        }
    }

    /** A command line. */
    record CommandLine(List<String> command, Duration stopLimit) implements Program {

        @Override
        public ChildProcess start(
                String part, Path folder, Map<String, String> environment, Path log) {
            return ChildProcess.start(part, command, environment, log);
        }

        @Override
        public void run(
                String part,
                String command,
                Path folder,
                Map<String, String> environment,
                Path log) {
            var words = Stream.concat(this.command.stream(), Stream.of(command)).toList();
            ChildProcess.start(part, words, environment, log).awaitSuccess(COMMAND_LIMIT);
        }

        @Override
        public String build() {
            return String.join(" ", command);
        }
    }
}
