// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chart asks a registry for images that {@code deploy/images/build.sh} pushes to it. */
class ImageNamesTest {

    private static final Pattern ALL = Pattern.compile("(?m)\\|\\| services=\\(([^)]*)\\)$");
    private static final String OURS = "ghcr.io/temoin/";

    @Test
    void everyImageOfTheChartIsBuiltAndEveryBuiltImageIsInTheChart() throws IOException {
        Set<String> rendered = new TreeSet<>();
        for (var pod : Manifests.pods(Chart.render(Chart.everything())).values()) {
            for (var container : Manifests.containers(pod)) {
                var image = container.path("image").asText();
                if (image.startsWith(OURS)) {
                    rendered.add(image);
                }
            }
        }
        assertThat(rendered).isEqualTo(built());
    }

    /** What Artifact Hub shows and scans. */
    @Test
    void theMetadataOfTheChartNamesTheSameImages() throws IOException {
        var listed =
                Chart.YAML
                        .readTree(
                                Chart.read(Chart.SOURCE.resolve("Chart.yaml"))
                                        .path("annotations")
                                        .path("artifacthub.io/images")
                                        .asText())
                        .findValuesAsText("image");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(built());
    }

    /** With the values that the hardening guide names. */
    @Test
    void everyContainerCanRunFromADigest() throws IOException {
        var digest = "sha256:" + "0".repeat(64);
        var objects =
                Chart.render(
                        Chart.everything(),
                        """
                        image:
                          digests: {consent: "%1$s", recording: "%1$s", audit: "%1$s",
                                    retention: "%1$s", witness: "%1$s"}
                        database: {provision: {image: "postgres@%1$s"}}
                        smoke: {image: "eclipse-temurin@%1$s"}
                        """
                                .formatted(digest));

        Manifests.pods(objects).values().stream()
                .flatMap(pod -> Manifests.containers(pod).stream())
                .forEach(
                        container ->
                                assertThat(container.path("image").asText())
                                        .endsWith("@" + digest));
        var guide = SourceTree.root().resolve("docs/deploy/hardening.md");
        assertThat(Files.readAllLines(guide))
                .filteredOn(line -> line.startsWith("| 13.3 "))
                .singleElement()
                .asString()
                .contains("`image.digests`", "`database.provision.image`", "`smoke.image`");
    }

    private static Set<String> built() throws IOException {
        var script = Files.readString(SourceTree.root().resolve("deploy/images/build.sh"));
        var names = ALL.matcher(script);
        assertThat(names.find()).isTrue();
        JsonNode version = Chart.read(Chart.SOURCE.resolve("Chart.yaml")).path("appVersion");
        Set<String> images = new TreeSet<>();
        for (var name : names.group(1).split(" ", -1)) {
            images.add(OURS + name + ":" + version.asText());
        }
        return images;
    }
}
