// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A token of SoftHSM 2. Its library reads its settings from the environment, so the tests' JVM is
 * started with SOFTHSM2_CONF (see the POM).
 */
final class SoftHsm {

    static final String PIN = "1234-user";

    private static final Path LIBRARY =
            Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so")
                    .map(Path::of)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "SoftHSM 2 is needed for these tests: apt-get install"
                                                    + " softhsm2, or brew install softhsm"));

    private SoftHsm() {}

    static Path library() {
        return LIBRARY;
    }

    /** Makes two empty tokens, in the folder that the settings name. */
    static void initialise() {
        try {
            Path settings = Path.of(System.getenv("SOFTHSM2_CONF"));
            Path tokens = settings.resolveSibling("tokens");
            deleteAll(tokens);
            Files.createDirectories(tokens);
            Files.writeString(
                    settings,
                    """
                    directories.tokendir = %s
                    objectstore.backend = file
                    log.level = ERROR
                    """
                            .formatted(tokens.toAbsolutePath()));
            token();
            token();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** How many objects all tokens hold, whether they can be found by a label or not. */
    static long objects() {
        try (Stream<Path> files =
                Files.walk(Path.of(System.getenv("SOFTHSM2_CONF")).resolveSibling("tokens"))) {
            return files.filter(
                            file ->
                                    file.toString().endsWith(".object")
                                            && !file.endsWith("token.object"))
                    .count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void token() throws IOException {
        run(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "temoin",
                "--so-pin",
                "1234-officer",
                "--pin",
                PIN);
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
