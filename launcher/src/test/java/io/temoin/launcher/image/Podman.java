// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        // Copies of every layer work everywhere; layers one over the other do not in containers.
        this.driver = works("overlay") ? "overlay" : "vfs";
    }

    private boolean works(String driver) {
        return run(command(driver, folder.resolve("probe"), List.of("info"))) == 0;
    }

    private static int run(List<String> command) {
        try {
            return new ProcessBuilder(command)
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

    /** Where the files of an image lie. */
    Path files(String image) {
        return Path.of(ask("image", "mount", image));
    }

    /** The process that the only container runs, as this machine counts processes. */
    long pid() {
        var container = ask("ps", "--quiet");
        return Long.parseLong(ask("inspect", "--format", "{{.State.Pid}}", container));
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
            var process = new ProcessBuilder(command(List.of(words))).start();
            var answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var errors =
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(errors).isZero();
            return answer.strip();
        } catch (IOException e) {
            throw new AssertionError("podman cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
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
                        "--tmpdir=" + folder.resolve("tmp"));
        return Stream.concat(podman, words.stream()).toList();
    }
}
