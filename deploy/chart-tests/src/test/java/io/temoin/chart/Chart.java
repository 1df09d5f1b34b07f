// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The chart of this checkout, and what Helm makes of it. */
final class Chart {

    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    static final Path SOURCE = SourceTree.root().resolve("deploy/helm/temoin");

    /** A copy, without the symbolic links on which Helm would remark each time. */
    static final Path FOLDER = copyTo(temporary());

    static final List<String> SERVICES = List.of("consent", "recording", "audit", "retention");

    // Without it Helm assumes a version that the chart refuses.
    private static final String KUBERNETES = "1.34.0";

    private static final Map<Path, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    private static Path temporary() {
        try {
            var target = SourceTree.root().resolve("deploy/chart-tests/target");
            return Files.createTempDirectory(Files.createDirectories(target), "chart-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file of values that is shipped, and the one that switches everything on. */
    static Stream<Path> valuesFiles() {
        try (var files = Files.list(FOLDER.resolve("values"))) {
            return Stream.concat(
                    files.sorted(Comparator.naturalOrder()).toList().stream(),
                    Stream.of(everything()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path everything() {
        return SourceTree.root().resolve("deploy/chart-tests/src/test/resources/everything.yaml");
    }

    static Path values(String name) {
        return FOLDER.resolve("values").resolve(name + ".yaml");
    }

    /** The objects that an installation with these values creates. */
    static List<JsonNode> render(Path values) {
        return RENDERED.computeIfAbsent(values, file -> render(FOLDER, file));
    }

    /**
     * @param values files, each on top of those before it
     */
    static List<JsonNode> render(Path chart, Path... values) {
        var template =
                new Helm(chart)
                        .template()
                        .withName("temoin")
                        .withNamespace("temoin")
                        .withKubeVersion(KUBERNETES);
        for (var file : values) {
            template.withValuesFile(file);
        }
        return objects(template.call());
    }

    /**
     * The same with a few values on top.
     *
     * @param more YAML
     */
    static List<JsonNode> render(Path values, String more) {
        try {
            var file = Files.createTempFile("more", ".yaml");
            try {
                Files.writeString(file, more);
                return render(FOLDER, values, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> objects(String manifests) {
        try (var documents = YAML.readerFor(JsonNode.class).readValues(manifests)) {
            List<JsonNode> objects = new ArrayList<>();
            while (documents.hasNext()) {
                if (documents.next() instanceof ObjectNode object) {
                    objects.add(object);
                }
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(manifests, e);
        }
    }

    static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Helm as a library leaves hooks out; without these annotations, the test of a release is an
     * object like others.
     */
    private static String withoutHooks(String template) {
        return template.replaceAll("(?m)^ {4}helm\\.sh/hook.*\\R", "");
    }

    /** A copy of the chart in which anything may be changed. */
    static Path copyTo(Path folder) {
        try (var files = Files.walk(SOURCE)) {
            for (var file : files.toList()) {
                var copy = folder.resolve(SOURCE.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.writeString(copy, withoutHooks(Files.readString(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
