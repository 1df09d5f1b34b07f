// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Podman with images and containers of its own in a folder, as confined as the chart's pods. */
final class Podman implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final Path folder;
    private final String driver;

    Podman(Path folder) {
        this.folder = folder;
        createFolder(folder);
        // Copies of every layer work everywhere; layers one over the other do not in containers.
        this.driver = works("overlay") ? "overlay" : "vfs";
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder.resolve("networks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean works(String driver) {
        return run(command(driver, folder.resolve("probe"), List.of("info"))) == 0;
    }

    private static int run(List<String> command) {
        try {
            return builder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new AssertionError(command.getFirst() + " cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Fetches an image from an OCI layout; the name is the one in the layout. */
    void pull(Path layout, String name) {
        ask("pull", "--quiet", "oci:" + layout + ":" + name);
    }

    /** Calls an image by another name. */
    void tag(String name, String other) {
        ask("tag", name, other);
    }

    /** Where the files of an image lie. */
    Path files(String image) {
        return Path.of(ask("image", "mount", image));
    }

    /** The files of an image that can be executed, other than libraries. */
    List<String> programs(String image) throws IOException {
        var root = files(image);
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(Podman::isExecutable)
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> !file.matches(".*\\.so(\\.\\d+)*"))
                    .toList();
        }
    }

    private static boolean isExecutable(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream()
                    .anyMatch(permission -> permission.name().endsWith("_EXECUTE"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that the only container runs, as this machine counts processes. */
    long pid() {
        return pid(ask("ps", "--quiet"));
    }

    /** The process that a container runs. */
    long pid(String container) {
        return Long.parseLong(ask("inspect", "--format", "{{.State.Pid}}", container));
    }

    /**
     * A script that is this podman: for those who start one themselves.
     *
     * @return its path
     */
    Path script() throws IOException {
        var script = folder.resolve("podman.sh");
        var words = command(List.of()).stream().map(word -> "'" + word + "'").toList();
        Files.writeString(script, "#!/bin/sh\nexec " + String.join(" ", words) + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    /**
     * Runs an image as the chart does: its own user, nothing writable but {@code /tmp} and one
     * volume, no capability, half a gibibyte of memory.
     */
    Program program(String image, Path volume) {
        var words = new ArrayList<>(List.of("run", "--rm", "--read-only", "--cap-drop=all"));
        words.addAll(List.of("--security-opt=no-new-privileges", "--memory=512m"));
        words.addAll(List.of("--tmpfs=/tmp:rw,exec,size=64m", "--volume=" + volume + ":" + volume));
        // PostgreSQL, Kafka and Keycloak listen on 127.0.0.1.
        words.addAll(List.of("--network=host", "--env=TEMOIN_*"));
        words.addAll(List.of("--env=QUARKUS_*", "--env=KAFKA_*", image));
        return Program.of(command(words), STOP_LIMIT);
    }

    /** Takes everything away that it has mounted, so that the folder can be deleted. */
    @Override
    public void close() {
        ask("image", "unmount", "--all", "--force");
        for (var storage : List.of(folder, folder.resolve("probe"))) {
            unmount(storage.resolve("storage").resolve("overlay"));
        }
    }

    private static void unmount(Path mounted) {
        if (Files.isDirectory(mounted)) {
            run(List.of("umount", "--lazy", "--quiet", mounted.toString()));
        }
    }

    /** What it answers; fails if it does not work. */
    String ask(String... words) {
        try {
            var errors = Files.createTempFile(folder, "podman", ".err");
            var process = builder(command(List.of(words))).redirectError(errors.toFile()).start();
            var answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var status = process.waitFor();
            var said = Files.readString(errors);
            Files.delete(errors);
            assertThat(status).as(() -> String.join(" ", words) + ": " + said).isZero();
            return answer.strip();
        } catch (IOException e) {
            throw new AssertionError("podman cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        // A network of its own needs no rule of the firewall: nothing leaves this machine.
        builder.environment().put("NETAVARK_FW", "none");
        return builder;
    }

    private List<String> command(List<String> words) {
        return command(driver, folder, words);
    }

    private static List<String> command(String driver, Path folder, List<String> words) {
        var podman =
                Stream.of(
                        // This works with control groups of either version, without systemd.
                        "podman",
                        "--cgroup-manager=cgroupfs",
                        "--runtime=runc",
                        "--storage-driver=" + driver,
                        "--root=" + folder.resolve("storage"),
                        "--runroot=" + folder.resolve("run"),
                        "--network-config-dir=" + folder.resolve("networks"),
                        "--tmpdir=" + folder.resolve("tmp"));
        return Stream.concat(podman, words.stream()).toList();
    }
}
