// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.SourceTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./temoin} says while it builds, with a Maven that does what a test says. */
@Timeout(60)
class BuildProgressTest {

    private static final String MODULE =
            "[INFO] Building Temoin :: consent-service 0.1.0-SNAPSHOT                  [8/14]";

    @TempDir Path root;

    private @Nullable Process running;

    @BeforeEach
    void putTheScriptBesideAnotherMaven() throws IOException {
        Files.copy(SourceTree.root().resolve("temoin"), root.resolve("temoin"));
        Files.createDirectories(root.resolve(".mvn"));
        Files.writeString(root.resolve(".mvn/find-jdk.sh"), "JAVA_HOME=" + root.resolve("jdk"));
        script("jdk/bin/java", "echo launched");
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroy);
            running.destroy();
        }
    }

    @Test
    void namesTheModuleWhileItIsBuilt() throws Exception {
        script(
                "mvnw",
                "mkdir -p launcher/target; echo '%s'; while [ ! -e go-on ]; do sleep 0.1; done"
                        .formatted(MODULE));
        var temoin = up();
        var out = temoin.inputReader();

        assertThat(out.readLine()).startsWith("Building Temoin");
        assertThat(linesTo(out, "consent-service").getLast())
                .matches(" +building module 8 of 14, consent-service \\(\\d+ s\\)");

        Files.createFile(root.resolve("go-on"));
        assertThat(linesTo(out, "launched").getFirst()).matches(" +built in \\d+ s");
        assertThat(temoin.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(root.resolve("launcher/target/built")).exists();
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        script(
                "mvnw",
                "echo '%s'; echo '[ERROR] a class does not compile'; exit 1".formatted(MODULE));
        var temoin = up();
        var out = temoin.inputReader();

        assertThat(linesTo(out, "The build failed"))
                .contains("[ERROR] a class does not compile")
                .doesNotContain("launched");
        assertThat(temoin.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(temoin.exitValue()).isEqualTo(1);
    }

    private Process up() throws IOException {
        var temoin =
                new ProcessBuilder("sh", root.resolve("temoin").toString(), "up")
                        .redirectErrorStream(true)
                        .start();
        running = temoin;
        return temoin;
    }

    private static List<String> linesTo(BufferedReader out, String last) throws IOException {
        var lines = new ArrayList<String>();
        do {
            var line = out.readLine();
            assertThat(line).as("after %s, a line with %s", lines, last).isNotNull();
            lines.add(line);
        } while (!lines.getLast().contains(last));
        return lines;
    }

    private void script(String name, String commands) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
