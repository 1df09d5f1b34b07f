// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.ChildProcess;
import io.temoin.platform.Component;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** A replica of one of the four services, as the JVM that would run in production too. */
public final class ServiceProcess implements Component {

    // Generous: four services and Keycloak start at once on two cores.
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
    // An upgrade that meets a process on its way up or down ends in a protocol error.
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(REQUEST_LIMIT)
                    .build();

    private final String part;
    private final ServiceName name;
    private final Program program;
    private final SuiteState.ReplicaPorts ports;
    private final Path folder;
    private final Path log;
    private final Supplier<Map<String, String>> environment;
    private ChildProcess process;

    private ServiceProcess(
            String part,
            ServiceName name,
            Program program,
            SuiteState.ReplicaPorts ports,
            Path folder,
            Path log,
            Supplier<Map<String, String>> environment) {
        this.part = part;
        this.name = name;
        this.program = program;
        this.ports = ports;
        this.folder = folder;
        this.log = log;
        this.environment = environment;
        this.process = start();
    }

    /**
     * Starts the replica without waiting for it.
     *
     * @param part what it is called among the parts of its suite
     * @param program what its process runs
     * @param environment asked at every start, since the demo clock moves between two starts
     */
    static ServiceProcess launch(
            String part,
            ServiceName name,
            Program program,
            SuiteState.ReplicaPorts ports,
            Path folder,
            Path log,
            Supplier<Map<String, String>> environment) {
        return new ServiceProcess(part, name, program, ports, folder, log, environment);
    }

    /** What it is called among the parts of its suite. */
    String part() {
        return part;
    }

    /** Where it listens for requests. */
    int port() {
        return ports.http();
    }

    /** Which service it is. */
    public ServiceName name() {
        return name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    /** Returns when it says of itself that it is ready. */
    public void awaitReady() {
        process.await(START_LIMIT, () -> isReady(ports));
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() {
        process = start();
        awaitReady();
    }

    @Override
    public void close() {
        process.stop(program.stopLimit());
    }

    static boolean isReady(SuiteState.ReplicaPorts ports) {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/q/health/ready"
                                                .formatted(ports.management())))
                        .timeout(REQUEST_LIMIT)
                        .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComponentFailure("Interrupted while waiting for a service.", e);
        }
    }

    private ChildProcess start() {
        FreePorts.require(ports.http(), part);
        FreePorts.require(ports.management(), part);
        return program.start(part, folder, environment.get(), log);
    }
}
