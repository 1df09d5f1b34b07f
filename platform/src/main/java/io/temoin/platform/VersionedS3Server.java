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
 * An S3 server that knows versions of objects (moto, Debian's {@code python3-moto}) on 127.0.0.1.
 * It keeps everything in memory and takes any credentials, so it is for what {@link S3Server} lacks
 * only.
 */
public final class VersionedS3Server implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final String NAME = "moto_server";

    private final int port;
    private final ChildProcess process;

    private VersionedS3Server(int port, ChildProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a server on a free port and returns when it listens.
     *
     * @throws ComponentFailure when moto is not installed or does not come up
     */
    public static VersionedS3Server start(Path log) {
        int port = FreePorts.any();
        var process =
                ChildProcess.start(
                        NAME,
                        List.of(program(), "-H", "127.0.0.1", "-p", Integer.toString(port)),
                        Map.of(),
                        log);
        process.await(START_LIMIT, () -> FreePorts.isListenedOn(port));
        return new VersionedS3Server(port, process);
    }

    /** Where it answers. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    private static String program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, NAME))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(
                        () ->
                                new ComponentFailure(
                                        "Versioned buckets are tested with moto, and there is no"
                                                + " moto_server on the PATH: install it (apt-get"
                                                + " install python3-moto, pip install"
                                                + " moto[server])."));
    }
}
