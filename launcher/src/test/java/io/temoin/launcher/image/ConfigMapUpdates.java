// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What an operator and the kubelet do when a ConfigMap changes: the new file gets into the volume
 * of the pod that runs.
 */
final class ConfigMapUpdates implements AutoCloseable {

    private final ScheduledExecutorService schedule =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("config-map-updates").factory());

    /**
     * Copies the file into the volume whenever it differs, until closed.
     *
     * @param file what the operator writes; it need not exist yet
     */
    ConfigMapUpdates(Path file, Path volume) {
        var _ =
                schedule.scheduleWithFixedDelay(
                        () -> update(file, volume.resolve(file.getFileName())),
                        0,
                        200,
                        TimeUnit.MILLISECONDS);
    }

    private static void update(Path from, Path to) {
        try {
            if (Files.exists(from) && Files.mismatch(from, to) >= 0) {
                var unfinished = to.resolveSibling(".unfinished");
                Files.copy(from, unfinished, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(
                        unfinished, PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            // The witness would never cosign, and the story says so; this says why.
            System.out.println("The watched logs could not be updated: " + e);
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
