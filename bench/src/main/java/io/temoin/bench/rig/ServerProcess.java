// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.FreePorts;
import io.temoin.platform.QuarkusApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A server under measurement: a process that answers HTTP. */
public final class ServerProcess implements AutoCloseable {

    /**
     * A measurement without the cache would be one of something else. Not asked of a profiled run.
     */
    private static final String CACHE_OR_NOTHING = "-XX:AOTMode=on";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int LOOK_MS = 5;

    private final Supplier<ChildProcess> launch;
    private final URI address;
    private final URI ready;
    private ChildProcess process;
    private long began = System.nanoTime();
    private double readyMillis;

    private ServerProcess(Supplier<ChildProcess> launch, URI address, URI ready) {
        this.launch = launch;
        this.address = address;
        this.ready = ready;
        this.process = launch.get();
    }

    /**
     * Starts a Quarkus application and waits until it is ready.
     *
     * @param module folder of its module, below the source tree
     * @param ready path that answers 200 once it is; on the management port for a service
     * @param managed whether it has a management port
     * @param folder working folder, for its log; also marks the process as ours
     */
    static ServerProcess java(
            String module,
            String ready,
            boolean managed,
            Map<String, String> environment,
            Path folder) {
        QuarkusApplication application = QuarkusApplication.of(folder.getFileName() + "", module);
        int port = FreePorts.any();
        int management = managed ? FreePorts.any() : port;
        Map<String, String> all = new HashMap<>();
        // Nobody balances load in most figures, so nobody needs time to notice that a server goes.
        all.put("TEMOIN_SHUTDOWN_DELAY", "0s");
        all.putAll(environment);
        all.put("TEMOIN_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        List<String> extra = extraFlags();
        List<String> flags = extra.isEmpty() ? List.of(CACHE_OR_NOTHING) : extra;
        return started(
                () -> application.start(folder, flags, all, folder.resolve("server.log")),
                port,
                local(management, ready));
    }

    /** Starts any other command that listens on {@code port}. */
    static ServerProcess start(
            List<String> command,
            Map<String, String> environment,
            Path folder,
            int port,
            URI ready) {
        return started(
                () ->
                        ChildProcess.start(
                                folder.getFileName().toString(),
                                command,
                                environment,
                                folder.resolve("server.log")),
                port,
                ready);
    }

    private static ServerProcess started(Supplier<ChildProcess> launch, int port, URI ready) {
        ServerProcess server = new ServerProcess(launch, local(port, ""), ready);
        try {
            server.awaitReady();
            return server;
        } catch (RuntimeException failure) {
            server.kill();
            throw failure;
        }
    }

    static URI local(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Where it listens. */
    public URI address() {
        return address;
    }

    /** Milliseconds from the start of the process to the first answer that it is ready. */
    public double readyMillis() {
        return readyMillis;
    }

    /** Physical memory it holds now, in MB. */
    public double residentMegabytes() {
        return memory("VmRSS:");
    }

    /** Physical memory it held at most since the start or the last {@link #forgetPeak}, in MB. */
    public double peakMegabytes() {
        return memory("VmHWM:");
    }

    /** CPU time it has used so far, in seconds. */
    public double cpuSeconds() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(used -> used.toNanos() / 1e9)
                .orElse(Double.NaN);
    }

    /** What a counter of a service has come to, by its name as Prometheus shows it. */
    public double counter(String name) {
        byte[] question = RequestTemplate.get(ready.resolve("/q/metrics"), null, "").fill(0, 0);
        try (HttpConnection connection = new HttpConnection(ready)) {
            return connection
                    .exchange(question)
                    .expectSuccess()
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts the peak anew. */
    public void forgetPeak() {
        try {
            Files.writeString(proc().resolve("clear_refs"), "5");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends it at once ({@code kill -9}). */
    public void kill() {
        process.kill();
    }

    /** Starts one that has ended again, at the same address, and waits until it is ready. */
    public void restart() {
        began = System.nanoTime();
        process = launch.get();
        awaitReady();
    }

    /** Asks it to end, and waits until it has. */
    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    private void awaitReady() {
        byte[] question = RequestTemplate.get(ready, null, "").fill(0, 0);
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady(question)) {
            if (!process.alive() || System.nanoTime() > deadline) {
                // Fails with the end of the log.
                process.await(Duration.ZERO, () -> false);
            }
            pause();
        }
        readyMillis = (System.nanoTime() - began) / 1e6;
    }

    private boolean isReady(byte[] question) {
        try (HttpConnection connection = new HttpConnection(ready)) {
            return connection.exchange(question).status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(LOOK_MS).toNanos());
    }

    private double memory(String line) {
        try {
            return Files.readString(proc().resolve("status"))
                    .lines()
                    .filter(each -> each.startsWith(line))
                    .mapToDouble(each -> Double.parseDouble(each.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path proc() {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    /** For a profiler: {@code BENCH_JVM_FLAGS="-XX:StartFlightRecording=filename=…"}. */
    private static List<String> extraFlags() {
        String flags = System.getenv().getOrDefault("BENCH_JVM_FLAGS", "");
        return flags.isBlank() ? List.of() : List.of(flags.strip().split("\\s+", -1));
    }
}
