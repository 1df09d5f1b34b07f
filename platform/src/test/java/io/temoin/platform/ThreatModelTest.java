// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the threat model and the guides say is tested has a test of that name. */
class ThreatModelTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))`");

    @Test
    void namesTestsThatExist() throws IOException {
        Set<String> named = named(SourceTree.root().resolve("docs/threat-model.md"));

        assertThat(named).hasSizeGreaterThan(100);
        assertThat(tests(SourceTree.root())).containsAll(named);
    }

    @Test
    void theGuidesForOperatorsNameTestsThatExist() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path guide : list(SourceTree.root().resolve("docs/deploy"))) {
            named.addAll(named(guide));
        }

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(tests(SourceTree.root())).containsAll(named);
    }

    private static Set<String> named(Path page) throws IOException {
        return TEST.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tests(Path root) throws IOException {
        Set<String> tests = new TreeSet<>();
        for (Path module :
                Stream.concat(list(root).stream(), list(root.resolve("deploy")).stream())
                        .toList()) {
            Path sources = module.resolve("src/test/java");
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .map(name -> name.substring(0, name.length() - ".java".length()))
                            .forEach(tests::add);
                }
            }
        }
        return tests;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
