// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever copies a command of a guide runs something that exists, and leaves no key to others. */
class GuideCommandsTest {

    private static final Path ROOT = SourceTree.root();
    private static final Pattern JAR = Pattern.compile("java -jar (\\S+\\.jar)");
    private static final Pattern FINAL_NAME = Pattern.compile("<finalName>([^<]+)</finalName>");

    /** In a built checkout, at this path; in an image, or downloaded, by its name. */
    @Test
    void everyJarThatAGuideRunsIsBuilt() throws IOException {
        var built = jars();
        var run = Guides.inCode(JAR);

        assertThat(run).hasSizeGreaterThan(3);
        assertThat(missing(run, jar -> isBuilt(jar, built))).isEmpty();
    }

    @Test
    void everyFileOfTheTreeThatAGuideNamesExists() throws IOException {
        var inFolder =
                Pattern.compile(
                        "(?<![\\w/.-])(?:\\./)?((?:"
                                + String.join("|", folders())
                                + ")/[\\w.-][\\w./-]*\\w)(?![\\w$])");
        var named = new TreeMap<>(Guides.inCode(inFolder));
        named.putAll(Guides.inCode(Pattern.compile("(?<![\\w/.-])\\./([\\w.-]+)(?![\\w/$])")));
        named.keySet().removeIf(path -> ("/" + path).contains("/target/")); // made by a build

        assertThat(named).hasSizeGreaterThan(15);
        assertThat(missing(named, path -> Files.exists(ROOT.resolve(path)))).isEmpty();
    }

    /**
     * The file has every password of an installation, and without a key provider its keys, which
     * are made with images that nobody publishes.
     */
    @Test
    void theFileOfAllSecretsIsWrittenForItsOwnerAlone() {
        var blocks =
                Guides.shell().stream()
                        .filter(block -> block.contains("secrets.sh >"))
                        .map(block -> block.substring(0, block.indexOf("secrets.sh >")))
                        .toList();

        assertThat(blocks).hasSizeGreaterThan(1);
        assertThat(blocks)
                .allSatisfy(
                        before ->
                                assertThat(before)
                                        .contains("umask 077")
                                        .containsPattern("KEY_PROVIDER=|IMAGES=\\S+ VERSION="));
    }

    private static Map<String, String> missing(
            Map<String, String> named, Predicate<String> exists) {
        Map<String, String> missing = new TreeMap<>(named);
        missing.keySet().removeIf(exists);
        return missing;
    }

    private static boolean isBuilt(String jar, Set<String> built) {
        var name = Path.of(jar).getFileName().toString();
        return built.contains(jar)
                || (jar.startsWith("/") || jar.equals(name))
                        && built.stream().anyMatch(path -> path.endsWith("/" + name));
    }

    /** What a build of this tree writes and a command can run. */
    private static Set<String> jars() throws IOException {
        Set<String> jars = new TreeSet<>();
        for (var folder : folders()) {
            var pom = ROOT.resolve(folder).resolve("pom.xml");
            if (Files.exists(pom)) {
                var text = Files.readString(pom);
                FINAL_NAME
                        .matcher(text)
                        .results()
                        .forEach(name -> jars.add(folder + "/target/" + name.group(1) + ".jar"));
                if (text.contains("<artifactId>quarkus-maven-plugin</artifactId>")) {
                    jars.add(folder + "/target/quarkus-app/quarkus-run.jar");
                }
            }
        }
        return jars;
    }

    private static Set<String> folders() throws IOException {
        try (var files = Files.list(ROOT)) {
            return files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("[a-z-]+"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
