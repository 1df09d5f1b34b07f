// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A packaged Quarkus application of this checkout, and how a process of it is started. */
public final class QuarkusApplication {

    private static final String JAR = "quarkus-run.jar";

    private static final List<String> JVM_FLAGS =
            List.of(
                    "-Xms64m",
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-XX:MaxDirectMemorySize=96m",
                    "-XX:ReservedCodeCacheSize=96m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--sun-misc-unsafe-memory-access=allow");

    private static final String CACHE = "app.aot";

    /**
     * Of the JVMs that make a cache. How methods were compiled is not recorded: a service would
     * compile none of them any further than the training did, and take a third more CPU time for
     * each request for as long as it runs. The profiles of the second compiler cost a start more
     * than they bring. And JDK 25 mixes up some of the adapters that it stores, and warns of it at
     * each start (JDK-8364929).
     */
    static final List<String> TRAINING =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    // Hundreds of lines name classes that cannot be in a cache.
                    "-Xlog:aot=error",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-AOTRecordTraining",
                    "-XX:-AOTAdapterCaching",
                    "-XX:-AOTStubCaching");

    private final String name;
    private final Path folder;

    private QuarkusApplication(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    /**
     * The application that a module's build has packaged.
     *
     * @param name of the process, in failures
     * @param module folder of the module, below the root of the checkout
     * @throws ComponentFailure when it has not been built
     */
    public static QuarkusApplication of(String name, String module) {
        return of(name, SourceTree.root().resolve(module));
    }

    /** The same of any checkout, by the module's folder. */
    public static QuarkusApplication of(String name, Path module) {
        Path folder = module.toAbsolutePath().resolve("target/quarkus-app");
        if (!Files.exists(folder.resolve(JAR))) {
            throw new ComponentFailure(
                    folder.resolve(JAR) + " is missing: build it with ./mvnw package.");
        }
        return new QuarkusApplication(name, folder);
    }

    /**
     * Tells one build from another: a digest of the suite's own classes and resources in it, of
     * what Quarkus generates, and of the names of all jars.
     */
    public String build() {
        try (var files = Files.walk(folder)) {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var jar : files.filter(QuarkusApplication::isJar).sorted().toList()) {
                digest.update(folder.relativize(jar).toString().getBytes(StandardCharsets.UTF_8));
                if (isOwn(jar)) {
                    digest.update(Files.readAllBytes(jar));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new ComponentFailure(folder + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar");
    }

    private boolean isOwn(Path jar) {
        return !jar.startsWith(folder.resolve("lib"))
                || jar.getFileName().toString().startsWith("io.temoin.");
    }

    /**
     * Dates its jars. A cache holds for jars of the same size and time; these have new times after
     * each packaging, though they are the same.
     */
    void date(Instant instant) {
        try (var files = Files.walk(folder)) {
            for (var jar : files.filter(QuarkusApplication::isJar).toList()) {
                Files.setLastModifiedTime(jar, FileTime.from(instant));
            }
        } catch (IOException e) {
            throw new ComponentFailure(folder + " cannot be dated: " + e.getMessage(), e);
        }
    }

    /** Where its ahead-of-time cache belongs. */
    Path cache() {
        return folder.resolve(CACHE);
    }

    /**
     * Starts a process without waiting for it to be ready. It works in the application's own
     * folder, since the ahead-of-time cache holds only for the class path of the build, {@code
     * quarkus-run.jar} without a folder. So paths in its environment must be absolute.
     *
     * @param mark folder that the process works on, by which {@link Leftovers} know it
     * @param extraFlags more flags for the JVM
     */
    public ChildProcess start(
            Path mark, List<String> extraFlags, Map<String, String> environment, Path log) {
        return start(mark, extraFlags, List.of(), environment, log);
    }

    /**
     * Runs one of its commands, such as {@code migrate}, and returns when it has ended.
     *
     * @param mark folder that the process works on, by which {@link Leftovers} know it
     * @throws ComponentFailure with the end of its log when it fails, or does not end in time
     */
    public void run(
            Path mark, String command, Map<String, String> environment, Path log, Duration limit) {
        start(mark, List.of(), List.of(command), environment, log).awaitSuccess(limit);
    }

    /** Starts a process that, when it ends, writes down what it has loaded. */
    ChildProcess startRecording(
            Path mark, Path configuration, Map<String, String> environment, Path log) {
        var flags = List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration);
        return launch(mark, concat(flags, TRAINING), List.of(), environment, log);
    }

    /**
     * Makes a cache of what was recorded.
     *
     * @param made the file to write
     * @throws ComponentFailure with the end of its log when it cannot be made
     */
    void writeCache(Path mark, Path configuration, Path made, Path log, Duration limit) {
        var flags =
                List.of(
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + configuration,
                        "-XX:AOTCache=" + made);
        launch(mark, concat(flags, TRAINING), List.of(), Map.of(), log).awaitSuccess(limit);
    }

    /** A cache of another JDK is ignored; a quick build makes none. */
    private List<String> withCache() {
        return Files.exists(cache()) ? List.of("-XX:AOTCache=" + CACHE) : List.of();
    }

    private static List<String> concat(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private ChildProcess start(
            Path mark,
            List<String> extraFlags,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        return launch(mark, concat(withCache(), extraFlags), arguments, environment, log);
    }

    private ChildProcess launch(
            Path mark,
            List<String> moreFlags,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        command.addAll(JVM_FLAGS);
        command.addAll(moreFlags);
        command.addAll(List.of(Leftovers.mark(mark), "-jar", JAR));
        command.addAll(arguments);
        Map<String, String> all = new HashMap<>(environment);
        // The C library keeps an arena per thread otherwise, tens of megabytes that nobody uses.
        all.put("MALLOC_ARENA_MAX", "2");
        return ChildProcess.start(name, command, folder, all, log);
    }
}
