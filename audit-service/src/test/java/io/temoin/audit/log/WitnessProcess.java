// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.transparency.note.VerifierKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A witness as an auditor runs it: a process of its own. */
final class WitnessProcess implements AutoCloseable {

    private static final String PROGRAM = "io.temoin.witness.WitnessProgram";

    private final Process process;

    private WitnessProcess(Process process) {
        this.process = process;
    }

    /** Makes the key of a new witness. */
    static VerifierKey init(String name, Path state) throws IOException {
        return init(name, state, "ed25519").getFirst();
    }

    /** Makes the keys of a new witness. */
    static List<VerifierKey> init(String name, Path state, String keys) throws IOException {
        Process init =
                program(
                                List.of(
                                        "init",
                                        "--name",
                                        name,
                                        "--keys",
                                        keys,
                                        "--state",
                                        state.toString()))
                        .start();
        try (BufferedReader lines = init.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().map(VerifierKey::parse).toList();
        }
    }

    /** Starts it; returns when it listens. */
    static WitnessProcess start(Path state, Path logs, int port) throws IOException {
        Process process =
                program(
                                List.of(
                                        "run",
                                        "--state",
                                        state.toString(),
                                        "--logs",
                                        logs.toString(),
                                        "--listen",
                                        "127.0.0.1:" + port))
                        .start();
        BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains("listening on")) {
                Thread.startVirtualThread(() -> lines.lines().forEach(_ -> {}));
                return new WitnessProcess(process);
            }
        }
        throw new IllegalStateException("the witness did not start: " + process.exitValue());
    }

    /** {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static ProcessBuilder program(List<String> words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                PROGRAM));
        command.addAll(words);
        return new ProcessBuilder(command);
    }
}
