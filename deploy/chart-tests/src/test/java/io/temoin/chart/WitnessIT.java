// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.FreePorts;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witness understands what the chart tells it. */
class WitnessIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir Path folder;

    @Test
    void makesItsKeyOnceAndListensWhereTheProbesAsk() throws IOException {
        // Given
        var objects = Chart.render(Chart.everything());
        var port = FreePorts.any();
        Files.writeString(folder.resolve("logs.txt"), "# none yet\n");

        // When
        start("init", objects, port).awaitSuccess(LIMIT);
        var witness = start("witness", objects, port);

        // Then
        try {
            witness.await(LIMIT, () -> accepts(port));
        } finally {
            witness.kill();
        }
        assertThat(folder.resolve("state/witness.key")).exists();
    }

    private ChildProcess start(String container, List<JsonNode> objects, int port) {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        command.add("-jar");
        command.add(SourceTree.root().resolve("witness/target/temoin-witness.jar").toString());
        Manifests.pods(objects).entrySet().stream()
                .filter(each -> each.getKey().contains("witness"))
                .flatMap(each -> Manifests.containers(each.getValue()).stream())
                .filter(each -> each.path("name").asText().equals(container))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container " + container))
                .path("args")
                .forEach(
                        argument ->
                                command.add(
                                        argument.asText()
                                                .replace(
                                                        "/var/lib/temoin-witness",
                                                        folder.toString())
                                                .replace("/etc/temoin/logs", folder.toString())
                                                .replace("0.0.0.0:7380", "127.0.0.1:" + port)));
        return ChildProcess.start(container, command, Map.of(), folder.resolve(container + ".log"));
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
