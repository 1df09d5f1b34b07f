// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.platform.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The previous version, from git, in a worktree that exists until this is closed: the last release
 * (a tag {@code v…}) before the version that is checked out, or, as long as there is none, the
 * commit that {@code previous-version.txt} names.
 */
final class PreviousCheckout implements AutoCloseable {

    private static final String RECORD = "/previous-version.txt";
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);

    private final Path repository;
    private final Path folder;
    private final String version;

    private PreviousCheckout(Path repository, Path folder, String version) {
        this.repository = repository;
        this.folder = folder;
        this.version = version;
    }

    /**
     * Adds the worktree.
     *
     * @param repository a checkout of the version under test
     * @param folder where the worktree and the log of its build may be
     */
    static PreviousCheckout in(Path repository, Path folder) {
        return in(repository, folder, recorded());
    }

    /** The same with another record. */
    static PreviousCheckout in(Path repository, Path folder, String recorded) {
        var version = lastRelease(repository, folder).orElse(recorded);
        var checkout = new PreviousCheckout(repository, folder, version);
        checkout.git("worktree", "add", "--detach", checkout.tree().toString(), version);
        return checkout;
    }

    /** A tag or a commit. */
    String version() {
        return version;
    }

    /** The root folder of the worktree. */
    Path tree() {
        return folder.resolve("previous-version");
    }

    /**
     * Packages the services, without tests, checks and caches. Nothing of it gets into the local
     * Maven repository, where it could be taken for the version under test.
     *
     * @param settings options of the running Maven that this one needs too
     * @return the root folder of the worktree
     */
    Path packaged(List<String> settings) {
        var services =
                Arrays.stream(ServiceName.values())
                        .map(ServiceName::deployable)
                        .collect(Collectors.joining(","));
        var command = new ArrayList<String>();
        command.addAll(List.of(tree().resolve("mvnw").toString(), "-B"));
        command.addAll(settings);
        command.addAll(List.of("-f", tree().resolve("pom.xml").toString()));
        command.addAll(List.of("-pl", services, "-am", "-Dquick", "-DskipTests", "-DskipITs"));
        command.addAll(List.of("-Dtraining.skip", "-DskipSbom", "-DskipLint"));
        command.addAll(List.of("-Djacoco.skip", "-Dspotless.check.skip", "package"));
        ChildProcess.start(
                        "The build of " + version,
                        command,
                        Map.of(),
                        folder.resolve("previous-version.log"))
                .awaitSuccess(BUILD_LIMIT);
        return tree();
    }

    /** Of the Maven that runs this test: whether it is offline, and its local repository. */
    static List<String> runningMaven() {
        var settings = new ArrayList<String>();
        if ("offline: true".equals(System.getProperty("temoin.maven.offline"))) {
            settings.add("-o");
        }
        var local = System.getProperty("temoin.maven.repository");
        if (local != null) {
            settings.add("-Dmaven.repo.local=" + local);
        }
        return settings;
    }

    /** Removes the worktree, with all that was built in it. */
    @Override
    public void close() {
        git("worktree", "remove", "--force", tree().toString());
    }

    /** Not a release of the commit under test; candidates come before the release they are for. */
    private static Optional<String> lastRelease(Path repository, Path folder) {
        return git(
                        repository,
                        folder,
                        List.of(
                                "-c",
                                "versionsort.suffix=-",
                                "tag",
                                "--list",
                                "v*",
                                "--merged=HEAD",
                                "--no-contains=HEAD",
                                "--sort=-version:refname"))
                .lines()
                .findFirst();
    }

    private static String recorded() {
        try (var record = PreviousCheckout.class.getResourceAsStream(RECORD)) {
            if (record == null) {
                throw new Failure(RECORD + " is missing.");
            }
            return new String(record.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.joining())
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void git(String... arguments) {
        git(repository, folder, List.of(arguments));
    }

    /** What it printed. */
    private static String git(Path repository, Path folder, List<String> arguments) {
        var command =
                Stream.concat(Stream.of("git", "-C", repository.toString()), arguments.stream())
                        .toList();
        var errors = folder.resolve("git.log");
        try {
            var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Failure(
                        "%s failed: %s"
                                .formatted(String.join(" ", command), Files.readString(errors)));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while waiting for git.");
        }
    }
}
