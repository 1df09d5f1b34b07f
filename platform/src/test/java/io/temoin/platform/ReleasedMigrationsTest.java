// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A migration that a release has (a tag {@code v…}) is never edited: some schema has it. */
@Timeout(60)
class ReleasedMigrationsTest {

    private static final String FIRST = "x-service/src/main/resources/db/x/V1000__x.sql";

    @Test
    void areAsTheyWereReleased() throws Exception {
        Path root = SourceTree.root();
        assumeThat(root.resolve(".git")).as("a checkout, not an archive").exists();

        assertThat(edited(root))
                .as("edited since the last release: undo that, and add a migration instead")
                .isEmpty();
    }

    @Test
    void areComparedWithTheLastRelease(@TempDir Path root) throws Exception {
        // Given
        git(root, "init", "--quiet");
        write(root, FIRST, "create table x (id uuid);");
        write(root, FIRST.replace("V1000", "V1001"), "create table y (id uuid);");
        commit(root);
        write(root, FIRST, "create table x (id uuid, since date);");
        commit(root);
        git(root, "tag", "v0.9.0");
        write(root, FIRST, "create table x (id uuid primary key);");
        commit(root);
        git(root, "tag", "v0.10.0");
        assertThat(edited(root)).isEmpty();

        // When
        write(root, FIRST.replace("V1000", "V1002"), "alter table x add column since date;");
        write(root, FIRST, "create table x (id uuid);");
        commit(root);
        Files.delete(root.resolve(FIRST.replace("V1000", "V1001")));

        // Then
        assertThat(edited(root)).containsExactly(FIRST, FIRST.replace("V1000", "V1001"));
    }

    @Test
    void areNoneAsLongAsNothingIsReleased(@TempDir Path root) throws Exception {
        git(root, "init", "--quiet");
        write(root, FIRST, "create table x (id uuid);");
        commit(root);
        write(root, FIRST, "create table x (id uuid primary key);");

        assertThat(edited(root)).isEmpty();
    }

    private static List<String> edited(Path root) throws Exception {
        var release =
                git(root, "tag", "--list", "v*", "--merged=HEAD", "--sort=-version:refname")
                        .lines()
                        .findFirst();
        if (release.isEmpty()) {
            return List.of();
        }
        return git(
                        root,
                        "diff",
                        "--name-only",
                        "--no-renames",
                        "--diff-filter=MD",
                        release.get(),
                        "--",
                        ":(glob)*/src/main/resources/db/**/*.sql")
                .lines()
                .toList();
    }

    private static void write(Path root, String file, String content) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content);
    }

    private static void commit(Path root) throws Exception {
        git(root, "add", "--all");
        git(root, "commit", "--quiet", "--message", "A step");
    }

    private static String git(Path root, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.addAll(List.of("git", "-C", root.toString(), "-c", "versionsort.suffix=-"));
        command.addAll(List.of("-c", "user.name=Test", "-c", "user.email=test@example.org"));
        command.addAll(List.of("-c", "commit.gpgSign=false", "-c", "core.hooksPath=/dev/null"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }
}
