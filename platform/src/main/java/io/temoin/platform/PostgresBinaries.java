// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL server of this machine's system and processor, unpacked once per checkout from
 * zonky's binaries.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}; unpacked by whichever JVM comes first. */
    static Path unpacked() {
        var parent = SourceTree.root().resolve("platform/target/postgresql");
        var home = parent.resolve(platform());
        if (Files.isDirectory(home)) {
            return home;
        }
        try {
            Files.createDirectories(parent);
            unpackOnce(parent, home);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be unpacked into " + home, e);
        }
    }

    private static void unpackOnce(Path parent, Path home) throws IOException {
        try (var channel =
                        FileChannel.open(
                                parent.resolve(".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.isDirectory(home)) {
                return;
            }
            var unfinished = Files.createTempDirectory(parent, "unpacking-");
            unpack(unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void unpack(Path folder) throws IOException {
        var archive = "/postgres-" + platform() + ".txz";
        try (var packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new ComponentFailure(
                        "No PostgreSQL for this machine: " + archive + " is missing.");
            }
            try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(entry, tar, folder);
                }
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream bytes, Path folder)
            throws IOException {
        var path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException(
                    "The archive contains a path outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(path.getParent());
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(path.getParent());
            Files.copy(bytes, path);
            if ((entry.getMode() & 0100) != 0) {
                makeExecutable(path);
            }
        }
    }

    private static void makeExecutable(Path path) throws IOException {
        var permissions = Files.getPosixFilePermissions(path);
        permissions.addAll(
                Set.of(
                        PosixFilePermission.OWNER_EXECUTE,
                        PosixFilePermission.GROUP_EXECUTE,
                        PosixFilePermission.OTHERS_EXECUTE));
        Files.setPosixFilePermissions(path, permissions);
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arm = "aarch64".equals(System.getProperty("os.arch"));
        return (system.startsWith("mac") ? "darwin-" : "linux-") + (arm ? "arm_64" : "x86_64");
    }
}
