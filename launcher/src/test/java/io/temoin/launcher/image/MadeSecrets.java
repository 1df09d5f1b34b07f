// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** The secrets that the quick start's script makes, with the images. */
record MadeSecrets(Path file, List<ObjectNode> objects) {

    /** Runs it as the guide says, for images that this podman has under the names of the chart. */
    static MadeSecrets make(Podman podman, Path folder) throws IOException, InterruptedException {
        var file = folder.resolve("secrets.yaml");
        var log = folder.resolve("secrets.log");
        var script =
                new ProcessBuilder(
                        SourceTree.root()
                                .resolve("deploy/examples/quickstart/secrets.sh")
                                .toString());
        script.environment().put("CONTAINERS", podman.script().toString());
        script.environment().put("DATABASE_ADMIN", "temoin_admin");
        var status =
                script.redirectOutput(file.toFile()).redirectError(log.toFile()).start().waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
        return new MadeSecrets(file, RenderedChart.parse(Files.readString(file)));
    }

    String value(String secret, String key) {
        return objects.stream()
                .filter(object -> RenderedChart.name(object).equals(secret))
                .map(object -> object.path("data").path(key).asText())
                .map(
                        encoded ->
                                new String(
                                        Base64.getDecoder().decode(encoded),
                                        StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No secret " + secret + "/" + key));
    }
}
