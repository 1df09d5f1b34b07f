// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart is packaged, pushed to a registry, and rendered from there, as a user installs it. */
class OciRegistryIT {

    private static final Path REGISTRY = Path.of("/usr/bin/docker-registry");

    @TempDir Path folder;

    @Test
    void isInstalledFromARegistryAsFromTheCheckout() throws Exception {
        assumeTrue(
                Files.isExecutable(REGISTRY),
                "Skipped: the package docker-registry of Debian is needed to push the chart.");
        // Given
        var port = FreePorts.any();
        var config = folder.resolve("registry.yml");
        Files.writeString(
                config,
                """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"}
                """
                        .formatted(folder.resolve("registry"), port));
        var registry =
                ChildProcess.start(
                        "docker-registry",
                        List.of(REGISTRY.toString(), "serve", config.toString()),
                        Map.of(),
                        folder.resolve("registry.log"));
        try {
            registry.await(Duration.ofSeconds(30), () -> answers(port));

            // When: the package has the linked files in it
            new Helm(Chart.SOURCE).packageIt().withDestination(folder).call();
            Helm.push()
                    .withChart(folder.resolve("temoin-0.1.0.tgz"))
                    .withRemote(URI.create("oci://127.0.0.1:" + port + "/charts"))
                    .plainHttp()
                    .call();
            var pulled =
                    Helm.template("oci://127.0.0.1:%d/charts/temoin".formatted(port))
                            .withVersion("0.1.0")
                            .plainHttp()
                            .withName("temoin")
                            .withNamespace("temoin")
                            .withKubeVersion("1.34.0")
                            .withValuesFile(Chart.values("production"))
                            .call();

            // Then
            var objects = Chart.objects(pulled);
            assertThat(objects)
                    .isEqualTo(
                            Chart.render(Chart.values("production")).stream()
                                    // a hook, which Helm as a library leaves out
                                    .filter(object -> !Manifests.name(object).endsWith("-smoke"))
                                    .toList());
            assertThat(
                            Manifests.one(objects, "ConfigMap", "temoin-roles-sql")
                                    .at("/data/roles.sql")
                                    .asText())
                    .contains("create role");
        } finally {
            registry.kill();
        }
    }

    private static boolean answers(int port) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + port + "/v2/"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
