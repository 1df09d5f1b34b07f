// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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
                    "--sun-misc-unsafe-memory-access=allow",
                    // Made by the build; a cache of another JDK is ignored.
                    "-XX:AOTCache=app.aot");

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

    /** Tells one build from another: a digest of the suite's own classes and resources in it. */
    public String build() {
        try (var jars = Files.walk(folder)) {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var jar : jars.filter(this::isOwn).sorted().toList()) {
                digest.update(Files.readAllBytes(jar));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new ComponentFailure(folder + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private boolean isOwn(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(".jar")
                && (file.startsWith(folder.resolve("app")) || name.startsWith("io.temoin."));
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

    private ChildProcess start(
            Path mark,
            List<String> extraFlags,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        command.addAll(JVM_FLAGS);
        command.addAll(extraFlags);
        command.addAll(List.of(Leftovers.mark(mark), "-jar", JAR));
        command.addAll(arguments);
        Map<String, String> all = new HashMap<>(environment);
        // The C library keeps an arena per thread otherwise, tens of megabytes that nobody uses.
        all.put("MALLOC_ARENA_MAX", "2");
        return ChildProcess.start(name, command, folder, all, log);
    }
}
