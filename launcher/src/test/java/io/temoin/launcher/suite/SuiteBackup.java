// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.Component;
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
 * does (PostgreSQL 18, 25.3.4: a low-level base backup), and the folders of the services with
 * keysets and audio. Topics are not in it.
 */
public final class SuiteBackup {

    private static final String WAL = "pg_wal";
    private static final Set<String> OF_THE_PROCESS = Set.of("postmaster.pid", "postmaster.opts");

    private final Suite suite;
    private final Path folder;

    private SuiteBackup(Suite suite, Path folder) {
        this.suite = suite;
        this.folder = folder;
    }

    /** Takes one. */
    public static SuiteBackup of(Suite suite, Path folder) {
        var backup = new SuiteBackup(suite, folder);
        backup.backUpDatabases();
        copy(backup.services(), folder.resolve("services"), Set.of());
        return backup;
    }

    private void backUpDatabases() {
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

    /** Kills services and database server and deletes what they had, as a lost data centre does. */
    public void loseEverything() {
        services(suite).forEach(Component::kill);
        suite.postgres().kill();
        delete(databases());
        delete(services());
    }

    /** Brings the backup back, and starts the database server on it, but no service. */
    public void restore() {
        copy(folder.resolve("postgresql"), databases(), Set.of());
        copy(folder.resolve("services"), services(), Set.of());
        suite.postgres().restart();
    }

    /** Starts the services again; returns when each is ready. */
    public void startServices() {
        services(suite).parallel().forEach(Component::restart);
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
