// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What all services share does not become the place for everything (ADR 0014). */
class SharedCodeTest {

    private static final Pattern LIMIT =
            Pattern.compile("(?m)^\\| ([a-z-]+) \\| ([0-9]+,[0-9]{3}) \\|$");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");

    @Test
    void keepsItsLimits() throws IOException {
        Path root = SourceTree.root();
        Map<String, Long> limits =
                LIMIT.matcher(
                                Files.readString(
                                        root.resolve(
                                                "docs/adr/0014-shared-code-stays-in-the-chassis.md")))
                        .results()
                        .collect(
                                Collectors.toMap(
                                        found -> found.group(1),
                                        found -> Long.valueOf(found.group(2).replace(",", ""))));

        assertThat(limits).containsOnlyKeys("chassis", "event-sourcing", "crypto-shredding");
        limits.forEach(
                (module, limit) ->
                        assertThat(linesOfCode(root.resolve(module)))
                                .as("lines of code of %s, of at most %d", module, limit)
                                .isBetween(limit - 200, limit));
    }

    private static long linesOfCode(Path module) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(SharedCodeTest::lines)
                    .filter(SharedCodeTest::isCode)
                    .count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).replaceAll("").lines();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isCode(String line) {
        return !line.isBlank()
                && !line.strip().startsWith("//")
                && !line.matches("(import|package) .*");
    }
}
