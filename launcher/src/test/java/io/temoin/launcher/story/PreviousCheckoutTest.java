// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.launcher.suite.Failure;
import io.temoin.platform.ComponentFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a small repository whose {@code mvnw} does what a test says. */
@Timeout(60)
class PreviousCheckoutTest {

    @TempDir Path repository;
    @TempDir Path folder;

    @BeforeEach
    void initialise() throws Exception {
        git("init", "--quiet", "--initial-branch=main");
        commit("printf '%s\\n' \"$@\" >\"$(dirname \"$0\")/arguments\"");
    }

    @Test
    void isTheLastReleaseBeforeTheCheckedOutVersion() throws Exception {
        // Given
        var recorded = head();
        for (var tag : List.of("v0.9.0", "v0.10.0-rc1", "v0.10.0", "v0.11.0")) {
            commit("echo " + tag);
            git("tag", tag);
        }
        var release = git("rev-parse", "v0.10.0");

        // When
        try (var previous = PreviousCheckout.in(repository, folder, recorded)) {

            // Then
            assertThat(previous.version()).isEqualTo("v0.10.0");
            assertThat(git("-C", previous.tree().toString(), "rev-parse", "HEAD"))
                    .isEqualTo(release);
        }
    }

    @Test
    void isTheRecordedCommitAsLongAsNothingIsReleased() throws Exception {
        // Given
        var recorded = head();
        commit("echo later");
        git("tag", "another-kind-of-tag", recorded);

        // When
        try (var previous = PreviousCheckout.in(repository, folder, recorded)) {

            // Then
            assertThat(previous.version()).isEqualTo(recorded);
            assertThat(git("-C", previous.tree().toString(), "rev-parse", "HEAD"))
                    .isEqualTo(recorded);
        }
    }

    @Test
    void isPackagedByItsOwnWrapperAsTheRunningMavenWould() throws Exception {
        try (var previous = PreviousCheckout.in(repository, folder, head())) {
            // When
            var tree = previous.packaged(List.of("-o", "-Dmaven.repo.local=/m2"));

            // Then
            assertThat(Files.readAllLines(tree.resolve("arguments")))
                    .contains("-o", "-Dmaven.repo.local=/m2", "-DskipTests", "-Dtraining.skip")
                    .containsSubsequence("-f", tree.resolve("pom.xml").toString())
                    .containsSubsequence(
                            "-pl",
                            "consent-service,recording-service,retention-service,audit-service",
                            "-am")
                    .endsWith("package");
        }
    }

    @Test
    void isRemovedAfterItsBuildHasFailed() throws Exception {
        // Given
        commit("touch \"$(dirname \"$0\")/half-built\"; echo does not compile; exit 1");
        var commit = head();

        // When
        assertThatThrownBy(
                        () -> {
                            try (var previous = PreviousCheckout.in(repository, folder, commit)) {
                                previous.packaged(List.of());
                            }
                        })
                .isInstanceOf(ComponentFailure.class)
                .hasMessageContaining("The build of " + commit)
                .hasMessageContaining("does not compile");

        // Then
        assertThat(git("worktree", "list").lines()).hasSize(1);
        assertThat(folder.resolve("previous-version")).doesNotExist();
    }

    @Test
    void saysThatACommitIsNotThere() {
        var unknown = "0123456789012345678901234567890123456789";

        assertThatThrownBy(() -> PreviousCheckout.in(repository, folder, unknown))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("worktree add")
                .hasMessageContaining(unknown);
    }

    private String head() throws Exception {
        return git("rev-parse", "HEAD");
    }

    private void commit(String wrapper) throws Exception {
        var file = repository.resolve("mvnw");
        Files.writeString(file, "#!/bin/sh\n" + wrapper + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        git("add", "mvnw");
        git("commit", "--quiet", "--message", wrapper);
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.addAll(List.of("git", "-C", repository.toString()));
        command.addAll(List.of("-c", "user.name=Test", "-c", "user.email=test@example.org"));
        command.addAll(List.of("-c", "commit.gpgSign=false", "-c", "core.hooksPath=/dev/null"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output.strip();
    }
}
