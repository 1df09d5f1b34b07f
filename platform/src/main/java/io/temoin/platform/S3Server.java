// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * An S3 server (S3Proxy) on 127.0.0.1, in a JVM of its own, that verifies signatures and keeps each
 * bucket in a folder. It knows neither versions nor object lock; for versions there is {@link
 * MotoServer}.
 */
public final class S3Server implements Component {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final String NAME = "S3";

    /** Whom it knows; what it keeps belongs to tests, so this is no secret. */
    public static final String ACCESS_KEY = "temoin";

    /** The only caller's secret. */
    public static final String SECRET_KEY = "temoin-of-the-tests";

    private final int port;
    private final Path settings;
    private final Path log;
    private ChildProcess process;

    private S3Server(int port, Path settings, Path log, ChildProcess process) {
        this.port = port;
        this.settings = settings;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a server and returns when it listens.
     *
     * @param dataDirectory has a folder for each bucket
     * @throws ComponentFailure when the port is taken or the server does not come up
     */
    public static S3Server start(Path dataDirectory, int port, Path log) {
        Leftovers.stop(dataDirectory);
        FreePorts.require(port, NAME);
        var settings = writeSettings(dataDirectory.toAbsolutePath().normalize(), port);
        var server = new S3Server(port, settings, log, launch(settings, log));
        server.awaitListening();
        return server;
    }

    /** Where it answers; buckets are the first part of the path. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Makes a bucket, unless there is one of this name.
     *
     * @return its folder, in which each object is a file
     */
    public Path createBucket(String name) {
        try {
            // What others may read in the file system is public to this server.
            return Files.createDirectories(
                    buckets(settings.resolveSibling("")).resolve(name),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path buckets(Path dataDirectory) {
        return dataDirectory.resolve("buckets");
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
        FreePorts.require(port, NAME);
        process = launch(settings, log);
        awaitListening();
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    private void awaitListening() {
        process.await(START_LIMIT, () -> FreePorts.isListenedOn(port));
    }

    private static ChildProcess launch(Path settings, Path log) {
        var classPath =
                SourceTree.built("classes")
                        + File.pathSeparator
                        + SourceTree.built("s3/lib")
                        + File.separator
                        + "*";
        return ChildProcess.start(
                NAME,
                List.of(
                        ChildProcess.java(),
                        Leftovers.mark(settings.resolveSibling("")),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        // It sends what is printed to its log, which would print it again.
                        "-Dorg.slf4j.simpleLogger.cacheOutputStream=true",
                        "-cp",
                        classPath,
                        "io.temoin.platform.S3Main",
                        settings.toString()),
                Map.of(),
                log);
    }

    private static Path writeSettings(Path directory, int port) {
        var properties = new Properties();
        properties.putAll(
                Map.of(
                        "s3proxy.endpoint",
                        "http://127.0.0.1:" + port,
                        "s3proxy.authorization",
                        "aws-v4",
                        "s3proxy.identity",
                        ACCESS_KEY,
                        "s3proxy.credential",
                        SECRET_KEY,
                        // Of encryption at rest, which it does not have.
                        "s3proxy.ignore-unknown-headers",
                        "true",
                        "jclouds.provider",
                        "filesystem-nio2",
                        "jclouds.filesystem.basedir",
                        buckets(directory).toString()));
        try {
            Files.createDirectories(buckets(directory));
            var file = directory.resolve("server.properties");
            Files.writeString(
                    file,
                    properties.stringPropertyNames().stream()
                            .sorted()
                            .map(name -> name + "=" + properties.getProperty(name))
                            .collect(Collectors.joining("\n", "", "\n")));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
