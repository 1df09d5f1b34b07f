// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the quick start's script prints: the secrets of a new installation. */
final class QuickstartSecrets {

    private final List<JsonNode> objects;

    private QuickstartSecrets(List<JsonNode> objects) {
        this.objects = objects;
    }

    /** Runs the script with the services of this checkout. */
    static QuickstartSecrets make(Path folder) throws IOException, InterruptedException {
        return make(folder, Map.of("TEMOIN_APPS", SourceTree.root().toString()));
    }

    /** Runs the script with these settings of its own. */
    static QuickstartSecrets make(Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        var output = folder.resolve("secrets.yaml");
        var log = folder.resolve("secrets.log");
        var script =
                new ProcessBuilder(
                        SourceTree.root()
                                .resolve("deploy/examples/quickstart/secrets.sh")
                                .toString());
        script.environment().putAll(settings);
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var running = script.redirectOutput(output.toFile()).redirectError(log.toFile()).start();
        assertThat(running.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).as(Files.readString(log)).isZero();
        return new QuickstartSecrets(Chart.objects(Files.readString(output)));
    }

    List<JsonNode> objects() {
        return objects;
    }

    /**
     * The value of one key.
     *
     * @param reference {@code name/key}, as in {@link Manifests#environment}
     */
    String value(String reference) {
        var place = reference.split("/", 2);
        var value = Manifests.one(objects, "Secret", place[0]).path("data").path(place[1]).asText();
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }
}
