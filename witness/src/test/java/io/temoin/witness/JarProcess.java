// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged program as a process of its own. */
final class JarProcess implements AutoCloseable {

    private static final Pattern LISTENS =
            Pattern.compile("listening on http://127\\.0\\.0\\.1:(\\d+)");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String JAR = System.getProperty("temoin.witness.jar");

    private final Process process;
    private final BufferedReader errors;
    private final int port;

    private JarProcess(Process process) throws IOException {
        this.process = process;
        this.errors = process.errorReader(StandardCharsets.UTF_8);
        this.port = listening();
    }

    /** Runs a command to its end. */
    static Ran run(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(List.of(), arguments)).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out, err);
    }

    /** The exit code, and what was printed. */
    record Ran(int exit, String out, String err) {}

    /** Starts the witness on a free port, and waits until it listens. */
    static JarProcess witness(Path folder, Path logs, List<String> jvm) throws IOException {
        return new JarProcess(new ProcessBuilder(command(jvm, arguments(folder, logs))).start());
    }

    /** The same in a shell that first says what its processes may do. */
    static JarProcess limited(Path folder, Path logs, String limit) throws IOException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", limit + "; exec \"$@\"", "sh"));
        shell.addAll(command(List.of("-XX:-UsePerfData"), arguments(folder, logs)));
        return new JarProcess(new ProcessBuilder(shell).start());
    }

    private static String[] arguments(Path folder, Path logs) {
        return new String[] {
            "run",
            "--state",
            folder.toString(),
            "--logs",
            logs.toString(),
            "--listen",
            "127.0.0.1:0"
        };
    }

    private static List<String> command(List<String> jvm, String... arguments) {
        return Stream.of(
                        List.of(
                                JAVA.toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1"),
                        jvm,
                        List.of("-jar", JAR),
                        List.of(arguments))
                .flatMap(List::stream)
                .toList();
    }

    private int listening() throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            said.add(line);
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) {
                return Integer.parseInt(listens.group(1));
            }
        }
        throw new AssertionError("it ended and said " + said);
    }

    int port() {
        return port;
    }

    /** The next line of its log that has this text. */
    String line(String text) throws IOException {
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("it ended without saying " + text);
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
