// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.ChildProcess;
import io.temoin.platform.Component;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.FreePorts;
import io.temoin.platform.Leftovers;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The witness of the audit log, as an auditor would run it on a machine of its own. It knows the
 * logs that the operator has told it of: see {@link SuiteFolder#watch}.
 */
public final class WitnessProcess implements Component {

    /** What it signs as. */
    public static final String NAME = "witness.demo.example/temoin";

    static final String PART = "temoin-witness";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

    private final SuiteFolder folder;
    private final int port;
    private ChildProcess process;

    private WitnessProcess(SuiteFolder folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = run();
    }

    /**
     * Makes its key the first time, writes the policy that names it, and starts it; returns when it
     * listens.
     */
    static WitnessProcess start(SuiteFolder folder, int port) {
        folder.writeWitnesses(
                """
                witness demo %s http://127.0.0.1:%d
                quorum demo
                """
                        .formatted(key(folder), port));
        var witness = new WitnessProcess(folder, port);
        witness.awaitListening();
        return witness;
    }

    /** The verifier key, of a witness that is made when there is none. */
    private static String key(SuiteFolder folder) {
        var state = folder.witness().resolve("state");
        var made = Files.exists(state.resolve("witness.key"));
        var said =
                made
                        ? output(folder, List.of("show", "--state", state.toString()))
                        : output(
                                folder,
                                List.of("init", "--name", NAME, "--state", state.toString()));
        return said.lines()
                .map(line -> line.startsWith("witness ") ? line.substring(8).strip() : line)
                .filter(line -> line.startsWith(NAME + "+"))
                .findFirst()
                .orElseThrow(() -> new ComponentFailure(PART + " has no key: " + said));
    }

    private static String output(SuiteFolder folder, List<String> words) {
        try {
            Files.createDirectories(folder.witness());
            var out = Files.createTempFile(folder.witness(), "command", ".out");
            try {
                var command = ChildProcess.start(PART, java(folder, words), Map.of(), out);
                command.awaitSuccess(COMMAND_LIMIT);
                return Files.readString(out, StandardCharsets.UTF_8);
            } finally {
                Files.delete(out);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> java(SuiteFolder folder, List<String> words) {
        var jar = SourceTree.root().resolve("witness/target/temoin-witness.jar");
        if (!Files.exists(jar)) {
            throw new ComponentFailure(jar + " is missing: build it with ./mvnw package.");
        }
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        // It holds one checkpoint of each log, and verifies a few signatures a second.
        command.addAll(List.of("-Xms16m", "-Xmx48m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", Leftovers.mark(folder.witness())));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(words);
        return command;
    }

    private ChildProcess run() {
        FreePorts.require(port, PART);
        Path logs = folder.watchedLogs();
        List<String> words =
                List.of(
                        "run",
                        "--state",
                        folder.witness().resolve("state").toString(),
                        "--logs",
                        logs.toString(),
                        "--listen",
                        "127.0.0.1:" + port);
        // The C library keeps an arena per thread otherwise.
        return ChildProcess.start(
                PART, java(folder, words), Map.of("MALLOC_ARENA_MAX", "2"), folder.log(PART));
    }

    private void awaitListening() {
        process.await(START_LIMIT, () -> Probe.listens(port));
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() {
        process = run();
        awaitListening();
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }
}
