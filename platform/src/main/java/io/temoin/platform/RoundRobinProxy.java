// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An nginx that hands the requests of a port to several servers in turn, all on 127.0.0.1. It knows
 * nothing of their health but that a connection was refused: then the next one is asked, as long as
 * nothing of the request has been sent or its method is idempotent.
 */
public final class RoundRobinProxy implements Component {

    /** What it is called among the parts of a suite. */
    public static final String NAME = "nginx";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final String SETTINGS = "nginx.conf";
    private static final String PID = "nginx.pid";

    /**
     * What it hands on.
     *
     * @param name of letters
     * @param port where it listens
     * @param servers the ports that it hands the requests to, in turn
     */
    public record Route(String name, int port, List<Integer> servers) {}

    private final Path folder;
    private final Path log;
    private final List<Route> routes;
    private ChildProcess process;

    private RoundRobinProxy(Path folder, Path log, List<Route> routes) {
        this.folder = folder;
        this.log = log;
        this.routes = List.copyOf(routes);
        this.process = launch();
    }

    /**
     * Starts it and returns when it listens.
     *
     * @param folder of its own
     * @throws ComponentFailure when there is no nginx on the PATH, or a port is taken
     */
    public static RoundRobinProxy start(Path folder, List<Route> routes, Path log) {
        stopLeftover(folder);
        Path absolute = folder.toAbsolutePath().normalize();
        write(absolute, routes);
        RoundRobinProxy proxy = new RoundRobinProxy(absolute, log, routes);
        proxy.awaitListening();
        return proxy;
    }

    /** Stops the one on this folder that a launcher left behind when it was killed. */
    public static void stopLeftover(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        pid(absolute.resolve(PID))
                .flatMap(ProcessHandle::of)
                .filter(process -> isOn(absolute, process))
                .ifPresent(ChildProcess::killTree);
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
        process = launch();
        awaitListening();
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    private ChildProcess launch() {
        for (Route route : routes) {
            FreePorts.require(route.port(), NAME);
        }
        return ChildProcess.start(
                NAME,
                List.of(program(), "-p", folder.toString(), "-c", SETTINGS, "-e", "stderr"),
                Map.of(),
                log);
    }

    private void awaitListening() {
        process.await(
                START_LIMIT,
                () -> routes.stream().allMatch(route -> FreePorts.isListenedOn(route.port())));
    }

    /** Debian has it where only root looks. */
    private static String program() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, NAME))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(
                        () ->
                                new ComponentFailure(
                                        "Several replicas need nginx in front of them, and there"
                                                + " is none on the PATH: install it (apt-get"
                                                + " install nginx, brew install nginx)."));
    }

    private static void write(Path folder, List<Route> routes) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(SETTINGS), settings(folder, routes));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * One worker, everything below its own folder, and nothing in between: bodies pass as they
     * come, since an upload may last as long as its call. The address of the client is told, since
     * limits of callers without a token count by it.
     */
    private static String settings(Path folder, List<Route> routes) {
        return """
        daemon off;
        worker_processes 1;
        pid %s;
        error_log stderr warn;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          client_max_body_size 0;
          proxy_http_version 1.1;
          proxy_request_buffering off;
          proxy_buffering off;
          proxy_connect_timeout 2s;
          proxy_read_timeout 1h;
          proxy_send_timeout 1h;
          proxy_set_header Connection "";
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-For $remote_addr;
          proxy_set_header X-Forwarded-Proto $scheme;
        %s}
        """
                .formatted(
                        folder.resolve(PID),
                        routes.stream().map(RoundRobinProxy::server).collect(Collectors.joining()));
    }

    private static String server(Route route) {
        return """
          upstream %1$s {
        %2$s    keepalive 64;
          }
          server {
            listen 127.0.0.1:%3$d;
            location / { proxy_pass http://%1$s; }
          }
        """
                .formatted(route.name(), upstream(route), route.port());
    }

    /**
     * None is taken out for a refused connection: the next is asked at once, and the one that has
     * just come back must be asked while the other goes.
     */
    private static String upstream(Route route) {
        return route.servers().stream()
                .map("    server 127.0.0.1:%d max_fails=0;\n"::formatted)
                .collect(Collectors.joining());
    }

    private static Optional<Long> pid(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(Long.valueOf(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Its title has its command line, as one word; a number may be another process's by now. */
    private static boolean isOn(Path folder, ProcessHandle process) {
        Path title = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Files.exists(title)
                    && Files.readString(title, StandardCharsets.ISO_8859_1)
                            .contains("-p " + folder);
        } catch (IOException _) {
            return false; // it has ended since
        }
    }
}
