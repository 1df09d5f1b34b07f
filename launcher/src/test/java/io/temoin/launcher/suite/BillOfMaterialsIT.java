// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shipped is in its bill of materials, so that an advisory about a part finds it. */
class BillOfMaterialsIT {

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void namesEveryJarOfAServiceByItsHash(ServiceName service) throws IOException {
        Path target = SourceTree.root().resolve(service.deployable()).resolve("target");

        Set<String> named = hashes(target.resolve("quarkus-run-cyclonedx.json"));

        List<Path> shipped = jars(target.resolve("quarkus-app/lib"));
        assertThat(shipped).hasSizeGreaterThan(100);
        assertThat(shipped).allMatch(jar -> named.contains(sha256(jar)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"verifier", "witness", "admin"})
    void namesWhatASingleJarContains(String module) throws IOException {
        JsonNode bill = read(SourceTree.root().resolve(module).resolve("target/bom.json"));

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.path("components").findValuesAsText("name")).contains("transparency-log");
    }

    private static Set<String> hashes(Path file) throws IOException {
        Set<String> hashes = new HashSet<>();
        for (JsonNode component : read(file).path("components")) {
            for (JsonNode hash : component.path("hashes")) {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    hashes.add(hash.path("content").asText());
                }
            }
        }
        return hashes;
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
