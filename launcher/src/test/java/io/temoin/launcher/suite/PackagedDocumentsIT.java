// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The OpenAPI document of a packaged service has the examples of contracts/examples: a package is
 * built by other class loaders than a test, which may not see them.
 */
class PackagedDocumentsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.JSON";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consent-service",
                "recording-service",
                "retention-service",
                "audit-service"
            })
    void haveTheirExamples(String service) throws IOException {
        Path root = SourceTree.root();

        List<String> examples = new ArrayList<>();
        packaged(root.resolve(service))
                .at("/components/examples")
                .fieldNames()
                .forEachRemaining(examples::add);

        List<String> files = names(root.resolve("contracts/examples").resolve(service));
        assertThat(files).isNotEmpty();
        assertThat(examples).containsAll(files);
    }

    private static JsonNode packaged(Path module) throws IOException {
        Path classes = module.resolve("target/quarkus-app/quarkus/generated-bytecode.jar");
        try (var jar = new ZipFile(classes.toFile());
                var document = jar.getInputStream(jar.getEntry(DOCUMENT))) {
            return JSON.readTree(document);
        }
    }

    /** Of a schema and an example: what the component is called. */
    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                String schema = file.getFileName().toString().replace(".json", "");
                JSON.readTree(file.toFile())
                        .fieldNames()
                        .forEachRemaining(
                                key ->
                                        names.add(
                                                schema
                                                        + "-"
                                                        + key.replaceAll("[^A-Za-z0-9]+", "-")));
            }
        }
        return names;
    }
}
