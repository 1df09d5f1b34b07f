// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One child process with its log file. It runs in a session of its own where the system offers one,
 * so that Ctrl-C reaches the launcher alone, which then stops its children in order.
 */
public final class ChildProcess {

    private static final int LOG_TAIL = 15;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts the command; what it prints is appended to the log file.
     *
     * @param environment added to the environment of this JVM
     */
    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path log) {
        return start(name, command, Path.of(""), environment, log);
    }

    /** The same in a folder of its own. */
    static ChildProcess start(
            String name,
            List<String> command,
            Path folder,
            Map<String, String> environment,
            Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder =
                    new ProcessBuilder(inOwnSession(command))
                            .directory(folder.toAbsolutePath().toFile())
                            .redirectErrorStream(true)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new ChildProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new ComponentFailure(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** The {@code java} of the JVM that runs now. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /**
     * The code it ended with; 128 and the number of the signal, if one ended it.
     *
     * @throws IllegalThreadStateException while it runs
     */
    public int exitCode() {
        return process.exitValue();
    }

    /** The file it writes to. */
    public Path log() {
        return log;
    }

    /** Completes when it ends, for whatever reason. */
    public CompletableFuture<ProcessHandle> onExit() {
        return process.toHandle().onExit();
    }

    /**
     * Waits until the condition holds, for as long as the process makes {@link Progress}.
     *
     * @param limit for how long it may stand still
     * @throws ComponentFailure with the end of the log when it dies or stands still before
     */
    public void await(Duration limit, BooleanSupplier ready) {
        var progress = new Progress(limit, log, this::cpuNanos, System::nanoTime);
        while (!ready.getAsBoolean()) {
            if (ended(POLL_INTERVAL)) {
                throw failed("ended with code %d while starting".formatted(process.exitValue()));
            }
            if (progress.hasStopped()) {
                throw failed("is not ready " + progress.inWords());
            }
        }
    }

    /**
     * Waits for the end of a command that does one thing, for as long as it makes {@link Progress};
     * then it is killed.
     *
     * @param limit for how long it may stand still
     * @throws ComponentFailure with the end of the log for any exit code but 0, and when it stands
     *     still
     */
    public void awaitSuccess(Duration limit) {
        var progress = new Progress(limit, log, this::cpuNanos, System::nanoTime);
        while (!ended(POLL_INTERVAL)) {
            if (progress.hasStopped()) {
                kill();
                throw failed("has not finished " + progress.inWords());
            }
        }
        if (process.exitValue() != 0) {
            throw failed("ended with code %d".formatted(process.exitValue()));
        }
    }

    /** Why it is of no use, with the end of its log. */
    ComponentFailure failed(String how) {
        return new ComponentFailure(
                "%s %s; the end of %s:%n%s".formatted(name, how, log, logTail()));
    }

    /** Asks it to end (SIGTERM) and, once the grace has passed, kills it. */
    public void stop(Duration grace) {
        process.destroy();
        if (!ended(grace)) {
            kill();
        }
    }

    /** Kills it and everything it started, at once (SIGKILL), and waits until all are gone. */
    public void kill() {
        killTree(process.toHandle());
    }

    /** Kills a process with all its descendants and waits until they are gone. */
    static void killTree(ProcessHandle root) {
        var tree = new ArrayList<ProcessHandle>();
        tree.add(root);
        root.descendants().forEach(tree::add);
        tree.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture.allOf(
                            tree.stream()
                                    .map(ProcessHandle::onExit)
                                    .toArray(CompletableFuture<?>[]::new))
                    .orTimeout(KILL_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new ComponentFailure(
                    "Process %d and its children are still running %d s after they were killed."
                            .formatted(root.pid(), KILL_LIMIT.toSeconds()),
                    e);
        }
    }

    /** CPU time of the process; of what it started, too, since it may only wait for that. */
    private long cpuNanos() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .flatMap(handle -> handle.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }

    private boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComponentFailure("Interrupted while waiting for " + name + ".", e);
        }
    }

    private String logTail() {
        try {
            var lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> inOwnSession(List<String> command) {
        var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(
                        setsid ->
                                Stream.concat(Stream.of(setsid.toString()), command.stream())
                                        .toList())
                .orElse(command);
    }
}
