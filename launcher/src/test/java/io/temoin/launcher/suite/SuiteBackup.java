// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.Component;
import io.temoin.platform.Concurrently;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an operator backs up while the suite runs: the database server, as {@code pg_basebackup}
 * does (PostgreSQL 18, 25.3.4: a low-level base backup; the program itself has to be of the
 * server's version, and few machines have that), the folders of the services with keysets, and the
 * bucket with the audio. Topics are not in it.
 */
public final class SuiteBackup {

    private static final String WAL = "pg_wal";
    private static final Set<String> OF_THE_PROCESS = Set.of("postmaster.pid", "postmaster.opts");

    private final Suite suite;
    private final AudioBucket bucket;
    private final Path folder;

    /**
     * @param folder in which the backup is kept
     */
    public SuiteBackup(Suite suite, AudioBucket bucket, Path folder) {
        this.suite = suite;
        this.bucket = bucket;
        this.folder = folder;
    }

    /** Backs up all databases. */
    public void backUpDatabases() {
        try (var session = suite.postgres().administrator("postgres");
                var statement = session.createStatement()) {
            statement.execute("select pg_backup_start('temoin', true)");
            copy(databases(), folder.resolve("postgresql"), Set.of(WAL));
            try (var end = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                end.next();
                Files.writeString(
                        folder.resolve("postgresql").resolve("backup_label"), end.getString(1));
            }
            copy(databases().resolve(WAL), folder.resolve("postgresql").resolve(WAL), Set.of());
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Backs up keysets and signing keys. */
    public void backUpKeys() {
        copy(services(), folder.resolve("services"), Set.of());
    }

    /**
     * Backs up the audio.
     *
     * @return how many bytes it has
     */
    public long backUpAudio() {
        return bucket.copyTo(folder.resolve("audio"));
    }

    /** How many bytes the databases have in the backup. */
    public long bytesOfDatabases() {
        try (var files = Files.walk(folder.resolve("postgresql"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Kills services, database server and object storage and deletes what they had, as a lost data
     * centre does.
     */
    public void loseEverything() {
        services(suite).forEach(Component::kill);
        suite.postgres().kill();
        delete(databases());
        delete(services());
        bucket.lose();
    }

    /** Brings the databases back, and starts their server, but no service. */
    public void restoreDatabases() {
        copy(folder.resolve("postgresql"), databases(), Set.of());
        suite.postgres().restart();
    }

    /** Brings keysets and signing keys back. */
    public void restoreKeys() {
        copy(folder.resolve("services"), services(), Set.of());
    }

    /** Brings the audio back. */
    public void restoreAudio() {
        bucket.putBack(folder.resolve("audio"));
    }

    /** Starts the services again; returns when each is ready. */
    public void startServices() {
        Concurrently.all(services(suite).map(service -> service::restart));
    }

    private static Stream<ServiceProcess> services(Suite suite) {
        return Stream.of(ServiceName.values()).flatMap(name -> suite.replicas(name).stream());
    }

    private Path databases() {
        return suite.folder().postgres();
    }

    private Path services() {
        return suite.folder().service(ServiceName.RECORDING).getParent();
    }

    private static void copy(Path from, Path to, Set<String> without) {
        try {
            Files.walkFileTree(from, new Copy(from, to, without));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** With the rights of each file: others must not read keys, and PostgreSQL is strict too. */
    private static final class Copy extends SimpleFileVisitor<Path> {

        private final Path from;
        private final Path to;
        private final Set<String> without;

        Copy(Path from, Path to, Set<String> without) {
            this.from = from;
            this.to = to;
            this.without = without;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            var target = to.resolve(from.relativize(folder));
            Files.createDirectories(target);
            Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(folder));
            return without.contains(from.relativize(folder).toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (OF_THE_PROCESS.contains(from.relativize(file).toString())) {
                return FileVisitResult.CONTINUE;
            }
            try {
                var target = to.resolve(from.relativize(file));
                Files.write(target, Files.readAllBytes(file));
                Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
            } catch (NoSuchFileException _) {
                // The server removed it meanwhile; the log of what it did is copied last.
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
