// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A real file system of one megabyte, made without being root: a process in a user namespace of its
 * own mounts it, and the test reaches it through {@code /proc}. Gone when closed.
 */
public final class TinyDisk implements AutoCloseable {

    /** The process waits for the end of its input, so it cannot outlive the test. */
    private static final String MOUNT =
            "mount -t tmpfs -o size=1m,mode=700 tmpfs \"$0\" && echo ready && read wait";

    private final Process process;
    private final Path root;

    private TinyDisk(Process process, Path root) {
        this.process = process;
        this.root = root;
    }

    /**
     * Mounts one; empty where the system does not let ordinary users have namespaces.
     *
     * @param folder an empty folder to mount it on, seen by nobody but the process
     */
    public static Optional<TinyDisk> on(Path folder) throws IOException {
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    "unshare",
                                    "--user",
                                    "--map-root-user",
                                    "--mount",
                                    "sh",
                                    "-c",
                                    MOUNT,
                                    folder.toString())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException _) {
            return Optional.empty(); // no such command here
        }
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(output.readLine())) {
            process.destroy();
            return Optional.empty();
        }
        Path root = Path.of("/proc/" + process.pid() + "/root" + folder);
        return Optional.of(new TinyDisk(process, root));
    }

    /** Its root folder. */
    public Path root() {
        return root;
    }

    /** Takes room away, and gives it back when the returned file is deleted. */
    public Path fill(int bytes) throws IOException {
        return Files.write(root.resolve("filler"), new byte[bytes]);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
