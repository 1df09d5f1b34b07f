// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * moto, which speaks the APIs of Amazon's services on 127.0.0.1 and keeps what it is told in
 * memory. For tests only.
 */
public final class MotoServer implements AutoCloseable {

    private static final String PROGRAM = "moto_server";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final int port;
    private final Path log;
    private final ChildProcess process;

    private MotoServer(int port, Path log) {
        this.port = port;
        this.log = log;
        this.process =
                ChildProcess.start(
                        PROGRAM,
                        List.of(program(), "-H", "127.0.0.1", "-p", Integer.toString(port)),
                        Map.of(),
                        log);
    }

    /**
     * Starts it and returns when it listens.
     *
     * @throws ComponentFailure when there is none on the machine
     */
    public static MotoServer start(Path log) {
        MotoServer server = new MotoServer(FreePorts.any(), log);
        server.process.await(START_LIMIT, () -> FreePorts.isListenedOn(server.port));
        return server;
    }

    /** Where all its services are. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Answers nothing more, and takes connections all the same. */
    public void hang() {
        signal("STOP");
    }

    /** Goes on after {@link #hang}. */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        ChildProcess.start(
                        "kill",
                        List.of("kill", "-s", name, Long.toString(process.pid())),
                        Map.of(),
                        log)
                .awaitSuccess(STOP_LIMIT);
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    /** Debian's first: another on the PATH may be a shim without a Python behind it. */
    private static String program() {
        String path = "/usr/bin" + File.pathSeparator + System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, PROGRAM))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(
                        () ->
                                new ComponentFailure(
                                        "KMS and versioned buckets are tested with moto, and"
                                                + " there is none on the PATH: install it (apt-get"
                                                + " install python3-moto python3-flask-cors)."));
    }
}
