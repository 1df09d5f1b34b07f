// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The guides for operators, {@code docs/deploy}, and the code in them. */
final class Guides {

    private static final Pattern CODE =
            Pattern.compile("(?s)^```\\w*\\n(.*?)^```$|`([^`\\n]+)`", Pattern.MULTILINE);
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

    private Guides() {}

    private static Stream<Path> files() throws IOException {
        try (var files = Files.list(SourceTree.root().resolve("docs/deploy"))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    /** What the guides show as code and the pattern's first group finds, with its guide. */
    static Map<String, String> inCode(Pattern pattern) {
        Map<String, String> found = new TreeMap<>();
        try {
            for (var file : files().toList()) {
                CODE.matcher(Files.readString(file))
                        .results()
                        .map(code -> code.group(1) == null ? code.group(2) : code.group(1))
                        .flatMap(code -> pattern.matcher(code).results())
                        .forEach(
                                each ->
                                        found.putIfAbsent(
                                                each.group(1), file.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** The first block of code with these words. */
    static String blockWith(String words) {
        return shell().stream()
                .filter(block -> block.contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no guide has a block with " + words));
    }

    /** The blocks of commands, each as it is written. */
    static List<String> shell() {
        return blocks(SHELL);
    }

    /** The blocks of YAML, each as it is written. */
    static List<String> yaml() {
        return blocks(YAML);
    }

    private static List<String> blocks(Pattern pattern) {
        List<String> blocks = new ArrayList<>();
        try {
            for (var file : files().toList()) {
                pattern.matcher(Files.readString(file))
                        .results()
                        .forEach(block -> blocks.add(block.group(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blocks;
    }
}
