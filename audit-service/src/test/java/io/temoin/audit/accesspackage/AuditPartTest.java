// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.accesspackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.packageparts.vault.PackageKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The trail about one person, as far as one controller sees it. */
@QuarkusTest
class AuditPartTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PERSON = "0123456789abcdef0123456789abcdef";
    private static final String ANOTHER = "fedcba9876543210fedcba9876543210";

    private final Space space = new Space();
    private final PackageKey key = PackageKey.create();

    private String entries(String controller) {
        UUID accessPackage = UUID.randomUUID();
        Space.publish(
                List.of(
                        space.here(
                                Published.event(
                                        "io.temoin.retention.PackagePartRequested.v1",
                                        "package-" + accessPackage,
                                        """
                                        {"accessPackage": "%s", "request": "%s",
                                         "controller": "%s", "subject": "%s",
                                         "service": "AUDIT", "kind": "ACCESS",
                                         "otherVoices": "INCLUDED", "recipientKey": "%s",
                                         "expiresAt": "2099-01-01T00:00:00Z"}\
                                        """
                                                .formatted(
                                                        accessPackage,
                                                        UUID.randomUUID(),
                                                        controller,
                                                        PERSON,
                                                        key.recipientKey())))));
        Path folder = Path.of("target/packages", space.tenant(), accessPackage.toString());
        await().atMost(Duration.ofSeconds(30)).until(() -> !parts(folder).isEmpty());
        return opened(accessPackage, parts(folder).getFirst());
    }

    private static List<Path> parts(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".draft")).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String opened(UUID accessPackage, Path file) {
        String context = PackageKey.context(space.tenant(), accessPackage, "AUDIT");
        try (var zip =
                new ZipInputStream(
                        key.open(new ByteArrayInputStream(Files.readAllBytes(file)), context))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("tables/entries.ndjson");
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A controller that prepares proceedings does not tell the other side by an access package. */
    @Test
    void aLegalHoldIsNotTold() {
        var data = "{\"subject\": \"%s\", \"controller\": \"rhone-telecom\"}".formatted(PERSON);
        space.publishAndAwait(
                Stream.concat(
                                Stream.of(
                                                "HoldPlaced",
                                                "HoldReleaseProposed",
                                                "HoldReleaseCancelled",
                                                "HoldReleased")
                                        .map(
                                                name ->
                                                        space.here(
                                                                Published.event(
                                                                        "io.temoin.retention."
                                                                                + name
                                                                                + ".v1",
                                                                        "hold-1",
                                                                        data))),
                                Stream.of(space.about(PERSON)))
                        .toList());

        assertThat(entries("rhone-telecom")).contains("MINOR_FLAGGED").doesNotContain("HOLD");
    }

    @Test
    void holdsWhatTheTrailSaysOfThePersonToThisController() throws IOException {
        space.publishAndAwait(List.of(space.about(PERSON), space.about(ANOTHER)));

        String entries = entries("rhone-telecom");

        assertThat(entries).contains("MINOR_FLAGGED").doesNotContain(ANOTHER, Space.ACTOR);
        assertThat(entries.lines().filter(line -> line.contains("MINOR_FLAGGED"))).hasSize(1);
        assertThat(entries("loire-assurance")).doesNotContain("MINOR_FLAGGED");
        var schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(
                                JSON.readTree(
                                        Files.readString(
                                                Path.of(
                                                        "../contracts/access-package/audit/entries.schema.json"))));
        var rows = JSON.createArrayNode();
        for (String line : entries.lines().toList()) {
            rows.add(JSON.readTree(line));
        }
        assertThat(schema.validate(rows)).isEmpty();
    }
}
